package store

import (
	"context"
	"time"

	"github.com/jackc/pgx/v5"
)

// Grant is what a credential stands for. Scopes and resources are nil for a session, which carries them all.
type Grant struct {
	Account   Account
	Scopes    []string
	Resources []string
	ExpiresAt time.Time
}

// AddSession signs an account in; ErrNotFound when its password's hash is not the one that was just checked any more.
func (s *Store) AddSession(ctx context.Context, accountID, checked string, session NewSession) error {
	var id string
	err := s.pool.QueryRow(ctx, `
		insert into auth.session (id, account_id, secret_sha256, expires_at)
		select $1, id, $4, $5 from auth.account where id = $2 and password_hash = $3 for share returning id`,
		session.ID, accountID, checked, session.Hash[:], session.ExpiresAt).Scan(&id)
	return found(err)
}

// Session is the grant of a live session; ErrNotFound for an unknown, ended or expired one.
func (s *Store) Session(ctx context.Context, id string, hash [32]byte) (grant Grant, err error) {
	err = s.pool.QueryRow(ctx, `
		select account.id, account.email, account.name, session.expires_at
		from auth.session join auth.account on account.id = session.account_id
		where session.id = $1 and session.secret_sha256 = $2 and session.expires_at > now()`, id, hash[:]).
		Scan(&grant.Account.ID, &grant.Account.Email, &grant.Account.Name, &grant.ExpiresAt)
	return grant, found(err)
}

// EndSession signs out; an unknown session is no error.
func (s *Store) EndSession(ctx context.Context, id string, hash [32]byte) error {
	_, err := s.pool.Exec(ctx, `delete from auth.session where id = $1 and secret_sha256 = $2`, id, hash[:])
	return err
}

// DropExpiredSessions removes sessions past their end, at most limit of them, and says how many it removed.
func (s *Store) DropExpiredSessions(ctx context.Context, limit int) (int64, error) {
	done, err := s.pool.Exec(ctx, `
		delete from auth.session where id in (
			select id from auth.session where expires_at <= now() order by expires_at limit $1 for update skip locked
		)`, limit)
	return done.RowsAffected(), err
}

// UseToken is the grant of an access token; ErrNotFound when unknown. Its last use is noted at most once a minute,
// and only where no one else is just noting it, so that a busy token neither writes on every request nor waits.
func (s *Store) UseToken(ctx context.Context, id string, hash [32]byte) (grant Grant, err error) {
	err = s.pool.QueryRow(ctx, `
		with due as (
			select id from auth.access_token
			where id = $1 and secret_sha256 = $2 and (last_used_at is null or last_used_at < now() - interval '1 minute')
			for no key update skip locked
		), noted as (
			update auth.access_token set last_used_at = now() where id in (select id from due)
		)
		select account.id, account.email, account.name, token.scopes, token.resources
		from auth.access_token token join auth.account on account.id = token.account_id
		where token.id = $1 and token.secret_sha256 = $2`, id, hash[:]).
		Scan(&grant.Account.ID, &grant.Account.Email, &grant.Account.Name, &grant.Scopes, &grant.Resources)
	return grant, found(err)
}

// Revoked are those of the session and token ids that are no longer valid.
func (s *Store) Revoked(ctx context.Context, ids []string) ([]string, error) {
	rows, err := s.pool.Query(ctx, `
		select asked.id from unnest($1::text[]) as asked (id)
		where not exists (select from auth.session where session.id = asked.id and expires_at > now())
		  and not exists (select from auth.access_token where access_token.id = asked.id)`, ids)
	if err != nil {
		return nil, err
	}
	return pgx.CollectRows(rows, pgx.RowTo[string])
}
