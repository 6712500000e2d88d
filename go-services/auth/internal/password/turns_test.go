package password

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"testing"
)

// line is a queue whose only slot is taken, so that what joins waits.
type line struct {
	t     *testing.T
	turns *turns
}

func newLine(t *testing.T) line {
	t.Helper()
	l := line{t, newTurns(1)}
	if err := l.turns.take(context.Background(), Asker{"somebody", "else"}); err != nil {
		t.Fatal(err)
	}
	return l
}

func (l line) join(client, account string) *waiter {
	l.t.Helper()
	own, err := l.turns.join(Asker{client, account})
	if err != nil {
		l.t.Fatalf("%s of %s: %v", account, client, err)
	}
	return own
}

// served ends turn after turn and tells whose each next one is.
func (l line) served(waiters ...*waiter) []string {
	l.t.Helper()
	var order []string
	left := slices.Clone(waiters)
	for range waiters {
		l.turns.release()
		at := slices.IndexFunc(left, func(one *waiter) bool { return len(one.turn) > 0 })
		if at < 0 {
			l.t.Fatalf("nobody has the turn after %v", order)
		}
		order = append(order, left[at].Client)
		left = slices.Delete(left, at, at+1)
	}
	return order
}

func TestTurnsGoRoundTheClients(t *testing.T) {
	l := newLine(t)
	waiters := []*waiter{l.join("a", "1"), l.join("a", "2"), l.join("a", "3"), l.join("b", "1"), l.join("c", "1"), l.join("b", "2")}
	if got, want := l.served(waiters...), []string{"a", "b", "c", "a", "b", "a"}; !slices.Equal(got, want) {
		t.Errorf("turns of %v, want %v", got, want)
	}
}

func TestAClientAndAnAccountOfItHaveNoMoreThanSoManyWaiting(t *testing.T) {
	l := newLine(t)
	for range maxWaitingPerAccount {
		l.join("a", "1")
	}
	if _, err := l.turns.join(Asker{"a", "1"}); !errors.Is(err, ErrTooMany) {
		t.Errorf("one more of an account: %v", err)
	}
	for n := maxWaitingPerAccount; n < maxWaitingPerClient; n++ {
		l.join("a", fmt.Sprint("other", n))
	}
	if _, err := l.turns.join(Asker{"a", "another"}); !errors.Is(err, ErrTooMany) {
		t.Errorf("one more of a client: %v", err)
	}
	l.join("b", "1")
}

func TestAFullQueueMakesRoomWhereMostWait(t *testing.T) {
	l := newLine(t)
	var flood []*waiter
	for client := range maxWaiting / maxWaitingPerClient {
		for n := range maxWaitingPerClient {
			flood = append(flood, l.join(fmt.Sprint(client), fmt.Sprint(n)))
		}
	}
	l.join("new", "1")
	var refused int
	for _, one := range flood {
		select {
		case err := <-one.turn:
			refused++
			if !errors.Is(err, ErrTooMany) {
				t.Errorf("made room with %v", err)
			}
		default:
		}
	}
	if refused != 1 || l.turns.waiting != maxWaiting {
		t.Errorf("%d gave way, %d wait", refused, l.turns.waiting)
	}
}

func TestAQueueOfManyClientsIsBusyForTheNext(t *testing.T) {
	l := newLine(t)
	for n := range maxWaiting {
		l.join(fmt.Sprint(n), "1")
	}
	if _, err := l.turns.join(Asker{"new", "1"}); !errors.Is(err, ErrBusy) {
		t.Errorf("the queue took one more: %v", err)
	}
}

func TestWhoLeavesTakesNoTurn(t *testing.T) {
	l := newLine(t)
	gone, stays := l.join("a", "1"), l.join("b", "1")
	l.turns.leave(gone)
	if got := l.served(stays); !slices.Equal(got, []string{"b"}) {
		t.Errorf("turns of %v", got)
	}
	// The turn came, and nobody was there to take it.
	late := l.join("c", "1")
	l.turns.release()
	l.turns.leave(late)
	if l.turns.free != 1 || l.turns.waiting != 0 {
		t.Errorf("%d free, %d waiting", l.turns.free, l.turns.waiting)
	}
}
