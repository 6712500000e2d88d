package password

import "context"

// Hasher caps how many hashes run at once, since each takes a core and tens of MiB, and how many may wait.
type Hasher struct {
	turns *turns
	// decoy is checked for accounts that do not exist, so that they take as long as those that do.
	decoy string
}

// NewHasher runs at most slots hashes at once.
func NewHasher(slots int) *Hasher {
	return &Hasher{turns: newTurns(slots), decoy: Hash("the password of nobody", Current)}
}

// Hash hashes at the current cost.
func (h *Hasher) Hash(ctx context.Context, asker Asker, password string) (hash string, err error) {
	err = h.limited(ctx, asker, func() { hash = Hash(password, Current) })
	return hash, err
}

// Verify checks a password; an empty hash, that of an account without password or of none, never matches but takes
// the same time.
func (h *Hasher) Verify(ctx context.Context, asker Asker, password, hash string) (matches, outdated bool, err error) {
	known := hash != ""
	if !known {
		hash = h.decoy
	}
	var fault error
	err = h.limited(ctx, asker, func() { matches, outdated, fault = Verify(password, hash) })
	if err == nil {
		err = fault
	}
	return matches && known, outdated && known, err
}

func (h *Hasher) limited(ctx context.Context, asker Asker, work func()) error {
	if err := h.turns.take(ctx, asker); err != nil {
		return err
	}
	defer h.turns.release()
	work()
	return nil
}
