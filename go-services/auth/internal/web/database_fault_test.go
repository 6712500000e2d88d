package web_test

import (
	"context"
	"net/http"
	"strings"
	"testing"
)

func TestADatabaseThatIsFullOrBusyIsSaidSo(t *testing.T) {
	h := newHouse(t)
	caller := h.identity(h.signUp("ann@example.com"))
	run := func(statement string) {
		t.Helper()
		if _, err := h.database.Owner.Exec(context.Background(), statement); err != nil {
			t.Fatal(err)
		}
	}
	body := map[string]any{"name": "n", "scopes": []string{"data.records:read"}}
	kinds := map[string]string{"53100": "STORAGE_FULL"}
	for _, code := range []string{"53300", "57P03", "57014", "55P03", "40001", "40P01"} {
		kinds[code] = "RETRIABLE_ERROR"
	}
	for code, kind := range kinds {
		run(`
			create or replace function auth.fail() returns trigger language plpgsql as $$ begin raise exception using errcode = '` + code + `'; end $$;
			create or replace trigger fail before insert on auth.access_token for each row execute function auth.fail()`)
		if got := h.call("POST", "/v1/tokens", caller, body); got.status != http.StatusServiceUnavailable || got.errorType() != kind {
			t.Errorf("%s: %d %s", code, got.status, got.text)
		}
	}
	run(`
		create or replace function auth.fail() returns trigger language plpgsql security definer as $$ begin perform pg_terminate_backend(pg_backend_pid()); return new; end $$`)
	if cut := h.call("POST", "/v1/tokens", caller, body); cut.status != http.StatusServiceUnavailable || !strings.Contains(cut.text, "may have been carried out") {
		t.Errorf("a connection that was cut while a token was made: %d %s", cut.status, cut.text)
	}
	run(`drop function auth.fail() cascade`)
	if made := h.call("POST", "/v1/tokens", caller, body); made.status != http.StatusCreated {
		t.Errorf("%d %s", made.status, made.text)
	}
}
