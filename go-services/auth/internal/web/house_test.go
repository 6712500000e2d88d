package web_test

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"sync"
	"testing"
	"time"

	"pyairtable.dev/go-services/auth/internal/password"
	"pyairtable.dev/go-services/auth/internal/signing"
	"pyairtable.dev/go-services/auth/internal/store"
	"pyairtable.dev/go-services/auth/internal/web"
	"pyairtable.dev/go-services/kit/credential"
	"pyairtable.dev/go-services/kit/logging"
	"pyairtable.dev/go-services/kit/logging/logtest"
	"pyairtable.dev/go-services/kit/pgtest"
)

const role = "pyairtable_auth"

// house is auth on a real socket and a real database, as its own role.
type house struct {
	t        *testing.T
	url      string
	database *pgtest.Database
	operator string
	log      *logtest.Buffer

	mu    sync.Mutex
	still time.Time
	ahead time.Duration
}

// TestMain makes hashes cheap: their cost is the password package's own test, and the race detector multiplies it.
func TestMain(m *testing.M) {
	password.Current = password.Cost{Memory: 8 << 10, Passes: 1, Threads: 1}
	os.Exit(m.Run())
}

func newHouse(t *testing.T) *house {
	t.Helper()
	h := &house{t: t, database: pgtest.New(t), log: &logtest.Buffer{}}
	h.database.EnsureRole(t, role)
	h.database.Migrate(t, "../../migrations")
	tables := store.New(h.database.As(t, role))
	log := logging.New(h.log, "auth", slog.LevelDebug)
	keyring, err := signing.NewKeyring(context.Background(), tables, log)
	if err != nil {
		t.Fatal(err)
	}
	_, h.operator = credential.New(credential.Operator)
	listener := httptest.NewServer(web.New(web.Options{
		Store: tables, Keyring: keyring, Hasher: password.NewHasher(2), Log: log,
		OperatorHash: credential.Hash(h.operator), Now: h.now,
	}))
	t.Cleanup(listener.Close)
	h.url = listener.URL
	return h
}

func (h *house) now() time.Time {
	h.mu.Lock()
	defer h.mu.Unlock()
	if !h.still.IsZero() {
		return h.still.Add(h.ahead)
	}
	return time.Now().Add(h.ahead)
}

// stopClock makes limits independent of how fast the machine is; from then on only advance moves time.
func (h *house) stopClock() {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.still = time.Now()
}

func (h *house) advance(by time.Duration) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.ahead += by
}

type answer struct {
	status int
	header http.Header
	text   string
	body   map[string]any
}

// errorType is the type of the error envelope; "" for an answer that is none.
func (a answer) errorType() string {
	switch envelope := a.body["error"].(type) {
	case map[string]any:
		kind, _ := envelope["type"].(string)
		return kind
	case string:
		return envelope
	}
	return ""
}

func (h *house) call(method, path, bearer string, body any) answer {
	h.t.Helper()
	var sent io.Reader
	switch value := body.(type) {
	case nil:
	case string:
		sent = strings.NewReader(value)
	default:
		text, err := json.Marshal(value)
		if err != nil {
			h.t.Fatal(err)
		}
		sent = bytes.NewReader(text)
	}
	request, err := http.NewRequest(method, h.url+path, sent)
	if err != nil {
		h.t.Fatal(err)
	}
	if bearer != "" {
		request.Header.Set("Authorization", "Bearer "+bearer)
	}
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		h.t.Fatal(err)
	}
	defer response.Body.Close()
	text, err := io.ReadAll(response.Body)
	if err != nil {
		h.t.Fatal(err)
	}
	found := answer{status: response.StatusCode, header: response.Header, text: string(text)}
	if len(text) > 0 {
		if err := json.Unmarshal(text, &found.body); err != nil {
			h.t.Fatalf("%s %s answered %q: %v", method, path, text, err)
		}
	}
	return found
}

// signUp makes an account and answers with its session credential.
func (h *house) signUp(email string) string {
	h.t.Helper()
	made := h.call("POST", "/internal/sign-up", "", map[string]string{
		"email": email, "name": "Ann", "password": "a long password", "clientIp": "192.0.2.1"})
	if made.status != http.StatusCreated {
		h.t.Fatalf("sign-up: %d %s", made.status, made.text)
	}
	return made.body["session"].(map[string]any)["token"].(string)
}

// identity exchanges a credential for an identity token; "" when it is refused.
func (h *house) identity(secret string) string {
	h.t.Helper()
	exchanged := h.call("POST", "/internal/exchange", "", map[string]string{"credential": secret})
	if exchanged.status == http.StatusUnauthorized {
		return ""
	}
	if exchanged.status != http.StatusOK {
		h.t.Fatalf("exchange: %d %s", exchanged.status, exchanged.text)
	}
	return exchanged.body["token"].(string)
}

// token makes a personal access token of the session's account.
func (h *house) token(session string, scopes ...string) (id, secret string) {
	h.t.Helper()
	made := h.call("POST", "/v1/tokens", h.identity(session), map[string]any{"name": "program", "scopes": scopes})
	if made.status != http.StatusCreated {
		h.t.Fatalf("token: %d %s", made.status, made.text)
	}
	return made.body["id"].(string), made.body["token"].(string)
}
