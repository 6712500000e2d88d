package web

import (
	"context"
	"crypto/subtle"
	"errors"
	"net/http"
	"slices"
	"sync"
	"time"

	"pyairtable.dev/go-services/auth/internal/store"
	"pyairtable.dev/go-services/kit/apierror"
	"pyairtable.dev/go-services/kit/credential"
	"pyairtable.dev/go-services/kit/identity"
	"pyairtable.dev/go-services/kit/server"
)

const maxCheckedIDs = 1000

func notFound(http.ResponseWriter, *http.Request) error { return apierror.RouteNotFound }

// keySet may be cached for less than a new key is published ahead of its first token.
func (s *service) keySet(w http.ResponseWriter, _ *http.Request) error {
	server.WriteJSON(w, http.StatusOK, s.Keyring.KeySet())
	return nil
}

type exchanged struct {
	Token     string    `json:"token"`
	ExpiresAt time.Time `json:"expiresAt"`
	UserID    string    `json:"userId"`
	CID       string    `json:"cid"`
}

// exchange turns an opaque credential into an identity token; one statement, whatever the credential.
func (s *service) exchange(w http.ResponseWriter, r *http.Request) error {
	var body struct {
		Credential string `json:"credential"`
	}
	if err := server.ReadJSON(w, r, maxBodyBytes, &body); err != nil {
		return err
	}
	claims, err := s.claimsOf(r.Context(), body.Credential)
	if errors.Is(err, store.ErrNotFound) {
		return apierror.AuthenticationRequired
	}
	if err != nil {
		return err
	}
	token, expiresAt, err := s.Keyring.Sign(claims, s.Now())
	if err != nil {
		return err
	}
	server.WriteJSON(w, http.StatusOK, exchanged{token, expiresAt.UTC(), claims.Subject, claims.CID})
	return nil
}

func (s *service) claimsOf(ctx context.Context, secret string) (identity.Claims, error) {
	kind, id, ok := credential.Parse(secret)
	if !ok {
		return identity.Claims{}, store.ErrNotFound
	}
	hash := credential.Hash(secret)
	if kind == credential.Operator {
		if subtle.ConstantTimeCompare(hash[:], s.OperatorHash[:]) != 1 {
			return identity.Claims{}, store.ErrNotFound
		}
		s.operator.note(id)
		return identity.Claims{
			Subject: identity.OperatorSubject, Name: "Operator", Kind: identity.KindOperator, CID: id,
			Scopes: identity.Scopes, Resources: []string{identity.AllResources},
		}, nil
	}
	var grant store.Grant
	var err error
	claims := identity.Claims{CID: id}
	if kind == credential.Session {
		grant, err = s.Store.Session(ctx, id, hash)
		claims.Kind, claims.Scopes, claims.Resources = identity.KindSession, identity.Scopes, []string{identity.AllResources}
	} else {
		grant, err = s.Store.UseToken(ctx, id, hash)
		claims.Kind, claims.Scopes, claims.Resources = identity.KindToken, grant.Scopes, grant.Resources
	}
	claims.Subject, claims.Email, claims.Name = grant.Account.ID, grant.Account.Email, grant.Account.Name
	return claims, err
}

// check tells which credentials with open streams are no longer valid.
func (s *service) check(w http.ResponseWriter, r *http.Request) error {
	var body struct {
		CIDs []string `json:"cids"`
	}
	if err := server.ReadJSON(w, r, maxCheckBodyBytes, &body); err != nil {
		return err
	}
	if len(body.CIDs) > maxCheckedIDs || slices.ContainsFunc(body.CIDs, func(id string) bool { return !printable(id) }) {
		return apierror.InvalidRequest
	}
	asked := slices.DeleteFunc(body.CIDs, s.operator.is)
	revoked, err := s.Store.Revoked(r.Context(), asked)
	if err != nil {
		return err
	}
	if revoked == nil {
		revoked = []string{}
	}
	server.WriteJSON(w, http.StatusOK, map[string][]string{"revoked": revoked})
	return nil
}

// operatorSeen remembers the id of the operator credential: auth is told only its hash, so it learns the id when the
// credential is first used. Until then, as after a restart with another credential, no operator id is valid.
type operatorSeen struct {
	mu sync.Mutex
	id string
}

func (o *operatorSeen) note(id string) {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.id = id
}

func (o *operatorSeen) is(id string) bool {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.id != "" && o.id == id
}
