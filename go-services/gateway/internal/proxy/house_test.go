package proxy_test

import (
	"cmp"
	"context"
	"encoding/json"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"pyairtable.dev/go-services/gateway/internal/exchange"
	"pyairtable.dev/go-services/gateway/internal/proxy"
	"pyairtable.dev/go-services/gateway/internal/routes"
	"pyairtable.dev/go-services/gateway/internal/services"
	"pyairtable.dev/go-services/gateway/internal/socket"
	"pyairtable.dev/go-services/gateway/internal/streams"
	"pyairtable.dev/go-services/kit/credential"
	"pyairtable.dev/go-services/kit/logging"
	"pyairtable.dev/go-services/kit/logging/logtest"
	"pyairtable.dev/go-services/kit/server"
)

const servicesFile = `
services:
  - name: auth
    port: 8101
    health: /healthz
    routes: [{ prefix: /v1/me, credential: required }]
  - name: api
    port: 8101
    health: /healthz
    routes:
      - { prefix: /v0, credential: optional, cors: true, body_bytes: 1000 }
      - { prefix: /v1, credential: required }
      - { prefix: /v1/slow, credential: required, timeout_ms: 100 }
      - { prefix: /v1/bases/*/realtime, credential: required, timeout_ms: 0 }
      - { prefix: /open, credential: none }
  - name: mcp-server
    port: 8101
    health: /healthz
    routes: [{ prefix: /mcp, credential: forward, timeout_ms: 0 }]
  - name: web
    port: 8101
    health: /api/health
    routes: [{ prefix: /, credential: optional, cookies: keep }]
`

// unread is a path that the api refuses before it reads a body.
const unread = "/v0/unread"

// house is the gateway on a real socket between real upstreams; auth keeps its promises from a table.
type house struct {
	t       testing.TB
	url     string
	host    string
	log     *logtest.Buffer
	streams *streams.Registry

	mu      sync.Mutex
	valid   map[string]bool
	handler http.HandlerFunc
	last    *http.Request
	body    string
	served  string
	seen    int
}

type options struct {
	publicURL   string
	arrival     time.Duration
	sendTimeout time.Duration
}

// emptyHouse has no upstreams yet: start says where they are.
func emptyHouse(t testing.TB) *house {
	return &house{t: t, valid: map[string]bool{}, log: &logtest.Buffer{}, streams: streams.NewRegistry()}
}

func newHouse(t testing.TB, given ...options) *house {
	t.Helper()
	h := emptyHouse(t)
	upstreams := map[string]string{"AUTH_URL": "auth", "API_URL": "api", "MCP_SERVER_URL": "mcp-server", "WEB_URL": "web"}
	addresses := map[string]*url.URL{}
	for key, name := range upstreams {
		listener := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { h.upstream(name, w, r) }))
		t.Cleanup(listener.Close)
		addresses[key], _ = url.Parse(listener.URL)
	}
	h.start(func(key, _ string) *url.URL { return addresses[key] }, given...)
	return h
}

func (h *house) start(address services.Address, given ...options) {
	h.t.Helper()
	all, err := services.Parse([]byte(servicesFile), address)
	if err != nil {
		h.t.Fatal(err)
	}
	table, err := routes.New(all)
	if err != nil {
		h.t.Fatal(err)
	}
	var public *url.URL
	var arrival time.Duration
	sendTimeout := server.SendTimeout
	for _, option := range given {
		if option.publicURL != "" {
			public, _ = url.Parse(option.publicURL)
		}
		arrival = option.arrival
		sendTimeout = cmp.Or(option.sendTimeout, sendTimeout)
	}
	log := logging.New(h.log, "gateway", slog.LevelInfo)
	transport := proxy.NewTransport()
	authURL := address("AUTH_URL", "")
	ctx, cancel := context.WithCancel(context.Background())
	h.t.Cleanup(cancel)
	go streams.NewWatcher(h.streams, authURL, transport, log).Watch(ctx)
	handler := proxy.New(proxy.Options{
		Routes: table, Exchange: exchange.New(authURL, transport, time.Now), Streams: h.streams, Transport: transport,
		Log: log, Healthz: proxy.NewHealth(all, transport.Base, log), PublicURL: public, Arrival: arrival,
	})
	listener := httptest.NewUnstartedServer(nil)
	listener.Config = server.New(server.Options{Handler: handler, Log: log, MaxHeaderBytes: proxy.MaxHeaderBytes})
	listener.Listener = server.Guard(socket.Listener{Listener: listener.Listener}, sendTimeout)
	listener.Start()
	// Before the upstreams close, so that no stream of a failed test holds them.
	h.t.Cleanup(func() {
		h.streams.CloseAll(streams.Restart)
		listener.CloseClientConnections()
		listener.Close()
	})
	h.url = listener.URL
	h.host = strings.TrimPrefix(listener.URL, "http://")
}

