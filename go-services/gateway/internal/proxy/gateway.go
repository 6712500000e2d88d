// Package proxy is the gateway's handler: it decides what may pass, and forwards it.
package proxy

import (
	"context"
	"errors"
	"io"
	"log/slog"
	"net/http"
	"net/http/httputil"
	"net/url"
	"strings"
	"time"

	"pyairtable.dev/go-services/gateway/internal/exchange"
	"pyairtable.dev/go-services/gateway/internal/routes"
	"pyairtable.dev/go-services/gateway/internal/streams"
	"pyairtable.dev/go-services/kit/apierror"
	"pyairtable.dev/go-services/kit/logging"
	"pyairtable.dev/go-services/kit/server"
)

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
}

// Gateway is the one public handler.
type Gateway struct {
	Options
	proxy *httputil.ReverseProxy
	https bool
}

// New builds the handler.
func New(options Options) *Gateway {
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
	p := &passage{gateway: g, began: time.Now(), writer: w, body: r.Body, status: http.StatusOK}
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
	if p.target.Route.Timeout == 0 {
		r = r.WithContext(asStream(r.Context()))
	} else {
		p.timer = time.AfterFunc(p.target.Route.Timeout, func() { cancel(errTimeout) })
	}
	if r.ContentLength != 0 {
		// The transport closes the body that it was given; ours stays open for the rest of what is sent.
		r.Body = http.MaxBytesReader(w, io.NopCloser(p.body), p.target.Route.BodyBytes)
	}
	g.proxy.ServeHTTP(p, r)
}

// admit finds the route and checks credential, origin and size; an error is the answer.
func (g *Gateway) admit(p *passage, r *http.Request) error {
	if r.Method == http.MethodConnect || r.Method == http.MethodTrace || climbs(p.path) {
		return apierror.RouteNotFound
	}
	p.target = g.Routes.Match(p.path)
	if p.target == nil {
		return apierror.RouteNotFound
	}
	p.log.BaseID = baseID(p.path)
	// Any other protocol, HTTP/2 above all, would carry requests past all that is decided here.
	if !strings.EqualFold(r.Header.Get("Upgrade"), "websocket") {
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
	if !known {
		g.Log.ErrorContext(r.Context(), "request failed", logging.KeyCode, failure.Type, "fault_id", failure.ID, "err", err.Error())
	}
	p.code = failure.Type
	p.own(p.Header())
	if p.target != nil {
		p.challenge(p.Header(), failure.Status, r.Host)
	}
	p.failAndLinger(r, func() { failure.Write(p) })
}

// upstreamFailed turns a failed round trip into its envelope.
func (g *Gateway) upstreamFailed(_ http.ResponseWriter, r *http.Request, err error) {
	p := passageOf(r.Context())
	var tooLarge *http.MaxBytesError
	cause := context.Cause(r.Context())
	switch {
	case errors.As(err, &tooLarge):
		g.fail(p, r, apierror.RequestTooLarge)
	case errors.Is(cause, errTimeout):
		g.fail(p, r, apierror.GatewayTimeout)
	case errors.Is(cause, errEnded):
		g.fail(p, r, apierror.Retriable)
	case r.Context().Err() != nil:
		// The client is gone: nobody reads an answer. The status is the one that nginx made customary.
		p.status = statusClientGone
	case refused(err):
		g.Log.WarnContext(r.Context(), "service not reachable", "upstream", p.target.Service.Name, "err", err.Error())
		g.fail(p, r, apierror.Retriable)
	default:
		g.Log.WarnContext(r.Context(), "service did not answer", "upstream", p.target.Service.Name, "err", err.Error())
		g.fail(p, r, apierror.BadGateway)
	}
}

const statusClientGone = 499
