package web_test

import (
	"context"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"pyairtable.dev/go-services/auth/internal/password"
)

func (h *house) signIn(email, secret, clientIP string) answer {
	h.t.Helper()
	return h.call("POST", "/internal/sign-in", "", map[string]string{"email": email, "password": secret, "clientIp": clientIP})
}

func TestAPersonSignsUpInAndOut(t *testing.T) {
	h := newHouse(t)
	first := h.signUp("Ann@Example.com")
	again := h.signIn("ann@example.COM", "a long password", "192.0.2.1")
	if again.status != http.StatusOK {
		t.Fatalf("sign-in: %d %s", again.status, again.text)
	}
	second := again.body["session"].(map[string]any)["token"].(string)
	if first == second {
		t.Error("two sign-ins share a session")
	}
	shown := h.call("GET", "/internal/session", second, nil)
	if user := shown.body["user"].(map[string]any); user["email"] != "Ann@Example.com" || user["name"] != "Ann" {
		t.Errorf("session shows %s", shown.text)
	}
	for range 2 {
		if out := h.call("POST", "/internal/sign-out", "", map[string]string{"credential": second}); out.status != http.StatusNoContent {
			t.Errorf("sign-out: %d %s", out.status, out.text)
		}
	}
	if h.identity(second) != "" || h.call("GET", "/internal/session", second, nil).status != http.StatusUnauthorized {
		t.Error("a signed-out session is still valid")
	}
	if h.identity(first) == "" {
		t.Error("signing out ended another session")
	}
}

func TestSignUpDoesNotTellATakenAddressFromAnInvalidOne(t *testing.T) {
	h := newHouse(t)
	h.signUp("ann@example.com")
	bodies := map[string]bool{}
	for name, sent := range map[string]map[string]string{
		"taken":          {"email": "ann@example.com", "name": "Ann", "password": "a long password"},
		"taken, case":    {"email": "ANN@example.com", "name": "Ann", "password": "a long password"},
		"no address":     {"email": "ann", "name": "Ann", "password": "a long password"},
		"display name":   {"email": "Ann <ann2@example.com>", "name": "Ann", "password": "a long password"},
		"short password": {"email": "bob@example.com", "name": "Bob", "password": "1234567"},
		"huge password":  {"email": "bob@example.com", "name": "Bob", "password": strings.Repeat("x", 1025)},
		"no name":        {"email": "bob@example.com", "name": " ", "password": "a long password"},
		"line in name":   {"email": "bob@example.com", "name": "B\nob", "password": "a long password"},
		"zero in name":   {"email": "bob@example.com", "name": "B\x00ob", "password": "a long password"},
	} {
		got := h.call("POST", "/internal/sign-up", "", sent)
		bodies[got.text] = true
		if got.status != http.StatusUnprocessableEntity || got.errorType() != "INVALID_SIGN_UP" {
			t.Errorf("%s: %d %s", name, got.status, got.text)
		}
	}
	if len(bodies) != 1 {
		t.Errorf("answers differ: %v", bodies)
	}
}

func TestSignInAnswersAlikeAndAsSlowlyForUnknownAddressAndWrongPassword(t *testing.T) {
	h := newHouse(t)
	h.signUp("ann@example.com")
	operator := h.identity(h.operator)
	h.call("POST", "/v1/admin/users", operator, map[string]string{"email": "invited@example.com"})
	median := map[string]time.Duration{}
	bodies := map[string]bool{}
	// Attempts alternate, so that a slow moment of the machine falls on all alike.
	took := map[string][]time.Duration{}
	for round := range 9 {
		for _, email := range []string{"ann@example.com", "nobody@example.com", "invited@example.com"} {
			h.advance(time.Minute)
			began := time.Now()
			got := h.signIn(email, "not the password", "192.0.2.1")
			took[email] = append(took[email], time.Since(began))
			bodies[got.text] = true
			if got.status != http.StatusUnauthorized || got.errorType() != "INVALID_CREDENTIALS" {
				t.Fatalf("round %d, %s: %d %s", round, email, got.status, got.text)
			}
		}
	}
	if len(bodies) != 1 {
		t.Errorf("answers differ: %v", bodies)
	}
	for email, times := range took {
		slices.Sort(times)
		median[email] = times[len(times)/2]
	}
	known := median["ann@example.com"]
	for email, other := range median {
		if other < known/2 || other > known*2 {
			t.Errorf("median of %s is %v, of a known address %v", email, other, known)
		}
	}
}

func TestGuessingIsSlowedForTheGuesserAndNotForTheOwner(t *testing.T) {
	h := newHouse(t)
	h.stopClock()
	h.signUp("ann@example.com")
	for n := range 10 {
		if got := h.signIn("ann@example.com", "guess", "198.51.100.7"); got.status != http.StatusUnauthorized {
			t.Fatalf("guess %d: %d", n, got.status)
		}
	}
	limited := h.signIn("ann@example.com", "guess", "198.51.100.7")
	if limited.status != http.StatusTooManyRequests || limited.errorType() != "RATE_LIMIT_REACHED" {
		t.Fatalf("guess 11: %d %s", limited.status, limited.text)
	}
	if wait := limited.header.Get("Retry-After"); wait == "" || wait == "0" {
		t.Errorf("Retry-After is %q", wait)
	}
	if right := h.signIn("Ann@example.com", "a long password", "198.51.100.7"); right.status != http.StatusTooManyRequests {
		t.Errorf("the right password passed the limit of a guesser: %d", right.status)
	}
	if owner := h.signIn("ann@example.com", "a long password", "192.0.2.1"); owner.status != http.StatusOK {
		t.Errorf("the owner is locked out: %d %s", owner.status, owner.text)
	}
	if other := h.signIn("bob@example.com", "guess", "198.51.100.7"); other.status != http.StatusUnauthorized {
		t.Errorf("the limit of one account holds another: %d", other.status)
	}
	h.advance(11 * time.Second)
	if later := h.signIn("ann@example.com", "a long password", "198.51.100.7"); later.status != http.StatusOK {
		t.Errorf("the limit did not ease: %d", later.status)
	}
}

