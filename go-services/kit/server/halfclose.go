package server

import (
	"errors"
	"io"
	"net"
	"os"
	"sync"
	"time"
)

// AnswerTime is how long the answer to a whole request is still made when its client sends no more. One that only closed
// its own half waits for the answer, one that is gone does not, and the end of what they send looks the same.
const AnswerTime = 2 * time.Second

// halfClosed tells net/http of that end when the time is over. While a request is answered net/http reads one byte ahead, and
// takes an end for the client's: the request would be given up with its answer under way.
type halfClosed struct {
	net.Conn
	answerTime time.Duration

	mu sync.Mutex
	// over is true while nothing is to be read: the deadline has passed, or the connection is closed.
	over    bool
	waiting chan struct{}
}

// Read implements net.Conn.
func (c *halfClosed) Read(target []byte) (int, error) {
	n, err := c.Conn.Read(target)
	if n == 0 && err == io.EOF && len(target) == 1 && !c.awaitAnswer() {
		return 0, os.ErrDeadlineExceeded
	}
	return n, err
}

// awaitAnswer is false when net/http stops reading, as the answer is made.
func (c *halfClosed) awaitAnswer() bool {
	c.mu.Lock()
	if c.over {
		c.mu.Unlock()
		return false
	}
	stopped := make(chan struct{})
	c.waiting = stopped
	c.mu.Unlock()
	late := time.NewTimer(c.answerTime)
	defer late.Stop()
	select {
	case <-stopped:
		return false
	case <-late.C:
		return true
	}
}

func (c *halfClosed) stop(over bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.over = over
	if over && c.waiting != nil {
		close(c.waiting)
		c.waiting = nil
	}
}

// SetReadDeadline implements net.Conn; net/http stops reading ahead by one that has passed.
func (c *halfClosed) SetReadDeadline(at time.Time) error {
	c.stop(!at.IsZero() && !at.After(time.Now()))
	return c.Conn.SetReadDeadline(at)
}

// SetDeadline implements net.Conn.
func (c *halfClosed) SetDeadline(at time.Time) error {
	c.stop(!at.IsZero() && !at.After(time.Now()))
	return c.Conn.SetDeadline(at)
}

// Close implements net.Conn.
func (c *halfClosed) Close() error {
	c.stop(true)
	return c.Conn.Close()
}

// CloseWrite closes the connection's half towards the client; net/http and its proxy ask for it.
func (c *halfClosed) CloseWrite() error {
	if half, ok := c.Conn.(interface{ CloseWrite() error }); ok {
		return half.CloseWrite()
	}
	return errors.ErrUnsupported
}
