package store

import (
	"context"
	"time"

	"github.com/jackc/pgx/v5"
	"pyairtable.dev/go-services/auth/internal/signing"
)

// keyLock is the advisory lock under which replicas rotate; any number that nothing else in the database uses.
const keyLock = 0x7079_6175_7468

// RotateKeys implements signing.Store.
func (s *Store) RotateKeys(ctx context.Context, plan func(time.Time, []signing.Key) (*signing.Key, []string)) (now time.Time, keys []signing.Key, err error) {
	err = pgx.BeginFunc(ctx, s.pool, func(tx pgx.Tx) error {
		if _, err := tx.Exec(ctx, `select pg_advisory_xact_lock($1)`, int64(keyLock)); err != nil {
			return err
		}
		// The database's clock, so that replicas agree.
		if err := tx.QueryRow(ctx, `select clock_timestamp()`).Scan(&now); err != nil {
			return err
		}
		if keys, err = readKeys(ctx, tx); err != nil {
			return err
		}
		add, drop := plan(now, keys)
		if add == nil && len(drop) == 0 {
			return nil
		}
		if _, err := tx.Exec(ctx, `delete from auth.signing_key where kid = any($1)`, drop); err != nil {
			return err
		}
		if add != nil {
			if _, err := tx.Exec(ctx, `insert into auth.signing_key (kid, seed, created_at, active_from) values ($1, $2, $3, $4)`,
				add.KID, add.Seed, add.CreatedAt, add.ActiveFrom); err != nil {
				return err
			}
		}
		keys, err = readKeys(ctx, tx)
		return err
	})
	return now, keys, err
}

func readKeys(ctx context.Context, tx pgx.Tx) ([]signing.Key, error) {
	rows, err := tx.Query(ctx, `select kid, seed, created_at, active_from from auth.signing_key order by active_from, kid`)
	if err != nil {
		return nil, err
	}
	return pgx.CollectRows(rows, pgx.RowToStructByPos[signing.Key])
}
