// Package web is auth's HTTP side: one file per subject, one method per route.
package web

import (
	"log/slog"
	"net/http"
	"time"

	"pyairtable.dev/go-services/auth/internal/password"
	"pyairtable.dev/go-services/auth/internal/signing"
	"pyairtable.dev/go-services/auth/internal/store"
	"pyairtable.dev/go-services/kit/identity"
	"pyairtable.dev/go-services/kit/server"
)

// maxBodyBytes bounds every request but the check of open streams, which carries up to a thousand ids.
const (
	maxBodyBytes      = 16 << 10
	maxCheckBodyBytes = 64 << 10
)

// Options of New.
type Options struct {
	Store   *store.Store
	Keyring *signing.Keyring
	Hasher  *password.Hasher
	Log     *slog.Logger
	// OperatorHash is the SHA-256 of the operator credential's whole text.
	OperatorHash [32]byte
	Now          func() time.Time
}

type service struct {
	Options
	limits   limits
	operator operatorSeen
}

// New routes all of auth.
func New(options Options) http.Handler {
	s := &service{Options: options, limits: newLimits(options.Now)}
	mux := http.NewServeMux()
	route := func(pattern string, handler server.Handler) {
		mux.Handle(pattern, server.Handle(options.Log, onDatabase(handler)))
	}
	mux.Handle("GET /healthz", server.HealthHandler("auth", options.Log, map[string]server.Check{"database": options.Store.Ping}))
	route("GET /.well-known/jwks.json", s.keySet)

	route("POST /internal/exchange", s.exchange)
	route("POST /internal/check", s.check)
	route("POST /internal/sign-up", s.signUp)
	route("POST /internal/sign-in", s.signIn)
	route("POST /internal/sign-out", s.signOut)
	route("GET /internal/session", s.session)

	identified := identity.NewVerifier(options.Keyring)
	public := func(pattern string, handler server.Handler) {
		mux.Handle(pattern, identified.Middleware(server.Handle(options.Log, onDatabase(handler))))
	}
	public("GET /v1/me", s.me)
	public("PATCH /v1/me", s.changeMe)
	public("POST /v1/me/password", s.changePassword)
	public("GET /v1/tokens", s.listTokens)
	public("POST /v1/tokens", s.createToken)
	public("DELETE /v1/tokens/{pat}", s.revokeToken)
	public("GET /v1/admin/users", s.findUsers)
	public("POST /v1/admin/users", s.ensureUser)
	public("POST /v1/admin/tokens", s.createTokenFor)

	route("/", notFound)
	return server.Observe(options.Log, mux, "/internal/check", "/internal/exchange")
}
