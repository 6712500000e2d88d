package web

import (
	"net/netip"
	"strings"
	"time"

	"pyairtable.dev/go-services/auth/internal/ratelimit"
	"pyairtable.dev/go-services/kit/apierror"
)

// Limits slow an attacker down and never lock an account: they count by address, and by address and account.
var (
	signInPerAddress = ratelimit.Limit{Interval: time.Second, Burst: 60}
	signInPerAccount = ratelimit.Limit{Interval: 10 * time.Second, Burst: 10}
	passwordChanges  = ratelimit.Limit{Interval: 10 * time.Second, Burst: 10}
	signUpPerAddress = ratelimit.Limit{Interval: 10 * time.Second, Burst: 30}
)

// maxLimitedKeys bounds each table to some megabytes.
const maxLimitedKeys = 20_000

type limits struct {
	address  *ratelimit.Limiter
	account  *ratelimit.Limiter
	password *ratelimit.Limiter
	signUp   *ratelimit.Limiter
}

func newLimits(now func() time.Time) limits {
	return limits{
		address:  ratelimit.New(signInPerAddress, maxLimitedKeys, now),
		account:  ratelimit.New(signInPerAccount, maxLimitedKeys, now),
		password: ratelimit.New(passwordChanges, maxLimitedKeys, now),
		signUp:   ratelimit.New(signUpPerAddress, maxLimitedKeys, now),
	}
}

func allow(limiter *ratelimit.Limiter, key string) error {
	if wait := limiter.Take(key); wait > 0 {
		return apierror.RateLimitReached.After(wait)
	}
	return nil
}

// addressKey is what counts as one client: an IPv4 address, or the /64 that one IPv6 client commands. What is no
// address counts as one client, so that leaving it out gains nothing.
func addressKey(clientIP string) string {
	address, err := netip.ParseAddr(clientIP)
	if err != nil {
		return "unknown"
	}
	address = address.Unmap().WithZone("")
	if address.Is4() {
		return address.String()
	}
	prefix, _ := address.Prefix(64)
	return prefix.String()
}

func accountKey(clientIP, email string) string {
	return addressKey(clientIP) + " " + strings.ToLower(email)
}
