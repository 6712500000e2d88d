// Package store is auth's tables: every statement on them stands here.
package store

import (
	"context"
	"errors"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/pgxpool"
)

// ErrNotFound says that no such row exists, or none that is valid.
var ErrNotFound = errors.New("store: not found")

// ErrTaken says that an account with the address exists.
var ErrTaken = errors.New("store: address taken")

const uniqueViolation = "23505"

// Store runs the statements on a pool.
type Store struct{ pool *pgxpool.Pool }

// New uses a pool that connects as the service's role.
func New(pool *pgxpool.Pool) *Store { return &Store{pool: pool} }

// Open connects to the database; the pool is bounded by pool_max_conns of the address, pgx's default otherwise.
func Open(ctx context.Context, address string) (*Store, error) {
	config, err := pgxpool.ParseConfig(address)
	if err != nil {
		return nil, errors.New("DATABASE_URL is not a PostgreSQL address") // pgx would quote the password.
	}
	config.ConnConfig.ConnectTimeout = 5 * time.Second
	config.ConnConfig.RuntimeParams["application_name"] = "pyairtable-auth"
	config.ConnConfig.RuntimeParams["statement_timeout"] = "5000"
	pool, err := pgxpool.NewWithConfig(ctx, config)
	if err != nil {
		return nil, err
	}
	return New(pool), nil
}

const askEvery = 500 * time.Millisecond

// Await waits until the database answers, for at most patience: one that starts, or starts again, is away for a while.
// What it refuses for good is answered at once.
func (s *Store) Await(ctx context.Context, patience time.Duration) error {
	bounded, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	for {
		err := s.Ping(bounded)
		if err == nil || !isAway(err) {
			return err
		}
		select {
		case <-bounded.Done():
			return err
		case <-time.After(askEvery):
		}
	}
}

// isAway tells an address where nobody answers, or a server that starts or stops, from one that refuses.
func isAway(err error) bool {
	var fault *pgconn.PgError
	if errors.As(err, &fault) {
		return strings.HasPrefix(fault.Code, "57P")
	}
	var refused *pgconn.ConnectError
	return errors.As(err, &refused)
}

// Ping tells whether the database answers.
func (s *Store) Ping(ctx context.Context) error { return s.pool.Ping(ctx) }

// Close ends the pool's connections.
func (s *Store) Close() { s.pool.Close() }

func found(err error) error {
	if errors.Is(err, pgx.ErrNoRows) {
		return ErrNotFound
	}
	return err
}

func taken(err error) error {
	var fault *pgconn.PgError
	if errors.As(err, &fault) && fault.Code == uniqueViolation {
		return ErrTaken
	}
	return err
}
