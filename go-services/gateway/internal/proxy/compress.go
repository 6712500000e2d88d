package proxy

import (
	"bytes"
	"compress/gzip"
	"io"
	"net/http"
	"strings"
	"sync"
)

const (
	// compressFrom is the size from which compressing costs less than sending on any but a local network.
	compressFrom = 16 << 10
	readChunk    = 32 << 10
)

// compress gzips a large text answer for a client that takes it. An answer of unknown length is JSON assembled by a
// database, read ahead until it is known to be large; streams of events never come here.
func compress(answer *http.Response) {
	header := answer.Header
	if answer.StatusCode != http.StatusOK || answer.Request.Method == http.MethodHead || header.Get("Content-Encoding") != "" {
		return
	}
	if !isJSON(header) && (answer.ContentLength < 0 || !compressible(header.Get("Content-Type"))) {
		return
	}
	if answer.ContentLength >= 0 && answer.ContentLength < compressFrom {
		return
	}
	header.Add("Vary", "Accept-Encoding")
	if !acceptsGzip(answer.Request.Header) || strings.Contains(header.Get("Cache-Control"), "no-transform") {
		return
	}
	var ahead []byte
	if answer.ContentLength < 0 {
		var whole bool
		if ahead, whole = readAhead(answer.Body); whole {
			answer.Body = prefixed{bytes.NewReader(ahead), answer.Body}
			return
		}
	}
	header.Del("Content-Length")
	header["Content-Encoding"] = []string{"gzip"}
	if tag := header.Get("Etag"); tag != "" && !strings.HasPrefix(tag, "W/") {
		header.Set("Etag", "W/"+tag)
	}
	answer.ContentLength = -1
	answer.Body = newGzipBody(prefixed{io.MultiReader(bytes.NewReader(ahead), answer.Body), answer.Body})
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
		strings.HasPrefix(kind, "image/svg+xml")
}

func acceptsGzip(header http.Header) bool {
	for _, line := range header["Accept-Encoding"] {
		for choice := range strings.SplitSeq(line, ",") {
			name, weight, _ := strings.Cut(strings.TrimSpace(choice), ";")
			if strings.EqualFold(strings.TrimSpace(name), "gzip") {
				weight = strings.ReplaceAll(weight, " ", "")
				return strings.Trim(strings.TrimPrefix(weight, "q="), "0.") != "" || weight == ""
			}
		}
	}
	return false
}

var gzipWriters = sync.Pool{New: func() any {
	writer, _ := gzip.NewWriterLevel(nil, gzip.BestSpeed)
	return writer
}}

// gzipBody compresses as it is read.
type gzipBody struct {
	source io.ReadCloser
	writer *gzip.Writer
	ready  bytes.Buffer
	chunk  []byte
	err    error
}

func newGzipBody(source io.ReadCloser) *gzipBody {
	body := &gzipBody{source: source, chunk: make([]byte, readChunk)}
	body.writer = gzipWriters.Get().(*gzip.Writer)
	body.writer.Reset(&body.ready)
	return body
}

// Read implements io.Reader. A broken source breaks the answer: its gzip trailer is never written.
func (b *gzipBody) Read(target []byte) (int, error) {
	for b.ready.Len() == 0 && b.err == nil {
		n, err := b.source.Read(b.chunk)
		if n > 0 {
			_, _ = b.writer.Write(b.chunk[:n])
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
func (b *gzipBody) Close() error {
	if b.writer != nil {
		gzipWriters.Put(b.writer)
		b.writer = nil
	}
	return b.source.Close()
}
