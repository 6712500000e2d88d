package server

import (
	"crypto/rand"
	"encoding/hex"
	"net/http"
)

const (
	maxRequestID = 64
	// version "00", 32 hex of trace id, 16 of span id, 2 of flags, and the dashes between.
	traceparentLength = 55
)

// RequestID is the caller's X-Request-Id when it has the shape of one (1–64 of A–Z a–z 0–9 _ -), else a fresh one.
func RequestID(header http.Header) string {
	if id := header.Get("X-Request-Id"); isRequestID(id) {
		return id
	}
	return randomHex(16)
}

// TraceID is the trace id of a W3C traceparent; empty when the header is none.
func TraceID(traceparent string) string {
	if len(traceparent) != traceparentLength || traceparent[2] != '-' || traceparent[35] != '-' || traceparent[52] != '-' {
		return ""
	}
	id := traceparent[3:35]
	if !isHex(traceparent[:2]) || !isHex(id) || !isHex(traceparent[36:52]) || !isHex(traceparent[53:]) {
		return ""
	}
	return id
}

// NewTraceparent starts a trace that asks for no sampling.
func NewTraceparent() string { return "00-" + randomHex(16) + "-" + randomHex(8) + "-00" }

func isRequestID(text string) bool {
	if text == "" || len(text) > maxRequestID {
		return false
	}
	for i := 0; i < len(text); i++ {
		c := text[i]
		if !('0' <= c && c <= '9' || 'A' <= c && c <= 'Z' || 'a' <= c && c <= 'z' || c == '_' || c == '-') {
			return false
		}
	}
	return true
}

func isHex(text string) bool {
	for i := 0; i < len(text); i++ {
		c := text[i]
		if !('0' <= c && c <= '9' || 'a' <= c && c <= 'f') {
			return false
		}
	}
	return true
}

func randomHex(bytes int) string {
	raw := make([]byte, bytes)
	_, _ = rand.Read(raw)
	return hex.EncodeToString(raw)
}
