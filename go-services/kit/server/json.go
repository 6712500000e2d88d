package server

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf16"
	"unicode/utf8"

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

// ReadJSON reads one JSON object of at most limit bytes into target: INVALID_REQUEST_BODY when it does not parse or has
// half a character, INVALID_REQUEST_UNKNOWN for a wrong type or an unknown key, REQUEST_TOO_LARGE. An empty body counts as {}.
func ReadJSON(w http.ResponseWriter, r *http.Request, limit int64, target any) error {
	text, err := io.ReadAll(http.MaxBytesReader(w, r.Body, limit))
	decoder := json.NewDecoder(bytes.NewReader(text))
	decoder.DisallowUnknownFields()
	if err == nil {
		err = decoder.Decode(target)
	}
	if errors.Is(err, io.EOF) {
		return nil
	}
	if err == nil {
		// The package puts another character for what is none.
		if _, err = decoder.Token(); errors.Is(err, io.EOF) && utf8.Valid(text) && !hasHalfCharacter(text) {
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

// hasHalfCharacter tells whether a JSON text escapes one half of a pair of surrogates alone.
func hasHalfCharacter(text []byte) bool {
	for at := bytes.IndexByte(text, '\\'); at >= 0 && at < len(text)-1; {
		width := 2
		if first := escaped(text[at:]); utf16.IsSurrogate(first) {
			if utf16.DecodeRune(first, escaped(text[at+6:])) == unicode.ReplacementChar {
				return true
			}
			width = 12
		}
		next := bytes.IndexByte(text[at+width:], '\\')
		if next < 0 {
			return false
		}
		at += width + next
	}
	return false
}

// escaped is the unit of UTF-16 whose escape a JSON text begins with; 0 when it begins with none.
func escaped(text []byte) rune {
	if len(text) < 6 || text[0] != '\\' || text[1] != 'u' {
		return 0
	}
	unit, err := strconv.ParseUint(string(text[2:6]), 16, 16)
	if err != nil {
		return 0
	}
	return rune(unit)
}
