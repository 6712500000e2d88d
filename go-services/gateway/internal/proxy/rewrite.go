package proxy

import (
	"net/http/httputil"
	"strings"
)

// rewrite makes the upstream's request: same path, query and body to the byte; our own word on who asks.
func rewrite(pr *httputil.ProxyRequest) {
	p := passageOf(pr.In.Context())
	out := pr.Out
	out.URL.Scheme = p.target.Service.URL.Scheme
	out.URL.Host = p.target.Service.URL.Host
	// The proxy drops parameters that it cannot parse; what they mean is the service's business.
	out.URL.RawQuery = pr.In.URL.RawQuery

	header := out.Header
	for name := range header {
		if strings.HasPrefix(name, "X-Forwarded-") {
			delete(header, name)
		}
	}
	scheme := "http"
	if p.https {
		scheme = "https"
	}
	header["X-Forwarded-For"] = []string{p.clientIP}
	header["X-Real-Ip"] = []string{p.clientIP}
	header["X-Forwarded-Host"] = []string{pr.In.Host}
	header["X-Forwarded-Proto"] = []string{scheme}
	header["X-Request-Id"] = []string{p.log.RequestID}
	if p.traceparent != "" {
		header["Traceparent"] = []string{p.traceparent}
		delete(header, "Tracestate")
	}
	delete(header, "Authorization")
	if p.authorization != "" {
		header["Authorization"] = []string{p.authorization}
	}
	if !p.target.Route.KeepCookies {
		delete(header, "Cookie")
	}
}
