package proxy_test

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"pyairtable.dev/go-services/kit/credential"
)

// raw sends bytes as they are and answers with the parsed response.
func (h *house) raw(text string) *http.Response {
	h.t.Helper()
	connection, err := net.Dial("tcp", h.host)
	if err != nil {
		h.t.Fatal(err)
	}
	h.t.Cleanup(func() { _ = connection.Close() })
	if _, err := io.WriteString(connection, text); err != nil {
		h.t.Fatal(err)
	}
	response, err := http.ReadResponse(bufio.NewReader(connection), nil)
	if err != nil {
		h.t.Fatal(err)
	}
	return response
}

func TestPathAndQueryArriveToTheByte(t *testing.T) {
	h := newHouse(t)
	for _, target := range []string{
		"/v0/app1/Q3%20%2F%20Budget", "/v0/app1/Tasks/?", "/v0/app1/Tasks/rec1?", "/v0/a//b/", "/v0/%E2%82%AC",
		"/v0/x?fields%5B%5D=A&fields[]=B&sort[0][field]=N+a%20me", "/v0/x?a;b=c&bad=%zz&&=", "/v0/x?q=%2F%3f", "/v0/a.b/c..d/...",
		"/v0/appAAAAAAAAAAAAAA/%2E%2E/recAAAAAAAAAAAAAA", "/v0/appAAAAAAAAAAAAAA/%2e",
		"/v0/x?" + strings.Repeat("long=value&", 5_900),
	} {
		for _, form := range []string{target, "http://elsewhere.example" + target} {
			response := h.raw("GET " + form + " HTTP/1.1\r\nHost: any.example\r\nConnection: close\r\n\r\n")
			request, _, _ := h.arrived()
			if response.StatusCode != http.StatusOK || request.RequestURI != target {
				t.Errorf("%.80s: %d, arrived as %.80s", form, response.StatusCode, request.RequestURI)
			}
		}
	}
}

func TestAmbiguousPathsAndForeignMethodsGoNowhere(t *testing.T) {
	h := newHouse(t)
	for _, line := range []string{
		"GET /v0/../v1/admin/users", "GET /v0/%2e%2E/v1/x", "GET /v0/.%2e/x", "GET /./v1/x", "GET /v0/..", "OPTIONS *", "TRACE /v0/x", "CONNECT elsewhere.example:443",
		"XYZ /v0/appAAAAAAAAAAAAAA/x", "patch /v0/x", "PROPFIND /v1/x", "Get /page", "PRI *", "GET /appAAAAAAAAAAAAAA/%2E%2E", "GET /v0/app1/%2e%2e",
		"GET /v0/appAAAAAAAAAAAAAA/.%2e", "GET /v0/appAAAAAAAAAAAAAA/x/%2e%2e", "GET /v0/%2e%2e/%2e", "GET /v1/appAAAAAAAAAAAAAA/%2e",
	} {
		response := h.raw(line + " HTTP/1.1\r\nHost: any.example\r\nConnection: close\r\n\r\n")
		body, _ := io.ReadAll(response.Body)
		if response.StatusCode != http.StatusNotFound || string(body) != `{"error":"NOT_FOUND"}` {
			t.Errorf("%s: %d %s", line, response.StatusCode, body)
		}
	}
	if h.count() != 0 {
		t.Error("a service was reached")
	}
}

