package exchange

import (
	"crypto/sha256"
	"sync"
	"time"
)

const (
	// cacheAge keeps a revoked credential from being honoured for a second or more.
	cacheAge     = 800 * time.Millisecond
	cacheEntries = 10_000
	// sweepEach keeps a flood of credentials from paying for a sweep with every one.
	sweepEach = cacheAge / 8
)

// cacheKey is the hash of a credential: a dump of memory shows no secret that was idle.
type cacheKey = [sha256.Size]byte

type cached struct {
	grant *Grant
	until time.Time
}

type cache struct {
	now func() time.Time

	mu      sync.Mutex
	entries map[cacheKey]cached
	swept   time.Time
}

func newCache(now func() time.Time) *cache {
	return &cache{now: now, entries: make(map[cacheKey]cached)}
}

func (c *cache) get(key cacheKey) *Grant {
	c.mu.Lock()
	defer c.mu.Unlock()
	entry, ok := c.entries[key]
	if !ok {
		return nil
	}
	if !c.now().Before(entry.until) {
		delete(c.entries, key)
		return nil
	}
	return entry.grant
}

func (c *cache) put(key cacheKey, grant *Grant, asked time.Time) {
	until := asked.Add(cacheAge)
	now := c.now()
	if !now.Before(until) {
		return
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if len(c.entries) >= cacheEntries {
		c.makeRoom(now)
	}
	c.entries[key] = cached{grant, until}
}

// makeRoom drops what has expired, and any one entry when that is not enough: losing one costs a question to auth.
func (c *cache) makeRoom(now time.Time) {
	if now.Sub(c.swept) >= sweepEach {
		c.swept = now
		for key, entry := range c.entries {
			if !now.Before(entry.until) {
				delete(c.entries, key)
			}
		}
	}
	for key := range c.entries {
		if len(c.entries) < cacheEntries {
			return
		}
		delete(c.entries, key)
	}
}
