// Package signing makes identity tokens and rotates the keys that sign them.
package signing

import (
	"context"
	"crypto/ed25519"
	"errors"
	"log/slog"
	"sync/atomic"
	"time"

	"github.com/golang-jwt/jwt/v5"
	"pyairtable.dev/go-services/kit/identity"
)

// TokenLifetime is how long an identity token holds.
const TokenLifetime = time.Minute

const (
	// RotateAfter is the age at which a key gets its successor.
	RotateAfter = 30 * 24 * time.Hour
	// PublishAhead is how long a successor is published before it signs: verifiers refresh every five minutes.
	PublishAhead = 15 * time.Minute
	// RetireAfter is how long a replaced key stays published: many times what its last token lives.
	RetireAfter = time.Hour
	refreshEach = time.Minute
)

// Key is a signing key: a 32-byte Ed25519 seed and the instant from which it signs.
type Key struct {
	KID        string
	Seed       []byte
	CreatedAt  time.Time
	ActiveFrom time.Time
}

// Store keeps the keys. Rotate lets plan decide, under a lock that all replicas share, which key to add and which to
// drop, and answers with the keys that are then there, oldest first.
type Store interface {
	RotateKeys(ctx context.Context, plan func(now time.Time, keys []Key) (add *Key, drop []string)) (time.Time, []Key, error)
}

// Keyring signs with the newest active key and knows all published ones.
type Keyring struct {
	store Store
	log   *slog.Logger
	state atomic.Pointer[state]
}

type state struct {
	private map[string]ed25519.PrivateKey
	keys    []Key
	set     identity.KeySet
}

// ErrNoKey says that no key is active yet; it cannot outlive the first Refresh.
var ErrNoKey = errors.New("signing: no active key")

// NewKeyring reads the keys, making the first one where there is none.
func NewKeyring(ctx context.Context, store Store, log *slog.Logger) (*Keyring, error) {
	ring := &Keyring{store: store, log: log}
	return ring, ring.Refresh(ctx)
}

// Refresh rotates what is due and reads the keys that other replicas made.
func (k *Keyring) Refresh(ctx context.Context) error {
	_, keys, err := k.store.RotateKeys(ctx, Plan)
	if err != nil {
		return err
	}
	next := &state{private: make(map[string]ed25519.PrivateKey, len(keys)), keys: keys}
	next.set.Keys = make([]identity.Key, len(keys))
	for i, key := range keys {
		private := ed25519.NewKeyFromSeed(key.Seed)
		next.private[key.KID] = private
		next.set.Keys[i] = identity.NewKey(key.KID, private.Public().(ed25519.PublicKey))
	}
	k.state.Store(next)
	return nil
}

// Keep refreshes every minute until ctx ends; a failure is logged and the keys at hand go on.
func (k *Keyring) Keep(ctx context.Context) {
	ticker := time.NewTicker(refreshEach)
	defer ticker.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-ticker.C:
			if err := k.Refresh(ctx); err != nil && ctx.Err() == nil {
				k.log.Error("signing keys not refreshed", "err", err.Error())
			}
		}
	}
}

// KeySet is what verifiers may read.
func (k *Keyring) KeySet() identity.KeySet { return k.state.Load().set }

// PublicKey implements identity.KeySource.
func (k *Keyring) PublicKey(_ context.Context, kid string) (ed25519.PublicKey, error) {
	private, ok := k.state.Load().private[kid]
	if !ok {
		return nil, identity.ErrUnknownKey
	}
	return private.Public().(ed25519.PublicKey), nil
}

// Sign completes the claims with issuer, audience and times, and signs them.
func (k *Keyring) Sign(claims identity.Claims, now time.Time) (token string, expiresAt time.Time, err error) {
	state := k.state.Load()
	key := active(state.keys, now)
	if key == nil {
		return "", time.Time{}, ErrNoKey
	}
	expiresAt = now.Add(TokenLifetime).Truncate(time.Second)
	claims.Issuer, claims.Audience = identity.Issuer, identity.Audience
	claims.IssuedAt, claims.ExpiresAt = now.Unix(), expiresAt.Unix()
	unsigned := jwt.NewWithClaims(jwt.SigningMethodEdDSA, &claims)
	unsigned.Header["kid"] = key.KID
	token, err = unsigned.SignedString(state.private[key.KID])
	return token, expiresAt, err
}

func active(keys []Key, now time.Time) *Key {
	for i := len(keys) - 1; i >= 0; i-- {
		if !keys[i].ActiveFrom.After(now) {
			return &keys[i]
		}
	}
	return nil
}
