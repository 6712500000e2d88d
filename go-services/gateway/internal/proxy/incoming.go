package proxy

import (
	"errors"
	"io"
	"net/http"
	"os"
	"sync"
	"time"

	"pyairtable.dev/go-services/kit/apierror"
	"pyairtable.dev/go-services/kit/server"
)

// incoming is the body of a request on its way to a service. It is bounded in time and size, is read while an answer
// may already leave, and tells whether the client sent what it announced.
type incoming struct {
	controller *http.ResponseController
	// expects: the client sends nothing before it is told to go on, which the first read tells it.
	expects bool

	mu     sync.Mutex
	source io.Reader
	begun  bool
	ended  error
}

// newIncoming bounds the body of r to limit from now on. Without full duplex the server would await the body before it
// sends an answer that does not depend on it, such as a refusal.
func newIncoming(w http.ResponseWriter, r *http.Request, limit time.Duration) *incoming {
	b := &incoming{controller: http.NewResponseController(w), source: r.Body, expects: r.Header.Get("Expect") != ""}
	_ = b.controller.EnableFullDuplex()
	b.within(limit)
	return b
}

// within bounds what is still to come.
func (b *incoming) within(limit time.Duration) {
	_ = b.controller.SetReadDeadline(time.Now().Add(limit))
}

// Read implements io.Reader.
func (b *incoming) Read(target []byte) (int, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.ended != nil {
		return 0, b.ended
	}
	b.begun = true
	n, err := b.source.Read(target)
	if err != nil {
		b.end(err)
	}
	return n, err
}

// Close implements io.Closer: the transport that was given the body closes it, but its rest may yet be drained.
func (b *incoming) Close() error { return nil }

// end is called with the lock held.
func (b *incoming) end(err error) {
	b.ended = err
	if err == io.EOF {
		// From now on the server listens for the client's end, however long the answer takes.
		_ = b.controller.SetReadDeadline(time.Time{})
	}
}

// whole tells whether the body has come to its end.
func (b *incoming) whole() bool {
	if !b.mu.TryLock() {
		return false
	}
	defer b.mu.Unlock()
	return b.ended == io.EOF
}

// fault is the failure of a client that did not send what it announced, or nil. It waits for a read in progress only
// when told to: one whose request is over ends at once.
func (b *incoming) fault(wait bool) error {
	if b == nil {
		return nil
	}
	if wait {
		b.mu.Lock()
	} else if !b.mu.TryLock() {
		return nil
	}
	defer b.mu.Unlock()
	var tooLarge *http.MaxBytesError
	switch {
	case b.ended == nil || b.ended == io.EOF || errors.Is(b.ended, errDrained):
		return nil
	case errors.As(b.ended, &tooLarge):
		return apierror.RequestTooLarge
	case errors.Is(b.ended, os.ErrDeadlineExceeded):
		return apierror.RequestTimeout
	}
	return apierror.MalformedRequest
}

// bound lets at most limit bytes through.
func (b *incoming) bound(w http.ResponseWriter, limit int64) {
	b.source = http.MaxBytesReader(w, io.NopCloser(b.source), limit)
}

var errDrained = errors.New("the request is over")

// drain reads what the client is still sending after it was answered: closing a connection with unread bytes resets
// it, and the client would find the reset in place of the answer.
func (b *incoming) drain(rest io.Reader) {
	b.within(server.LingerTime)
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.ended == io.EOF || (b.expects && !b.begun) {
		return
	}
	_, err := io.CopyN(io.Discard, rest, server.LingerBytes)
	b.end(errDrained)
	if err == io.EOF {
		_ = b.controller.SetReadDeadline(time.Time{})
	}
}
