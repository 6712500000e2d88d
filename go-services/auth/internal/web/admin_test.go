package web_test

import (
	"net/http"
	"testing"
)

func TestTheOperatorEnsuresAUserAndSetsItsFirstPasswordOnly(t *testing.T) {
	h := newHouse(t)
	operator := h.identity(h.operator)
	ensure := func(body map[string]any) answer {
		return h.call("POST", "/v1/admin/users", operator, body)
	}
	first := ensure(map[string]any{"email": "ann@example.com"})
	if first.status != http.StatusOK || first.body["created"] != true || first.body["name"] != "ann" {
		t.Fatalf("%d %s", first.status, first.text)
	}
	if got := h.signIn("ann@example.com", "", "192.0.2.1"); got.status != http.StatusUnauthorized {
		t.Errorf("signed in without a password: %d", got.status)
	}
	if again := ensure(map[string]any{"email": "ANN@example.com", "name": "Other"}); again.body["created"] != false || again.body["id"] != first.body["id"] || again.body["name"] != "ann" {
		t.Errorf("%d %s", again.status, again.text)
	}
	if short := ensure(map[string]any{"email": "ann@example.com", "password": "short"}); short.status != http.StatusUnprocessableEntity {
		t.Errorf("%d %s", short.status, short.text)
	}
	if set := ensure(map[string]any{"email": "ann@example.com", "password": "the first password"}); set.status != http.StatusOK || set.body["created"] != false {
		t.Errorf("%d %s", set.status, set.text)
	}
	if other := ensure(map[string]any{"email": "ann@example.com", "password": "another password"}); other.status != http.StatusConflict || other.errorType() != "USER_EXISTS" {
		t.Errorf("%d %s", other.status, other.text)
	}
	if same := ensure(map[string]any{"email": "ann@example.com"}); same.status != http.StatusOK {
		t.Errorf("%d %s", same.status, same.text)
	}
	if got := h.signIn("ann@example.com", "the first password", "192.0.2.1"); got.status != http.StatusOK {
		t.Errorf("sign-in: %d %s", got.status, got.text)
	}
}

func TestTheOperatorFindsUsersAndGivesThemTokens(t *testing.T) {
	h := newHouse(t)
	h.signUp("ann@example.com")
	operator := h.identity(h.operator)
	if found := h.call("GET", "/v1/admin/users?email=ANN@example.com", operator, nil); len(found.body["users"].([]any)) != 1 {
		t.Errorf("%d %s", found.status, found.text)
	}
	if none := h.call("GET", "/v1/admin/users?email=bob@example.com", operator, nil); none.text != `{"users":[]}` {
		t.Errorf("%d %s", none.status, none.text)
	}
	if unasked := h.call("GET", "/v1/admin/users", operator, nil); unasked.status != http.StatusUnprocessableEntity {
		t.Errorf("%d %s", unasked.status, unasked.text)
	}
	made := h.call("POST", "/v1/admin/tokens", operator, map[string]any{"email": "ann@example.com", "name": "ci"})
	if made.status != http.StatusOK || made.body["token"] == nil {
		t.Fatalf("%d %s", made.status, made.text)
	}
	me := h.call("GET", "/v1/me", h.identity(made.body["token"].(string)), nil)
	if me.body["email"] != "ann@example.com" || me.body["kind"] != "pat" || len(me.body["scopes"].([]any)) != 7 {
		t.Errorf("%s", me.text)
	}
	if nobody := h.call("POST", "/v1/admin/tokens", operator, map[string]any{"email": "bob@example.com", "name": "ci"}); nobody.status != http.StatusNotFound {
		t.Errorf("%d %s", nobody.status, nobody.text)
	}
}

func TestTheOperatorsEmptyChoiceIsRefusedToo(t *testing.T) {
	h := newHouse(t)
	session := h.signUp("ann@example.com")
	operator := h.identity(h.operator)
	for _, key := range []string{"scopes", "resources"} {
		for _, nothing := range []any{nil, []string{}} {
			made := h.call("POST", "/v1/admin/tokens", operator, map[string]any{"email": "ann@example.com", "name": "ci", key: nothing})
			if made.status != http.StatusUnprocessableEntity || made.errorType() != "INVALID_REQUEST_UNKNOWN" {
				t.Errorf("%s %v: %d %s", key, nothing, made.status, made.text)
			}
		}
	}
	if listed := h.call("GET", "/v1/tokens", h.identity(session), nil); listed.text != `{"tokens":[]}` {
		t.Errorf("a refused request made a token: %s", listed.text)
	}
}