func TestOneAddressCannotTryManyAccounts(t *testing.T) {
	h := newHouse(t)
	h.stopClock()
	limited := false
	for n := range 61 {
		email := string(rune('a'+n%26)) + strings.Repeat("x", n) + "@example.com"
		// Alternating within one /64 is one client.
		address := []string{"2001:db8::1", "2001:db8::ffff:2"}[n%2]
		limited = h.signIn(email, "guess", address).status == http.StatusTooManyRequests
	}
	if !limited {
		t.Error("61 attempts at once from one IPv6 network were not limited")
	}
}

func TestAFloodOfSignInsIsRefusedAndLeavesOthersTheirTurn(t *testing.T) {
	cheap := password.Current
	password.Current = password.Cost{Memory: 40 << 10, Passes: 2, Threads: 1}
	t.Cleanup(func() { password.Current = cheap })
	h := newHouse(t)
	session := h.signUp("ann@example.com")
	statuses := make(chan answer, 40)
	for n := range cap(statuses) {
		go func() {
			email := string(rune('a'+n%26)) + strings.Repeat("x", n) + "@example.com"
			statuses <- h.signIn(email, "guess", "198.51.100.7")
		}()
	}
	flood := []answer{<-statuses}
	for flood[len(flood)-1].status == http.StatusUnauthorized && len(flood) < cap(statuses) {
		flood = append(flood, <-statuses)
	}
	if owner := h.signIn("ann@example.com", "a long password", "192.0.2.1"); owner.status != http.StatusOK {
		t.Errorf("somebody else: %d %s", owner.status, owner.text)
	}
	if h.identity(session) == "" {
		t.Error("a session was refused")
	}
	waiting := cap(statuses) - len(flood)
	if len(statuses) == waiting {
		t.Error("all of the flood was answered before somebody else")
	}
	for range waiting {
		flood = append(flood, <-statuses)
	}
	refused := 0
	for _, got := range flood {
		if got.status == http.StatusUnauthorized {
			continue
		}
		refused++
		if got.status != http.StatusTooManyRequests || got.header.Get("Retry-After") == "" {
			t.Errorf("one too many: %d %s", got.status, got.text)
		}
	}
	if refused == 0 {
		t.Error("40 at once were all taken")
	}
}

func TestSignInRenewsAHashOfAnOlderCost(t *testing.T) {
	h := newHouse(t)
	h.signUp("ann@example.com")
	ctx := context.Background()
	weak := password.Hash("a long password", password.Cost{Memory: 64, Passes: 1, Threads: 1})
	if _, err := h.database.Owner.Exec(ctx, `update auth.account set password_hash = $1`, weak); err != nil {
		t.Fatal(err)
	}
	// Some of them find it renewed already.
	several := make(chan answer, 4)
	for range cap(several) {
		go func() { several <- h.signIn("ann@example.com", "a long password", "192.0.2.1") }()
	}
	for range cap(several) {
		if got := <-several; got.status != http.StatusOK {
			t.Fatalf("sign-in: %d %s", got.status, got.text)
		}
	}
	var stored string
	if err := h.database.Owner.QueryRow(ctx, `select password_hash from auth.account`).Scan(&stored); err != nil {
		t.Fatal(err)
	}
	if matches, outdated, err := password.Verify("a long password", stored); !matches || outdated || err != nil {
		t.Errorf("stored hash %q: matches %v, outdated %v, %v", stored, matches, outdated, err)
	}
}

func TestSecretsAreNeitherStoredNorLogged(t *testing.T) {
	h := newHouse(t)
	session := h.signUp("ann@example.com")
	_, token := h.token(session, "data.records:read")
	h.identity(token)
	h.signIn("ann@example.com", "a wrong password", "192.0.2.1")
	var stored string
	err := h.database.Owner.QueryRow(context.Background(), `
		select concat((select string_agg(s::text, ' ') from auth.session s), (select string_agg(t::text, ' ') from auth.access_token t),
			(select string_agg(a::text, ' ') from auth.account a))`).Scan(&stored)
	if err != nil {
		t.Fatal(err)
	}
	for _, secret := range []string{session[18:], token[18:], "a long password", "a wrong password", h.operator[18:]} {
		if strings.Contains(stored, secret) {
			t.Error("a secret is stored")
		}
		if strings.Contains(h.log.String(), secret) {
			t.Error("a secret is logged")
		}
	}
	if !strings.Contains(h.log.String(), `"path":"/internal/sign-in"`) {
		t.Error("the log that was searched is empty")
	}
}
