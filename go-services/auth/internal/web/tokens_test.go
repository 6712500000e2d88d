package web_test

import (
	"net/http"
	"regexp"
	"slices"
	"strings"
	"testing"
)

func TestATokenHasAirtablesShapeAndIsShownOnce(t *testing.T) {
	h := newHouse(t)
	session := h.signUp("ann@example.com")
	id, secret := h.token(session, "data.records:read")
	if !regexp.MustCompile(`^pat[0-9A-Za-z]{14}\.[0-9a-f]{64}$`).MatchString(secret) || !strings.HasPrefix(secret, id) {
		t.Errorf("token %q of id %q", secret, id)
	}
	listed := h.call("GET", "/v1/tokens", h.identity(session), nil)
	tokens := listed.body["tokens"].([]any)
	if len(tokens) != 1 {
		t.Fatalf("listed %s", listed.text)
	}
	token := tokens[0].(map[string]any)
	if _, shown := token["token"]; shown || strings.Contains(listed.text, secret[18:]) {
		t.Error("the secret is shown again")
	}
	if token["id"] != id || token["name"] != "program" || token["lastUsedTime"] != nil {
		t.Errorf("listed %s", listed.text)
	}
	h.identity(secret)
	again := h.call("GET", "/v1/tokens", h.identity(session), nil).body["tokens"].([]any)[0].(map[string]any)
	if used, _ := again["lastUsedTime"].(string); !regexp.MustCompile(`^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$`).MatchString(used) {
		t.Errorf("lastUsedTime %v", again["lastUsedTime"])
	}
}

func TestATokenRequestIsChecked(t *testing.T) {
	h := newHouse(t)
	caller := h.identity(h.signUp("ann@example.com"))
	read := []string{"data.records:read"}
	for name, want := range map[string]struct {
		body   any
		status int
		kind   string
	}{
		"no name":          {map[string]any{"scopes": read}, 422, "INVALID_REQUEST_UNKNOWN"},
		"long name":        {map[string]any{"name": strings.Repeat("é", 101), "scopes": read}, 422, "INVALID_REQUEST_UNKNOWN"},
		"no scope":         {map[string]any{"name": "n"}, 422, "INVALID_REQUEST_UNKNOWN"},
		"unknown scope":    {map[string]any{"name": "n", "scopes": []string{"root"}}, 422, "INVALID_REQUEST_UNKNOWN"},
		"foreign resource": {map[string]any{"name": "n", "scopes": read, "resources": []string{"tbl00000000000000"}}, 422, "INVALID_REQUEST_UNKNOWN"},
		"no resource":      {map[string]any{"name": "n", "scopes": read, "resources": []string{}}, 422, "INVALID_REQUEST_UNKNOWN"},
		"null resources":   {map[string]any{"name": "n", "scopes": read, "resources": nil}, 422, "INVALID_REQUEST_UNKNOWN"},
		"resource null":    {`{"name":"n","scopes":["data.records:read"],"resources":[null]}`, 422, "INVALID_REQUEST_UNKNOWN"},
		"resource text":    {map[string]any{"name": "n", "scopes": read, "resources": "*"}, 422, "INVALID_REQUEST_UNKNOWN"},
		"empty scopes":     {map[string]any{"name": "n", "scopes": []string{}}, 422, "INVALID_REQUEST_UNKNOWN"},
		"null scopes":      {map[string]any{"name": "n", "scopes": nil}, 422, "INVALID_REQUEST_UNKNOWN"},
		"star among ids":   {map[string]any{"name": "n", "scopes": read, "resources": []string{"*", "app00000000000000"}}, 422, "INVALID_REQUEST_UNKNOWN"},
		"too many":         {map[string]any{"name": "n", "scopes": read, "resources": manyBases(101)}, 422, "INVALID_REQUEST_UNKNOWN"},
		"unknown key":      {map[string]any{"name": "n", "scopes": read, "owner": "x"}, 422, "INVALID_REQUEST_UNKNOWN"},
		"wrong type":       {map[string]any{"name": 1, "scopes": read}, 422, "INVALID_REQUEST_UNKNOWN"},
		"no JSON":          {"{", 422, "INVALID_REQUEST_BODY"},
		"two values":       {`{"name":"n"} {}`, 422, "INVALID_REQUEST_BODY"},
		"huge":             {`{"name":"` + strings.Repeat("x", 20_000) + `"}`, 413, "REQUEST_TOO_LARGE"},
	} {
		if got := h.call("POST", "/v1/tokens", caller, want.body); got.status != want.status || got.errorType() != want.kind {
			t.Errorf("%s: %d %s", name, got.status, got.text)
		}
	}
	if listed := h.call("GET", "/v1/tokens", caller, nil); listed.text != `{"tokens":[]}` {
		t.Errorf("a refused request made a token: %s", listed.text)
	}
	made := h.call("POST", "/v1/tokens", caller, map[string]any{"name": " n ", "scopes": read, "resources": []string{"wsp00000000000000", "app00000000000000", "app00000000000000"}})
	if made.status != http.StatusCreated || made.body["name"] != "n" || !slices.Equal(made.body["resources"].([]any), []any{"app00000000000000", "wsp00000000000000"}) {
		t.Errorf("%d %s", made.status, made.text)
	}
}

func manyBases(count int) []string {
	ids := make([]string, count)
	for i := range ids {
		ids[i] = "app000000000000" + string(rune('A'+i/26)) + string(rune('a'+i%26))
	}
	return ids
}
