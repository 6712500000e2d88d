package streams

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/url"
	"slices"
	"sync"
	"time"
)

const (
	checkEach = 500 * time.Millisecond
	// checkTimeout leaves room within the second that a revocation may take.
	checkTimeout = 400 * time.Millisecond
	// checkBatch is how many ids one question may carry.
	checkBatch = 1000
	// checkGrace is how long streams outlive an auth that does not answer, so that its restart drops nobody; past it
	// they are closed, since nobody could tell whether they are still allowed.
	checkGrace       = 10 * time.Second
	maxAnswerBytes   = 64 << 10
	concurrentChecks = 4
)

// Watcher asks auth twice a second which credentials with open streams are revoked, and closes their streams.
type Watcher struct {
	registry *Registry
	address  string
	client   *http.Client
	log      *slog.Logger
}

// NewWatcher talks to auth through transport.
func NewWatcher(registry *Registry, authURL *url.URL, transport http.RoundTripper, log *slog.Logger) *Watcher {
	return &Watcher{
		registry: registry,
		address:  authURL.JoinPath("/internal/check").String(),
		client:   &http.Client{Transport: transport, Timeout: checkTimeout},
		log:      log,
	}
}

// Watch runs until ctx ends.
func (w *Watcher) Watch(ctx context.Context) {
	ticker := time.NewTicker(checkEach)
	defer ticker.Stop()
	answered := time.Now()
	for {
		select {
		case <-ctx.Done():
			return
		case <-ticker.C:
		}
		err := w.check(ctx)
		if err == nil {
			answered = time.Now()
			continue
		}
		w.log.WarnContext(ctx, "open streams not checked", "err", err.Error())
		if time.Since(answered) > checkGrace {
			closed := w.registry.CloseAll(Revoked)
			w.log.ErrorContext(ctx, "closed streams that cannot be checked", "streams", closed)
		}
	}
}

func (w *Watcher) check(ctx context.Context) error {
	var wait sync.WaitGroup
	faults := make(chan error, 1)
	slots := make(chan struct{}, concurrentChecks)
	for batch := range slices.Chunk(w.registry.CIDs(), checkBatch) {
		slots <- struct{}{}
		wait.Go(func() {
			defer func() { <-slots }()
			if err := w.checkBatch(ctx, batch); err != nil {
				select {
				case faults <- err:
				default:
				}
			}
		})
	}
	wait.Wait()
	select {
	case err := <-faults:
		return err
	default:
		return nil
	}
}

func (w *Watcher) checkBatch(ctx context.Context, cids []string) error {
	body, _ := json.Marshal(map[string][]string{"cids": cids})
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, w.address, bytes.NewReader(body))
	if err != nil {
		return err
	}
	request.Header.Set("Content-Type", "application/json")
	response, err := w.client.Do(request)
	if err != nil {
		return err
	}
	defer response.Body.Close()
	if response.StatusCode != http.StatusOK {
		return fmt.Errorf("auth answered %d", response.StatusCode)
	}
	var answer struct {
		Revoked []string `json:"revoked"`
	}
	if err := json.NewDecoder(io.LimitReader(response.Body, maxAnswerBytes)).Decode(&answer); err != nil {
		return err
	}
	for _, cid := range answer.Revoked {
		if closed := w.registry.Close(cid, Revoked); closed > 0 {
			w.log.InfoContext(ctx, "closed streams of a revoked credential", "streams", closed)
		}
	}
	return nil
}
