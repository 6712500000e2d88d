// Package proxy is the gateway's handler: it decides what may pass, and forwards it.
package proxy

import (
	"cmp"
	"context"
	"errors"
	"log/slog"
	"net/http"
	"net/http/httputil"
	"net/url"
	"time"
	"unicode/utf8"

	"pyairtable.dev/go-services/gateway/internal/exchange"
	"pyairtable.dev/go-services/gateway/internal/routes"
	"pyairtable.dev/go-services/gateway/internal/services"
	"pyairtable.dev/go-services/gateway/internal/streams"
	"pyairtable.dev/go-services/kit/apierror"
	"pyairtable.dev/go-services/kit/logging"
	"pyairtable.dev/go-services/kit/server"
)

// MaxHeaderBytes bounds request line and headers: below what each service takes, so that none of them has to refuse a
// head and close its connection, and above the 64 KiB of an address that Airtable's clients send.
const MaxHeaderBytes = 76 << 10

// Options of New.
type Options struct {
	Routes    *routes.Table
	Exchange  *exchange.Client
	Streams   *streams.Registry
	Transport http.RoundTripper
	Log       *slog.Logger
	// Healthz answers for the whole house.
	Healthz http.Handler
	// PublicURL is the address people use, when a proxy in front of the gateway makes it another than the listener's;
	// nil otherwise.
	PublicURL *url.URL
	// Arrival is the time in which a body has to arrive where the route has no time limit; 0 is half a minute.
	Arrival time.Duration
}

// Gateway is the one public handler.
type Gateway struct {
	Options
	proxy *httputil.ReverseProxy
	https bool
}

// New builds the handler.
func New(options Options) *Gateway {
	options.Arrival = cmp.Or(options.Arrival, services.DefaultTimeout)
	g := &Gateway{Options: options, https: options.PublicURL != nil && options.PublicURL.Scheme == "https"}
	g.proxy = &httputil.ReverseProxy{
		Rewrite:        rewrite,
		Transport:      options.Transport,
		ModifyResponse: g.finish,
		ErrorHandler:   g.upstreamFailed,
		BufferPool:     newBufferPool(),
		ErrorLog:       slog.NewLogLogger(options.Log.Handler(), slog.LevelDebug),
	}
	return g
}

// Causes for which a request is cancelled from here.
var (
	errTimeout = errors.New("request timeout")
	errEnded   = errors.New("stream ended")
)

// ServeHTTP implements http.Handler.
func (g *Gateway) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	p := &passage{gateway: g, began: time.Now(), writer: w, status: http.StatusOK}
	if r.ContentLength != 0 {
		p.rest = r.Body
		p.body = newIncoming(w, r, g.Arrival)
	}
	p.path = r.URL.EscapedPath()
	p.log.RequestID = server.RequestID(r.Header)
	p.clientIP = clientIP(r)
	p.https = g.https || r.TLS != nil
	p.trace(r.Header.Get("Traceparent"))

	ctx, cancel := context.WithCancelCause(context.WithValue(r.Context(), passageKey{}, p))
	p.cancel = cancel
	defer p.over(r)
	r = r.WithContext(logging.WithRequest(ctx, &p.log))

	if r.Method == http.MethodGet || r.Method == http.MethodHead {
		switch p.path {
		case "/healthz":
			p.own(w.Header())
			g.Healthz.ServeHTTP(p, r)
			return
		case "/readyz":
			p.own(w.Header())
			server.WriteJSON(p, http.StatusOK, map[string]string{"status": "ok"})
			return
		}
	}
	if err := g.admit(p, r); err != nil {
		g.fail(p, r, err)
		return
	}
	if p.target.Route.CORS && r.Method == http.MethodOptions {
		p.own(w.Header())
		p.WriteHeader(http.StatusOK)
		return
	}
	// Who is not known may be refused for it, which must not await the body.
	if p.target.Route.Timeout == 0 || (p.body != nil && p.grant == nil) {
		r = r.WithContext(asStream(r.Context()))
	}
	if p.target.Route.Timeout > 0 {
		p.timer = time.AfterFunc(p.target.Route.Timeout, func() { cancel(errTimeout) })
	}
	if p.body != nil {
		p.body.within(cmp.Or(p.target.Route.Timeout, g.Arrival))
		p.body.bound(w, p.target.Route.BodyBytes)
		r.Body = p.body
	}
	g.proxy.ServeHTTP(p, r)
}

// admit finds the route and checks credential, origin and size; an error is the answer.
func (g *Gateway) admit(p *passage, r *http.Request) error {
	if !known(r.Method) || climbs(p.path) {
		return apierror.RouteNotFound
	}
	if !utf8.ValidString(r.URL.Path) || !isHost(r.Host) {
		return apierror.MalformedRequest
	}
	if headerLines(r.Header) > mostHeaderLines {
		return apierror.HeadersTooLarge
	}
	p.target = g.Routes.Match(p.path)
	if p.target == nil {
		return apierror.RouteNotFound
	}
	p.log.BaseID = baseID(p.path)
	if !mayUpgrade(r, &p.target.Route) {
		r.Header.Del("Upgrade")
	}
	if p.target.Route.CORS && r.Method == http.MethodOptions {
		return nil
	}
	if err := g.identify(p, r); err != nil {
		return err
	}
	if r.ContentLength > p.target.Route.BodyBytes {
		return apierror.RequestTooLarge
	}
	return nil
}

// fail answers in the gateway's own name.
func (g *Gateway) fail(p *passage, r *http.Request, err error) {
	failure, known := apierror.From(err)
	if !known && r.Context().Err() != nil {
		p.abort()
	}
	if !known {
		g.Log.ErrorContext(r.Context(), "request failed", logging.KeyCode, failure.Type, "fault_id", failure.ID, "err", err.Error())
	}
	p.code = failure.Type
	p.own(p.Header())
	if p.target != nil {
		p.challenge(p.Header(), failure.Status, r.Host)
	}
	failure.Write(p)
}

// upstreamFailed turns a failed round trip into its envelope.
func (g *Gateway) upstreamFailed(_ http.ResponseWriter, r *http.Request, err error) {
	p := passageOf(r.Context())
	cause := context.Cause(r.Context())
	if fault := p.body.fault(cause != nil && !errors.Is(cause, errEnded)); fault != nil {
		g.fail(p, r, fault)
		return
	}
	switch {
	case errors.Is(cause, errTimeout):
		g.fail(p, r, apierror.GatewayTimeout)
	case errors.Is(cause, errEnded):
		g.fail(p, r, apierror.Retriable)
	case cause != nil:
		p.abort()
	case refused(err):
		g.Log.WarnContext(r.Context(), "service not reachable", "upstream", p.target.Service.Name, "err", err.Error())
		g.fail(p, r, apierror.Retriable)
	default:
		g.Log.WarnContext(r.Context(), "service did not answer", "upstream", p.target.Service.Name, "err", err.Error())
		g.fail(p, r, apierror.BadGateway)
	}
}

// abort cuts the connection of a client that is gone, or will send no more: without an answer the server would make one
// up, an empty success. The status stands in the log.
func (p *passage) abort() {
	p.status = server.StatusClientGone
	panic(http.ErrAbortHandler)
}
