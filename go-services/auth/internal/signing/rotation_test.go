package signing

import (
	"context"
	"log/slog"
	"slices"
	"testing"
	"time"

	"pyairtable.dev/go-services/kit/identity"
)

// cluster is the Store without PostgreSQL: replicas that share a list under a clock.
type cluster struct {
	now  time.Time
	keys []Key
}

func (c *cluster) RotateKeys(_ context.Context, plan func(time.Time, []Key) (*Key, []string)) (time.Time, []Key, error) {
	add, drop := plan(c.now, c.keys)
	c.keys = slices.DeleteFunc(c.keys, func(key Key) bool { return slices.Contains(drop, key.KID) })
	if add != nil {
		c.keys = append(c.keys, *add)
	}
	return c.now, slices.Clone(c.keys), nil
}

func TestRotationKeepsEveryTokenVerifiable(t *testing.T) {
	ctx := context.Background()
	shared := &cluster{now: time.Unix(1_800_000_000, 0)}
	ring, err := NewKeyring(ctx, shared, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	// A verifier that last read the key set this long ago must still know every key in use.
	const staleness = 5 * time.Minute
	seen := map[string]bool{}
	var known []identity.KeySet
	for step := range 24 * 60 / 5 * 35 {
		known = append(known, ring.KeySet())
		signer := active(ring.state.Load().keys, shared.now)
		if signer == nil {
			t.Fatalf("step %d: no key signs", step)
		}
		kid := signer.KID
		seen[kid] = true
		stale := known[max(0, step-int(staleness/(5*time.Minute)))]
		if !slices.ContainsFunc(stale.Keys, func(key identity.Key) bool { return key.ID == kid }) {
			t.Fatalf("step %d: key %s signs before it was published", step, kid)
		}
		shared.now = shared.now.Add(5 * time.Minute)
		if err := ring.Refresh(ctx); err != nil {
			t.Fatal(err)
		}
		if !slices.ContainsFunc(ring.KeySet().Keys, func(key identity.Key) bool { return key.ID == kid }) {
			t.Fatalf("step %d: key %s was withdrawn while its tokens lived", step, kid)
		}
	}
	if len(seen) != 2 {
		t.Errorf("%d keys signed in 35 days, want 2", len(seen))
	}
	if len(shared.keys) > 2 {
		t.Errorf("%d keys kept, want replaced ones dropped", len(shared.keys))
	}
}

func TestASignedTokenVerifiesAgainstThePublishedKey(t *testing.T) {
	ctx := context.Background()
	ring, err := NewKeyring(ctx, &cluster{now: time.Now()}, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	given := identity.Claims{Subject: "usr00000000000000", CID: "ses00000000000000", Kind: identity.KindSession, Scopes: []string{"a"}}
	token, expires, err := ring.Sign(given, time.Now())
	if err != nil {
		t.Fatal(err)
	}
	claims, err := identity.NewVerifier(ring).Verify(ctx, token)
	if err != nil || claims.Subject != given.Subject || claims.ExpiresAt != expires.Unix() {
		t.Errorf("claims %+v, %v", claims, err)
	}
}