func TestTheServiceHearsOurWordOnlyOfWhoAsks(t *testing.T) {
	h := newHouse(t)
	got := h.call("POST", "/open/x", "body", "X-Forwarded-For", "6.6.6.6", "X-Forwarded-Proto", "https", "X-Forwarded-Host", "evil",
		"X-Forwarded-User", "root", "X-Real-IP", "6.6.6.6", "Forwarded", "for=6.6.6.6", "X-Request-Id", "not an id!", "Traceparent", "nonsense",
		"Tracestate", "x=y", "Cookie", "a=b", "Connection", "X-Custom", "X-Custom", "hop", "User-Agent", "probe", "X-Api-Version", "0.1.0")
	request, body, service := h.arrived()
	if service != "api" || body != "body" || request.Method != "POST" || request.Host != h.host {
		t.Fatalf("%s %s got %q for %s", request.Method, service, body, request.Host)
	}
	id := request.Header.Get("X-Request-Id")
	for name, want := range map[string]string{
		"X-Forwarded-For": "127.0.0.1", "X-Real-Ip": "127.0.0.1", "X-Forwarded-Proto": "http", "X-Forwarded-Host": h.host, "X-Forwarded-User": "",
		"Forwarded": "", "Cookie": "", "X-Custom": "", "Tracestate": "", "User-Agent": "probe", "X-Api-Version": "0.1.0", "X-Request-Id": got.header.Get("X-Request-Id"),
	} {
		if value := strings.Join(request.Header.Values(name), "|"); value != want {
			t.Errorf("%s is %q, want %q", name, value, want)
		}
	}
	if len(id) != 32 || len(request.Header.Get("Traceparent")) != 55 {
		t.Errorf("request id %q, trace %q", id, request.Header.Get("Traceparent"))
	}
	kept := h.call("GET", "/open/x", "", "X-Request-Id", "abc_DEF-1", "Traceparent", "00-0123456789abcdef0123456789abcdef-0123456789abcdef-01")
	request, _, _ = h.arrived()
	if kept.header.Get("X-Request-Id") != "abc_DEF-1" || request.Header.Get("X-Request-Id") != "abc_DEF-1" ||
		request.Header.Get("Traceparent") != "00-0123456789abcdef0123456789abcdef-0123456789abcdef-01" {
		t.Errorf("ids of the right shape are not kept: %v", request.Header)
	}
}

func TestAnswersCarryTheGatewaysHeadersOnce(t *testing.T) {
	h := newHouse(t)
	h.answer(func(w http.ResponseWriter, _ *http.Request) {
		for name, value := range map[string]string{"X-Content-Type-Options": "x", "X-Frame-Options": "ALLOWALL", "Access-Control-Allow-Origin": "https://evil.example",
			"Access-Control-Allow-Credentials": "true", "X-Powered-By": "Express", "X-Request-Id": "upstream", "Content-Security-Policy": "default-src 'self'"} {
			w.Header().Set(name, value)
		}
		w.WriteHeader(http.StatusTeapot)
	})
	cors := map[string]string{
		"Access-Control-Allow-Origin":  "*",
		"Access-Control-Allow-Methods": "DELETE,GET,OPTIONS,PATCH,POST,PUT",
		"Access-Control-Allow-Headers": "authorization,content-length,content-type,idempotency-key,user-agent,x-airtable-application-id,x-airtable-user-agent,x-api-version,x-requested-with",
	}
	none := map[string]string{"Access-Control-Allow-Origin": "", "Access-Control-Allow-Methods": "", "Access-Control-Allow-Headers": ""}
	for _, test := range []struct {
		method, path string
		status       int
		cors         map[string]string
	}{
		{"GET", "/v0/x", 418, cors}, {"OPTIONS", "/v0/x", 200, cors}, {"GET", "/page", 418, none},
		{"GET", "/v1/x", 401, none}, {"OPTIONS", "/v1/x", 401, none}, {"GET", "/healthz", 200, none}, {"GET", "/readyz", 200, none},
	} {
		got := h.call(test.method, test.path, "", "Origin", "https://other.example")
		if got.status != test.status {
			t.Errorf("%s %s: %d, want %d", test.method, test.path, got.status, test.status)
		}
		want := map[string]string{"X-Content-Type-Options": "nosniff", "X-Frame-Options": "DENY", "Referrer-Policy": "strict-origin-when-cross-origin",
			"Access-Control-Allow-Credentials": "", "X-Powered-By": "", "Strict-Transport-Security": ""}
		for name, value := range test.cors {
			want[name] = value
		}
		for name, value := range want {
			if found := strings.Join(got.header.Values(name), "|"); found != value {
				t.Errorf("%s %s: %s is %q, want %q", test.method, test.path, name, found, value)
			}
		}
		if id := got.header.Values("X-Request-Id"); len(id) != 1 || id[0] == "upstream" {
			t.Errorf("%s %s: X-Request-Id is %v", test.method, test.path, id)
		}
	}
	if got := h.call("GET", "/page", ""); got.header.Get("Content-Security-Policy") == "" {
		t.Error("the page's own policy is lost")
	}
}

