package proxy

import (
	"context"
	"fmt"
	"log/slog"
	"net/http"
	"sync"
	"time"

	"pyairtable.dev/go-services/gateway/internal/services"
	"pyairtable.dev/go-services/kit/server"
)

// healthAge is how long an answer serves everybody: the address is public, and each round asks every service.
const healthAge = 250 * time.Millisecond

// Health answers for all services: 200 only when each is healthy.
type Health struct {
	checks map[string]server.Check
	log    *slog.Logger

	mu    sync.Mutex
	known server.Health
	asked time.Time
}

// NewHealth asks each service at its health path.
func NewHealth(all []services.Service, transport http.RoundTripper, log *slog.Logger) *Health {
	client := &http.Client{Transport: transport, CheckRedirect: func(*http.Request, []*http.Request) error {
		return http.ErrUseLastResponse
	}}
	health := &Health{checks: make(map[string]server.Check, len(all)), log: log}
	for _, service := range all {
		address := service.URL.JoinPath(service.Health).String()
		health.checks[service.Name] = func(ctx context.Context) error {
			request, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
			if err != nil {
				return err
			}
			response, err := client.Do(request)
			if err != nil {
				return err
			}
			_ = response.Body.Close()
			if response.StatusCode != http.StatusOK {
				return fmt.Errorf("answered %d", response.StatusCode)
			}
			return nil
		}
	}
	return health
}

// ServeHTTP implements http.Handler. The lock is held while asking, so that askers share one round.
func (h *Health) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	h.mu.Lock()
	if time.Since(h.asked) > healthAge {
		h.known = server.RunChecks(context.WithoutCancel(r.Context()), services.Self, h.log, h.checks)
		h.asked = time.Now()
	}
	known := h.known
	h.mu.Unlock()
	server.WriteHealth(w, known)
}
