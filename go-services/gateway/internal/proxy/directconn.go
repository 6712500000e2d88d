package proxy

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"syscall"
	"time"

	"pyairtable.dev/go-services/gateway/internal/socket"
)

const (
	// directHeader bounds the head of an answer.
	directHeader = 1 << 20
	// interimAnswers of one answer are passed over; more are a fault of the service.
	interimAnswers = 5
)

// errClosedIdle: the connection ended before the first byte of an answer.
var errClosedIdle = errors.New("direct: the connection was closed while idle")

// errUndelivered: it ended before the service's machine took any byte of the request.
var errUndelivered = errors.New("direct: the connection was closed before the request arrived")

// longAgo as a deadline ends what waits on a connection.
var longAgo = time.Unix(1, 0)

// directConn is one kept-alive connection, used by one request at a time.
type directConn struct {
	owner  *Direct
	host   string
	socket net.Conn
	reader *bufio.Reader
	writer *bufio.Writer
	since  time.Time
	// sent counts what was written before the request at hand.
	sent, written uint64
	// unwritable: a write failed.
	unwritable bool
	// headLeft is what may still be read of the head of an answer.
	headLeft int
	inHead   bool
}

func newDirectConn(owner *Direct, host string, connection net.Conn) *directConn {
	c := &directConn{owner: owner, host: host, socket: connection}
	c.reader = bufio.NewReaderSize(c, copyBuffer)
	c.writer = bufio.NewWriterSize(counted{c}, sendBuffer)
	return c
}

// Read implements io.Reader for the connection's own buffer.
func (c *directConn) Read(target []byte) (int, error) {
	if !c.inHead {
		return c.socket.Read(target)
	}
	if c.headLeft <= 0 {
		return 0, errors.New("direct: the head of the answer is too long")
	}
	n, err := c.socket.Read(target[:min(len(target), c.headLeft)])
	c.headLeft -= n
	return n, err
}

// counted is a connection's writing side.
type counted struct{ *directConn }

// Write implements io.Writer.
func (c counted) Write(source []byte) (int, error) {
	n, err := c.socket.Write(source)
	c.written += uint64(n)
	c.unwritable = c.unwritable || err != nil
	return n, err
}

// fresh tells whether the connection may carry another request: not idle for too long, not closed by the service.
func (c *directConn) fresh() bool {
	return time.Since(c.since) <= idleTimeout && socket.Resting(c.socket)
}

func (c *directConn) close() { _ = c.socket.Close() }

// roundTrip writes the request and reads the head of its answer. The body gives the connection back at its end.
func (c *directConn) roundTrip(
	request *http.Request, ask func(*http.Request) (*http.Response, error),
) (*http.Response, error) {
	ctx := request.Context()
	stop := context.AfterFunc(ctx, func() { _ = c.socket.SetDeadline(longAgo) })
	response, err := ask(request)
	if err != nil {
		stop()
		if !c.inHead || c.headLeft == directHeader {
			if taken, ok := socket.Taken(c.socket); ok && taken <= c.sent {
				err = fmt.Errorf("%w: %w", errUndelivered, err)
			}
		}
		c.close()
		if cause := context.Cause(ctx); cause != nil {
			return nil, cause
		}
		return nil, err
	}
	body := &directBody{ReadCloser: response.Body, connection: c, ctx: ctx, stop: stop, keep: !response.Close && !request.Close}
	if response.Body == http.NoBody {
		body.finish(true)
	} else {
		response.Body = body
	}
	return response, nil
}

func (c *directConn) exchange(request *http.Request) (*http.Response, error) {
	c.sent = c.written
	if err := request.Write(c.writer); err != nil {
		return nil, err
	}
	if err := c.writer.Flush(); err != nil {
		return nil, err
	}
	return c.answer(request)
}

// converse writes the request while it reads the answer, which may come before the request's end and be all that a
// service says to it.
func (c *directConn) converse(request *http.Request) (*http.Response, error) {
	wrote := make(chan error, 1)
	go func() {
		err := request.Write(c.writer)
		if err == nil {
			err = c.writer.Flush()
		}
		wrote <- err
		if err != nil && !c.unwritable {
			// The body broke off: the service would wait for its rest. One that reads no more may have answered.
			_ = c.socket.SetDeadline(longAgo)
		}
	}()
	response, err := c.answer(request)
	if err == nil {
		return response, nil
	}
	select {
	case failure := <-wrote:
		err = errors.Join(failure, err)
	default: // The client is still sending.
	}
	return nil, err
}

// answer reads the head of an answer.
func (c *directConn) answer(request *http.Request) (*http.Response, error) {
	c.inHead, c.headLeft = true, directHeader
	if _, err := c.reader.Peek(1); err != nil {
		if c.headLeft == directHeader && (errors.Is(err, io.EOF) || errors.Is(err, syscall.ECONNRESET)) {
			return nil, fmt.Errorf("%w: %w", errClosedIdle, err)
		}
		return nil, err
	}
	for range interimAnswers {
		response, err := http.ReadResponse(c.reader, request)
		if err != nil {
			return nil, err
		}
		if response.StatusCode == http.StatusSwitchingProtocols {
			return nil, errors.New("direct: the service switched protocols unasked")
		}
		if response.StatusCode >= http.StatusOK {
			c.inHead = false
			return response, nil
		}
	}
	return nil, errors.New("direct: too many interim answers")
}

// directBody is the body of an answer, whose end frees the connection.
type directBody struct {
	io.ReadCloser
	connection *directConn
	ctx        context.Context
	stop       func() bool
	keep       bool
	done       bool
}

// Read implements io.Reader.
func (b *directBody) Read(target []byte) (int, error) {
	n, err := b.ReadCloser.Read(target)
	if err == nil {
		return n, nil
	}
	b.finish(err == io.EOF)
	if cause := context.Cause(b.ctx); cause != nil && err != io.EOF {
		err = cause
	}
	return n, err
}

// Close implements io.Closer. A body that was not read to its end leaves its rest on the connection.
func (b *directBody) Close() error {
	b.finish(false)
	return nil
}

func (b *directBody) finish(whole bool) {
	if b.done {
		return
	}
	b.done = true
	// When the request's end came first, its deadline may still fall on the connection.
	if b.stop() && whole && b.keep && b.connection.reader.Buffered() == 0 {
		b.connection.owner.give(b.connection)
		return
	}
	b.connection.close()
}
