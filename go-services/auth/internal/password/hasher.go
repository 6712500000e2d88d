package password

import (
	"context"
	"errors"
)

// ErrBusy says that too many passwords wait to be hashed.
var ErrBusy = errors.New("password: too many hashes waiting")

// waitersPerSlot bounds the queue: with 50 ms a hash, the last in it waits under a second.
const waitersPerSlot = 16

// Hasher caps how many hashes run at once, since each takes a core and tens of MiB, and how many may wait.
type Hasher struct {
	running chan struct{}
	waiting chan struct{}
	// decoy is checked for accounts that do not exist, so that they take as long as those that do.
	decoy string
}

// NewHasher runs at most slots hashes at once.
func NewHasher(slots int) *Hasher {
	return &Hasher{
		running: make(chan struct{}, slots),
		waiting: make(chan struct{}, slots*(waitersPerSlot+1)),
		decoy:   Hash("the password of nobody", Current),
	}
}

// Hash hashes at the current cost.
func (h *Hasher) Hash(ctx context.Context, password string) (hash string, err error) {
	err = h.limited(ctx, func() { hash = Hash(password, Current) })
	return hash, err
}

// Verify checks a password; an empty hash, that of an account without password or of none, never matches but takes
// the same time.
func (h *Hasher) Verify(ctx context.Context, password, hash string) (matches, outdated bool, err error) {
	known := hash != ""
	if !known {
		hash = h.decoy
	}
	var fault error
	err = h.limited(ctx, func() { matches, outdated, fault = Verify(password, hash) })
	if err == nil {
		err = fault
	}
	return matches && known, outdated && known, err
}

func (h *Hasher) limited(ctx context.Context, work func()) error {
	select {
	case h.waiting <- struct{}{}:
	default:
		return ErrBusy
	}
	defer func() { <-h.waiting }()
	select {
	case h.running <- struct{}{}:
	case <-ctx.Done():
		return ctx.Err()
	}
	defer func() { <-h.running }()
	work()
	return nil
}
