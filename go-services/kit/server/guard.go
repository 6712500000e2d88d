package server

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"time"

	"pyairtable.dev/go-services/kit/apierror"
)

const (
	// LingerBytes and LingerTime bound what is read of a request that nobody wants: closing a connection with unread
	// bytes resets it, and the client would find the reset in place of the answer.
	LingerBytes = 32 << 20
	LingerTime  = 5 * time.Second
)

var (
	// What net/http writes when it cannot read a request, between the status line and its text.
	refusalHeaders = []byte("\r\nContent-Type: text/plain; charset=utf-8\r\nConnection: close\r\n\r\n")
	refusalBegin   = []byte("HTTP/1.1 ")
	// longestRefusal is above the length of each of them.
	longestRefusal = 512
)

// errUnclearLength is no error of the network's, so net/http answers to it.
var errUnclearLength = errors.New("a request whose length can be read in two ways")

// SendTimeout is how long a client may leave a written piece of its answer in the connection's buffers: one that reads
// nothing would hold the request, and the answer in the service behind, for ever.
const SendTimeout = 30 * time.Second

// Guard hands out connections on which what net/http itself refuses, a request that cannot be parsed, is answered by
// the house's envelope, which the client finds even while it is still sending. A request that gives its length in two
// ways is refused likewise; net/http would believe one of them. A client that does not read what it is sent is cut off
// after sendTimeout, and one that sends no more still has the answer to what it sent, within AnswerTime.
func Guard(listener net.Listener, sendTimeout time.Duration) net.Listener {
	return guardedListener{listener, sendTimeout}
}

// Unguarded is a guarded connection without its looks at heads and answers, for who took it over and speaks another
// protocol on it. A client that does not read what it is sent is cut off there too.
func Unguarded(connection net.Conn) net.Conn {
	if guarded, ok := connection.(*guardedConn); ok {
		return &guarded.timelyConn
	}
	return connection
}

type guardedListener struct {
	net.Listener
	sendTimeout time.Duration
}

// Accept implements net.Listener.
func (l guardedListener) Accept() (net.Conn, error) {
	connection, err := l.Listener.Accept()
	if err != nil {
		return nil, err
	}
	whole := &halfClosed{Conn: connection, answerTime: AnswerTime}
	return &guardedConn{timelyConn: timelyConn{whole, l.sendTimeout}}, nil
}

// timelyConn is a connection that fails when a piece written to it is not taken in time. The deadline of a write stays
// behind on the connection beneath: whoever writes has to write through this.
type timelyConn struct {
	net.Conn
	sendTimeout time.Duration
}

// Write implements net.Conn.
func (c *timelyConn) Write(source []byte) (int, error) {
	if err := c.SetWriteDeadline(time.Now().Add(c.sendTimeout)); err != nil {
		return 0, err
	}
	return c.Conn.Write(source)
}

// CloseWrite closes the connection's half towards the client; net/http and its proxy ask for it.
func (c *timelyConn) CloseWrite() error {
	if half, ok := c.Conn.(interface{ CloseWrite() error }); ok {
		return half.CloseWrite()
	}
	return errors.ErrUnsupported
}

type guardedConn struct {
	timelyConn
	framing framing
}

// Read implements net.Conn.
func (c *guardedConn) Read(target []byte) (int, error) {
	n, err := c.Conn.Read(target)
	if c.framing.misleads(target[:n]) {
		return 0, errUnclearLength
	}
	return n, err
}

// Write implements net.Conn.
func (c *guardedConn) Write(source []byte) (int, error) {
	failure, refused := refusal(source)
	if !refused {
		return c.timelyConn.Write(source)
	}
	body := failure.Body()
	_, err := fmt.Fprintf(&c.timelyConn, "HTTP/1.1 %d %s\r\nContent-Type: application/json; charset=utf-8\r\nContent-Length: %d\r\n"+
		"Cache-Control: no-store\r\nX-Content-Type-Options: nosniff\r\nConnection: close\r\n\r\n%s",
		failure.Status, http.StatusText(failure.Status), len(body), body)
	if err == nil && c.CloseWrite() == nil && c.SetReadDeadline(time.Now().Add(LingerTime)) == nil {
		_, _ = io.CopyN(io.Discard, c.Conn, LingerBytes)
	}
	return len(source), err
}

// refusal recognises net/http's own answers, which it writes at once and whole. The 501 and 505 among them tell of
// requests that nobody here could read either.
func refusal(source []byte) (failure apierror.Error, refused bool) {
	if len(source) > longestRefusal || !bytes.HasPrefix(source, refusalBegin) {
		return failure, false
	}
	status, text, found := bytes.Cut(source[len(refusalBegin):], refusalHeaders)
	if !found || bytes.ContainsAny(status, "\r\n") || bytes.ContainsAny(text, "\r\n") {
		return failure, false
	}
	if bytes.HasPrefix(status, []byte("431")) {
		return apierror.HeadersTooLarge, true
	}
	return apierror.MalformedRequest, true
}
