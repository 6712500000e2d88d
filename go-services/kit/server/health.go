package server

import (
	"context"
	"log/slog"
	"net/http"
	"sync"
	"time"

	"pyairtable.dev/go-services/kit/logging"
)

// HealthTimeout is how long one check may take.
const HealthTimeout = 2 * time.Second

// Check returns nil when a dependency answers. It must be cheap: orchestrators ask every few seconds.
type Check func(ctx context.Context) error

// Health is the body of /healthz: which checks failed, never why.
type Health struct {
	Status  string            `json:"status"`
	Service string            `json:"service"`
	Version string            `json:"version"`
	Checks  map[string]string `json:"checks"`
}

const (
	healthOK      = "ok"
	healthFailing = "failing"
)

// HealthHandler answers 200 when every check passes in time, else 503.
func HealthHandler(service string, log *slog.Logger, checks map[string]Check) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		health := RunChecks(r.Context(), service, log, checks)
		WriteHealth(w, health)
	}
}

// RunChecks runs all checks at once.
func RunChecks(ctx context.Context, service string, log *slog.Logger, checks map[string]Check) Health {
	ctx, cancel := context.WithTimeout(ctx, HealthTimeout)
	defer cancel()
	health := Health{Status: healthOK, Service: service, Version: logging.Version(), Checks: make(map[string]string, len(checks))}
	var mu sync.Mutex
	var wait sync.WaitGroup
	for name, check := range checks {
		wait.Go(func() {
			err := check(ctx)
			mu.Lock()
			defer mu.Unlock()
			health.Checks[name] = healthOK
			if err != nil {
				health.Checks[name], health.Status = healthFailing, healthFailing
				log.WarnContext(ctx, "health check failed", "check", name, "err", err.Error())
			}
		})
	}
	wait.Wait()
	return health
}

// WriteHealth answers with a health that was found.
func WriteHealth(w http.ResponseWriter, health Health) {
	status := http.StatusOK
	if health.Status != healthOK {
		status = http.StatusServiceUnavailable
	}
	WriteJSON(w, status, health)
}
