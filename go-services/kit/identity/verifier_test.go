package identity

import (
	"context"
	"crypto/ed25519"
	"encoding/json"
	"errors"
	"net/http"
	"net/http/httptest"
	"os"
	"regexp"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/golang-jwt/jwt/v5"
	"pyairtable.dev/go-services/kit/apierror"
)

// issuer publishes keys as auth does.
type issuer struct {
	url     string
	fetches atomic.Int64
	mu      sync.Mutex
	keys    map[string]ed25519.PrivateKey
	down    bool
}

func newIssuer(t *testing.T) *issuer {
	t.Helper()
	i := &issuer{keys: map[string]ed25519.PrivateKey{}}
	i.add("k1")
	listener := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		i.fetches.Add(1)
		i.mu.Lock()
		defer i.mu.Unlock()
		if i.down {
			w.WriteHeader(http.StatusInternalServerError)
			return
		}
		set := KeySet{Keys: []Key{{Type: "RSA", ID: "other"}}}
		for kid, key := range i.keys {
			set.Keys = append(set.Keys, NewKey(kid, key.Public().(ed25519.PublicKey)))
		}
		_ = json.NewEncoder(w).Encode(set)
	}))
	t.Cleanup(listener.Close)
	i.url = listener.URL
	return i
}

func (i *issuer) add(kid string) {
	i.mu.Lock()
	defer i.mu.Unlock()
	_, i.keys[kid], _ = ed25519.GenerateKey(nil)
}

func (i *issuer) sign(t *testing.T, kid string, change func(*Claims)) string {
	t.Helper()
	now := time.Now()
	claims := &Claims{Issuer: Issuer, Audience: Audience, Subject: "usr00000000000000", Kind: KindSession, CID: "ses00000000000000",
		Scopes: []string{"data.records:read"}, Resources: []string{"*"}, IssuedAt: now.Unix(), ExpiresAt: now.Add(time.Minute).Unix()}
	if change != nil {
		change(claims)
	}
	token := jwt.NewWithClaims(jwt.SigningMethodEdDSA, claims)
	token.Header["kid"] = kid
	text, err := token.SignedString(i.keys[kid])
	if err != nil {
		t.Fatal(err)
	}
	return text
}

func TestOnlyATokenThatHoldsIsAccepted(t *testing.T) {
	i := newIssuer(t)
	verifier := NewVerifier(NewRemoteKeys(i.url))
	stranger := newIssuer(t)
	good := i.sign(t, "k1", nil)
	unsigned, err := jwt.NewWithClaims(jwt.SigningMethodNone, &Claims{}).SignedString(jwt.UnsafeAllowNoneSignatureType)
	if err != nil {
		t.Fatal(err)
	}
	symmetric, _ := jwt.NewWithClaims(jwt.SigningMethodHS256, &Claims{}).SignedString([]byte("k1"))
	for name, token := range map[string]string{
		"expired":          i.sign(t, "k1", func(c *Claims) { c.ExpiresAt = time.Now().Add(-10 * time.Second).Unix() }),
		"endless":          i.sign(t, "k1", func(c *Claims) { c.ExpiresAt = 0 }),
		"from the future":  i.sign(t, "k1", func(c *Claims) { c.IssuedAt = time.Now().Add(time.Hour).Unix() }),
		"another issuer":   i.sign(t, "k1", func(c *Claims) { c.Issuer = "x" }),
		"another audience": i.sign(t, "k1", func(c *Claims) { c.Audience = "x" }),
		"unknown kind":     i.sign(t, "k1", func(c *Claims) { c.Kind = "root" }),
		"nobody":           i.sign(t, "k1", func(c *Claims) { c.Subject = "" }),
		"no credential":    i.sign(t, "k1", func(c *Claims) { c.CID = "" }),
		"another key":      stranger.sign(t, "k1", nil),
		"unsigned":         unsigned,
		"symmetric":        symmetric,
		"cut":              good[:len(good)-2],
		"empty":            "",
		"endless text":     strings.Repeat("x", 10_000),
	} {
		if _, err := verifier.Verify(context.Background(), token); !errors.Is(err, apierror.AuthenticationRequired) {
			t.Errorf("%s: err = %v", name, err)
		}
	}
	if claims, err := verifier.Verify(context.Background(), good); err != nil || claims.CID != "ses00000000000000" || !claims.HasScope("data.records:read") {
		t.Errorf("a good token: %+v, %v", claims, err)
	}
}

func TestKeysAreFetchedOnceAndAgainForANewOne(t *testing.T) {
	i := newIssuer(t)
	keys := NewRemoteKeys(i.url)
	now := time.Now()
	keys.now = func() time.Time { return now }
	ctx := context.Background()
	ask := func(kid string, want error, fetches int64) {
		t.Helper()
		if _, err := keys.PublicKey(ctx, kid); !errors.Is(err, want) || i.fetches.Load() != fetches {
			t.Errorf("%s: %v after %d fetches, want %v after %d", kid, err, i.fetches.Load(), want, fetches)
		}
	}
	ask("k1", nil, 1)
	ask("k1", nil, 1)
	i.add("k2")
	ask("k2", ErrUnknownKey, 1) // Within the cool-down, so that forged key ids cannot flood auth.
	now = now.Add(keySetCoolDown)
	ask("k2", nil, 2)
	now = now.Add(keySetMaxAge)
	i.mu.Lock()
	delete(i.keys, "k1")
	i.mu.Unlock()
	ask("k1", ErrUnknownKey, 3)
	i.mu.Lock()
	i.down = true
	i.mu.Unlock()
	now = now.Add(keySetMaxAge)
	ask("k2", nil, 4) // Keys at hand go on while auth is away.
}

func TestMissingKeysAreOurFaultAndNotTheCallers(t *testing.T) {
	i := newIssuer(t)
	i.down = true
	handler := NewVerifier(NewRemoteKeys(i.url)).Middleware(http.NotFoundHandler())
	request := httptest.NewRequest("GET", "/", nil)
	request.Header.Set("Authorization", "Bearer "+i.sign(t, "k1", nil))
	recorder := httptest.NewRecorder()
	handler.ServeHTTP(recorder, request)
	if recorder.Code != http.StatusServiceUnavailable {
		t.Errorf("%d %s", recorder.Code, recorder.Body)
	}
}

func TestScopesAndNamesAreThoseOfTheContracts(t *testing.T) {
	scopes := contract(t, "scopes.ts")
	list := regexp.MustCompile(`(?s)SCOPES = \[(.*?)\]`).FindStringSubmatch(scopes)
	if list == nil {
		t.Fatal("no SCOPES in the contracts")
	}
	var theirs []string
	for _, match := range regexp.MustCompile(`'([^']+)'`).FindAllStringSubmatch(list[1], -1) {
		theirs = append(theirs, match[1])
	}
	if !slices.Equal(Scopes, theirs) {
		t.Errorf("scopes %v, in the contracts %v", Scopes, theirs)
	}
	names := contract(t, "identity.ts")
	for _, line := range []string{"ISSUER = '" + Issuer + "'", "AUDIENCE = '" + Audience + "'", "SESSION_COOKIE = 'pyairtable_session'"} {
		if !strings.Contains(names, line) {
			t.Errorf("the contracts lack %q", line)
		}
	}
}

// contract is a source file of the contracts' library.
func contract(t *testing.T, name string) string {
	t.Helper()
	source, err := os.ReadFile("../../../libs/contracts/src/" + name)
	if err != nil {
		t.Fatal(err)
	}
	return string(source)
}
