// Package password hashes passwords with argon2id and checks them.
package password

import (
	"crypto/rand"
	"crypto/subtle"
	"encoding/base64"
	"errors"
	"fmt"
	"strings"

	"golang.org/x/crypto/argon2"
)

// Cost is what one hash takes. Memory is in KiB.
type Cost struct {
	Memory  uint32
	Passes  uint32
	Threads uint8
}

// Current is the cost of new hashes: about 50 ms on one core of 2024 (BenchmarkHash). Raising it is enough: a hash
// carries its own cost, and is made anew when its owner next signs in.
var Current = Cost{Memory: 40 << 10, Passes: 2, Threads: 1}

const (
	saltBytes = 16
	keyBytes  = 32
)

// Bounds on a stored cost: a damaged row must not ask for gigabytes or minutes.
const (
	maxMemory  = 1 << 20
	maxPasses  = 16
	maxThreads = 16
)

// ErrMalformed says that a stored hash is not one of ours.
var ErrMalformed = errors.New("password: malformed hash")

// Hash is the PHC string of the password under a fresh salt.
func Hash(password string, cost Cost) string {
	salt := make([]byte, saltBytes)
	_, _ = rand.Read(salt)
	return encode(cost, salt, cost.key(password, salt))
}

// Verify tells whether the password made the hash, and whether the hash is weaker than Current.
func Verify(password, hash string) (matches, outdated bool, err error) {
	cost, salt, key, err := decode(hash)
	if err != nil {
		return false, false, err
	}
	matches = subtle.ConstantTimeCompare(cost.key(password, salt), key) == 1
	return matches, cost != Current, nil
}

func (c Cost) key(password string, salt []byte) []byte {
	return argon2.IDKey([]byte(password), salt, c.Passes, c.Memory, c.Threads, keyBytes)
}

func encode(cost Cost, salt, key []byte) string {
	text := base64.RawStdEncoding
	return fmt.Sprintf("$argon2id$v=%d$m=%d,t=%d,p=%d$%s$%s",
		argon2.Version, cost.Memory, cost.Passes, cost.Threads, text.EncodeToString(salt), text.EncodeToString(key))
}

func decode(hash string) (cost Cost, salt, key []byte, err error) {
	parts := strings.Split(hash, "$")
	if len(parts) != 6 || parts[0] != "" || parts[1] != "argon2id" || parts[2] != fmt.Sprintf("v=%d", argon2.Version) {
		return Cost{}, nil, nil, ErrMalformed
	}
	if _, err := fmt.Sscanf(parts[3], "m=%d,t=%d,p=%d", &cost.Memory, &cost.Passes, &cost.Threads); err != nil {
		return Cost{}, nil, nil, ErrMalformed
	}
	salt, saltErr := base64.RawStdEncoding.DecodeString(parts[4])
	key, keyErr := base64.RawStdEncoding.DecodeString(parts[5])
	if saltErr != nil || keyErr != nil || len(salt) < saltBytes || len(key) != keyBytes || !cost.sane() {
		return Cost{}, nil, nil, ErrMalformed
	}
	return cost, salt, key, nil
}

func (c Cost) sane() bool {
	return c.Memory >= 8 && c.Memory <= maxMemory && c.Passes >= 1 && c.Passes <= maxPasses && c.Threads >= 1 && c.Threads <= maxThreads
}
