package web_test

import (
	"context"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"pyairtable.dev/go-services/kit/credential"
	"pyairtable.dev/go-services/kit/identity"
)

func TestAnExchangedTokenVerifiesAndCarriesWhatTheCredentialMay(t *testing.T) {
	h := newHouse(t)
	session := h.signUp("ann@example.com")
	patID, pat := h.token(session, "data.records:read", "data.records:read", "schema.bases:read")
	// The verifier of every other service: the key set comes over HTTP.
	verifier := identity.NewVerifier(identity.NewRemoteKeys(h.url))
	for name, want := range map[string]struct {
		secret, kind, cid string
		scopes            []string
	}{
		"session":  {session, "session", session[:17], identity.Scopes},
		"token":    {pat, "pat", patID, []string{"data.records:read", "schema.bases:read"}},
		"operator": {h.operator, "operator", h.operator[:17], identity.Scopes},
	} {
		claims, err := verifier.Verify(context.Background(), h.identity(want.secret))
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if claims.Kind != want.kind || claims.CID != want.cid || !slices.Equal(claims.Scopes, want.scopes) || !slices.Equal(claims.Resources, []string{"*"}) {
			t.Errorf("%s: claims %+v", name, claims)
		}
		if lives := time.Until(time.Unix(claims.ExpiresAt, 0)); lives > time.Minute || lives < 50*time.Second {
			t.Errorf("%s: lives %v, want a minute", name, lives)
		}
		if operator := want.kind == "operator"; operator != (claims.Subject == "operator") || operator == credential.IsID("usr", claims.Subject) {
			t.Errorf("%s: subject %q", name, claims.Subject)
		}
	}
}

func TestExchangeRefusesUnknownExpiredRevokedAndMalformedAlike(t *testing.T) {
	h := newHouse(t)
	session := h.signUp("ann@example.com")
	patID, pat := h.token(session, "data.records:read")
	if got := h.call("DELETE", "/v1/tokens/"+patID, h.identity(session), nil); got.status != http.StatusNoContent {
		t.Fatalf("revoke: %d %s", got.status, got.text)
	}
	expired := h.signUp("bob@example.com")
	if _, err := h.database.Owner.Exec(context.Background(),
		`update auth.session set created_at = now() - interval '2 hours', expires_at = now() - interval '1 hour' where id = $1`, expired[:17]); err != nil {
		t.Fatal(err)
	}
	_, unknown := credential.New(credential.Session)
	_, stranger := credential.New(credential.Operator)
	bodies := map[string]bool{}
	for name, secret := range map[string]string{
		"unknown": unknown, "expired": expired, "revoked": pat, "another operator": stranger,
		"empty": "", "malformed": "pat", "identity token": h.identity(session),
		"right id, wrong secret": session[:18] + strings.Repeat("0", 64),
		"session as token":       "pat" + session[3:],
		"upper-case secret":      session[:18] + strings.ToUpper(session[18:]),
	} {
		got := h.call("POST", "/internal/exchange", "", map[string]string{"credential": secret})
		bodies[got.text] = true
		if got.status != http.StatusUnauthorized {
			t.Errorf("%s: %d %s", name, got.status, got.text)
		}
	}
	if want := `{"error":{"type":"AUTHENTICATION_REQUIRED","message":"Authentication required"}}`; len(bodies) != 1 || !bodies[want] {
		t.Errorf("answers %v, want only %s", bodies, want)
	}
}

func TestCheckNamesExactlyTheCredentialsThatAreNoLongerValid(t *testing.T) {
	h := newHouse(t)
	session := h.signUp("ann@example.com")
	out := h.signUp("bob@example.com")
	patID, _ := h.token(session, "data.records:read")
	goneID, _ := h.token(session, "data.records:read")
	h.call("DELETE", "/v1/tokens/"+goneID, h.identity(session), nil)
	h.call("POST", "/internal/sign-out", "", map[string]string{"credential": out})
	check := func(cids ...string) []any {
		got := h.call("POST", "/internal/check", "", map[string][]string{"cids": cids})
		if got.status != http.StatusOK {
			t.Fatalf("check: %d %s", got.status, got.text)
		}
		return got.body["revoked"].([]any)
	}
	operator := h.operator[:17]
	gone := []string{goneID, out[:17], operator}
	revoked := check(session[:17], patID, goneID, out[:17], operator)
	if len(revoked) != len(gone) || slices.ContainsFunc(gone, func(id string) bool { return !slices.Contains(revoked, any(id)) }) {
		t.Errorf("revoked %v, want %v", revoked, gone)
	}
	h.identity(h.operator)
	if revoked := check(session[:17], operator); len(revoked) != 0 {
		t.Errorf("valid credentials are named: %v", revoked)
	}
	many := slices.Repeat([]string{patID}, 1001)
	if got := h.call("POST", "/internal/check", "", map[string][]string{"cids": many}); got.status != http.StatusUnprocessableEntity {
		t.Errorf("1001 ids: %d", got.status)
	}
	if got := h.call("POST", "/internal/check", "", map[string][]string{"cids": {patID, "\x00"}}); got.status != http.StatusUnprocessableEntity {
		t.Errorf("an id that no column holds: %d", got.status)
	}
	if got := h.call("POST", "/internal/check", "", map[string][]string{"cids": many[:1000]}); got.status != http.StatusOK {
		t.Errorf("1000 ids: %d %s", got.status, got.text)
	}
}

func TestHealthFollowsTheDatabase(t *testing.T) {
	h := newHouse(t)
	if got := h.call("GET", "/healthz", "", nil); got.status != http.StatusOK || got.body["status"] != "ok" {
		t.Fatalf("healthz: %d %s", got.status, got.text)
	}
}
