package proxy

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"strings"

	"pyairtable.dev/go-services/gateway/internal/exchange"
	"pyairtable.dev/go-services/gateway/internal/services"
	"pyairtable.dev/go-services/kit/apierror"
	"pyairtable.dev/go-services/kit/credential"
)

// presented is the credential of a request.
type presented struct {
	secret string
	// byCookie: the browser added it by itself, so another site may have caused the request.
	byCookie bool
}

// identify applies the route's policy: it sets the grant and the Authorization header for the upstream, or refuses.
func (g *Gateway) identify(p *passage, r *http.Request) error {
	route := &p.target.Route
	if route.Credential == services.None {
		return nil
	}
	given := credentialOf(r)
	if given.byCookie || (route.KeepCookies && sessionCookie(r) != "") {
		if foreign(r, g.PublicURL) {
			if !safe(r.Method) || upgrades(r) {
				return apierror.ForeignOrigin
			}
			if route.CORS {
				// Its answer may be read by any site, so it must not depend on who the browser's user is.
				given = presented{}
			}
		}
	}
	// A forwarded credential stays in its header, and a cookie is none.
	if route.Credential == services.Forward && given.byCookie {
		given = presented{}
	}
	if given.secret == "" {
		if route.Credential == services.Optional {
			return nil
		}
		return apierror.AuthenticationRequired
	}
	grant, err := g.grant(r, p, given.secret)
	switch {
	case errors.Is(err, exchange.ErrRefused):
		if route.Credential == services.Optional {
			return nil
		}
		return apierror.AuthenticationRequired
	case err != nil:
		if r.Context().Err() != nil {
			return context.Cause(r.Context())
		}
		// Not anonymous, not refused: it is not known who this is.
		g.Log.WarnContext(r.Context(), "credential not exchanged", "err", err.Error())
		return apierror.Retriable
	}
	p.grant = grant
	p.log.UserID = grant.UserID
	p.authorization = grant.Authorization
	if route.Credential == services.Forward {
		p.authorization = r.Header.Get("Authorization")
	}
	return nil
}

func (g *Gateway) grant(r *http.Request, p *passage, secret string) (*exchange.Grant, error) {
	if p.target.Route.Timeout == 0 || upgrades(r) {
		return g.Exchange.Fresh(r.Context(), secret)
	}
	return g.Exchange.Grant(r.Context(), secret)
}

// credentialOf takes the Authorization header or else the session cookie. A header of another scheme is a credential
// that nobody knows, not a missing one.
func credentialOf(r *http.Request) presented {
	if header := r.Header["Authorization"]; len(header) > 0 {
		scheme, secret, _ := strings.Cut(header[0], " ")
		if !strings.EqualFold(scheme, "Bearer") {
			secret = ""
		}
		secret = strings.TrimSpace(secret)
		if secret == "" {
			secret = "-"
		}
		return presented{secret: secret}
	}
	if secret := sessionCookie(r); secret != "" {
		return presented{secret: secret, byCookie: true}
	}
	return presented{}
}

func sessionCookie(r *http.Request) string {
	if len(r.Header["Cookie"]) == 0 {
		return ""
	}
	cookie, err := r.Cookie(credential.SessionCookie)
	if err != nil {
		return ""
	}
	return cookie.Value
}

// foreign tells whether another site caused the request. A browser says so in Origin, or in Sec-Fetch-Site where it
// leaves Origin out; a request with neither is no browser's.
func foreign(r *http.Request, public *url.URL) bool {
	if origins := r.Header["Origin"]; len(origins) > 0 {
		origin, err := url.Parse(origins[0])
		if err != nil || len(origins) > 1 {
			return true
		}
		if public != nil && origin.Scheme == public.Scheme && strings.EqualFold(origin.Host, public.Host) {
			return false
		}
		// Behind a public https address a page that came over http is another's.
		if public != nil && public.Scheme == "https" && origin.Scheme != "https" {
			return true
		}
		return (origin.Scheme != "http" && origin.Scheme != "https") || !strings.EqualFold(origin.Host, r.Host)
	}
	switch r.Header.Get("Sec-Fetch-Site") {
	case "", "same-origin", "none":
		return false
	}
	return true
}

func safe(method string) bool {
	return method == http.MethodGet || method == http.MethodHead || method == http.MethodOptions
}

func upgrades(r *http.Request) bool { return len(r.Header["Upgrade"]) > 0 }
