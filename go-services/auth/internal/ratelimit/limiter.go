// Package ratelimit limits how often a key may act, by the generic cell rate algorithm: one instant a key.
package ratelimit

import (
	"sync"
	"time"
)

// Limit allows burst actions at once and one more every interval.
type Limit struct {
	Interval time.Duration
	Burst    int
}

// Limiter keeps one limit for many keys in bounded memory. A full table first forgets keys that are back at rest,
// then the one nearest to rest, so a flood of keys cannot lift the limit of one that is being throttled now.
type Limiter struct {
	limit   Limit
	maxKeys int
	now     func() time.Time

	mu      sync.Mutex
	arrival map[string]time.Time
}

// New limits at most maxKeys keys at a time.
func New(limit Limit, maxKeys int, now func() time.Time) *Limiter {
	return &Limiter{limit: limit, maxKeys: maxKeys, now: now, arrival: make(map[string]time.Time)}
}

// Take counts one action of key. It returns zero when the action is allowed, else the time to wait.
func (l *Limiter) Take(key string) time.Duration {
	l.mu.Lock()
	defer l.mu.Unlock()
	now := l.now()
	arrival, known := l.arrival[key]
	if arrival.Before(now) {
		arrival = now
	}
	tolerance := l.limit.Interval * time.Duration(l.limit.Burst-1)
	if wait := arrival.Sub(now) - tolerance; wait > 0 {
		return wait
	}
	if !known && len(l.arrival) >= l.maxKeys {
		l.evict(now)
	}
	l.arrival[key] = arrival.Add(l.limit.Interval)
	return 0
}

// Forget lets key start anew.
func (l *Limiter) Forget(key string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	delete(l.arrival, key)
}

func (l *Limiter) evict(now time.Time) {
	var nearest string
	var earliest time.Time
	for key, arrival := range l.arrival {
		if !arrival.After(now) {
			delete(l.arrival, key)
		} else if earliest.IsZero() || arrival.Before(earliest) {
			nearest, earliest = key, arrival
		}
	}
	if len(l.arrival) >= l.maxKeys {
		delete(l.arrival, nearest)
	}
}
