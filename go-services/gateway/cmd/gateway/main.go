// Command gateway is the one public port of the house.
package main

import (
	"context"
	"fmt"
	"log/slog"
	"net"
	"os"
	"runtime"
	"runtime/debug"
	"time"

	"pyairtable.dev/go-services/gateway/internal/exchange"
	"pyairtable.dev/go-services/gateway/internal/proxy"
	"pyairtable.dev/go-services/gateway/internal/routes"
	"pyairtable.dev/go-services/gateway/internal/services"
	"pyairtable.dev/go-services/gateway/internal/socket"
	"pyairtable.dev/go-services/gateway/internal/streams"
	"pyairtable.dev/go-services/kit/config"
	"pyairtable.dev/go-services/kit/logging"
	"pyairtable.dev/go-services/kit/server"
)

const (
	defaultPort     = 8080
	defaultServices = "services.yaml"
	gcPercent       = 400
)

func main() {
	if err := run(); err != nil {
		fmt.Fprintln(os.Stderr, "gateway:", err)
		os.Exit(1)
	}
}

// leaveCores keeps the gateway to half of the cores, unless GOMAXPROCS says otherwise: it does little for a request, and
// on a machine that it shares with the services its threads would only be woken in their way.
func leaveCores() {
	if os.Getenv("GOMAXPROCS") == "" {
		runtime.GOMAXPROCS(max(1, runtime.GOMAXPROCS(0)/2))
	}
}

func run() error {
	env := config.FromEnvironment()
	address := env.Address(defaultPort)
	all, err := services.Read(env.TextOr("SERVICES_FILE", defaultServices), env.URL)
	if err != nil {
		return err
	}
	authURL := env.URL("AUTH_URL", "http://127.0.0.1:8101")
	publicURL := env.URL("PUBLIC_URL", "")
	level := env.LogLevel()
	if err := env.Err(); err != nil {
		return err
	}
	lines := logging.NewBuffered(os.Stdout)
	defer func() { _ = lines.Flush() }()
	log := logging.New(lines, services.Self, level)
	log.LogAttrs(context.Background(), slog.LevelInfo, "starting", env.Redacted())

	// The live heap is a few MiB, so collecting at its double would mean many times a second under load.
	debug.SetGCPercent(gcPercent)
	leaveCores()

	table, err := routes.New(all)
	if err != nil {
		return err
	}
	ctx, stop := server.SignalContext()
	defer stop()
	transport := proxy.NewTransport()
	open := streams.NewRegistry()
	go streams.NewWatcher(open, authURL, transport, log).Watch(ctx)

	handler := proxy.New(proxy.Options{
		Routes: table, Exchange: exchange.New(authURL, transport, time.Now), Streams: open, Transport: transport,
		Log: log, Healthz: proxy.NewHealth(all, transport.Base, log), PublicURL: publicURL,
	})
	listener, err := (&net.ListenConfig{}).Listen(ctx, "tcp", address)
	if err != nil {
		return err
	}
	return server.Serve(ctx, socket.Listener{Listener: listener}, server.Options{
		Handler: handler, Log: log, MaxHeaderBytes: proxy.MaxHeaderBytes,
		Draining: func() { open.Drain() },
	})
}
