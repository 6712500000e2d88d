package server

import (
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"strconv"
	"strings"

	"pyairtable.dev/go-services/kit/apierror"
)

// WriteJSON answers with value as JSON, never cached.
func WriteJSON(w http.ResponseWriter, status int, value any) {
	body, err := json.Marshal(value)
	if err != nil {
		panic(err) // Answers are plain structs of ours: this is a fault of the program, not of the request.
	}
	header := w.Header()
	header.Set("Content-Type", "application/json; charset=utf-8")
	header.Set("Content-Length", strconv.Itoa(len(body)))
	header.Set("Cache-Control", "no-store")
	w.WriteHeader(status)
	_, _ = w.Write(body)
}

// ReadJSON reads one JSON object of at most limit bytes into target: INVALID_REQUEST_BODY when it does not parse,
// INVALID_REQUEST_UNKNOWN for a wrong type or an unknown key, REQUEST_TOO_LARGE. An empty body counts as {}.
func ReadJSON(w http.ResponseWriter, r *http.Request, limit int64, target any) error {
	decoder := json.NewDecoder(http.MaxBytesReader(w, r.Body, limit))
	decoder.DisallowUnknownFields()
	err := decoder.Decode(target)
	if errors.Is(err, io.EOF) {
		return nil
	}
	if err == nil {
		if _, err = decoder.Token(); errors.Is(err, io.EOF) {
			return nil
		}
		return apierror.InvalidBody
	}
	var tooLarge *http.MaxBytesError
	var wrongType *json.UnmarshalTypeError
	switch {
	case errors.As(err, &tooLarge):
		return apierror.RequestTooLarge
	// The package has no type for an unknown key.
	case errors.As(err, &wrongType), strings.HasPrefix(err.Error(), "json: unknown field"):
		return apierror.InvalidRequest
	}
	return apierror.InvalidBody
}
