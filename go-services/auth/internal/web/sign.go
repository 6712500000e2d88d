package web

import (
	"context"
	"errors"
	"net/http"
	"strings"
	"time"

	"pyairtable.dev/go-services/auth/internal/password"
	"pyairtable.dev/go-services/auth/internal/store"
	"pyairtable.dev/go-services/kit/apierror"
	"pyairtable.dev/go-services/kit/credential"
	"pyairtable.dev/go-services/kit/identity"
	"pyairtable.dev/go-services/kit/server"
)

// sessionLifetime is how long a sign-in holds.
const sessionLifetime = 30 * 24 * time.Hour

type sessionToken struct {
	Token     string    `json:"token"`
	ExpiresAt time.Time `json:"expiresAt"`
}

type signedIn struct {
	User    store.Account `json:"user"`
	Session sessionToken  `json:"session"`
}

// signUp answers alike, and after as long, for an address that is taken as for one that is refused.
func (s *service) signUp(w http.ResponseWriter, r *http.Request) error {
	var body struct {
		Email    string `json:"email"`
		Name     string `json:"name"`
		Password string `json:"password"`
		ClientIP string `json:"clientIp"`
	}
	if err := server.ReadJSON(w, r, maxBodyBytes, &body); err != nil {
		return err
	}
	if err := allow(s.limits.signUp, addressKey(body.ClientIP)); err != nil {
		return err
	}
	email, emailOK := cleanEmail(body.Email)
	name, nameOK := cleanName(body.Name)
	if !emailOK || !nameOK || !passwordLongEnough(body.Password) {
		return apierror.InvalidSignUp
	}
	hash, err := s.Hasher.Hash(r.Context(), asker(body.ClientIP, email), body.Password)
	if err != nil {
		return busy(err)
	}
	account := store.Account{ID: credential.NewID("usr"), Email: email, Name: name}
	session, token := s.newSession()
	err = s.Store.SignUp(r.Context(), account, hash, session)
	if errors.Is(err, store.ErrTaken) {
		return apierror.InvalidSignUp
	}
	if err != nil {
		return err
	}
	server.WriteJSON(w, http.StatusCreated, signedIn{account, token})
	return nil
}

// signIn answers alike, and after as long, for an unknown address, an account without password and a wrong password.
func (s *service) signIn(w http.ResponseWriter, r *http.Request) error {
	var body struct {
		Email    string `json:"email"`
		Password string `json:"password"`
		ClientIP string `json:"clientIp"`
	}
	if err := server.ReadJSON(w, r, maxBodyBytes, &body); err != nil {
		return err
	}
	email, ok := cleanEmail(body.Email)
	if !ok || len(body.Password) > maxPasswordBytes {
		return apierror.InvalidCredentials
	}
	tally := accountKey(body.ClientIP, email)
	if err := errors.Join(allow(s.limits.address, addressKey(body.ClientIP)), allow(s.limits.account, tally)); err != nil {
		return err
	}
	session, token := s.newSession()
	enter := func() (store.Account, error) {
		return s.enter(r.Context(), asker(body.ClientIP, email), email, body.Password, session)
	}
	account, err := enter()
	if errors.Is(err, store.ErrNotFound) {
		account, err = enter()
	}
	if errors.Is(err, store.ErrNotFound) {
		return apierror.InvalidCredentials
	}
	if err != nil {
		return err
	}
	s.limits.account.Forget(tally)
	server.WriteJSON(w, http.StatusOK, signedIn{account, token})
	return nil
}

// enter begins a session of the account whose password is given; ErrNotFound where the hash became another while it was checked,
// by a new password or since somebody else renewed it.
func (s *service) enter(ctx context.Context, who password.Asker, email, secret string, session store.NewSession) (store.Account, error) {
	account, hash, err := s.Store.PasswordOf(ctx, email)
	if err != nil && !errors.Is(err, store.ErrNotFound) {
		return account, err
	}
	matches, outdated, err := s.Hasher.Verify(ctx, who, secret, hash)
	if err != nil {
		return account, busy(err)
	}
	if !matches {
		return account, apierror.InvalidCredentials
	}
	if err := s.Store.AddSession(ctx, account.ID, hash, session); err != nil {
		return account, err
	}
	if outdated {
		s.rehash(ctx, who, account.ID, hash, secret)
	}
	return account, nil
}

// signOut is silent about what it found.
func (s *service) signOut(w http.ResponseWriter, r *http.Request) error {
	var body struct {
		Credential string `json:"credential"`
	}
	if err := server.ReadJSON(w, r, maxBodyBytes, &body); err != nil {
		return err
	}
	if kind, id, ok := credential.Parse(body.Credential); ok && kind == credential.Session {
		if err := s.Store.EndSession(r.Context(), id, credential.Hash(body.Credential)); err != nil {
			return err
		}
	}
	w.WriteHeader(http.StatusNoContent)
	return nil
}

// session tells whose a session is; it takes the session itself, not an identity token.
func (s *service) session(w http.ResponseWriter, r *http.Request) error {
	secret, _ := identity.Bearer(r.Header)
	kind, id, ok := credential.Parse(secret)
	if !ok || kind != credential.Session {
		return apierror.AuthenticationRequired
	}
	grant, err := s.Store.Session(r.Context(), id, credential.Hash(secret))
	if errors.Is(err, store.ErrNotFound) {
		return apierror.AuthenticationRequired
	}
	if err != nil {
		return err
	}
	server.WriteJSON(w, http.StatusOK, struct {
		User      store.Account `json:"user"`
		ExpiresAt time.Time     `json:"expiresAt"`
	}{grant.Account, grant.ExpiresAt.UTC()})
	return nil
}

func (s *service) newSession() (store.NewSession, sessionToken) {
	id, secret := credential.New(credential.Session)
	// PostgreSQL keeps microseconds, the wire milliseconds: both shall say the same.
	expires := s.Now().UTC().Add(sessionLifetime).Truncate(time.Millisecond)
	return store.NewSession{ID: id, Hash: credential.Hash(secret), ExpiresAt: expires}, sessionToken{secret, expires}
}

// A failed upgrade of a hash must not fail the sign-in: the next one tries again.
func (s *service) rehash(ctx context.Context, who password.Asker, accountID, old, secret string) {
	hash, err := s.Hasher.Hash(ctx, who, secret)
	if err == nil {
		err = s.Store.Rehash(ctx, accountID, old, hash)
	}
	if err != nil {
		s.Log.WarnContext(ctx, "password hash not upgraded", "err", err.Error())
	}
}

// asker is who waits for a hash: turns are fair among clients, as the limits are counted.
func asker(clientIP, email string) password.Asker {
	return password.Asker{Client: addressKey(clientIP), Account: strings.ToLower(email)}
}

func busy(err error) error {
	if errors.Is(err, password.ErrTooMany) {
		return apierror.RateLimitReached.After(time.Second)
	}
	if errors.Is(err, password.ErrBusy) {
		return apierror.Retriable.After(time.Second)
	}
	return err
}
