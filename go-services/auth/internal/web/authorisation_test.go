package web_test

import (
	"net/http"
	"strings"
	"testing"
)

// Every route of auth that is public through the gateway, and who may use it.
func TestEachPublicRouteIsOpenToItsKindsOfCallerOnly(t *testing.T) {
	h := newHouse(t)
	session := h.signUp("ann@example.com")
	bob := h.signUp("bob@example.com")
	ownID, own := h.token(session, "data.records:read")
	otherID, _ := h.token(session, "data.records:read")
	bobsID, _ := h.token(bob, "data.records:read")
	callers := []string{"anonymous", "session", "token", "operator", "forged"}
	identities := []string{"", h.identity(session), h.identity(own), h.identity(h.operator), forged(h.identity(h.operator))}
	samePassword := map[string]any{"password": "a long password", "newPassword": "a long password"}
	newToken := map[string]any{"name": "n", "scopes": []string{"data.records:read"}}
	newUser := map[string]any{"email": "new@example.com"}
	theirToken := map[string]any{"email": "ann@example.com", "name": "n"}
	for _, route := range []struct {
		method, path string
		body         any
		want         [5]int
	}{
		{"GET", "/v1/me", nil, [5]int{401, 200, 200, 200, 401}},
		{"PATCH", "/v1/me", map[string]any{"name": "Ann"}, [5]int{401, 200, 403, 403, 401}},
		{"POST", "/v1/me/password", samePassword, [5]int{401, 204, 403, 403, 401}},
		{"GET", "/v1/tokens", nil, [5]int{401, 200, 403, 403, 401}},
		{"POST", "/v1/tokens", newToken, [5]int{401, 201, 403, 403, 401}},
		{"DELETE", "/v1/tokens/" + bobsID, nil, [5]int{401, 404, 403, 403, 401}},
		{"DELETE", "/v1/tokens/" + otherID, nil, [5]int{401, 204, 403, 403, 401}},
		{"DELETE", "/v1/tokens/" + ownID, nil, [5]int{401, 204, 404, 403, 401}},
		{"DELETE", "/v1/tokens/x", nil, [5]int{401, 404, 403, 403, 401}},
		{"GET", "/v1/admin/users?email=ann@example.com", nil, [5]int{401, 403, 403, 200, 401}},
		{"POST", "/v1/admin/users", newUser, [5]int{401, 403, 403, 200, 401}},
		{"POST", "/v1/admin/tokens", theirToken, [5]int{401, 403, 403, 200, 401}},
		{"GET", "/v1/nowhere", nil, [5]int{404, 404, 404, 404, 404}},
	} {
		for i, caller := range callers {
			if got := h.call(route.method, route.path, identities[i], route.body); got.status != route.want[i] {
				t.Errorf("%s %s as %s: %d %s, want %d", route.method, route.path, caller, got.status, got.text, route.want[i])
			}
		}
	}
}

// forged changes the payload of a signed token and keeps its signature.
func forged(token string) string {
	parts := strings.Split(token, ".")
	middle := []byte(parts[1])
	middle[len(middle)/2] ^= 1
	return parts[0] + "." + string(middle) + "." + parts[2]
}

func TestAProgramCanGiveUpItsOwnToken(t *testing.T) {
	h := newHouse(t)
	id, secret := h.token(h.signUp("ann@example.com"), "data.records:read")
	if got := h.call("DELETE", "/v1/tokens/"+id, h.identity(secret), nil); got.status != http.StatusNoContent {
		t.Fatalf("%d %s", got.status, got.text)
	}
	if h.identity(secret) != "" {
		t.Error("the token is still valid")
	}
}

func TestMeShowsTheAddressOnlyToThoseWhoMaySeeIt(t *testing.T) {
	h := newHouse(t)
	session := h.signUp("ann@example.com")
	_, blind := h.token(session, "data.records:read")
	_, seeing := h.token(session, "user.email:read")
	for name, want := range map[string]struct {
		secret string
		email  any
	}{"session": {session, "ann@example.com"}, "with scope": {seeing, "ann@example.com"}, "without scope": {blind, nil}} {
		if got := h.call("GET", "/v1/me", h.identity(want.secret), nil); got.body["email"] != want.email {
			t.Errorf("%s: %s", name, got.text)
		}
	}
}
