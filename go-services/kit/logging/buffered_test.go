package logging_test

import (
	"bytes"
	"strings"
	"sync"
	"testing"
	"time"

	"pyairtable.dev/go-services/kit/logging"
)

type target struct {
	mu     sync.Mutex
	text   bytes.Buffer
	writes int
}

func (t *target) Write(text []byte) (int, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.writes++
	return t.text.Write(text)
}

func (t *target) state() (text string, writes int) {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.text.String(), t.writes
}

func TestBufferedWritesLinesTogetherAndInOrder(t *testing.T) {
	out := &target{}
	buffered := logging.NewBuffered(out)
	for _, line := range []string{"one\n", "two\n", "three\n"} {
		if n, err := buffered.Write([]byte(line)); n != len(line) || err != nil {
			t.Fatalf("wrote %d, %v", n, err)
		}
	}
	if err := buffered.Flush(); err != nil {
		t.Fatal(err)
	}
	if text, writes := out.state(); text != "one\ntwo\nthree\n" || writes != 1 {
		t.Errorf("%d writes of %q", writes, text)
	}
}

func TestBufferedWritesALoneLineSoon(t *testing.T) {
	out := &target{}
	buffered := logging.NewBuffered(out)
	for round := 1; round <= 2; round++ {
		_, _ = buffered.Write([]byte("line\n"))
		deadline := time.Now().Add(5 * time.Second)
		for {
			if _, writes := out.state(); writes == round {
				break
			}
			if time.Now().After(deadline) {
				t.Fatalf("line %d was never written", round)
			}
			time.Sleep(5 * time.Millisecond)
		}
	}
}

func TestBufferedLosesNothingUnderManyWriters(t *testing.T) {
	out := &target{}
	buffered := logging.NewBuffered(out)
	line := strings.Repeat("x", 99) + "\n"
	var writers sync.WaitGroup
	for range 8 {
		writers.Go(func() {
			for range 200 {
				_, _ = buffered.Write([]byte(line))
			}
		})
	}
	writers.Wait()
	_ = buffered.Flush()
	text, writes := out.state()
	if text != strings.Repeat(line, 1600) {
		t.Errorf("%d bytes arrived, of %d", len(text), 1600*len(line))
	}
	if writes > 200 {
		t.Errorf("1600 lines took %d writes", writes)
	}
}
