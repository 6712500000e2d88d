package streams_test

import (
	"context"
	"encoding/json"
	"io"
	"log/slog"
	"net/http"
	"net/url"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"pyairtable.dev/go-services/gateway/internal/streams"
)

// slowAuth answers what holds when it is asked, after as long as the watcher waits for an answer.
type slowAuth struct {
	revoked atomic.Bool
	asked   chan struct{}
}

const slowest = 399 * time.Millisecond

// RoundTrip implements http.RoundTripper.
func (a *slowAuth) RoundTrip(request *http.Request) (*http.Response, error) {
	var question struct {
		CIDs []string `json:"cids"`
	}
	if err := json.NewDecoder(request.Body).Decode(&question); err != nil {
		return nil, err
	}
	revoked := []string{}
	if a.revoked.Load() {
		revoked = question.CIDs
	}
	select {
	case a.asked <- struct{}{}:
	default:
	}
	time.Sleep(slowest)
	answer, _ := json.Marshal(map[string][]string{"revoked": revoked})
	return &http.Response{StatusCode: http.StatusOK, Body: io.NopCloser(strings.NewReader(string(answer)))}, nil
}

// On a clock of the test's own. The worst moment is right after auth was asked.
func TestAStreamEndsWithinASecondOfItsCredentialsRevocationHoweverSlowAuthIs(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithCancel(t.Context())
		defer cancel()
		auth := &slowAuth{asked: make(chan struct{})}
		registry := streams.NewRegistry()
		ended := make(chan streams.Reason, 1)
		registry.Add("pat00000000000000", func(reason streams.Reason) { ended <- reason })
		address := &url.URL{Scheme: "http", Host: "auth"}
		go streams.NewWatcher(registry, address, auth, slog.New(slog.DiscardHandler)).Watch(ctx)
		<-auth.asked
		auth.revoked.Store(true)
		began := time.Now()
		if reason := <-ended; reason != streams.Revoked {
			t.Errorf("ended with %v", reason)
		}
		if took := time.Since(began); took > time.Second {
			t.Errorf("ended after %v", took)
		}
	})
}
