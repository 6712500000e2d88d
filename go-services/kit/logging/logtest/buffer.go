// Package logtest lets a test read what a service logged.
package logtest

import (
	"bytes"
	"strings"
	"sync"
	"testing"
	"time"
)

// Buffer collects log lines from many goroutines; the zero value is ready.
type Buffer struct {
	mu   sync.Mutex
	text bytes.Buffer
}

// Write implements io.Writer.
func (b *Buffer) Write(line []byte) (int, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.text.Write(line)
}

// String is all that was logged.
func (b *Buffer) String() string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.text.String()
}

// Lines waits until n lines are logged and returns them: a service may answer before it logs. It fails the test when
// there are fewer after five seconds, or more.
func (b *Buffer) Lines(t testing.TB, n int) []string {
	t.Helper()
	for deadline := time.Now().Add(5 * time.Second); ; time.Sleep(time.Millisecond) {
		log := b.String()
		if got := strings.Count(log, "\n"); got == n {
			return strings.Split(strings.TrimSuffix(log, "\n"), "\n")
		} else if got > n || time.Now().After(deadline) {
			t.Fatalf("%d lines are logged, want %d:\n%s", got, n, log)
		}
	}
}
