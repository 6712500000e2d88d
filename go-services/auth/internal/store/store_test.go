package store_test

import (
	"context"
	"errors"
	"io"
	"log/slog"
	"net"
	"net/url"
	"os"
	"sync"
	"testing"
	"time"

	"github.com/jackc/pgx/v5/pgconn"

	"pyairtable.dev/go-services/auth/internal/signing"
	"pyairtable.dev/go-services/auth/internal/store"
	"pyairtable.dev/go-services/kit/credential"
	"pyairtable.dev/go-services/kit/pgtest"
)

func newStore(t *testing.T) (*store.Store, *pgtest.Database) {
	database := pgtest.New(t)
	database.EnsureRole(t, role)
	database.Migrate(t, migrations)
	return store.New(database.As(t, role)), database
}

func ensure(t *testing.T, s *store.Store, email string) store.Account {
	t.Helper()
	account, created, err := s.EnsureAccount(context.Background(), store.Account{ID: credential.NewID("usr"), Email: email, Name: "A"}, "")
	if err != nil || !created {
		t.Fatalf("EnsureAccount: %v, created %v", err, created)
	}
	return account
}

func TestLastUseIsNotedAtMostOnceAMinuteUnderLoad(t *testing.T) {
	s, database := newStore(t)
	ctx := context.Background()
	account := ensure(t, s, "a@example.com")
	id, secret := credential.New(credential.Token)
	token := store.Token{ID: id, Name: "t", Scopes: []string{"x"}, Resources: []string{"*"}}
	if _, err := s.AddToken(ctx, account.ID, token, credential.Hash(secret), 1); err != nil {
		t.Fatal(err)
	}
	use := func() {
		grant, err := s.UseToken(ctx, id, credential.Hash(secret))
		if err != nil || grant.Account != account {
			t.Errorf("UseToken = %+v, %v", grant, err)
		}
	}
	version := func() (xmin string) {
		if err := database.Owner.QueryRow(ctx, `select xmin::text from auth.access_token where id = $1`, id).Scan(&xmin); err != nil {
			t.Fatal(err)
		}
		return xmin
	}
	unused := version()
	use()
	first := version()
	if first == unused {
		t.Fatal("the first use was not noted")
	}
	var wait sync.WaitGroup
	for range 16 {
		wait.Go(use)
	}
	wait.Wait()
	if version() != first {
		t.Error("a use within the minute was written")
	}
	if _, err := database.Owner.Exec(ctx, `update auth.access_token set last_used_at = now() - interval '61 seconds'`); err != nil {
		t.Fatal(err)
	}
	aged := version()
	use()
	if version() == aged {
		t.Error("a use after the minute was not written")
	}
}

func TestAnAccountHoldsABoundedNumberOfTokens(t *testing.T) {
	s, _ := newStore(t)
	account := ensure(t, s, "a@example.com")
	for n := range 3 {
		id, secret := credential.New(credential.Token)
		token := store.Token{ID: id, Name: "t", Scopes: []string{"x"}, Resources: []string{"*"}}
		_, err := s.AddToken(context.Background(), account.ID, token, credential.Hash(secret), 2)
		if full := n == 2; errors.Is(err, store.ErrNotFound) != full {
			t.Errorf("token %d: err = %v", n, err)
		}
	}
}

func TestReplicasThatStartTogetherShareOneSigningKey(t *testing.T) {
	s, _ := newStore(t)
	rings := make([]*signing.Keyring, 6)
	var wait sync.WaitGroup
	for i := range rings {
		wait.Go(func() {
			var err error
			if rings[i], err = signing.NewKeyring(context.Background(), s, slog.New(slog.DiscardHandler)); err != nil {
				t.Error(err)
			}
		})
	}
	wait.Wait()
	want := rings[0].KeySet().Keys
	for _, ring := range rings {
		if got := ring.KeySet().Keys; len(got) != 1 || got[0] != want[0] {
			t.Errorf("key set %v, want %v", got, want)
		}
	}
}

func TestExpiredSessionsAreRemovedAndOthersKept(t *testing.T) {
	s, database := newStore(t)
	ctx := context.Background()
	account := ensure(t, s, "a@example.com")
	if _, _, err := s.EnsureAccount(ctx, account, "a hash"); err != nil {
		t.Fatal(err)
	}
	for range 3 {
		id, secret := credential.New(credential.Session)
		if err := s.AddSession(ctx, account.ID, "a hash", store.NewSession{ID: id, Hash: credential.Hash(secret), ExpiresAt: time.Now().Add(time.Hour)}); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := database.Owner.Exec(ctx, `update auth.session set created_at = now() - interval '2 days', expires_at = now() - interval '1 day'
		where id in (select id from auth.session limit 2)`); err != nil {
		t.Fatal(err)
	}
	if removed, err := s.DropExpiredSessions(ctx, 100); err != nil || removed != 2 {
		t.Errorf("removed %d, %v; want 2", removed, err)
	}
}

func TestADatabaseThatStartsIsAwaitedAndOneThatRefusesIsNot(t *testing.T) {
	pgtest.New(t)
	address, err := url.Parse(os.Getenv(pgtest.EnvDatabaseURL))
	if err != nil {
		t.Fatal(err)
	}
	behind := address.Host
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	address.Host = listener.Addr().String()
	_ = listener.Close()
	late, err := store.Open(context.Background(), address.String())
	if err != nil {
		t.Fatal(err)
	}
	defer late.Close()
	if err := late.Await(context.Background(), time.Millisecond); err == nil {
		t.Error("nobody listens, and Await is content")
	}
	waited := make(chan error, 1)
	go func() { waited <- late.Await(context.Background(), time.Minute) }()
	if listener, err = net.Listen("tcp", address.Host); err != nil {
		t.Fatal(err)
	}
	defer func() { _ = listener.Close() }()
	go pass(listener, behind)
	if err := <-waited; err != nil {
		t.Error(err)
	}

	address.User = url.UserPassword("nobody", "wrong")
	stranger, err := store.Open(context.Background(), address.String())
	if err != nil {
		t.Fatal(err)
	}
	defer stranger.Close()
	var refused *pgconn.PgError
	if err := stranger.Await(context.Background(), time.Hour); !errors.As(err, &refused) {
		t.Errorf("a wrong password: %v", err)
	}
}

// pass hands what comes to a listener on to an address, both ways.
func pass(listener net.Listener, address string) {
	for {
		client, err := listener.Accept()
		if err != nil {
			return
		}
		go func() {
			defer func() { _ = client.Close() }()
			server, err := net.Dial("tcp", address)
			if err != nil {
				return
			}
			defer func() { _ = server.Close() }()
			go func() { _, _ = io.Copy(server, client) }()
			_, _ = io.Copy(client, server)
		}()
	}
}
