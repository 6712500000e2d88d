package proxy

import (
	"net/http"
	"strings"
	"time"

	"pyairtable.dev/go-services/gateway/internal/streams"
)

// lingerTimeout is how long a client may take to close a WebSocket whose upstream is gone.
const lingerTimeout = 2 * time.Second

// Shared values of answer headers: net/http only reads them.
var (
	noSniff        = []string{"nosniff"}
	denyFrames     = []string{"DENY"}
	referrerPolicy = []string{"strict-origin-when-cross-origin"}
	strictHTTPS    = []string{"max-age=31536000"}
	allowOrigin    = []string{"*"}
	allowMethods   = []string{"DELETE,GET,OPTIONS,PATCH,POST,PUT"}
	allowHeaders   = []string{"authorization,content-length,content-type,idempotency-key,user-agent,x-airtable-application-id,x-airtable-user-agent,x-api-version,x-requested-with"}
)

// own sets the headers on which the gateway alone decides, in place of any of the upstream's.
func (p *passage) own(header http.Header) {
	header["X-Content-Type-Options"] = noSniff
	header["X-Frame-Options"] = denyFrames
	header["Referrer-Policy"] = referrerPolicy
	header["X-Request-Id"] = []string{p.log.RequestID}
	if p.https {
		header["Strict-Transport-Security"] = strictHTTPS
	}
	delete(header, "X-Powered-By")
	for name := range header {
		if strings.HasPrefix(name, "Access-Control-") {
			delete(header, name)
		}
	}
	if p.target != nil && p.target.Route.CORS {
		header["Access-Control-Allow-Origin"] = allowOrigin
		header["Access-Control-Allow-Methods"] = allowMethods
		header["Access-Control-Allow-Headers"] = allowHeaders
	}
}

// finish completes an upstream's answer: headers, compression, and the register of streams.
func (g *Gateway) finish(answer *http.Response) error {
	p := passageOf(answer.Request.Context())
	p.own(answer.Header)
	p.challenge(answer.Header, answer.StatusCode, answer.Request.Header.Get("X-Forwarded-Host"))
	switch {
	case answer.StatusCode == http.StatusSwitchingProtocols:
		p.status = answer.StatusCode
		p.beginWebSocket(answer)
	case isEventStream(answer.Header):
		p.beginStream()
	default:
		if p.target.Route.Timeout == 0 {
			p.beginStream()
		}
		p.whole = p.target.Route.Timeout > 0 && isJSON(answer.Header)
		compress(answer)
	}
	return nil
}

// beginStream lifts the time limit and lets the credential's revocation end the answer.
func (p *passage) beginStream() {
	p.enter(func(streams.Reason) { p.cancel(errEnded) })
}

func (p *passage) beginWebSocket(answer *http.Response) {
	upstream, ok := answer.Body.(interface {
		Read([]byte) (int, error)
		Write([]byte) (int, error)
		Close() error
	})
	if !ok || !strings.EqualFold(answer.Header.Get("Upgrade"), "websocket") {
		p.beginStream()
		return
	}
	socket := streams.NewWebSocket(upstream, func() {
		if p.client != nil {
			_ = p.client.SetReadDeadline(time.Now().Add(lingerTimeout))
		}
	})
	answer.Body = socket
	p.enter(socket.End)
}

func (p *passage) enter(end func(streams.Reason)) {
	if p.timer != nil {
		p.timer.Stop()
	}
	cid := ""
	if p.grant != nil {
		cid = p.grant.CID
	}
	p.leave = p.gateway.Streams.Add(cid, end)
}

func isJSON(header http.Header) bool {
	return strings.HasPrefix(header.Get("Content-Type"), "application/json")
}

func isEventStream(header http.Header) bool {
	return strings.HasPrefix(header.Get("Content-Type"), "text/event-stream")
}
