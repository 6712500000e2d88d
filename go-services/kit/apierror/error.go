// Package apierror carries the failures a caller can act on, and their form on the wire.
package apierror

import (
	"crypto/rand"
	"encoding/hex"
	"encoding/json"
	"errors"
	"math"
	"net/http"
	"strconv"
	"time"
)

// Error is an expected failure. Its message is safe to show: no secret, no SQL, no other tenant's name.
type Error struct {
	Type    string
	Status  int
	Message string
	// Bare asks for Airtable's bare-string envelope, {"error":"NOT_FOUND"}.
	Bare bool
	// RetryAfter, when above zero, becomes the Retry-After header in whole seconds, rounded up.
	RetryAfter time.Duration
	// ID names an unknown fault in the log and in the answer.
	ID string
}

// Error is the type and message, for logs.
func (e Error) Error() string { return e.Type + ": " + e.Message }

// Is matches by type, so that an Error with its own message still is its catalogue entry.
func (e Error) Is(target error) bool {
	other, ok := target.(Error)
	return ok && other.Type == e.Type && other.Bare == e.Bare
}

// Saying is the same failure with another message.
func (e Error) Saying(message string) Error {
	e.Message = message
	return e
}

// After is the same failure with a Retry-After.
func (e Error) After(wait time.Duration) Error {
	e.RetryAfter = wait
	return e
}

// From is err itself when it is an Error, else SERVER_ERROR with a fresh id; known tells which.
func From(err error) (failure Error, known bool) {
	if errors.As(err, &failure) {
		return failure, true
	}
	failure = ServerError
	failure.ID = newFaultID()
	return failure, false
}

type object struct {
	Type    string `json:"type"`
	Message string `json:"message,omitempty"`
	ID      string `json:"id,omitempty"`
}

// Body is the wire form. A message is left out when empty, as Airtable does for some types.
func (e Error) Body() []byte {
	var envelope any = object{e.Type, e.Message, e.ID}
	if e.Bare {
		envelope = e.Type
	}
	// Strings alone always marshal.
	body, _ := json.Marshal(map[string]any{"error": envelope})
	return body
}

// Write answers with the error.
func (e Error) Write(w http.ResponseWriter) {
	body := e.Body()
	header := w.Header()
	header.Set("Content-Type", "application/json; charset=utf-8")
	header.Set("Content-Length", strconv.Itoa(len(body)))
	header.Set("Cache-Control", "no-store")
	if e.RetryAfter > 0 {
		header.Set("Retry-After", strconv.Itoa(int(math.Ceil(e.RetryAfter.Seconds()))))
	}
	w.WriteHeader(e.Status)
	_, _ = w.Write(body)
}

func newFaultID() string {
	var raw [8]byte
	_, _ = rand.Read(raw[:])
	return hex.EncodeToString(raw[:])
}
