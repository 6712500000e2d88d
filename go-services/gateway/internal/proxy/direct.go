package proxy

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"io"
	"net/http"
	"sync"
	"time"
)

// smallBody is the largest request body written before the answer is read. Larger ones want both at once: a service
// may refuse them in the middle.
const smallBody = 64 << 10

// Direct makes small round trips in the goroutine of the request, on connections of its own. The standard transport
// hands each request to a goroutine that writes and takes the answer from one that reads, which for an answer of a
// millisecond is a good part of the gateway's work. Large bodies and streams have a connection each, upgrades go to Base.
type Direct struct {
	Base *http.Transport

	mu   sync.Mutex
	idle map[string][]*directConn
}

// NewDirect dials as base does.
func NewDirect(base *http.Transport) *Direct {
	return &Direct{Base: base, idle: map[string][]*directConn{}}
}

type streamKey struct{}

// asStream marks requests whose answer may last.
func asStream(ctx context.Context) context.Context { return context.WithValue(ctx, streamKey{}, true) }

func small(request *http.Request) bool {
	return request.ContentLength >= 0 && request.ContentLength <= smallBody && len(request.Header["Expect"]) == 0 &&
		request.Context().Value(streamKey{}) == nil
}

// RoundTrip implements http.RoundTripper. An error leaves the request unanswered, and perhaps done.
func (d *Direct) RoundTrip(request *http.Request) (*http.Response, error) {
	if request.URL.Scheme != "http" || len(request.Header["Upgrade"]) > 0 {
		return d.Base.RoundTrip(request)
	}
	if !small(request) {
		return d.bothWays(request)
	}
	body, err := wholeBody(request)
	if err != nil {
		return nil, err
	}
	for {
		connection := d.take(request.URL.Host)
		reused := connection != nil
		if !reused {
			if connection, err = d.dial(request); err != nil {
				return nil, err
			}
		}
		sent := request
		if body != nil {
			sent = request.WithContext(request.Context())
			sent.Body = io.NopCloser(bytes.NewReader(body))
		}
		response, err := connection.roundTrip(sent, connection.exchange)
		// The service closed the connection while it was idle.
		if reused && request.Context().Err() == nil &&
			(errors.Is(err, errUndelivered) || (errors.Is(err, errClosedIdle) && repeatable(request))) {
			continue
		}
		return response, err
	}
}

// bothWays sends a body as it comes and reads the answer meanwhile, on a connection of its own: what was passed on cannot
// be sent again when a pooled connection turns out to be closed.
func (d *Direct) bothWays(request *http.Request) (*http.Response, error) {
	connection, err := d.dial(request)
	if err != nil {
		if request.Body != nil {
			_ = request.Body.Close()
		}
		return nil, err
	}
	sent := request.WithContext(request.Context())
	sent.Close = true
	return connection.roundTrip(sent, connection.converse)
}

func (d *Direct) dial(request *http.Request) (*directConn, error) {
	dialled, err := d.Base.DialContext(request.Context(), "tcp", request.URL.Host)
	if err != nil {
		return nil, err
	}
	return newDirectConn(d, request.URL.Host, dialled), nil
}

// wholeBody reads the body of a small request, so that a client that is slow holds no connection to a service, and a
// request may be sent twice; nil when there is none.
func wholeBody(request *http.Request) ([]byte, error) {
	if request.Body == nil {
		return nil, nil
	}
	defer func() { _ = request.Body.Close() }()
	body := make([]byte, request.ContentLength)
	if _, err := io.ReadFull(request.Body, body); err != nil {
		return nil, err
	}
	// The end comes with the read after the last byte.
	if n, err := request.Body.Read(make([]byte, 1)); n > 0 || (err != nil && err != io.EOF) {
		return nil, cmp.Or(err, io.ErrShortWrite)
	}
	return body, nil
}

// take gives the connection that was used last and is still open, or nil.
func (d *Direct) take(host string) *directConn {
	for {
		d.mu.Lock()
		idle := d.idle[host]
		if len(idle) == 0 {
			d.mu.Unlock()
			return nil
		}
		connection := idle[len(idle)-1]
		d.idle[host] = idle[:len(idle)-1]
		d.mu.Unlock()
		if connection.fresh() {
			return connection
		}
		connection.close()
	}
}

// give keeps a connection for the next request.
func (d *Direct) give(connection *directConn) {
	connection.since = time.Now()
	d.mu.Lock()
	idle := d.idle[connection.host]
	var stale *directConn
	if len(idle) > 0 && connection.since.Sub(idle[0].since) > idleTimeout {
		// The one that rested longest has been idle for too long: one goes with each that comes.
		stale, idle = idle[0], idle[1:]
	}
	kept := len(idle) < poolPerHost
	if kept {
		idle = append(idle, connection)
	}
	d.idle[connection.host] = idle
	d.mu.Unlock()
	if stale != nil {
		stale.close()
	}
	if !kept {
		connection.close()
	}
}

// CloseIdleConnections closes what nobody uses; http.Client.CloseIdleConnections calls it.
func (d *Direct) CloseIdleConnections() {
	d.mu.Lock()
	all := d.idle
	d.idle = map[string][]*directConn{}
	d.mu.Unlock()
	for _, connections := range all {
		for _, connection := range connections {
			connection.close()
		}
	}
	d.Base.CloseIdleConnections()
}
