package web

import (
	"errors"
	"net/http"
	"strings"

	"pyairtable.dev/go-services/auth/internal/password"
	"pyairtable.dev/go-services/auth/internal/store"
	"pyairtable.dev/go-services/kit/apierror"
	"pyairtable.dev/go-services/kit/credential"
	"pyairtable.dev/go-services/kit/identity"
	"pyairtable.dev/go-services/kit/server"
)

func requireOperator(r *http.Request) error {
	_, err := identity.Require(r.Context(), identity.KindOperator)
	return err
}

// ensureUser creates an account, or finds the one of the address; a password is set only where there is none yet.
func (s *service) ensureUser(w http.ResponseWriter, r *http.Request) error {
	if err := requireOperator(r); err != nil {
		return err
	}
	var body struct {
		Email    string  `json:"email"`
		Name     string  `json:"name"`
		Password *string `json:"password"`
	}
	if err := server.ReadJSON(w, r, maxBodyBytes, &body); err != nil {
		return err
	}
	email, ok := cleanEmail(body.Email)
	if !ok {
		return apierror.InvalidRequest.Saying("That is not an e-mail address.")
	}
	name, nameOK := cleanName(body.Name)
	if strings.TrimSpace(body.Name) == "" {
		name, nameOK = cleanName(nameFrom(email))
	}
	if !nameOK {
		return apierror.InvalidRequest.Saying("A name has at most 100 characters.")
	}
	hash := ""
	if body.Password != nil {
		if !passwordLongEnough(*body.Password) {
			return apierror.InvalidRequest.Saying("A password needs at least 8 characters.")
		}
		var err error
		if hash, err = s.Hasher.Hash(r.Context(), password.Asker{Client: "operator", Account: email}, *body.Password); err != nil {
			return busy(err)
		}
	}
	account, created, err := s.Store.EnsureAccount(r.Context(), store.Account{ID: credential.NewID("usr"), Email: email, Name: name}, hash)
	if errors.Is(err, store.ErrTaken) {
		return apierror.UserExists
	}
	if err != nil {
		return err
	}
	server.WriteJSON(w, http.StatusOK, struct {
		store.Account
		Created bool `json:"created"`
	}{account, created})
	return nil
}

// nameFrom is the part of an address before its @, which stands in for a name.
func nameFrom(email string) string {
	name := []rune(email[:strings.LastIndexByte(email, '@')])
	return string(name[:min(len(name), maxNameRunes)])
}

func (s *service) findUsers(w http.ResponseWriter, r *http.Request) error {
	if err := requireOperator(r); err != nil {
		return err
	}
	email, ok := cleanEmail(r.URL.Query().Get("email"))
	if !ok {
		return apierror.InvalidRequest.Saying("The query needs an e-mail address.")
	}
	accounts, err := s.Store.Accounts(r.Context(), email)
	if err != nil {
		return err
	}
	server.WriteJSON(w, http.StatusOK, map[string][]store.Account{"users": accounts})
	return nil
}

// createTokenFor gives a user a token: all scopes and all resources where none are named.
func (s *service) createTokenFor(w http.ResponseWriter, r *http.Request) error {
	if err := requireOperator(r); err != nil {
		return err
	}
	var body struct {
		Email string `json:"email"`
		tokenRequest
	}
	if err := server.ReadJSON(w, r, maxBodyBytes, &body); err != nil {
		return err
	}
	if !body.Scopes.made {
		body.Scopes.values = identity.Scopes
	}
	email, _ := cleanEmail(body.Email)
	accounts, err := s.Store.Accounts(r.Context(), email)
	if err != nil {
		return err
	}
	if len(accounts) == 0 {
		return apierror.NotFound.Saying("No user has this e-mail address.")
	}
	token, secret, err := s.addToken(r.Context(), accounts[0].ID, body.tokenRequest)
	if err != nil {
		return err
	}
	server.WriteJSON(w, http.StatusOK, struct {
		ID    string `json:"id"`
		Token string `json:"token"`
	}{token.ID, secret})
	return nil
}
