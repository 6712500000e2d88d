// Package pgtest gives a test a database of its own on a real PostgreSQL.
package pgtest

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"fmt"
	"os"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
)

// EnvDatabaseURL names the server that tests may make databases on; scripts/with-postgres.mjs starts one and sets it.
const EnvDatabaseURL = "PYAIRTABLE_TEST_DATABASE_URL"

const openTimeout = 20 * time.Second

// Database is an empty database that is dropped when the test ends.
type Database struct {
	// Owner connects as the server's superuser, as migrations do.
	Owner *pgxpool.Pool

	config *pgxpool.Config
}

// New makes a database, or fails the test with what to do when no server is named: a test that needs PostgreSQL
// never passes without one.
func New(t testing.TB) *Database {
	t.Helper()
	address := os.Getenv(EnvDatabaseURL)
	if address == "" {
		t.Fatalf("%s is not set: run the tests through `node scripts/with-postgres.mjs -- go test ./...`", EnvDatabaseURL)
	}
	ctx, cancel := context.WithTimeout(context.Background(), openTimeout)
	defer cancel()
	config, err := pgxpool.ParseConfig(address)
	if err != nil {
		t.Fatalf("%s: %v", EnvDatabaseURL, err)
	}
	server, err := pgx.ConnectConfig(ctx, config.ConnConfig)
	if err != nil {
		t.Fatalf("%s: %v", EnvDatabaseURL, err)
	}
	name := databaseName()
	if _, err := server.Exec(ctx, "create database "+pgx.Identifier{name}.Sanitize()); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		ctx, cancel := context.WithTimeout(context.Background(), openTimeout)
		defer cancel()
		if _, err := server.Exec(ctx, "drop database "+pgx.Identifier{name}.Sanitize()+" with (force)"); err != nil {
			t.Errorf("drop test database: %v", err)
		}
		_ = server.Close(ctx)
	})
	config.ConnConfig.Database = name
	database := &Database{config: config}
	database.Owner = database.pool(t, "")
	return database
}

// As is a pool whose connections act with the rights of role alone.
func (d *Database) As(t testing.TB, role string) *pgxpool.Pool {
	t.Helper()
	return d.pool(t, role)
}

// EnsureRole makes a role of the cluster unless it exists; test processes that share a server may race for it.
func (d *Database) EnsureRole(t testing.TB, role string) {
	t.Helper()
	statement := fmt.Sprintf(`do $$ begin create role %s; exception when duplicate_object or unique_violation then null; end $$`,
		pgx.Identifier{role}.Sanitize())
	if _, err := d.Owner.Exec(context.Background(), statement); err != nil {
		t.Fatal(err)
	}
}

func (d *Database) pool(t testing.TB, role string) *pgxpool.Pool {
	t.Helper()
	config := d.config.Copy()
	if role != "" {
		config.AfterConnect = func(ctx context.Context, connection *pgx.Conn) error {
			_, err := connection.Exec(ctx, "set role "+pgx.Identifier{role}.Sanitize())
			return err
		}
	}
	pool, err := pgxpool.NewWithConfig(context.Background(), config)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(pool.Close)
	return pool
}

func databaseName() string {
	var raw [8]byte
	_, _ = rand.Read(raw[:])
	return "pyairtable_test_" + hex.EncodeToString(raw[:])
}
