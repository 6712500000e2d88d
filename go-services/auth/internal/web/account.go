package web

import (
	"errors"
	"net/http"

	"pyairtable.dev/go-services/auth/internal/password"
	"pyairtable.dev/go-services/auth/internal/store"
	"pyairtable.dev/go-services/kit/apierror"
	"pyairtable.dev/go-services/kit/identity"
	"pyairtable.dev/go-services/kit/server"
)

// changeMe renames the caller, who is a person: a program does not change its user.
func (s *service) changeMe(w http.ResponseWriter, r *http.Request) error {
	claims, err := identity.Require(r.Context(), identity.KindSession)
	if err != nil {
		return err
	}
	var body struct {
		Name string `json:"name"`
	}
	if err := server.ReadJSON(w, r, maxBodyBytes, &body); err != nil {
		return err
	}
	name, ok := cleanName(body.Name)
	if !ok {
		return apierror.InvalidRequest.Saying("A name has 1 to 100 characters on one line, some that show, and none that turn its direction.")
	}
	account, err := s.Store.Rename(r.Context(), claims.Subject, name)
	if errors.Is(err, store.ErrNotFound) {
		return apierror.AuthenticationRequired
	}
	if err != nil {
		return err
	}
	server.WriteJSON(w, http.StatusOK, account)
	return nil
}

// changePassword takes the present password too: a session that was left open is not enough. The session that asks goes on,
// all others of the person end; access tokens stay.
func (s *service) changePassword(w http.ResponseWriter, r *http.Request) error {
	claims, err := identity.Require(r.Context(), identity.KindSession)
	if err != nil {
		return err
	}
	var body struct {
		Password    string `json:"password"`
		NewPassword string `json:"newPassword"`
	}
	if err := server.ReadJSON(w, r, maxBodyBytes, &body); err != nil {
		return err
	}
	if !passwordLongEnough(body.NewPassword) {
		return apierror.InvalidRequest.Saying("A password has at least 8 characters, and at most 1,024 bytes.")
	}
	wrong := apierror.InvalidRequest.Saying("That is not your present password.")
	if len(body.Password) > maxPasswordBytes {
		return wrong
	}
	if err := allow(s.limits.password, claims.Subject); err != nil {
		return err
	}
	_, old, err := s.Store.PasswordOf(r.Context(), claims.Email)
	if err != nil && !errors.Is(err, store.ErrNotFound) {
		return err
	}
	who := password.Asker{Client: claims.Subject, Account: claims.Subject}
	matches, _, err := s.Hasher.Verify(r.Context(), who, body.Password, old)
	if err != nil {
		return busy(err)
	}
	if !matches {
		return wrong
	}
	s.limits.password.Forget(claims.Subject)
	hash, err := s.Hasher.Hash(r.Context(), who, body.NewPassword)
	if err != nil {
		return busy(err)
	}
	err = s.Store.ChangePassword(r.Context(), store.PasswordChange{AccountID: claims.Subject, Old: old, New: hash, Session: claims.CID})
	if errors.Is(err, store.ErrNotFound) {
		return wrong
	}
	if err != nil {
		return err
	}
	w.WriteHeader(http.StatusNoContent)
	return nil
}
