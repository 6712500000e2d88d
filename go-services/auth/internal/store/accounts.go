package store

import (
	"context"
	"time"

	"github.com/jackc/pgx/v5"
)

// Account is a person.
type Account struct {
	ID    string `json:"id"`
	Email string `json:"email"`
	Name  string `json:"name"`
}

// NewSession is a session to be stored: its public id and the hash of its secret.
type NewSession struct {
	ID        string
	Hash      [32]byte
	ExpiresAt time.Time
}

// SignUp creates an account and its first session in one statement; ErrTaken when the address has an account.
func (s *Store) SignUp(ctx context.Context, account Account, passwordHash string, session NewSession) error {
	_, err := s.pool.Exec(ctx, `
		with created as (
			insert into auth.account (id, email, name, password_hash) values ($1, $2, $3, $4) returning id
		)
		insert into auth.session (id, account_id, secret_sha256, expires_at) select $5, id, $6, $7 from created`,
		account.ID, account.Email, account.Name, passwordHash, session.ID, session.Hash[:], session.ExpiresAt)
	return taken(err)
}

// PasswordOf is the account of an address and its hash ("" without a password); ErrNotFound when there is none.
func (s *Store) PasswordOf(ctx context.Context, email string) (account Account, hash string, err error) {
	err = s.pool.QueryRow(ctx, `
		select id, email, name, coalesce(password_hash, '') from auth.account where lower(email) = lower($1)`, email).
		Scan(&account.ID, &account.Email, &account.Name, &hash)
	return account, hash, found(err)
}

// Rehash replaces the hash that a password was just checked against, unless it changed meanwhile.
func (s *Store) Rehash(ctx context.Context, accountID, old, new string) error {
	_, err := s.pool.Exec(ctx,
		`update auth.account set password_hash = $3 where id = $1 and password_hash = $2`, accountID, old, new)
	return err
}

// Rename gives an account another name; ErrNotFound when there is no such account.
func (s *Store) Rename(ctx context.Context, accountID, name string) (account Account, err error) {
	err = s.pool.QueryRow(ctx,
		`update auth.account set name = $2 where id = $1 returning id, email, name`, accountID, name).
		Scan(&account.ID, &account.Email, &account.Name)
	return account, found(err)
}

// PasswordChange is a password that takes the place of the one that was just checked, asked for in a session.
type PasswordChange struct {
	AccountID, Old, New, Session string
}

// ChangePassword also ends all other sessions of the account; ErrNotFound when the old password is not its own any more.
func (s *Store) ChangePassword(ctx context.Context, change PasswordChange) error {
	return pgx.BeginFunc(ctx, s.pool, func(tx pgx.Tx) error {
		var id string
		err := tx.QueryRow(ctx, `update auth.account set password_hash = $3 where id = $1 and password_hash = $2 returning id`,
			change.AccountID, change.Old, change.New).Scan(&id)
		if err != nil {
			return found(err)
		}
		// A statement of its own: those that begin by the old password until the update has the account are seen by it.
		_, err = tx.Exec(ctx, `delete from auth.session where account_id = $1 and id <> $2`, change.AccountID, change.Session)
		return err
	})
}

// EnsureAccount creates the account unless its address is known, and sets the hash ("" for none) of one that has no
// password. An account that has one is ErrTaken when a hash was given.
func (s *Store) EnsureAccount(ctx context.Context, account Account, hash string) (kept Account, created bool, err error) {
	err = s.pool.QueryRow(ctx, `
		insert into auth.account as known (id, email, name, password_hash) values ($1, $2, $3, nullif($4, ''))
		on conflict (lower(email)) do update set password_hash = coalesce(known.password_hash, excluded.password_hash)
			where known.password_hash is null or excluded.password_hash is null
		returning id, email, name`, account.ID, account.Email, account.Name, hash).
		Scan(&kept.ID, &kept.Email, &kept.Name)
	if err == pgx.ErrNoRows {
		return Account{}, false, ErrTaken
	}
	return kept, kept.ID == account.ID, err
}

// Accounts are those of an address: one or none.
func (s *Store) Accounts(ctx context.Context, email string) ([]Account, error) {
	rows, err := s.pool.Query(ctx, `select id, email, name from auth.account where lower(email) = lower($1)`, email)
	if err != nil {
		return nil, err
	}
	return pgx.CollectRows(rows, pgx.RowToStructByPos[Account])
}
