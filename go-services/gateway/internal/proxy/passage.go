package proxy

import (
	"bufio"
	"context"
	"io"
	"log/slog"
	"net"
	"net/http"
	"time"

	"pyairtable.dev/go-services/gateway/internal/exchange"
	"pyairtable.dev/go-services/gateway/internal/routes"
	"pyairtable.dev/go-services/kit/logging"
	"pyairtable.dev/go-services/kit/server"
)

// passage is one request on its way: what was decided about it, and the writer that notes what was answered.
type passage struct {
	gateway *Gateway
	began   time.Time
	writer  http.ResponseWriter
	// body is nil for a request without one; rest is what it is read from.
	body     *incoming
	rest     io.Reader
	path     string
	clientIP string
	https    bool
	// traceparent is set when the caller's was none.
	traceparent string
	log         logging.Request

	target        *routes.Target
	grant         *exchange.Grant
	authorization string
	cancel        context.CancelCauseFunc
	timer         *time.Timer
	leave         func()
	client        net.Conn
	// whole is set for an answer that is of no use in parts: its pieces are sent when a buffer is full.
	whole bool

	answered bool
	status   int
	bytes    int64
	code     string
}

type passageKey struct{}

func passageOf(ctx context.Context) *passage { return ctx.Value(passageKey{}).(*passage) }

func (p *passage) trace(traceparent string) {
	p.log.TraceID = server.TraceID(traceparent)
	if p.log.TraceID == "" {
		p.traceparent = server.NewTraceparent()
		p.log.TraceID = server.TraceID(p.traceparent)
	}
}

// over releases what the passage holds and logs it; it runs also when the proxy aborts by a panic.
func (p *passage) over(r *http.Request) {
	// The client need not wait for the log. An answer of unknown length is left to the server, which may yet measure it.
	if p.answered && p.client == nil && p.Header()["Content-Length"] != nil {
		_ = http.NewResponseController(p.writer).Flush()
	}
	if p.timer != nil {
		p.timer.Stop()
	}
	if p.leave != nil {
		p.leave()
	}
	p.cancel(nil)
	defer p.settle()
	level := slog.LevelInfo
	switch {
	case p.path == "/healthz" || p.path == "/readyz":
		level = slog.LevelDebug
	case p.status >= http.StatusInternalServerError:
		level = slog.LevelError
	}
	if !p.gateway.Log.Enabled(r.Context(), level) {
		return
	}
	attrs := make([]slog.Attr, 0, 8)
	attrs = append(attrs, slog.String("method", r.Method), slog.String("path", p.path), slog.Int("status", p.status),
		slog.Int64("bytes", p.bytes), slog.String("client_ip", p.clientIP),
		slog.Float64(logging.KeyDurationMS, logging.Milliseconds(time.Since(p.began))))
	if p.target != nil {
		attrs = append(attrs, slog.String("upstream", p.target.Service.Name))
	}
	if p.code != "" {
		attrs = append(attrs, slog.String(logging.KeyCode, p.code))
	}
	p.gateway.Log.LogAttrs(logging.WithRequest(context.Background(), &p.log), level, "request", attrs...)
}

// settle sends the answer whose request is still coming, and reads what comes.
func (p *passage) settle() {
	if p.body == nil || !p.answered || p.client != nil {
		return
	}
	if http.NewResponseController(p.writer).Flush() == nil {
		p.body.drain(p.rest)
	}
}

// Header implements http.ResponseWriter.
func (p *passage) Header() http.Header { return p.writer.Header() }

// WriteHeader implements http.ResponseWriter.
func (p *passage) WriteHeader(status int) {
	if status >= http.StatusOK {
		p.answered, p.status = true, status
		if p.body != nil && !p.body.whole() {
			// What is still to come is no request, and may never come whole.
			p.Header()["Connection"] = []string{"close"}
		}
	}
	p.writer.WriteHeader(status)
}

// Write implements http.ResponseWriter.
func (p *passage) Write(bytes []byte) (int, error) {
	n, err := p.writer.Write(bytes)
	p.bytes += int64(n)
	return n, err
}

// Flush implements http.Flusher. The proxy flushes after each piece of an answer of unknown length.
func (p *passage) Flush() {
	if !p.whole {
		_ = http.NewResponseController(p.writer).Flush()
	}
}

// Hijack implements http.Hijacker; the connection is kept, so that its end can be bounded.
func (p *passage) Hijack() (net.Conn, *bufio.ReadWriter, error) {
	connection, buffered, err := http.NewResponseController(p.writer).Hijack()
	if err == nil {
		connection = server.Unguarded(connection)
		p.client = connection
	}
	return connection, buffered, err
}

// Unwrap serves http.ResponseController.
func (p *passage) Unwrap() http.ResponseWriter { return p.writer }
