package services

import (
	"net/url"
	"os"
	"strings"
	"testing"
	"time"
)

func defaults(_, fallback string) *url.URL {
	address, _ := url.Parse(fallback)
	return address
}

func TestTheWorkspacesOwnFileIsRead(t *testing.T) {
	text, err := os.ReadFile("../../../../services.yaml")
	if err != nil {
		t.Fatal(err)
	}
	all, err := Parse(text, defaults)
	if err != nil {
		t.Fatal(err)
	}
	found := map[string]Route{}
	for _, service := range all {
		if service.Name == Self {
			t.Error("the gateway is its own upstream")
		}
		for _, route := range service.Routes {
			found[route.Prefix] = route
		}
	}
	if route := found["/v0"]; !route.CORS || route.Credential != Optional || route.Timeout != 30*time.Second || route.BodyBytes != 8<<20 {
		t.Errorf("/v0 is %+v", route)
	}
	if route := found["/"]; !route.KeepCookies || route.BodyBytes != DefaultBodyBytes {
		t.Errorf("/ is %+v", route)
	}
	if route := found["/v1/bases/*/realtime"]; route.Timeout != 0 {
		t.Errorf("real time is %+v", route)
	}
	for _, long := range []string{"/v1/bases/*/copies", "/v1/bases/*/restore"} {
		if route := found[long]; route.Credential != Required || route.Timeout != 5*time.Minute {
			t.Errorf("%s is %+v", long, route)
		}
	}
}

func TestAddressesComeFromTheEnvironmentElseFromThePort(t *testing.T) {
	text := "services: [{name: mcp-server, port: 8105, health: /healthz}]"
	all, err := Parse([]byte(text), func(key, fallback string) *url.URL {
		if key != "MCP_SERVER_URL" || fallback != "http://127.0.0.1:8105" {
			t.Errorf("asked for %s, else %s", key, fallback)
		}
		return &url.URL{Scheme: "http", Host: "elsewhere:1"}
	})
	if err != nil || len(all) != 1 || all[0].URL.Host != "elsewhere:1" {
		t.Errorf("%+v, %v", all, err)
	}
}

func TestARouteThatCouldOpenSomethingByMistakeIsRefused(t *testing.T) {
	for text, reason := range map[string]string{
		"{prefix: /x}":                                          "needs a credential policy",
		"{prefix: /x, credential: requird}":                     "needs a credential policy",
		"{prefix: x, credential: none}":                         "must begin with a slash",
		"{prefix: /x, credential: none, cookies: all}":          "cookies: keep",
		"{prefix: /x, credential: none, timeout_ms: -1}":        "negative",
		"{prefix: /x, credential: none, body_bytes: -1}":        "negative",
		"{prefix: /x, credential: none, body_bytes: plenty}":    "services file",
		"{prefix: /x, credential: none}], name: b, routes: [{}": "services file",
	} {
		_, err := Parse([]byte("services: [{name: a, port: 8101, health: /h, routes: ["+text+"]}]"), defaults)
		if err == nil || !strings.Contains(err.Error(), reason) {
			t.Errorf("%s: err = %v, want %q", text, err, reason)
		}
	}
	for _, text := range []string{"services: [{name: a, port: 80, health: /h}]", "services: [{port: 8101, health: /h}]", "services: [{name: a, port: 8101}]"} {
		if _, err := Parse([]byte(text), defaults); err == nil {
			t.Errorf("%s is accepted", text)
		}
	}
}
