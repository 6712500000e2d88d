package pgtest

import (
	"context"
	"os"
	"os/exec"
	"strings"
	"testing"
)

func TestADatabaseIsEmptyAndActsWithTheRightsOfARole(t *testing.T) {
	database := New(t)
	database.EnsureRole(t, "pyairtable_probe")
	database.EnsureRole(t, "pyairtable_probe")
	ctx := context.Background()
	var tables int
	if err := database.Owner.QueryRow(ctx, `select count(*) from pg_tables where schemaname not in ('pg_catalog', 'information_schema')`).Scan(&tables); err != nil || tables != 0 {
		t.Errorf("%d tables, %v", tables, err)
	}
	if _, err := database.As(t, "pyairtable_probe").Exec(ctx, `create schema probe`); err == nil || !strings.Contains(err.Error(), "permission denied") {
		t.Errorf("the role made a schema: %v", err)
	}
}

// Without a server a test must fail and say what to do; it is run as a process of its own to see that.
func TestWithoutAServerATestFailsAndSaysHowToRunIt(t *testing.T) {
	if os.Getenv("PGTEST_PROBE") == "1" {
		New(t)
		return
	}
	command := exec.Command(os.Args[0], "-test.run=^"+t.Name()+"$")
	command.Env = append(os.Environ(), "PGTEST_PROBE=1", EnvDatabaseURL+"=")
	out, err := command.CombinedOutput()
	if err == nil || !strings.Contains(string(out), "node scripts/with-postgres.mjs") {
		t.Errorf("%v: %s", err, out)
	}
}
