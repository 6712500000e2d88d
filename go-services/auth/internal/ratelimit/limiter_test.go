package ratelimit

import (
	"fmt"
	"testing"
	"time"
)

func TestALimiterAllowsItsBurstThenOneAnInterval(t *testing.T) {
	now := time.Unix(1_800_000_000, 0)
	limiter := New(Limit{Interval: 10 * time.Second, Burst: 3}, 10, func() time.Time { return now })
	for _, step := range []struct {
		pass time.Duration
		wait time.Duration
	}{{0, 0}, {0, 0}, {0, 0}, {0, 10 * time.Second}, {9 * time.Second, time.Second}, {time.Second, 0}, {0, 10 * time.Second}, {time.Hour, 0}, {0, 0}, {0, 0}, {0, 10 * time.Second}} {
		now = now.Add(step.pass)
		if wait := limiter.Take("k"); wait != step.wait {
			t.Fatalf("after %v: wait %v, want %v", step.pass, wait, step.wait)
		}
	}
	if limiter.Take("other") != 0 {
		t.Error("keys share a limit")
	}
	limiter.Forget("k")
	if limiter.Take("k") != 0 {
		t.Error("a forgotten key is still limited")
	}
}

func TestAFloodOfKeysNeitherGrowsTheTableNorFreesAThrottledKey(t *testing.T) {
	now := time.Unix(1_800_000_000, 0)
	limiter := New(Limit{Interval: time.Minute, Burst: 5}, 100, func() time.Time { return now })
	for range 6 {
		limiter.Take("attacker")
	}
	for n := range 10_000 {
		limiter.Take(fmt.Sprint(n))
		now = now.Add(time.Microsecond)
	}
	if len(limiter.arrival) > 100 {
		t.Errorf("%d keys kept, want at most 100", len(limiter.arrival))
	}
	if limiter.Take("attacker") == 0 {
		t.Error("the flood lifted the attacker's limit")
	}
}
