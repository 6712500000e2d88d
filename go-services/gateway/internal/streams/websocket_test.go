package streams

import (
	"bytes"
	"errors"
	"io"
	"testing"
)

// frame builds a frame with a payload of the size; masked as clients do when asked.
func frame(size int, masked bool) []byte {
	out := []byte{0x82}
	mask := byte(0)
	if masked {
		mask = 0x80
	}
	switch {
	case size < 126:
		out = append(out, mask|byte(size))
	case size < 1<<16:
		out = append(out, mask|126, byte(size>>8), byte(size))
	default:
		out = append(out, mask|127, 0, 0, 0, 0, byte(size>>24), byte(size>>16), byte(size>>8), byte(size))
	}
	if masked {
		out = append(out, 1, 2, 3, 4)
	}
	return append(out, make([]byte, size)...)
}

func TestTheTrackerKnowsTheGapsBetweenFramesHoweverTheyAreCut(t *testing.T) {
	var stream []byte
	ends := map[int]bool{0: true}
	for _, size := range []int{0, 1, 125, 126, 65535, 65536, 0} {
		for _, masked := range []bool{false, true} {
			stream = append(stream, frame(size, masked)...)
			ends[len(stream)] = true
		}
	}
	for _, step := range []int{1, 2, 7, 4096, len(stream)} {
		var tracker frameTracker
		for at := 0; at < len(stream); {
			next := min(at+step, len(stream))
			tracker.follow(stream[at:next])
			at = next
			if tracker.between() != ends[at] {
				t.Fatalf("step %d, byte %d: between = %v", step, at, tracker.between())
			}
		}
	}
}

// pipe is an upstream whose Read ends when it is closed.
type pipe struct {
	*io.PipeReader
	io.Writer
}

func TestAnEndedStreamSaysGoodbyeBetweenFramesOnly(t *testing.T) {
	whole := frame(300, false)
	for name, sent := range map[string][]byte{"between frames": whole, "inside a frame": whole[:100], "inside a header": whole[:1]} {
		reader, writer := io.Pipe()
		ended := 0
		socket := NewWebSocket(pipe{reader, io.Discard}, func() { ended++ })
		got := make(chan []byte)
		var err error
		go func() {
			var text []byte
			text, err = io.ReadAll(socket)
			got <- text
		}()
		if _, writeErr := writer.Write(sent); writeErr != nil {
			t.Fatal(writeErr)
		}
		socket.End(Revoked)
		socket.End(Restart)
		text := <-got
		rest, complete := bytes.CutPrefix(text, sent)
		if !complete {
			t.Errorf("%s: lost what was sent before", name)
		}
		want := closeFrame(Revoked)
		if name != "between frames" {
			want = nil
		}
		if !bytes.Equal(rest, want) {
			t.Errorf("%s: goodbye %x, want %x", name, rest, want)
		}
		if cut := errors.Is(err, io.ErrUnexpectedEOF); cut == (want != nil) || (ended == 1) != (want != nil) {
			t.Errorf("%s: err = %v, ended %d times", name, err, ended)
		}
	}
}
