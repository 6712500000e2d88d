package config

import (
	"bytes"
	"context"
	"encoding/json"
	"log/slog"
	"strings"
	"testing"
)

func from(values map[string]string) *Reader {
	return From(func(key string) (string, bool) {
		value, ok := values[key]
		return value, ok
	})
}

func TestValuesAreTypedAndDefaultsFillIn(t *testing.T) {
	r := from(map[string]string{"PORT": "0", "NAME": " x ", "AUTH_URL": "http://auth:1/", "LOG_LEVEL": "WARN", "EMPTY": " ", "HASH": strings.Repeat("0a", 32)})
	if got := r.Address(8080); got != "127.0.0.1:0" {
		t.Errorf("address %s", got)
	}
	if got := r.Text("NAME"); got != "x" {
		t.Errorf("text %q", got)
	}
	if got := r.URL("AUTH_URL", ""); got.Host != "auth:1" {
		t.Errorf("url %v", got)
	}
	if got := r.URL("PUBLIC_URL", ""); got != nil {
		t.Errorf("optional url %v", got)
	}
	if got := r.TextOr("EMPTY", "default"); got != "default" {
		t.Errorf("an empty value is %q", got)
	}
	if got := r.SHA256("HASH"); got[31] != 10 {
		t.Errorf("hash %x", got)
	}
	if r.LogLevel() != slog.LevelWarn || r.Err() != nil {
		t.Errorf("err %v", r.Err())
	}
}

func TestAllFaultsAreNamedAtOnceWithoutSecrets(t *testing.T) {
	r := from(map[string]string{"PORT": "70000", "AUTH_URL": "auth:1", "LOG_LEVEL": "loud", "HASH": "hunter2"})
	r.Address(1)
	r.Text("NAME")
	r.Secret("DATABASE_URL")
	r.URL("AUTH_URL", "")
	r.LogLevel()
	r.SHA256("HASH")
	text := r.Err().Error()
	for _, want := range []string{"PORT must be a whole number from 0 to 65535", "NAME is required", "DATABASE_URL is required", "AUTH_URL must be", "LOG_LEVEL must be", "HASH must be 64 hex digits"} {
		if !strings.Contains(text, want) {
			t.Errorf("%q is missing in\n%s", want, text)
		}
	}
	if strings.Contains(text, "hunter2") {
		t.Error("a secret is repeated")
	}
}

func TestSecretsArePrintedRedacted(t *testing.T) {
	r := from(map[string]string{"DATABASE_URL": "postgres://u:hunter2@h/d", "NAME": "x"})
	r.Secret("DATABASE_URL")
	r.Text("NAME")
	var out bytes.Buffer
	slog.New(slog.NewJSONHandler(&out, nil)).LogAttrs(context.Background(), slog.LevelInfo, "starting", r.Redacted())
	var line struct{ Config map[string]string }
	if err := json.Unmarshal(out.Bytes(), &line); err != nil {
		t.Fatal(err)
	}
	if line.Config["DATABASE_URL"] != "[redacted]" || line.Config["NAME"] != "x" {
		t.Errorf("%v", line.Config)
	}
}
