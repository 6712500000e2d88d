package exchange

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"net/http/httptest"
	"net/url"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"pyairtable.dev/go-services/kit/credential"
)

// auth is a server that speaks auth's side of the exchange.
type auth struct {
	asked  atomic.Int64
	status atomic.Int64
	hold   chan struct{}
}

func newAuth(t *testing.T, now func() time.Time) (*auth, *Client) {
	t.Helper()
	a := &auth{}
	a.status.Store(http.StatusOK)
	listener := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		var body map[string]string
		if json.NewDecoder(r.Body).Decode(&body) != nil || r.URL.Path != "/internal/exchange" || len(body["credential"]) != 82 {
			t.Errorf("asked %s with %v", r.URL.Path, body)
		}
		a.asked.Add(1)
		if a.hold != nil {
			<-a.hold
		}
		w.WriteHeader(int(a.status.Load()))
		_ = json.NewEncoder(w).Encode(map[string]string{"token": "t-" + body["credential"][:17], "userId": "usr", "cid": body["credential"][:17]})
	}))
	t.Cleanup(listener.Close)
	address, _ := url.Parse(listener.URL)
	return a, New(address, http.DefaultTransport, now)
}

func TestAGrantIsRememberedForLessThanASecondAndARefusalNever(t *testing.T) {
	now := time.Now()
	a, client := newAuth(t, func() time.Time { return now })
	id, secret := credential.New(credential.Token)
	ctx := context.Background()
	for _, step := range []struct {
		pass  time.Duration
		asked int64
	}{{0, 1}, {799 * time.Millisecond, 1}, {time.Millisecond, 2}} {
		now = now.Add(step.pass)
		grant, err := client.Grant(ctx, secret)
		if err != nil || grant.CID != id || grant.Authorization != "Bearer t-"+id || a.asked.Load() != step.asked {
			t.Fatalf("after %v: %+v, %v, asked %d times, want %d", step.pass, grant, err, a.asked.Load(), step.asked)
		}
	}
	if _, err := client.Fresh(ctx, secret); err != nil || a.asked.Load() != 3 {
		t.Errorf("Fresh: %v, asked %d times", err, a.asked.Load())
	}
	now = now.Add(time.Second)
	a.status.Store(http.StatusUnauthorized)
	for n := range 2 {
		if _, err := client.Grant(ctx, secret); !errors.Is(err, ErrRefused) || a.asked.Load() != int64(4+n) {
			t.Errorf("refusal %d: %v, asked %d times", n, err, a.asked.Load())
		}
	}
	a.status.Store(http.StatusOK)
	if _, err := client.Grant(ctx, secret); err != nil {
		t.Errorf("a refusal was remembered: %v", err)
	}
}

func TestAFaultOfAuthIsNoRefusal(t *testing.T) {
	a, client := newAuth(t, time.Now)
	a.status.Store(http.StatusInternalServerError)
	_, secret := credential.New(credential.Session)
	if _, err := client.Grant(context.Background(), secret); err == nil || errors.Is(err, ErrRefused) {
		t.Errorf("err = %v", err)
	}
}

func TestWhatIsNoCredentialIsRefusedWithoutAsking(t *testing.T) {
	a, client := newAuth(t, time.Now)
	for _, secret := range []string{"", "-", "pat", "eyJhbGciOiJFZERTQSJ9.e30.x"} {
		if _, err := client.Grant(context.Background(), secret); !errors.Is(err, ErrRefused) {
			t.Errorf("%q: %v", secret, err)
		}
	}
	if a.asked.Load() != 0 {
		t.Error("auth was asked")
	}
}

func TestABurstAsksOnceAndSurvivesItsFirstRequestGoingAway(t *testing.T) {
	a, client := newAuth(t, time.Now)
	a.hold = make(chan struct{})
	_, secret := credential.New(credential.Token)
	first, leave := context.WithCancel(context.Background())
	gone := make(chan error, 1)
	go func() {
		_, err := client.Grant(first, secret)
		gone <- err
	}()
	for a.asked.Load() == 0 {
		time.Sleep(time.Millisecond)
	}
	leave()
	if err := <-gone; !errors.Is(err, context.Canceled) {
		t.Errorf("the first request got %v", err)
	}
	var wait sync.WaitGroup
	started := make(chan struct{}, 20)
	for range 20 {
		wait.Go(func() {
			started <- struct{}{}
			if _, err := client.Grant(context.Background(), secret); err != nil {
				t.Error(err)
			}
		})
	}
	for range 20 {
		<-started
	}
	close(a.hold)
	wait.Wait()
	if a.asked.Load() != 1 {
		t.Errorf("auth was asked %d times", a.asked.Load())
	}
}

func TestTheCacheIsBounded(t *testing.T) {
	now := time.Now()
	cache := newCache(func() time.Time { return now })
	for n := range 3 * cacheEntries {
		cache.put(cacheKey{byte(n), byte(n >> 8), byte(n >> 16)}, &Grant{}, now)
	}
	if len(cache.entries) > cacheEntries {
		t.Errorf("%d entries, want at most %d", len(cache.entries), cacheEntries)
	}
}
