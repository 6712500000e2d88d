package logging

import (
	"io"
	"sync"
	"time"
)

const (
	// flushBytes and flushAfter bound what waits in memory: a write for each line costs as much as routing a request.
	flushBytes = 64 << 10
	flushAfter = 100 * time.Millisecond
)

// Buffered collects lines and writes them together, at the latest a tenth of a second after the first. It is safe for
// use by many goroutines; Flush must be called before the process ends.
type Buffered struct {
	mu      sync.Mutex
	target  io.Writer
	waiting []byte
	timer   *time.Timer
	armed   bool
}

// NewBuffered writes to target.
func NewBuffered(target io.Writer) *Buffered {
	b := &Buffered{target: target, waiting: make([]byte, 0, flushBytes+flushBytes/4)}
	b.timer = time.AfterFunc(time.Hour, func() { _ = b.Flush() })
	b.timer.Stop()
	return b
}

// Write implements io.Writer: it keeps the line, and writes all that are kept once they are many.
func (b *Buffered) Write(line []byte) (int, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.waiting = append(b.waiting, line...)
	if len(b.waiting) >= flushBytes {
		return len(line), b.flush()
	}
	if !b.armed {
		b.armed = true
		b.timer.Reset(flushAfter)
	}
	return len(line), nil
}

// Flush writes what is kept.
func (b *Buffered) Flush() error {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.armed = false
	return b.flush()
}

func (b *Buffered) flush() error {
	if len(b.waiting) == 0 {
		return nil
	}
	_, err := b.target.Write(b.waiting)
	b.waiting = b.waiting[:0]
	return err
}
