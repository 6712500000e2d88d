package proxy_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"pyairtable.dev/go-services/kit/credential"
)

const refusal = `{"error":{"type":"AUTHENTICATION_REQUIRED","message":"Authentication required"}}`

// Each policy with each kind of credential: the status, and the Authorization header that the service gets.
func TestEachPolicyAdmitsAndPassesOnWhatItShould(t *testing.T) {
	h := newHouse(t)
	patID, pat := h.credential(credential.Token)
	sessionID, session := h.credential(credential.Session)
	_, unknown := credential.New(credential.Token)
	pats, sessions := "Bearer identity-of-"+patID, "Bearer identity-of-"+sessionID
	for _, test := range []struct {
		path    string
		given   string
		headers []string
		status  int
		passed  string
	}{
		{"/v1/x", "nothing", nil, 401, ""},
		{"/v1/x", "token", []string{"Authorization", bearer(pat)}, 200, pats},
		{"/v1/x", "token, odd case", []string{"Authorization", "bEARER  " + pat}, 200, pats},
		{"/v1/x", "session cookie", []string{"Cookie", cookie(session)}, 200, sessions},
		{"/v1/x", "both", []string{"Authorization", bearer(pat), "Cookie", cookie(session)}, 200, pats},
		{"/v1/x", "unknown, and a good cookie", []string{"Authorization", bearer(unknown), "Cookie", cookie(session)}, 401, ""},
		{"/v1/x", "unknown", []string{"Authorization", bearer(unknown)}, 401, ""},
		{"/v1/x", "basic", []string{"Authorization", "Basic " + pat}, 401, ""},
		{"/v1/x", "basic and a good cookie", []string{"Authorization", "Basic x", "Cookie", cookie(session)}, 401, ""},
		{"/v1/x", "identity token", []string{"Authorization", pats}, 401, ""},
		{"/v0/x", "nothing", nil, 200, ""},
		{"/v0/x", "unknown", []string{"Authorization", bearer(unknown)}, 200, ""},
		{"/v0/x", "basic", []string{"Authorization", "Basic x"}, 200, ""},
		{"/v0/x", "identity token", []string{"Authorization", pats}, 200, ""},
		{"/v0/x", "token", []string{"Authorization", bearer(pat)}, 200, pats},
		{"/mcp", "nothing", nil, 401, ""},
		{"/mcp", "unknown", []string{"Authorization", bearer(unknown)}, 401, ""},
		{"/mcp", "token", []string{"Authorization", bearer(pat)}, 200, bearer(pat)},
		{"/mcp", "session cookie", []string{"Cookie", cookie(session)}, 401, ""},
		{"/open", "token", []string{"Authorization", bearer(pat)}, 200, ""},
		{"/open", "identity token", []string{"Authorization", pats}, 200, ""},
		{"/page", "nothing", nil, 200, ""},
		{"/page", "session cookie", []string{"Cookie", cookie(session)}, 200, sessions},
		{"/page", "unknown cookie", []string{"Cookie", cookie(unknown)}, 200, ""},
	} {
		before := h.count()
		got := h.call("GET", test.path, "", test.headers...)
		if got.status != test.status {
			t.Errorf("%s with %s: %d %s, want %d", test.path, test.given, got.status, got.body, test.status)
			continue
		}
		if test.status == http.StatusUnauthorized {
			if got.body != refusal || h.count() != before {
				t.Errorf("%s with %s: %s, passed on %v", test.path, test.given, got.body, h.count() != before)
			}
			continue
		}
		request, _, _ := h.arrived()
		if passed := request.Header.Get("Authorization"); passed != test.passed {
			t.Errorf("%s with %s passes %q, want %q", test.path, test.given, passed, test.passed)
		}
		if kept := request.Header.Get("Cookie") != ""; kept != (test.path == "/page" && test.given != "nothing") {
			t.Errorf("%s with %s: cookie kept %v", test.path, test.given, kept)
		}
	}
}

func TestARevokedCredentialIsRefusedWithinASecond(t *testing.T) {
	h := newHouse(t)
	id, secret := h.credential(credential.Token)
	if got := h.call("GET", "/v1/x", "", "Authorization", bearer(secret)); got.status != http.StatusOK {
		t.Fatal(got)
	}
	h.revoke(id)
	revoked := time.Now()
	for {
		// A busy machine answers late what began in time.
		began := time.Since(revoked)
		if h.call("GET", "/v1/x", "", "Authorization", bearer(secret)).status != http.StatusOK {
			return
		}
		if began > time.Second {
			t.Fatal("still admitted after a second")
		}
		time.Sleep(10 * time.Millisecond)
	}
}