func (h *house) upstream(name string, w http.ResponseWriter, r *http.Request) {
	if r.URL.Path == unread {
		w.WriteHeader(http.StatusUnauthorized)
		_, _ = io.WriteString(w, `{"early":true}`)
		return
	}
	body, _ := io.ReadAll(r.Body)
	if name == "auth" && strings.HasPrefix(r.URL.Path, "/internal/") {
		h.answerAsAuth(w, r.URL.Path, body)
		return
	}
	if strings.HasSuffix(r.URL.Path, "health") || strings.HasSuffix(r.URL.Path, "healthz") {
		return
	}
	h.mu.Lock()
	h.last, h.body, h.served = r, string(body), name
	h.seen++
	handler := h.handler
	h.mu.Unlock()
	if handler != nil {
		handler(w, r)
		return
	}
	w.Header().Set("Content-Type", "application/json")
	_, _ = io.WriteString(w, `{"service":"`+name+`"}`)
}

func (h *house) answerAsAuth(w http.ResponseWriter, path string, body []byte) {
	var asked struct {
		Credential string   `json:"credential"`
		CIDs       []string `json:"cids"`
	}
	_ = json.Unmarshal(body, &asked)
	h.mu.Lock()
	defer h.mu.Unlock()
	if path == "/internal/check" {
		revoked := []string{}
		for _, cid := range asked.CIDs {
			if !h.valid[cid] {
				revoked = append(revoked, cid)
			}
		}
		_ = json.NewEncoder(w).Encode(map[string]any{"revoked": revoked})
		return
	}
	cid := asked.Credential[:17]
	if !h.valid[cid] {
		w.WriteHeader(http.StatusUnauthorized)
		return
	}
	_ = json.NewEncoder(w).Encode(map[string]string{"token": "identity-of-" + cid, "userId": "usr00000000000000", "cid": cid})
}

// credential mints one that auth knows.
func (h *house) credential(kind credential.Kind) (id, secret string) {
	id, secret = credential.New(kind)
	h.mu.Lock()
	defer h.mu.Unlock()
	h.valid[id] = true
	return id, secret
}

func (h *house) revoke(id string) {
	h.mu.Lock()
	defer h.mu.Unlock()
	delete(h.valid, id)
}

func (h *house) answer(handler http.HandlerFunc) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.handler = handler
}

// arrived is the last request that a service got, and the service.
func (h *house) arrived() (*http.Request, string, string) {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.last, h.body, h.served
}

func (h *house) count() int {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.seen
}

type reply struct {
	status int
	header http.Header
	body   string
}

// call makes a request; headers come in pairs.
func (h *house) call(method, path, body string, headers ...string) reply {
	h.t.Helper()
	var sent io.Reader
	if body != "" {
		sent = strings.NewReader(body)
	}
	request, err := http.NewRequest(method, h.url+path, sent)
	if err != nil {
		h.t.Fatal(err)
	}
	for i := 0; i < len(headers); i += 2 {
		request.Header.Add(headers[i], headers[i+1])
	}
	// Without redirects and without the client's own gzip.
	response, err := (&http.Transport{DisableCompression: true, DisableKeepAlives: true}).RoundTrip(request)
	if err != nil {
		h.t.Fatal(err)
	}
	defer response.Body.Close()
	text, err := io.ReadAll(response.Body)
	if err != nil {
		h.t.Fatal(err)
	}
	return reply{response.StatusCode, response.Header, string(text)}
}

func bearer(secret string) string { return "Bearer " + secret }

func cookie(secret string) string { return "theme=dark; " + credential.SessionCookie + "=" + secret }
