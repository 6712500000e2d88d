package proxy

import (
	"bytes"
	"io"
	"net/http"
	"strings"
)

const (
	// compressFrom is the size from which compressing costs less than sending on any but a local network.
	compressFrom = 16 << 10
	readChunk    = 32 << 10
)

// compress makes a large text answer smaller for a client that takes one of the codings. An answer of unknown length is
// JSON assembled by a database, read ahead until it is known to be large, or a page that is sent as it is made; streams of
// events never come here.
func compress(answer *http.Response) {
	header := answer.Header
	if answer.StatusCode != http.StatusOK || answer.Request.Method == http.MethodHead || header.Get("Content-Encoding") != "" {
		return
	}
	if !isJSON(header) && !compressible(header.Get("Content-Type")) {
		return
	}
	if answer.ContentLength >= 0 && answer.ContentLength < compressFrom {
		return
	}
	header.Add("Vary", "Accept-Encoding")
	coding := accepted(answer.Request.Header)
	if coding == nil || strings.Contains(header.Get("Cache-Control"), "no-transform") {
		return
	}
	live := answer.ContentLength < 0 && !isJSON(header)
	var ahead []byte
	if answer.ContentLength < 0 && !live {
		var whole bool
		if ahead, whole = readAhead(answer.Body); whole {
			answer.Body = prefixed{bytes.NewReader(ahead), answer.Body}
			return
		}
	}
	header.Del("Content-Length")
	header["Content-Encoding"] = []string{coding.name}
	if tag := header.Get("Etag"); tag != "" && !strings.HasPrefix(tag, "W/") {
		header.Set("Etag", "W/"+tag)
	}
	answer.ContentLength = -1
	answer.Body = newCodedBody(prefixed{io.MultiReader(bytes.NewReader(ahead), answer.Body), answer.Body}, coding, live)
}

// readAhead reads up to compressFrom bytes; whole when the body ended before.
func readAhead(body io.Reader) (ahead []byte, whole bool) {
	ahead = make([]byte, compressFrom)
	n, err := io.ReadFull(body, ahead)
	// A broken body breaks again when its rest is read.
	return ahead[:n], err == io.ErrUnexpectedEOF || err == io.EOF
}

type prefixed struct {
	io.Reader
	io.Closer
}

func compressible(kind string) bool {
	return strings.HasPrefix(kind, "text/") || strings.HasPrefix(kind, "application/javascript") ||
		strings.HasPrefix(kind, "application/manifest+json") || strings.HasPrefix(kind, "image/svg+xml")
}

// codedBody compresses as it is read.
type codedBody struct {
	source io.ReadCloser
	coding *coding
	writer compressor
	// live bodies are sent on piece by piece.
	live  bool
	ready bytes.Buffer
	chunk []byte
	err   error
}

func newCodedBody(source io.ReadCloser, coding *coding, live bool) *codedBody {
	body := &codedBody{source: source, coding: coding, live: live, chunk: make([]byte, readChunk)}
	body.writer = coding.writers.Get().(compressor)
	body.writer.Reset(&body.ready)
	return body
}

// Read implements io.Reader. A broken source breaks the answer: its last bytes are never written.
func (b *codedBody) Read(target []byte) (int, error) {
	for b.ready.Len() == 0 && b.err == nil {
		n, err := b.source.Read(b.chunk)
		if n > 0 {
			_, _ = b.writer.Write(b.chunk[:n])
			if b.live {
				_ = b.writer.Flush()
			}
		}
		if err == io.EOF {
			_ = b.writer.Close()
		}
		b.err = err
	}
	if b.ready.Len() > 0 {
		return b.ready.Read(target)
	}
	return 0, b.err
}

// Close implements io.Closer.
func (b *codedBody) Close() error {
	if b.writer != nil {
		b.writer.Reset(io.Discard)
		b.coding.writers.Put(b.writer)
		b.writer = nil
	}
	return b.source.Close()
}
