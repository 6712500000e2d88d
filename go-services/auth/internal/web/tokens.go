package web

import (
	"context"
	"errors"
	"net/http"
	"strings"
	"time"

	"pyairtable.dev/go-services/auth/internal/store"
	"pyairtable.dev/go-services/kit/apierror"
	"pyairtable.dev/go-services/kit/credential"
	"pyairtable.dev/go-services/kit/identity"
	"pyairtable.dev/go-services/kit/server"
)

// maxTokens is how many tokens an account may hold.
const maxTokens = 200

const timeLayout = "2006-01-02T15:04:05.000Z"

type tokenView struct {
	ID           string   `json:"id"`
	Name         string   `json:"name"`
	Scopes       []string `json:"scopes"`
	Resources    []string `json:"resources"`
	CreatedTime  string   `json:"createdTime"`
	LastUsedTime *string  `json:"lastUsedTime"`
	Token        string   `json:"token,omitempty"`
}

func viewOf(token store.Token) tokenView {
	view := tokenView{
		ID: token.ID, Name: token.Name, Scopes: token.Scopes, Resources: token.Resources,
		CreatedTime: token.CreatedTime.UTC().Format(timeLayout),
	}
	if token.LastUsedTime != nil {
		used := token.LastUsedTime.UTC().Format(timeLayout)
		view.LastUsedTime = &used
	}
	return view
}

// me names the caller. A program without the scope for it does not see the e-mail address.
func (s *service) me(w http.ResponseWriter, r *http.Request) error {
	claims, err := identity.Require(r.Context())
	if err != nil {
		return err
	}
	email := &claims.Email
	if !claims.HasScope(identity.ScopeEmail) {
		email = nil
	}
	server.WriteJSON(w, http.StatusOK, struct {
		ID     string   `json:"id"`
		Email  *string  `json:"email,omitempty"`
		Name   string   `json:"name"`
		Kind   string   `json:"kind"`
		Scopes []string `json:"scopes"`
	}{claims.Subject, email, claims.Name, claims.Kind, claims.Scopes})
	return nil
}

// listTokens is for people: a program cannot look at the other credentials of its user.
func (s *service) listTokens(w http.ResponseWriter, r *http.Request) error {
	claims, err := identity.Require(r.Context(), identity.KindSession)
	if err != nil {
		return err
	}
	tokens, err := s.Store.Tokens(r.Context(), claims.Subject)
	if err != nil {
		return err
	}
	views := make([]tokenView, len(tokens))
	for i, token := range tokens {
		views[i] = viewOf(token)
	}
	server.WriteJSON(w, http.StatusOK, map[string][]tokenView{"tokens": views})
	return nil
}

func (s *service) createToken(w http.ResponseWriter, r *http.Request) error {
	claims, err := identity.Require(r.Context(), identity.KindSession)
	if err != nil {
		return err
	}
	var body tokenRequest
	if err := server.ReadJSON(w, r, maxBodyBytes, &body); err != nil {
		return err
	}
	token, secret, err := s.addToken(r.Context(), claims.Subject, body)
	if err != nil {
		return err
	}
	view := viewOf(token)
	view.Token = secret
	server.WriteJSON(w, http.StatusCreated, view)
	return nil
}

// revokeToken is for people, and for a program that gives up its own token.
func (s *service) revokeToken(w http.ResponseWriter, r *http.Request) error {
	claims, err := identity.Require(r.Context())
	if err != nil {
		return err
	}
	id := r.PathValue("pat")
	if claims.Kind != identity.KindSession && claims.CID != id {
		return apierror.InvalidPermissions
	}
	if !credential.IsID(string(credential.Token), id) {
		return apierror.RouteNotFound
	}
	if err := s.Store.RevokeToken(r.Context(), claims.Subject, id); errors.Is(err, store.ErrNotFound) {
		return apierror.NotFound
	} else if err != nil {
		return err
	}
	w.WriteHeader(http.StatusNoContent)
	return nil
}

type tokenRequest struct {
	Name      string `json:"name"`
	Scopes    choice `json:"scopes"`
	Resources choice `json:"resources"`
}

func (s *service) addToken(ctx context.Context, accountID string, request tokenRequest) (store.Token, string, error) {
	name, nameOK := cleanName(request.Name)
	scopes, scopesOK := cleanScopes(request.Scopes.values)
	resources, resourcesOK := cleanResources(request.Resources)
	switch {
	case !nameOK:
		return store.Token{}, "", apierror.InvalidRequest.Saying("A token needs a name of 1 to 100 characters.")
	case !scopesOK:
		return store.Token{}, "", apierror.InvalidRequest.Saying("A token needs at least one scope, each one of " + strings.Join(identity.Scopes, ", ") + ".")
	case !resourcesOK:
		return store.Token{}, "", apierror.InvalidRequest.Saying("Resources are 1 to 100 ids of workspaces and bases; leave them out for all.")
	}
	id, secret := credential.New(credential.Token)
	token := store.Token{ID: id, Name: name, Scopes: scopes, Resources: resources}
	created, err := s.Store.AddToken(ctx, accountID, token, credential.Hash(secret), maxTokens)
	if errors.Is(err, store.ErrNotFound) {
		return store.Token{}, "", apierror.InvalidRequest.Saying("This account has 200 tokens already. Revoke one first.")
	}
	token.CreatedTime = created.Truncate(time.Millisecond)
	return token, secret, err
}
