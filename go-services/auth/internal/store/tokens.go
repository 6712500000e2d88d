package store

import (
	"context"
	"time"

	"github.com/jackc/pgx/v5"
)

// Token is a personal access token as its owner sees it; the secret is not kept.
type Token struct {
	ID           string
	Name         string
	Scopes       []string
	Resources    []string
	CreatedTime  time.Time
	LastUsedTime *time.Time
}

// AddToken stores a token and answers with its creation time; ErrNotFound when the account already has maxTokens.
func (s *Store) AddToken(ctx context.Context, accountID string, token Token, hash [32]byte, maxTokens int) (created time.Time, err error) {
	err = s.pool.QueryRow(ctx, `
		insert into auth.access_token (id, account_id, name, secret_sha256, scopes, resources)
		select $1, $2, $3, $4, $5, $6
		where (select count(*) from auth.access_token where account_id = $2) < $7
		returning created_at`,
		token.ID, accountID, token.Name, hash[:], token.Scopes, token.Resources, maxTokens).Scan(&created)
	return created, found(err)
}

// Tokens are an account's, oldest first.
func (s *Store) Tokens(ctx context.Context, accountID string) ([]Token, error) {
	rows, err := s.pool.Query(ctx, `
		select id, name, scopes, resources, created_at, last_used_at
		from auth.access_token where account_id = $1 order by created_at, id`, accountID)
	if err != nil {
		return nil, err
	}
	return pgx.CollectRows(rows, pgx.RowToStructByPos[Token])
}

// RevokeToken removes an account's token; ErrNotFound when the account has none of that id.
func (s *Store) RevokeToken(ctx context.Context, accountID, id string) error {
	done, err := s.pool.Exec(ctx, `delete from auth.access_token where id = $1 and account_id = $2`, id, accountID)
	if err == nil && done.RowsAffected() == 0 {
		return ErrNotFound
	}
	return err
}
