package proxy

import (
	"errors"
	"net"
	"net/http"
	"sync"
	"syscall"
	"time"

	"pyairtable.dev/go-services/gateway/internal/socket"
)

const (
	dialTimeout = 2 * time.Second
	// idleTimeout is below the five seconds after which Node and uvicorn close an idle connection, so that no request
	// is written onto one that is just being closed.
	idleTimeout = 4 * time.Second
	// restartWait is how long a request waits for a service that refuses connections: it is being restarted.
	restartWait = 3 * time.Second
	firstRetry  = 20 * time.Millisecond
	slowestStep = 250 * time.Millisecond
	// poolPerHost is above the concurrency at which a service is saturated: a new connection a request costs more.
	poolPerHost = 256
	// copyBuffer holds a page of a hundred records, so that it passes by one read and one write.
	copyBuffer = 64 << 10
	sendBuffer = 16 << 10
)

// NewTransport is the way to the services. Small round trips share a pool of connections, the others have one each. Answers
// pass as they came: no decompression.
func NewTransport() Retrying {
	return Retrying{Base: NewDirect(&http.Transport{
		DialContext:        socket.Dial(&net.Dialer{Timeout: dialTimeout}),
		DisableKeepAlives:  true,
		DisableCompression: true,
		WriteBufferSize:    sendBuffer,
		ReadBufferSize:     copyBuffer,
	})}
}

// Retrying asks again when a connection is refused, for a short time and only requests that change nothing when made
// twice: those of a safe or idempotent method without a body, and those whose body can be made again.
type Retrying struct{ Base http.RoundTripper }

// RoundTrip implements http.RoundTripper.
func (t Retrying) RoundTrip(request *http.Request) (*http.Response, error) {
	response, err := t.Base.RoundTrip(request)
	if err == nil || !refused(err) || !repeatable(request) {
		return response, err
	}
	ctx := request.Context()
	deadline := time.Now().Add(restartWait)
	for step := firstRetry; time.Now().Before(deadline); step = min(2*step, slowestStep) {
		pause := time.NewTimer(step)
		select {
		case <-ctx.Done():
			pause.Stop()
			return nil, err
		case <-pause.C:
		}
		again := request
		if request.GetBody != nil {
			again = request.Clone(ctx)
			if again.Body, err = request.GetBody(); err != nil {
				return nil, err
			}
		}
		if response, err = t.Base.RoundTrip(again); err == nil || !refused(err) {
			return response, err
		}
	}
	return nil, err
}

// repeatable: GetBody is set only on our own questions to auth, which may be asked twice.
func repeatable(request *http.Request) bool {
	if request.GetBody != nil {
		return true
	}
	if request.Body != nil && request.Body != http.NoBody {
		return false
	}
	switch request.Method {
	case http.MethodGet, http.MethodHead, http.MethodOptions, http.MethodPut, http.MethodDelete:
		return true
	}
	return false
}

func refused(err error) bool { return errors.Is(err, syscall.ECONNREFUSED) }

type bufferPool struct{ pool sync.Pool }

func newBufferPool() *bufferPool {
	return &bufferPool{sync.Pool{New: func() any { return new([copyBuffer]byte) }}}
}

// Get implements httputil.BufferPool.
func (b *bufferPool) Get() []byte { return b.pool.Get().(*[copyBuffer]byte)[:] }

// Put implements httputil.BufferPool.
func (b *bufferPool) Put(buffer []byte) { b.pool.Put((*[copyBuffer]byte)(buffer)) }
