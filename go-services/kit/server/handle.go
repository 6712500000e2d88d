package server

import (
	"fmt"
	"log/slog"
	"net/http"
	"runtime/debug"
	"slices"
	"time"

	"pyairtable.dev/go-services/kit/apierror"
	"pyairtable.dev/go-services/kit/logging"
)

// Handler answers a request, or returns the error to answer with.
type Handler func(w http.ResponseWriter, r *http.Request) error

// Handle turns an error into its envelope. An unknown one becomes SERVER_ERROR with an id that stands in the log.
func Handle(log *slog.Logger, handler Handler) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		if err := handler(w, r); err != nil {
			Fail(w, r, log, err)
		}
	}
}

// StatusClientGone stands in the log for a request whose client did not wait for the answer; nginx made it customary.
const StatusClientGone = 499

// Fail answers with err and logs it when it is unknown. What failed because the client is gone is no fault: its connection
// is cut.
func Fail(w http.ResponseWriter, r *http.Request, log *slog.Logger, err error) {
	failure, known := apierror.From(err)
	if !known && r.Context().Err() != nil {
		if recorder, ok := w.(*recorder); ok {
			recorder.status = StatusClientGone
		}
		panic(http.ErrAbortHandler)
	}
	if !known {
		log.ErrorContext(r.Context(), "request failed", logging.KeyCode, failure.Type, "fault_id", failure.ID, "err", err.Error())
	}
	if recorder, ok := w.(*recorder); ok {
		recorder.code = failure.Type
	}
	failure.Write(w)
}

// Observe gives each request its ids, logs one line when it ended, and answers a panic with SERVER_ERROR. Paths are
// logged without their query, which may hold cell values. The health path and the quiet ones, asked for all the time,
// are logged at debug level unless they fail.
func Observe(log *slog.Logger, next http.Handler, quiet ...string) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		began := time.Now()
		request := &logging.Request{RequestID: RequestID(r.Header), TraceID: TraceID(r.Header.Get("Traceparent"))}
		r = r.WithContext(logging.WithRequest(r.Context(), request))
		recorded := &recorder{ResponseWriter: w, status: http.StatusOK}
		defer func() {
			fault := recover()
			if fault != nil && fault != http.ErrAbortHandler {
				log.ErrorContext(r.Context(), "panic", "err", fmt.Sprint(fault), "stack", string(debug.Stack()))
				Fail(recorded, r, log, fmt.Errorf("panic: %v", fault))
			}
			logRequest(log, r, recorded, time.Since(began), slices.Contains(quiet, r.URL.Path))
			if fault == http.ErrAbortHandler {
				panic(fault)
			}
		}()
		next.ServeHTTP(recorded, r)
	})
}

func logRequest(log *slog.Logger, r *http.Request, answer *recorder, took time.Duration, quiet bool) {
	level := slog.LevelInfo
	switch {
	case r.URL.Path == "/healthz":
		level = slog.LevelDebug
	case answer.status >= http.StatusInternalServerError:
		level = slog.LevelError
	case quiet:
		level = slog.LevelDebug
	}
	attrs := []slog.Attr{
		slog.String("method", r.Method),
		slog.String("path", r.URL.EscapedPath()),
		slog.Int("status", answer.status),
		slog.Float64(logging.KeyDurationMS, logging.Milliseconds(took)),
	}
	if answer.code != "" {
		attrs = append(attrs, slog.String(logging.KeyCode, answer.code))
	}
	log.LogAttrs(r.Context(), level, "request", attrs...)
}

type recorder struct {
	http.ResponseWriter
	status int
	code   string
}

func (r *recorder) WriteHeader(status int) {
	r.status = status
	r.ResponseWriter.WriteHeader(status)
}

func (r *recorder) Unwrap() http.ResponseWriter { return r.ResponseWriter }
