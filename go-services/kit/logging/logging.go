// Package logging writes JSON lines with the keys that every service of the house shares.
package logging

import (
	"context"
	"io"
	"log/slog"
	"runtime/debug"
	"strings"
	"time"
)

// Keys shared by all languages; slog itself writes time, level and msg.
const (
	KeyTraceID    = "trace_id"
	KeyRequestID  = "request_id"
	KeyUserID     = "user_id"
	KeyBaseID     = "base_id"
	KeyCode       = "code"
	KeyDurationMS = "duration_ms"
)

const timeLayout = "2006-01-02T15:04:05.000Z"

// Request is what is known of the request at hand; empty fields are left out of the line.
type Request struct {
	RequestID string
	TraceID   string
	UserID    string
	BaseID    string
}

type contextKey struct{}

// WithRequest makes every line logged with the returned context carry the request's ids. The fields may still
// be filled in later, by the goroutine that serves the request.
func WithRequest(ctx context.Context, request *Request) context.Context {
	return context.WithValue(ctx, contextKey{}, request)
}

// RequestOf is the request of the context, or nil.
func RequestOf(ctx context.Context) *Request {
	request, _ := ctx.Value(contextKey{}).(*Request)
	return request
}

// New logs to w from level on, each line naming the service and its version.
func New(w io.Writer, service string, level slog.Level) *slog.Logger {
	inner := slog.NewJSONHandler(w, &slog.HandlerOptions{Level: level, ReplaceAttr: replace})
	return slog.New(handler{inner}).With("service", service, "version", Version())
}

// Version is the build's revision as the toolchain stamped it.
func Version() string {
	if build, ok := debug.ReadBuildInfo(); ok && build.Main.Version != "" {
		return build.Main.Version
	}
	return "unknown"
}

// Milliseconds is a duration in the unit of duration_ms, to the microsecond.
func Milliseconds(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }

type handler struct{ slog.Handler }

func (h handler) Handle(ctx context.Context, record slog.Record) error {
	if request := RequestOf(ctx); request != nil {
		add(&record, KeyTraceID, request.TraceID)
		add(&record, KeyRequestID, request.RequestID)
		add(&record, KeyUserID, request.UserID)
		add(&record, KeyBaseID, request.BaseID)
	}
	return h.Handler.Handle(ctx, record)
}

func (h handler) WithAttrs(attrs []slog.Attr) slog.Handler {
	return handler{h.Handler.WithAttrs(attrs)}
}

func (h handler) WithGroup(name string) slog.Handler { return handler{h.Handler.WithGroup(name)} }

func add(record *slog.Record, key, value string) {
	if value != "" {
		record.AddAttrs(slog.String(key, value))
	}
}

func replace(groups []string, attr slog.Attr) slog.Attr {
	if len(groups) > 0 {
		return attr
	}
	switch attr.Key {
	case slog.TimeKey:
		attr.Value = slog.StringValue(attr.Value.Time().UTC().Format(timeLayout))
	case slog.LevelKey:
		attr.Value = slog.StringValue(strings.ToLower(attr.Value.String()))
	}
	return attr
}
