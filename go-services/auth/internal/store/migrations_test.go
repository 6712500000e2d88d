package store_test

import (
	"context"
	"testing"

	"pyairtable.dev/go-services/kit/pgtest"
)

const (
	migrations = "../../migrations"
	role       = "pyairtable_auth"
)

func TestEachMigrationAppliesRevertsAndAppliesAgain(t *testing.T) {
	database := pgtest.New(t)
	database.EnsureRole(t, role)
	for _, migration := range pgtest.ReadMigrations(t, migrations) {
		before := schemaOf(t, database)
		database.Run(t, migration.Name, migration.Up)
		up := schemaOf(t, database)
		database.Run(t, migration.Name, migration.Down)
		if after := schemaOf(t, database); after != before {
			t.Errorf("%s: down leaves\n%s\nwhere there was\n%s", migration.Name, after, before)
		}
		database.Run(t, migration.Name, migration.Up)
		if again := schemaOf(t, database); again != up {
			t.Errorf("%s: the second up makes\n%s\nthe first made\n%s", migration.Name, again, up)
		}
	}
}

func TestTheServiceRoleReadsAndWritesItsTablesAndNothingMore(t *testing.T) {
	database := pgtest.New(t)
	database.EnsureRole(t, role)
	database.Migrate(t, migrations)
	pool := database.As(t, role)
	for statement, allowed := range map[string]bool{
		`select count(*) from auth.signing_key`:                               true,
		`delete from auth.session where false`:                                true,
		`create table auth.extra (id int)`:                                    false,
		`alter table auth.account add column extra int`:                       false,
		`truncate auth.account`:                                               false,
		`create schema other`:                                                 false,
		`select passwd from pg_catalog.pg_shadow`:                             false,
		`insert into auth.account (id, email, name) values ('x', 'a@b', 'A')`: false,
	} {
		if _, err := pool.Exec(context.Background(), statement); (err == nil) != allowed {
			t.Errorf("%s: err = %v, want allowed = %v", statement, err, allowed)
		}
	}
}

func schemaOf(t *testing.T, database *pgtest.Database) (text string) {
	t.Helper()
	err := database.Owner.QueryRow(context.Background(), `
		select coalesce(string_agg(line, E'\n' order by line), '') from (
			select format('%s.%s %s %s', table_name, column_name, data_type, is_nullable) as line
			from information_schema.columns where table_schema = 'auth'
			union all
			select indexdef from pg_indexes where schemaname = 'auth'
			union all
			select conrelid::regclass || ' ' || pg_get_constraintdef(oid) from pg_constraint
			where connamespace = to_regnamespace('auth')
			union all
			select format('%s %s %s', table_name, grantee, privilege_type)
			from information_schema.role_table_grants where table_schema = 'auth'
		) as parts`).Scan(&text)
	if err != nil {
		t.Fatal(err)
	}
	return text
}
