package routes

import (
	"testing"

	"pyairtable.dev/go-services/gateway/internal/services"
)

func tableOf(t testing.TB, prefixes ...string) *Table {
	t.Helper()
	service := services.Service{Name: "s"}
	for _, prefix := range prefixes {
		service.Routes = append(service.Routes, services.Route{Prefix: prefix})
	}
	table, err := New([]services.Service{service})
	if err != nil {
		t.Fatal(err)
	}
	return table
}

func TestTheLongestPrefixOfWholeSegmentsWins(t *testing.T) {
	table := tableOf(t, "/", "/v0", "/v1", "/v1/tokens", "/v1/bases/*/realtime", "/v1/bases/special", "/v1/*/own", "/mcp")
	for path, want := range map[string]string{
		"/":                          "/",
		"/v":                         "/",
		"/v00":                       "/",
		"/v0":                        "/v0",
		"/v0/":                       "/v0",
		"/v0/app/Q3%20%2F%20Budget":  "/v0",
		"/v1":                        "/v1",
		"/v1/tokens":                 "/v1/tokens",
		"/v1/tokens/":                "/v1/tokens",
		"/v1/tokens/pat":             "/v1/tokens",
		"/v1/tokensx":                "/v1",
		"/v1/bases":                  "/v1",
		"/v1/bases/app1":             "/v1",
		"/v1/bases/app1/realtime":    "/v1/bases/*/realtime",
		"/v1/bases/app1/realtime/x":  "/v1/bases/*/realtime",
		"/v1/bases/app1/realtimes":   "/v1",
		"/v1/bases/app1/x/realtime":  "/v1",
		"/v1/bases//realtime":        "/v1",
		"/v1/bases/special":          "/v1/bases/special",
		"/v1/bases/special/realtime": "/v1/bases/*/realtime",
		"/v1/bases/own":              "/v1/*/own",
		"/v1/bases/app1%2Frealtime":  "/v1",
		"//v1/tokens":                "/",
		"/%76%31/tokens":             "/",
		"/mcp/":                      "/mcp",
		"/internal/exchange":         "/",
		"/.well-known/jwks.json":     "/",
	} {
		if target := table.Match(path); target == nil || target.Pattern != want {
			t.Errorf("%s goes to %+v, want %s", path, target, want)
		}
	}
}

func TestWithoutARouteNothingMatches(t *testing.T) {
	table := tableOf(t, "/v0")
	for _, path := range []string{"", "*", "v0", "/", "/v1", "/V0"} {
		if target := table.Match(path); target != nil {
			t.Errorf("%q goes to %s", path, target.Pattern)
		}
	}
}

func TestTwoServicesCannotOwnOnePrefix(t *testing.T) {
	_, err := New([]services.Service{
		{Name: "a", Routes: []services.Route{{Prefix: "/v1/x"}}},
		{Name: "b", Routes: []services.Route{{Prefix: "/v1/x/"}}},
	})
	if err == nil {
		t.Error("accepted")
	}
}

func BenchmarkMatch(b *testing.B) {
	table := tableOf(b, "/", "/v0", "/v1", "/v1/tokens", "/v1/bases/*/realtime")
	b.ReportAllocs()
	for b.Loop() {
		table.Match("/v1/bases/app00000000000000/tables/tbl00000000000000/rows")
	}
}
