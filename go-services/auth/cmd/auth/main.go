// Command auth serves users, credentials and identity tokens.
package main

import (
	"context"
	"fmt"
	"log/slog"
	"os"
	"runtime"
	"time"

	"pyairtable.dev/go-services/auth/internal/password"
	"pyairtable.dev/go-services/auth/internal/signing"
	"pyairtable.dev/go-services/auth/internal/store"
	"pyairtable.dev/go-services/auth/internal/web"
	"pyairtable.dev/go-services/kit/config"
	"pyairtable.dev/go-services/kit/logging"
	"pyairtable.dev/go-services/kit/server"
)

const (
	defaultPort      = 8101
	databasePatience = time.Minute
	sweepEach        = time.Hour
	sweepAtOnce      = 10_000
	sweepTimeout     = 30 * time.Second
)

func main() {
	if err := run(); err != nil {
		fmt.Fprintln(os.Stderr, "auth:", err)
		os.Exit(1)
	}
}

func run() error {
	env := config.FromEnvironment()
	address := env.Address(defaultPort)
	databaseURL := env.Secret("DATABASE_URL")
	operatorHash := env.SHA256("OPERATOR_TOKEN_SHA256")
	level := env.LogLevel()
	if err := env.Err(); err != nil {
		return err
	}
	log := logging.New(os.Stdout, "auth", level)
	log.LogAttrs(context.Background(), slog.LevelInfo, "starting", env.Redacted())

	ctx, stop := server.SignalContext()
	defer stop()
	tables, err := store.Open(ctx, databaseURL)
	if err != nil {
		return err
	}
	defer tables.Close()
	if err := tables.Await(ctx, databasePatience); err != nil {
		return fmt.Errorf("database: %w", err)
	}
	keyring, err := signing.NewKeyring(ctx, tables, log)
	if err != nil {
		return fmt.Errorf("signing keys: %w", err)
	}
	go keyring.Keep(ctx)
	go sweep(ctx, tables, log)

	// A core stays for what needs no hash, such as the exchange of every request's credential.
	hasher := password.NewHasher(max(1, runtime.GOMAXPROCS(0)-1))
	handler := web.New(web.Options{
		Store: tables, Keyring: keyring, Hasher: hasher,
		Log: log, OperatorHash: operatorHash, Now: time.Now,
	})
	return server.Run(ctx, server.Options{Address: address, Handler: handler, Log: log})
}

// sweep removes expired sessions, in batches so that no lock is held for long.
func sweep(ctx context.Context, tables *store.Store, log *slog.Logger) {
	ticker := time.NewTicker(sweepEach)
	defer ticker.Stop()
	for {
		bounded, cancel := context.WithTimeout(ctx, sweepTimeout)
		removed, err := tables.DropExpiredSessions(bounded, sweepAtOnce)
		cancel()
		if err != nil && ctx.Err() == nil {
			log.Error("expired sessions not removed", "err", err.Error())
		}
		if removed == sweepAtOnce && err == nil {
			continue
		}
		select {
		case <-ctx.Done():
			return
		case <-ticker.C:
		}
	}
}
