package identity

import (
	"context"
	"crypto/ed25519"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"sync"
	"time"
)

// KeySource finds the public key of a key id; ErrUnknownKey when there is none.
type KeySource interface {
	PublicKey(ctx context.Context, kid string) (ed25519.PublicKey, error)
}

// ErrUnknownKey says that no published key has the id.
var ErrUnknownKey = errors.New("identity: unknown key id")

// KeySet is a JWKS document of Ed25519 keys (RFC 7517, RFC 8037).
type KeySet struct {
	Keys []Key `json:"keys"`
}

// Key is one public key; X is its 32 bytes in unpadded base64url.
type Key struct {
	Type      string `json:"kty"`
	Curve     string `json:"crv"`
	X         string `json:"x"`
	ID        string `json:"kid"`
	Algorithm string `json:"alg"`
	Use       string `json:"use"`
}

// NewKey publishes a public key under an id.
func NewKey(kid string, public ed25519.PublicKey) Key {
	return Key{Type: "OKP", Curve: "Ed25519", X: base64.RawURLEncoding.EncodeToString(public), ID: kid, Algorithm: "EdDSA", Use: "sig"}
}

const (
	keySetMaxBytes   = 64 << 10
	keySetTimeout    = 2 * time.Second
	keySetMaxAge     = 5 * time.Minute
	keySetCoolDown   = time.Second
	ed25519KeyLength = ed25519.PublicKeySize
)

// RemoteKeys caches auth's key set: fetched when first asked, again when a token names an unknown key (at most once
// a second), and when older than five minutes, so that a withdrawn key is forgotten. Keys at hand serve on while
// auth is away.
type RemoteKeys struct {
	address string
	client  *http.Client
	now     func() time.Time

	mu      sync.Mutex
	keys    map[string]ed25519.PublicKey
	fetched time.Time
	tried   time.Time
}

// NewRemoteKeys reads the key set at <authURL>/.well-known/jwks.json.
func NewRemoteKeys(authURL string) *RemoteKeys {
	return &RemoteKeys{
		address: authURL + "/.well-known/jwks.json",
		client:  &http.Client{Timeout: keySetTimeout},
		now:     time.Now,
	}
}

// PublicKey implements KeySource. The lock is held while fetching, so that a burst of requests fetches once.
func (r *RemoteKeys) PublicKey(ctx context.Context, kid string) (ed25519.PublicKey, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	now := r.now()
	key, found := r.keys[kid]
	if found && now.Sub(r.fetched) < keySetMaxAge {
		return key, nil
	}
	if now.Sub(r.tried) >= keySetCoolDown {
		r.tried = now
		keys, err := r.fetch(ctx)
		if err == nil {
			r.keys, r.fetched = keys, now
			key, found = keys[kid]
		} else if !found {
			return nil, err
		}
	}
	if !found {
		return nil, ErrUnknownKey
	}
	return key, nil
}

func (r *RemoteKeys) fetch(ctx context.Context) (map[string]ed25519.PublicKey, error) {
	// The first asker going away must not fail the others that wait for this fetch; the client has its own limit.
	request, err := http.NewRequestWithContext(context.WithoutCancel(ctx), http.MethodGet, r.address, nil)
	if err != nil {
		return nil, err
	}
	response, err := r.client.Do(request)
	if err != nil {
		return nil, fmt.Errorf("identity: key set: %w", err)
	}
	defer response.Body.Close()
	if response.StatusCode != http.StatusOK {
		return nil, fmt.Errorf("identity: key set answered %d", response.StatusCode)
	}
	var set KeySet
	if err := json.NewDecoder(io.LimitReader(response.Body, keySetMaxBytes)).Decode(&set); err != nil {
		return nil, fmt.Errorf("identity: key set: %w", err)
	}
	keys := make(map[string]ed25519.PublicKey, len(set.Keys))
	for _, key := range set.Keys {
		raw, err := base64.RawURLEncoding.DecodeString(key.X)
		if key.Type == "OKP" && key.Curve == "Ed25519" && err == nil && len(raw) == ed25519KeyLength {
			keys[key.ID] = raw
		}
	}
	return keys, nil
}
