// Package server is what every Go service's HTTP side shares: listening, health, request ids, logs, JSON bodies.
package server

import (
	"cmp"
	"context"
	"errors"
	"log/slog"
	"net"
	"net/http"
	"os"
	"os/signal"
	"syscall"
	"time"
)

// DrainTimeout is the time for open requests to finish after a signal.
const DrainTimeout = 10 * time.Second

const (
	readHeaderTimeout = 10 * time.Second
	idleTimeout       = 75 * time.Second
	// Request line and headers; Airtable clients send addresses of up to 64 KiB.
	maxHeaderBytes = 128 << 10
)

// Options of Run.
type Options struct {
	Address string
	Handler http.Handler
	Log     *slog.Logger
	// MaxHeaderBytes bounds request line and headers; 0 is 128 KiB.
	MaxHeaderBytes int
	// Draining, when set, is called as soon as a signal came, before open requests are waited for.
	Draining func()
}

// SignalContext ends at the first SIGINT or SIGTERM; a second one ends the process at once.
func SignalContext() (context.Context, context.CancelFunc) {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	context.AfterFunc(ctx, stop)
	return ctx, stop
}

// Run serves until ctx ends, then takes no new connection and lets open requests finish.
func Run(ctx context.Context, options Options) error {
	listener, err := (&net.ListenConfig{}).Listen(ctx, "tcp", options.Address)
	if err != nil {
		return err
	}
	return Serve(ctx, listener, options)
}

// New is the server of Run, to be served on a guarded listener.
func New(options Options) *http.Server {
	return &http.Server{
		Handler:           oneChunked(options.Handler),
		ReadHeaderTimeout: readHeaderTimeout,
		IdleTimeout:       idleTimeout,
		MaxHeaderBytes:    cmp.Or(options.MaxHeaderBytes, maxHeaderBytes),
		ErrorLog:          slog.NewLogLogger(options.Log.Handler(), slog.LevelWarn),
		// Of its own it would answer `OPTIONS *` with an empty success.
		DisableGeneralOptionsHandler: true,
	}
}

// oneChunked makes a chunked request the last of its connection, so that each head can be looked at before net/http
// reads it: the end of such a body only net/http finds.
func oneChunked(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if len(r.TransferEncoding) > 0 {
			w.Header().Set("Connection", "close")
		}
		next.ServeHTTP(w, r)
	})
}

// Serve is Run on a listener that is already open.
func Serve(ctx context.Context, listener net.Listener, options Options) error {
	server := New(options)
	failed := make(chan error, 1)
	go func() { failed <- server.Serve(Guard(listener, SendTimeout)) }()
	options.Log.Info("listening", "address", listener.Addr().String())
	select {
	case err := <-failed:
		return err
	case <-ctx.Done():
	}
	options.Log.Info("closing")
	if options.Draining != nil {
		options.Draining()
	}
	drain, cancel := context.WithTimeout(context.Background(), DrainTimeout)
	defer cancel()
	if err := server.Shutdown(drain); err != nil {
		_ = server.Close()
		return errors.Join(errors.New("requests did not finish in time"), err)
	}
	return nil
}