func TestALargeBodyIsRefusedWhetherAnnouncedOrNot(t *testing.T) {
	h := newHouse(t)
	h.answer(func(http.ResponseWriter, *http.Request) {})
	for size, status := range map[int]int{1000: 200, 1001: 413, 500_000: 413} {
		body := strings.Repeat("x", size)
		if got := h.call("POST", "/v0/x", body); got.status != status {
			t.Errorf("%d bytes announced: %d %s", size, got.status, got.body)
		}
		request, _ := http.NewRequest("POST", h.url+"/v0/x", io.MultiReader(strings.NewReader(body)))
		request.ContentLength = -1
		response, err := http.DefaultClient.Do(request)
		if err != nil {
			t.Fatal(err)
		}
		text, _ := io.ReadAll(response.Body)
		_ = response.Body.Close()
		if response.StatusCode != status || (status == 413) != strings.Contains(string(text), "REQUEST_TOO_LARGE") {
			t.Errorf("%d bytes in chunks: %d %s", size, response.StatusCode, text)
		}
	}
}

// A client that sends all of its body before it reads must not find the connection reset in place of the answer.
func TestARefusalIsReadEvenByAClientThatSendsItsWholeBodyFirst(t *testing.T) {
	h := newHouse(t)
	body := strings.Repeat("x", 12<<20)
	chunked := fmt.Sprintf("Transfer-Encoding: chunked\r\n\r\n%x\r\n%s\r\n0\r\n\r\n", len(body), body)
	announced := fmt.Sprintf("Content-Length: %d\r\n\r\n%s", len(body), body)
	for _, test := range []struct {
		path, rest string
		status     int
	}{{"/v0/x", announced, 413}, {"/v0/x", chunked, 413}, {"/v1/x", announced, 401}, {"/v1/x", chunked, 401}} {
		if got := h.raw("POST " + test.path + " HTTP/1.1\r\nHost: any.example\r\n" + test.rest); got.StatusCode != test.status {
			t.Errorf("%s %.20s: %d, want %d", test.path, test.rest, got.StatusCode, test.status)
		}
	}
}

func TestASlowServiceIsGivenUpAndABrokenOneNamed(t *testing.T) {
	h := newHouse(t)
	_, secret := h.credential(credential.Token)
	release := make(chan struct{})
	t.Cleanup(func() { close(release) })
	h.answer(func(w http.ResponseWriter, r *http.Request) {
		select {
		case <-release:
		case <-r.Context().Done():
		}
	})
	if got := h.call("GET", "/v1/slow", "", "Authorization", bearer(secret)); got.status != http.StatusGatewayTimeout || !strings.Contains(got.body, `"GATEWAY_TIMEOUT"`) {
		t.Errorf("slow: %d %s", got.status, got.body)
	}
	h.answer(func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) })
	if got := h.call("POST", "/v1/x", "{}", "Authorization", bearer(secret)); got.status != http.StatusBadGateway || !strings.Contains(got.body, `"BAD_GATEWAY"`) {
		t.Errorf("broken: %d %s", got.status, got.body)
	}
	if before := h.count(); h.call("POST", "/v1/x", "{}", "Authorization", bearer(secret)).status != http.StatusBadGateway || h.count() != before+1 {
		t.Error("a request that changes something was made twice")
	}
}

func TestRepeatableRequestsOutlastARestartAndOthersAreToldToRetry(t *testing.T) {
	// A port that nobody listens on until the service is back.
	reserved, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	address := reserved.Addr().String()
	_ = reserved.Close()
	h := emptyHouse(t)
	h.start(func(string, string) *url.URL { return &url.URL{Scheme: "http", Host: address} })
	if got := h.call("POST", "/open", "{}"); got.status != http.StatusServiceUnavailable || !strings.Contains(got.body, `"RETRIABLE_ERROR"`) {
		t.Errorf("POST while down: %d %s", got.status, got.body)
	}
	statuses := make(chan int, 1)
	go func() { statuses <- h.call("GET", "/open", "").status }()
	time.Sleep(200 * time.Millisecond) // The outage itself: the request must wait through it.
	back, err := net.Listen("tcp", address)
	if err != nil {
		t.Fatal(err)
	}
	server := &http.Server{Handler: http.HandlerFunc(func(http.ResponseWriter, *http.Request) {})}
	go func() { _ = server.Serve(back) }()
	t.Cleanup(func() { _ = server.Close() })
	if status := <-statuses; status != http.StatusOK {
		t.Errorf("GET through the restart: %d", status)
	}
}

