package pgtest

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// Migration is one dbmate file: the statements of its two sections.
type Migration struct {
	Name string
	Up   string
	Down string
}

// ReadMigrations reads a folder of dbmate files in their order; a file without both sections fails the test.
func ReadMigrations(t testing.TB, folder string) []Migration {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(folder, "*.sql"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no migrations in %s", folder)
	}
	slices.Sort(files)
	migrations := make([]Migration, len(files))
	for i, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		_, sections, hasUp := strings.Cut(string(text), "-- migrate:up\n")
		up, down, hasDown := strings.Cut(sections, "-- migrate:down\n")
		if !hasUp || !hasDown {
			t.Fatalf("%s lacks `-- migrate:up` or `-- migrate:down`", file)
		}
		migrations[i] = Migration{Name: filepath.Base(file), Up: up, Down: down}
	}
	return migrations
}

// Migrate applies every migration of a folder.
func (d *Database) Migrate(t testing.TB, folder string) {
	t.Helper()
	for _, migration := range ReadMigrations(t, folder) {
		d.Run(t, migration.Name, migration.Up)
	}
}

// Run executes a section in one transaction, as dbmate does.
func (d *Database) Run(t testing.TB, name, statements string) {
	t.Helper()
	if _, err := d.Owner.Exec(context.Background(), "begin;\n"+statements+"\ncommit;"); err != nil {
		t.Fatalf("%s: %v", name, err)
	}
}