func TestRequestsThatAnotherSiteCausedAreRefused(t *testing.T) {
	h := newHouse(t)
	_, session := h.credential(credential.Session)
	_, pat := h.credential(credential.Token)
	own, foreign := "http://"+h.host, "https://evil.example"
	for _, test := range []struct {
		name, method, path string
		headers            []string
		status             int
	}{
		{"own origin", "POST", "/v1/x", []string{"Cookie", cookie(session), "Origin", own}, 200},
		{"no browser", "POST", "/v1/x", []string{"Cookie", cookie(session)}, 200},
		{"foreign origin", "POST", "/v1/x", []string{"Cookie", cookie(session), "Origin", foreign}, 403},
		{"null origin", "POST", "/v1/x", []string{"Cookie", cookie(session), "Origin", "null"}, 403},
		{"own host on another port", "POST", "/v1/x", []string{"Cookie", cookie(session), "Origin", "http://127.0.0.1:1"}, 403},
		{"another scheme", "POST", "/v1/x", []string{"Cookie", cookie(session), "Origin", "ftp://" + h.host}, 403},
		{"two origins", "POST", "/v1/x", []string{"Cookie", cookie(session), "Origin", own, "Origin", foreign}, 403},
		{"cross-site by fetch metadata", "DELETE", "/v1/x", []string{"Cookie", cookie(session), "Sec-Fetch-Site", "cross-site"}, 403},
		{"same-site by fetch metadata", "DELETE", "/v1/x", []string{"Cookie", cookie(session), "Sec-Fetch-Site", "same-site"}, 403},
		{"same-origin by fetch metadata", "DELETE", "/v1/x", []string{"Cookie", cookie(session), "Sec-Fetch-Site", "same-origin"}, 200},
		{"safe method", "GET", "/v1/x", []string{"Cookie", cookie(session), "Origin", foreign}, 200},
		{"token instead of cookie", "POST", "/v1/x", []string{"Authorization", bearer(pat), "Origin", foreign}, 200},
		{"token beside a cookie that is kept", "POST", "/page", []string{"Authorization", bearer(pat), "Cookie", cookie(session), "Origin", foreign}, 403},
		{"a page's own form", "POST", "/page", []string{"Cookie", cookie(session), "Origin", own}, 200},
		{"socket from elsewhere", "GET", "/v1/bases/a/realtime", []string{"Cookie", cookie(session), "Origin", foreign, "Connection", "Upgrade", "Upgrade", "websocket"}, 403},
	} {
		got := h.call(test.method, test.path, "", test.headers...)
		if got.status != test.status || (got.status == 403) != strings.Contains(got.body, `"FOREIGN_ORIGIN"`) {
			t.Errorf("%s: %d %s, want %d", test.name, got.status, got.body, test.status)
		}
	}
}

func TestBehindAPublicAddressItsOriginIsOurs(t *testing.T) {
	h := newHouse(t, options{publicURL: "https://tables.example"})
	_, session := h.credential(credential.Session)
	for origin, status := range map[string]int{"https://tables.example": 200, "http://tables.example": 403, "http://" + h.host: 403, "https://evil.example": 403} {
		got := h.call("POST", "/v1/x", "", "Cookie", cookie(session), "Origin", origin)
		if got.status != status {
			t.Errorf("%s: %d, want %d", origin, got.status, status)
		}
		if got.header.Get("Strict-Transport-Security") == "" {
			t.Error("no HSTS behind https")
		}
	}
	h.call("GET", "/open", "")
	if request, _, _ := h.arrived(); request.Header.Get("X-Forwarded-Proto") != "https" {
		t.Error("the service is not told of https")
	}
}

func TestCrossOriginReadsOfTheWebAPINeverUseTheCookie(t *testing.T) {
	h := newHouse(t)
	sessionID, session := h.credential(credential.Session)
	for origin, want := range map[string]string{"https://evil.example": "", "http://" + h.host: "Bearer identity-of-" + sessionID} {
		got := h.call("GET", "/v0/x", "", "Cookie", cookie(session), "Origin", origin)
		request, _, _ := h.arrived()
		if request.Header.Get("Authorization") != want || got.header.Get("Access-Control-Allow-Credentials") != "" {
			t.Errorf("from %s: %q, %v", origin, request.Header.Get("Authorization"), got.header)
		}
	}
}
