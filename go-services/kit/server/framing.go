package server

import (
	"bytes"
	"math"
	"strconv"
)

var (
	contentLength    = []byte("Content-Length")
	transferEncoding = []byte("Transfer-Encoding")
)

// keptOfLine is what is kept of a header's line: enough for the two names and for a length. A length whose line is longer
// is padded, which nobody does in good faith.
const keptOfLine = 64

// framing follows the heads of the requests that come on one connection. It only looks: what a request means is
// net/http's to say, and a head that it would not understand ends what is followed.
type framing struct {
	line   []byte
	inHead bool
	length string
	coded  bool
	// unclear: a line that goes on from the one before, or a length that is not read to its end.
	unclear bool
	// body is what is still to come of the body at hand.
	body int64
	// lost: the next head cannot be found. After a chunked body the connection is closed, see oneChunked.
	lost bool
}

// misleads takes what came next, and tells whether a head announces its body's length in two ways, or in one that others
// may read differently.
func (f *framing) misleads(came []byte) bool {
	for len(came) > 0 && !f.lost {
		if f.body > 0 {
			skipped := min(f.body, int64(len(came)))
			f.body -= skipped
			came = came[skipped:]
			continue
		}
		piece, rest, ended := bytes.Cut(came, []byte{'\n'})
		f.line = append(f.line, piece[:min(len(piece), keptOfLine-min(len(f.line), keptOfLine))]...)
		if !ended {
			return false
		}
		came = rest
		f.take(bytes.TrimSuffix(f.line, []byte{'\r'}))
		f.line = f.line[:0]
		if f.unclear || f.length != "" && f.coded {
			return true
		}
	}
	return false
}

func (f *framing) take(line []byte) {
	if len(line) == 0 {
		// Empty lines before a head are passed over, as net/http does.
		if f.inHead {
			f.endHead()
		}
		return
	}
	f.unclear = f.inHead && (line[0] == ' ' || line[0] == '\t')
	f.inHead = true
	name, value, _ := bytes.Cut(line, []byte{':'})
	switch {
	case bytes.EqualFold(name, contentLength):
		f.length = string(bytes.TrimSpace(value))
		f.unclear = f.unclear || len(line) == keptOfLine
	case bytes.EqualFold(name, transferEncoding):
		f.coded = true
	}
}

func (f *framing) endHead() {
	if f.coded {
		f.lost = true
	} else if f.length != "" {
		length, err := strconv.ParseInt(f.length, 10, 64)
		f.body, f.lost = length, err != nil || length < 0 || length == math.MaxInt64
	}
	f.inHead, f.length, f.coded = false, "", false
}
