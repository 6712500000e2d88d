package proxy

import (
	"net"
	"net/http"
	"strings"

	"pyairtable.dev/go-services/kit/credential"
)

// climbs tells whether a raw path has a `.` or `..` segment in any encoding: such a path could mean one thing here and
// another to the service.
func climbs(path string) bool {
	if !strings.Contains(path, "/.") && !strings.Contains(path, "/%") {
		return false
	}
	for segment := range strings.SplitSeq(path, "/") {
		// At most six characters, `%2e%2e`, decode to two dots.
		if len(segment) > 6 {
			continue
		}
		switch strings.ReplaceAll(strings.ToLower(segment), "%2e", ".") {
		case ".", "..":
			return true
		}
	}
	return false
}

// baseID is the first base id among the path's segments, for the log.
func baseID(path string) string {
	for segment := range strings.SplitSeq(path, "/") {
		if credential.IsID("app", segment) {
			return segment
		}
	}
	return ""
}

func clientIP(r *http.Request) string {
	host, _, err := net.SplitHostPort(r.RemoteAddr)
	if err != nil {
		return ""
	}
	return host
}
