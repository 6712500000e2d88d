package password

import (
	"context"
	"errors"
	"slices"
	"sync"
)

// Errors of who asks for a turn.
var (
	// ErrBusy says that too many clients wait for passwords to be hashed.
	ErrBusy = errors.New("password: too many hashes waiting")
	// ErrTooMany says that this client, or this account of it, has too many that wait.
	ErrTooMany = errors.New("password: too many hashes waiting for one client")
)

// Bounds of the queue. With 50 ms a hash and one slot, a client's last waits under a second where nobody else does.
const (
	maxWaiting           = 64
	maxWaitingPerClient  = 16
	maxWaitingPerAccount = 4
)

// Asker is for whom a password is hashed: turns go round the clients, and no account has more than a few.
type Asker struct {
	Client, Account string
}

type waiter struct {
	Asker
	// turn has nil when it is the waiter's turn, else why it never is.
	turn chan error
}

// turns gives slots to one client after the other, so that one who asks for many waits for their own and others do not.
type turns struct {
	mu      sync.Mutex
	free    int
	waiting int
	// queues by client, none of them empty; order has the clients, who is next first.
	queues map[string][]*waiter
	order  []string
}

func newTurns(slots int) *turns {
	return &turns{free: slots, queues: make(map[string][]*waiter)}
}

// take waits for a turn, which release ends.
func (t *turns) take(ctx context.Context, asker Asker) error {
	own, err := t.join(asker)
	if err != nil {
		return err
	}
	select {
	case err := <-own.turn:
		return err
	case <-ctx.Done():
		t.leave(own)
		return ctx.Err()
	}
}

func (t *turns) join(asker Asker) (*waiter, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	own := &waiter{Asker: asker, turn: make(chan error, 1)}
	if t.free > 0 {
		t.free--
		own.turn <- nil
		return own, nil
	}
	queue := t.queues[asker.Client]
	ofAccount := 0
	for _, other := range queue {
		if other.Account == asker.Account {
			ofAccount++
		}
	}
	if len(queue) >= maxWaitingPerClient || ofAccount >= maxWaitingPerAccount {
		return nil, ErrTooMany
	}
	if t.waiting >= maxWaiting && !t.makeRoom(len(queue)+1) {
		return nil, ErrBusy
	}
	if len(queue) == 0 {
		t.order = append(t.order, asker.Client)
	}
	t.queues[asker.Client] = append(queue, own)
	t.waiting++
	return own, nil
}

// makeRoom refuses the last of the client with the most that wait, where those are more than so many.
func (t *turns) makeRoom(most int) bool {
	longest := slices.MaxFunc(t.order, func(a, b string) int { return len(t.queues[a]) - len(t.queues[b]) })
	queue := t.queues[longest]
	if len(queue) <= most {
		return false
	}
	last := queue[len(queue)-1]
	t.remove(last)
	last.turn <- ErrTooMany
	return true
}

func (t *turns) remove(gone *waiter) bool {
	queue := t.queues[gone.Client]
	at := slices.Index(queue, gone)
	if at < 0 {
		return false
	}
	t.waiting--
	if len(queue) > 1 {
		t.queues[gone.Client] = slices.Delete(queue, at, at+1)
		return true
	}
	delete(t.queues, gone.Client)
	t.order = slices.DeleteFunc(t.order, func(client string) bool { return client == gone.Client })
	return true
}

// leave gives up waiting, or the turn that came just then.
func (t *turns) leave(own *waiter) {
	t.mu.Lock()
	waited := t.remove(own)
	t.mu.Unlock()
	if !waited && <-own.turn == nil {
		t.release()
	}
}

// release ends a turn; the next client has theirs.
func (t *turns) release() {
	t.mu.Lock()
	defer t.mu.Unlock()
	if len(t.order) == 0 {
		t.free++
		return
	}
	client := t.order[0]
	next := t.queues[client][0]
	t.order = append(t.order[1:], client)
	t.remove(next)
	next.turn <- nil
}
