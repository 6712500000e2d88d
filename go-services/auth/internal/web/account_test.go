package web_test

import (
	"context"
	"net/http"
	"strings"
	"testing"
	"time"
)

func TestAPersonIsCalledWhatTheyAsk(t *testing.T) {
	h := newHouse(t)
	session := h.signUp("ann@example.com")
	other := h.signUp("bob@example.com")
	renamed := h.call("PATCH", "/v1/me", h.identity(session), map[string]any{"name": "  Anna  "})
	if renamed.status != http.StatusOK || renamed.body["name"] != "Anna" || renamed.body["email"] != "ann@example.com" {
		t.Errorf("%d %s", renamed.status, renamed.text)
	}
	for secret, want := range map[string]string{session: "Anna", other: "Ann"} {
		if got := h.call("GET", "/v1/me", h.identity(secret), nil); got.body["name"] != want {
			t.Errorf("%s, want the name %s", got.text, want)
		}
	}
	for name, body := range map[string]any{
		"none": map[string]any{}, "blank": map[string]any{"name": " "}, "long": map[string]any{"name": strings.Repeat("é", 101)},
		"two lines": map[string]any{"name": "a\nb"}, "nothing that shows": map[string]any{"name": "\u200b"},
		"fillers": map[string]any{"name": "\u3164 \u2800\ufe0f"}, "turned around": map[string]any{"name": "Ann\u202egnp.exe"},
		"no text": map[string]any{"name": 1}, "more": map[string]any{"name": "a", "email": "x@example.com"},
	} {
		if got := h.call("PATCH", "/v1/me", h.identity(session), body); got.status != http.StatusUnprocessableEntity {
			t.Errorf("%s: %d %s", name, got.status, got.text)
		}
	}
	for _, name := range []string{"Zoë 👩\u200d👩\u200d👧", "علي\u200f Ali", "می\u200cنا", "1", "†"} {
		if got := h.call("PATCH", "/v1/me", h.identity(session), map[string]any{"name": name}); got.body["name"] != name {
			t.Errorf("%s: %d %s", name, got.status, got.text)
		}
	}
}

func TestANewPasswordTakesThePresentOneAndEndsAllOtherSessions(t *testing.T) {
	h := newHouse(t)
	session := h.signUp("ann@example.com")
	elsewhere := h.signIn("ann@example.com", "a long password", "192.0.2.1").body["session"].(map[string]any)["token"].(string)
	bob := h.signUp("bob@example.com")
	_, token := h.token(session, "data.records:read")
	change := func(password, newPassword string) answer {
		return h.call("POST", "/v1/me/password", h.identity(session), map[string]string{"password": password, "newPassword": newPassword})
	}
	for name, got := range map[string]answer{
		"a wrong password":  change("another password", "a longer password"),
		"a huge password":   change(strings.Repeat("x", 2_000), "a longer password"),
		"a short new one":   change("a long password", "short"),
		"a new one of none": change("a long password", ""),
	} {
		if got.status != http.StatusUnprocessableEntity || got.errorType() != "INVALID_REQUEST_UNKNOWN" {
			t.Errorf("%s: %d %s", name, got.status, got.text)
		}
	}
	if h.identity(elsewhere) == "" {
		t.Fatal("a refused change ended a session")
	}
	if got := change("a long password", "a longer password"); got.status != http.StatusNoContent {
		t.Fatalf("%d %s", got.status, got.text)
	}
	if h.identity(elsewhere) != "" {
		t.Error("another session goes on")
	}
	for name, secret := range map[string]string{"the session that asked": session, "somebody else": bob, "a token": token} {
		if h.identity(secret) == "" {
			t.Errorf("%s was ended", name)
		}
	}
	if got := h.signIn("ann@example.com", "a long password", "192.0.2.1"); got.status != http.StatusUnauthorized {
		t.Errorf("the old password: %d %s", got.status, got.text)
	}
	if got := h.signIn("ann@example.com", "a longer password", "192.0.2.1"); got.status != http.StatusOK {
		t.Errorf("the new password: %d %s", got.status, got.text)
	}
	if got := h.signIn("bob@example.com", "a long password", "192.0.2.1"); got.status != http.StatusOK {
		t.Errorf("somebody else's password: %d %s", got.status, got.text)
	}
}

// waiting returns once so many statements wait for a lock.
func (h *house) waiting(count int) {
	h.t.Helper()
	for deadline := time.Now().Add(20 * time.Second); time.Now().Before(deadline); time.Sleep(10 * time.Millisecond) {
		var waiting int
		if err := h.database.Owner.QueryRow(context.Background(), `
			select count(*) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`).Scan(&waiting); err != nil {
			h.t.Fatal(err)
		}
		if waiting == count {
			return
		}
	}
	h.t.Fatalf("not %d statements wait", count)
}

func TestASignInThatTookTheOldPasswordDoesNotOutliveIt(t *testing.T) {
	h := newHouse(t)
	caller := h.identity(h.signUp("ann@example.com"))
	ctx := context.Background()
	held, err := h.database.Owner.Begin(ctx)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := held.Exec(ctx, `select from auth.account for update`); err != nil {
		t.Fatal(err)
	}
	late, changed := make(chan answer, 1), make(chan answer, 1)
	go func() { late <- h.signIn("ann@example.com", "a long password", "192.0.2.1") }()
	h.waiting(1)
	go func() {
		changed <- h.call("POST", "/v1/me/password", caller, map[string]string{"password": "a long password", "newPassword": "a longer password"})
	}()
	h.waiting(2)
	if err := held.Commit(ctx); err != nil {
		t.Fatal(err)
	}
	if got := <-changed; got.status != http.StatusNoContent {
		t.Fatalf("%d %s", got.status, got.text)
	}
	got := <-late
	if got.status == http.StatusOK && h.identity(got.body["session"].(map[string]any)["token"].(string)) != "" {
		t.Error("a session of the old password goes on")
	}
}

func TestAPasswordIsNotGuessedThroughAnOpenSession(t *testing.T) {
	h := newHouse(t)
	h.stopClock()
	caller := h.identity(h.signUp("ann@example.com"))
	last := 0
	for range 12 {
		last = h.call("POST", "/v1/me/password", caller, map[string]string{"password": "a guess of it", "newPassword": "a longer password"}).status
	}
	if last != http.StatusTooManyRequests {
		t.Errorf("the twelfth guess: %d", last)
	}
	if got := h.signIn("ann@example.com", "a long password", "192.0.2.1"); got.status != http.StatusOK {
		t.Errorf("signing in after that: %d %s", got.status, got.text)
	}
}