func TestWithoutAuthNobodyIsTakenForAnonymous(t *testing.T) {
	h := emptyHouse(t)
	upstream := newHouse(t)
	web, _ := url.Parse(upstream.url)
	h.start(func(key, _ string) *url.URL {
		if key == "AUTH_URL" {
			return &url.URL{Scheme: "http", Host: "127.0.0.1:1"}
		}
		return web
	})
	_, secret := credential.New(credential.Token)
	if got := h.call("GET", "/v0/x", "", "Authorization", bearer(secret)); got.status != http.StatusServiceUnavailable || !strings.Contains(got.body, `"RETRIABLE_ERROR"`) {
		t.Errorf("%d %s", got.status, got.body)
	}
}

func TestHealthIsThatOfEveryService(t *testing.T) {
	h := newHouse(t)
	read := func() (int, map[string]any) {
		got := h.call("GET", "/healthz", "")
		var body struct{ Checks map[string]any }
		if err := json.Unmarshal([]byte(got.body), &body); err != nil {
			t.Fatal(err)
		}
		return got.status, body.Checks
	}
	if status, checks := read(); status != http.StatusOK || len(checks) != 4 || checks["mcp-server"] != "ok" {
		t.Errorf("%d %v", status, checks)
	}
	down := emptyHouse(t)
	up, _ := url.Parse(h.url)
	down.start(func(key, _ string) *url.URL {
		if key == "WEB_URL" {
			return &url.URL{Scheme: "http", Host: "127.0.0.1:1"}
		}
		return up
	})
	got := down.call("GET", "/healthz", "")
	if got.status != http.StatusServiceUnavailable || !strings.Contains(got.body, `"web":"failing"`) || !strings.Contains(got.body, `"api":"ok"`) {
		t.Errorf("%d %s", got.status, got.body)
	}
	if ready := down.call("GET", "/readyz", ""); ready.status != http.StatusOK {
		t.Errorf("readyz: %d", ready.status)
	}
}

func TestTheLogNamesTheRequestAndNoSecret(t *testing.T) {
	h := newHouse(t)
	_, secret := h.credential(credential.Token)
	_, session := h.credential(credential.Session)
	var lines []string
	for at, call := range []func(){
		func() {
			h.call("GET", "/v1/bases/app00000000000000/x?q=cellvalue", "bodytext", "Authorization", bearer(secret), "X-Request-Id", "req1")
		},
		func() { h.call("GET", "/v1/x", "", "Cookie", cookie(session)) },
		func() { h.call("GET", "/v1/x", "") },
	} {
		call()
		lines = h.log.Lines(t, at+1)
	}
	for _, hidden := range []string{secret[18:], session[18:], "cellvalue", "bodytext", "identity-of-"} {
		if strings.Contains(h.log.String(), hidden) {
			t.Errorf("the log shows %q", hidden)
		}
	}
	var first, last map[string]any
	if json.Unmarshal([]byte(lines[0]), &first) != nil || json.Unmarshal([]byte(lines[2]), &last) != nil {
		t.Fatalf("log:\n%s", h.log)
	}
	for key, want := range map[string]any{"level": "info", "msg": "request", "service": "gateway", "request_id": "req1", "user_id": "usr00000000000000",
		"base_id": "app00000000000000", "status": 200.0, "path": "/v1/bases/app00000000000000/x", "upstream": "api"} {
		if first[key] != want {
			t.Errorf("%s is %v, want %v", key, first[key], want)
		}
	}
	if took, _ := first["duration_ms"].(float64); took <= 0 || len(first["trace_id"].(string)) != 32 {
		t.Errorf("line %s", lines[0])
	}
	if last["code"] != "AUTHENTICATION_REQUIRED" || last["status"] != 401.0 {
		t.Errorf("line %s", lines[2])
	}
}
