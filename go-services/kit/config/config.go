// Package config reads a process's settings from its environment: typed, once, and printable without secrets.
package config

import (
	"encoding/hex"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/url"
	"os"
	"strconv"
	"strings"
)

// Reader reads keys and collects every fault, so that one start reports all of them.
type Reader struct {
	lookup func(string) (string, bool)
	faults []error
	seen   []slog.Attr
}

// FromEnvironment reads the process's own environment.
func FromEnvironment() *Reader { return From(os.LookupEnv) }

// From reads through lookup; tests pass a map's.
func From(lookup func(string) (string, bool)) *Reader { return &Reader{lookup: lookup} }

// Err names every missing or malformed key, or is nil. It never repeats a secret's value.
func (r *Reader) Err() error { return errors.Join(r.faults...) }

// Redacted is the settings as read, in order, secrets replaced, for one log line at start.
func (r *Reader) Redacted() slog.Attr {
	args := make([]any, len(r.seen))
	for i, attr := range r.seen {
		args[i] = attr
	}
	return slog.Group("config", args...)
}

// Text is a required string.
func (r *Reader) Text(key string) string {
	value, ok := r.value(key)
	if !ok {
		r.missing(key)
	}
	r.saw(key, value)
	return value
}

// TextOr is a string with a default.
func (r *Reader) TextOr(key, fallback string) string {
	value, ok := r.value(key)
	if !ok {
		value = fallback
	}
	r.saw(key, value)
	return value
}

// Secret is a required string that Redacted never prints.
func (r *Reader) Secret(key string) string {
	value, ok := r.value(key)
	if !ok {
		r.missing(key)
	}
	r.saw(key, "[redacted]")
	return value
}

// SHA256 is a required digest, 64 hex digits.
func (r *Reader) SHA256(key string) [32]byte {
	var digest [32]byte
	raw, err := hex.DecodeString(r.Secret(key))
	if err != nil || len(raw) != len(digest) {
		r.fault(key, "must be 64 hex digits")
		return digest
	}
	copy(digest[:], raw)
	return digest
}

// Address joins HOST (default 127.0.0.1) and PORT (default given) for a listener.
func (r *Reader) Address(defaultPort int) string {
	return net.JoinHostPort(r.TextOr("HOST", "127.0.0.1"), strconv.Itoa(r.Int("PORT", defaultPort, 0, 65535)))
}

// Int is a whole number with a default, refused outside low..high.
func (r *Reader) Int(key string, fallback, low, high int) int {
	text, ok := r.value(key)
	number := fallback
	if ok {
		parsed, err := strconv.Atoi(text)
		if err != nil || parsed < low || parsed > high {
			r.fault(key, fmt.Sprintf("must be a whole number from %d to %d", low, high))
		} else {
			number = parsed
		}
	}
	r.saw(key, number)
	return number
}

// URL is an absolute http(s) address with a default; "" as default makes it optional and the answer nil.
func (r *Reader) URL(key, fallback string) *url.URL {
	text, ok := r.value(key)
	if !ok {
		text = fallback
	}
	r.saw(key, text)
	if text == "" {
		return nil
	}
	address, err := url.Parse(text)
	if err != nil || (address.Scheme != "http" && address.Scheme != "https") || address.Host == "" {
		r.fault(key, "must be an absolute http or https address")
		return nil
	}
	return address
}

// LogLevel reads LOG_LEVEL: debug, info (default), warn or error.
func (r *Reader) LogLevel() slog.Level {
	var level slog.Level
	text := r.TextOr("LOG_LEVEL", "info")
	if err := level.UnmarshalText([]byte(text)); err != nil {
		r.fault("LOG_LEVEL", "must be debug, info, warn or error")
	}
	return level
}

// An empty value counts as absent: shells and compose files cannot easily unset a key.
func (r *Reader) value(key string) (string, bool) {
	value, ok := r.lookup(key)
	value = strings.TrimSpace(value)
	return value, ok && value != ""
}

func (r *Reader) missing(key string) { r.fault(key, "is required") }

func (r *Reader) fault(key, reason string) {
	r.faults = append(r.faults, fmt.Errorf("%s %s", key, reason))
}

func (r *Reader) saw(key string, value any) { r.seen = append(r.seen, slog.Any(key, value)) }
