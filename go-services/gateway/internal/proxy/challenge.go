package proxy

import (
	"net/http"

	"pyairtable.dev/go-services/gateway/internal/services"
)

// protectedResource is where RFC 9728 looks for what a client needs to know to get in; a route's prefix follows.
const protectedResource = "/.well-known/oauth-protected-resource"

// challenge tells the caller of a refused request how to come again. Clients of a route that takes tokens only are led
// to its metadata.
func (p *passage) challenge(header http.Header, status int, host string) {
	if status != http.StatusUnauthorized || header.Get("WWW-Authenticate") != "" {
		return
	}
	challenge := `Bearer realm="PyAirtable"`
	if route := &p.target.Route; route.Credential == services.Forward {
		challenge += `, resource_metadata="` + p.origin(host) + protectedResource + route.Prefix + `"`
	}
	header.Set("WWW-Authenticate", challenge)
}

// origin is the address under which the caller sees the gateway.
func (p *passage) origin(host string) string {
	switch public := p.gateway.PublicURL; {
	case public != nil:
		return public.Scheme + "://" + public.Host
	case p.https:
		return "https://" + host
	default:
		return "http://" + host
	}
}
