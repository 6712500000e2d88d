package proxy_test

import (
	"strconv"
	"testing"
)

func TestMoreHeadersThanTheServicesTakeAreRefusedHere(t *testing.T) {
	h := newHouse(t)
	many := func(count int) []string {
		headers := []string{}
		for i := range count {
			headers = append(headers, "X-Many-"+strconv.Itoa(i), "y")
		}
		return headers
	}
	if got := h.call("GET", "/v0/x", "", many(800)...); got.status != 200 {
		t.Errorf("800 headers: %d %s", got.status, got.body)
	}
	before := h.count()
	if got := h.call("GET", "/v0/x", "", many(901)...); got.status != 431 || h.count() != before {
		t.Errorf("901 headers: %d %s, passed on %v", got.status, got.body, h.count() != before)
	}
}
