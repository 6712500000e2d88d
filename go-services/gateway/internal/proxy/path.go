package proxy

import (
	"net"
	"net/http"
	"net/url"
	"strings"

	"pyairtable.dev/go-services/gateway/internal/services"
	"pyairtable.dev/go-services/kit/credential"
)

// known tells whether a service may be asked by this method. Methods are matched as they come: `patch` is none.
func known(method string) bool {
	switch method {
	case http.MethodGet, http.MethodHead, http.MethodPost, http.MethodPut, http.MethodPatch, http.MethodDelete, http.MethodOptions:
		return true
	}
	return false
}

const (
	digits    = "0123456789"
	plainHost = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ.-_" + digits
)

// isHost tells whether a Host header is a name or an address, with or without a port: services make addresses of it.
func isHost(host string) bool {
	// HTTP/1.0 has none.
	if name, port, _ := strings.Cut(host, ":"); strings.Trim(name, plainHost) == "" && strings.Trim(port, digits) == "" {
		return name != "" || host == ""
	}
	parsed, err := url.Parse("http://" + host)
	return err == nil && parsed.Host == host && parsed.Hostname() != "" && !strings.ContainsAny(host, "%\\^`{|}\"<>,;!$&'()*+= ")
}

// mayUpgrade: only a plain question on a route for streams opens a WebSocket. Any other protocol, HTTP/2 above all,
// would carry requests past all that is decided here.
func mayUpgrade(r *http.Request, route *services.Route) bool {
	return route.Timeout == 0 && r.Method == http.MethodGet && r.ContentLength == 0 &&
		strings.EqualFold(r.Header.Get("Upgrade"), "websocket")
}

// climbs tells whether a raw path has a `.` or `..` segment in any encoding: such a path could mean one thing here and
// another to the service. Only where /v0 names a table may it be one, encoded whole: the api takes segments as they are,
// and tables may be named so.
func climbs(path string) bool {
	if !strings.Contains(path, "/.") && !strings.Contains(path, "/%") {
		return false
	}
	at := -1
	for segment := range strings.SplitSeq(path, "/") {
		at++
		// At most six characters, `%2e%2e`, decode to two dots.
		if len(segment) > 6 {
			continue
		}
		switch strings.ReplaceAll(strings.ToLower(segment), "%2e", ".") {
		case ".", "..":
			if at != tableSegment || strings.Contains(segment, ".") || !namesTable(path) {
				return true
			}
		}
	}
	return false
}

// tableSegment is the place of a table's name in /v0/{base}/{table}, counted from the empty text before the first slash.
const tableSegment = 3

func namesTable(path string) bool {
	rest, found := strings.CutPrefix(path, "/v0/")
	base, _, _ := strings.Cut(rest, "/")
	return found && credential.IsID("app", base)
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
