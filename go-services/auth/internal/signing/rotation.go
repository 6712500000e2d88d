package signing

import (
	"crypto/rand"
	"encoding/hex"
	"time"
)

// Plan says which key to add and which to drop at an instant; keys come oldest first. The first key signs at once,
// a successor after PublishAhead, and a replaced key goes RetireAfter its successor began to sign.
func Plan(now time.Time, keys []Key) (add *Key, drop []string) {
	for i := 0; i+1 < len(keys); i++ {
		if now.Sub(keys[i+1].ActiveFrom) >= RetireAfter {
			drop = append(drop, keys[i].KID)
		}
	}
	switch {
	case len(keys) == 0:
		add = newKey(now, now)
	case now.Sub(keys[len(keys)-1].ActiveFrom) >= RotateAfter:
		add = newKey(now, now.Add(PublishAhead))
	}
	return add, drop
}

func newKey(now, activeFrom time.Time) *Key {
	seed, kid := make([]byte, 32), make([]byte, 8)
	_, _ = rand.Read(seed)
	_, _ = rand.Read(kid)
	return &Key{KID: hex.EncodeToString(kid), Seed: seed, CreatedAt: now, ActiveFrom: activeFrom}
}
