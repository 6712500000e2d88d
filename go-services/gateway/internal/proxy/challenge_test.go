package proxy_test

import (
	"net/http"
	"testing"
)

func TestARefusalSaysHowToComeAgain(t *testing.T) {
	const bare = `Bearer realm="PyAirtable"`
	const metadata = "/.well-known/oauth-protected-resource/mcp"
	h := newHouse(t)
	h.answer(func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusUnauthorized) })
	behind := newHouse(t, options{publicURL: "https://tables.example"})
	for _, test := range []struct {
		house *house
		path  string
		want  string
	}{
		{h, "/v1/x", bare},
		{h, "/v0/x", bare}, // the service's own refusal
		{h, "/mcp", bare + `, resource_metadata="http://` + h.host + metadata + `"`},
		{behind, "/mcp", bare + `, resource_metadata="https://tables.example` + metadata + `"`},
	} {
		got := test.house.call("GET", test.path, "")
		if given := got.header.Get("WWW-Authenticate"); got.status != 401 || given != test.want {
			t.Errorf("%s answers %d with %q, want %q", test.path, got.status, given, test.want)
		}
	}
	h.answer(nil)
	if got := h.call("GET", "/v0/x", ""); got.header.Get("WWW-Authenticate") != "" {
		t.Errorf("an answer that refuses nobody has a challenge")
	}
}
