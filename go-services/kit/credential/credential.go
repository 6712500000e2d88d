// Package credential knows the shape of ids and of the opaque secrets that people and programs present.
package credential

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
)

// Kind is the three-letter prefix of a credential.
type Kind string

const (
	Session  Kind = "ses"
	Token    Kind = "pat"
	Operator Kind = "opr"
)

// SessionCookie is the one cookie that carries a session credential.
const SessionCookie = "pyairtable_session"

const (
	alphabet  = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
	idLength  = 17
	secretHex = 64
	length    = idLength + 1 + secretHex
	// The largest multiple of 62 below 256: bytes from here on would favour the first characters.
	fairBytes = 248
)

// NewID mints prefix and fourteen base-62 characters, uniform, from the platform's secure random source.
func NewID(prefix string) string {
	text := make([]byte, 0, idLength)
	text = append(text, prefix...)
	var random [24]byte
	for len(text) < idLength {
		_, _ = rand.Read(random[:])
		for _, b := range random {
			if b < fairBytes && len(text) < idLength {
				text = append(text, alphabet[int(b)%len(alphabet)])
			}
		}
	}
	return string(text)
}

// IsID tells whether text has the exact shape of an id with the prefix; it says nothing about existence.
func IsID(prefix, text string) bool {
	if len(text) != idLength || len(prefix) != 3 || text[:3] != prefix {
		return false
	}
	for i := 3; i < idLength; i++ {
		c := text[i]
		if !('0' <= c && c <= '9' || 'A' <= c && c <= 'Z' || 'a' <= c && c <= 'z') {
			return false
		}
	}
	return true
}

// New mints a credential: its public id and the whole secret text, which is shown once and never stored.
func New(kind Kind) (id, secret string) {
	id = NewID(string(kind))
	var random [secretHex / 2]byte
	_, _ = rand.Read(random[:])
	return id, id + "." + hex.EncodeToString(random[:])
}

// Parse tells the kind and id of a well-shaped credential.
func Parse(secret string) (kind Kind, id string, ok bool) {
	if len(secret) != length || secret[idLength] != '.' {
		return "", "", false
	}
	for i := idLength + 1; i < length; i++ {
		c := secret[i]
		if !('0' <= c && c <= '9' || 'a' <= c && c <= 'f') {
			return "", "", false
		}
	}
	kind, id = Kind(secret[:3]), secret[:idLength]
	switch kind {
	case Session, Token, Operator:
		return kind, id, IsID(string(kind), id)
	}
	return "", "", false
}

// Hash is what is stored of a credential: SHA-256 of its whole text. The secret has 256 random bits, so a fast
// hash is enough.
func Hash(secret string) [sha256.Size]byte { return sha256.Sum256([]byte(secret)) }
