// Package socket holds TCP connections whose reads and writes the Go scheduler does not hear of.
//
// A usual read or write is announced to the scheduler in case it blocks. On a socket that never blocks the announcement
// has one effect: whenever the process had nothing to do before, it wakes the runtime's monitor thread, which then looks
// around every 20 µs until the process rests again. A gateway rests between the two halves of nearly every request; its
// monitor cost a fifth of its work (docs/adr/0009-gateway-sockets.md).
package socket

import (
	"context"
	"errors"
	"io"
	"net"
	"os"
	"syscall"
)

// Conn is a TCP connection. Deadlines, closing and everything else are those of the standard library.
type Conn struct {
	*net.TCPConn
	raw syscall.RawConn
}

// Wrap gives connection quiet reads and writes where the platform has them, or returns it as it is.
func Wrap(connection net.Conn) net.Conn {
	tcp, ok := connection.(*net.TCPConn)
	if !ok || !supported {
		return connection
	}
	raw, err := tcp.SyscallConn()
	if err != nil {
		return connection
	}
	return &Conn{TCPConn: tcp, raw: raw}
}

// Read implements io.Reader.
func (c *Conn) Read(target []byte) (n int, err error) {
	if len(target) == 0 {
		return c.TCPConn.Read(target)
	}
	var errno syscall.Errno
	err = c.raw.Read(func(descriptor uintptr) bool {
		n, errno = read(descriptor, target)
		return errno != syscall.EAGAIN
	})
	switch {
	case err != nil:
		return 0, c.failure("read", err)
	case errno != 0:
		return 0, c.failure("read", os.NewSyscallError("read", errno))
	case n == 0:
		return 0, io.EOF
	}
	return n, nil
}

// Write implements io.Writer.
func (c *Conn) Write(source []byte) (written int, err error) {
	for written < len(source) {
		var n int
		var errno syscall.Errno
		err = c.raw.Write(func(descriptor uintptr) bool {
			n, errno = write(descriptor, source[written:])
			return errno != syscall.EAGAIN
		})
		if err == nil && errno != 0 {
			err = os.NewSyscallError("write", errno)
		}
		if err != nil {
			return written, c.failure("write", err)
		}
		written += n
	}
	return written, nil
}

// Resting tells whether the connection is open and nothing has come that was not read.
func Resting(connection net.Conn) bool {
	c, ok := connection.(*Conn)
	if !ok {
		return true
	}
	resting := false
	err := c.raw.Read(func(descriptor uintptr) bool {
		_, errno := peek(descriptor)
		resting = errno == syscall.EAGAIN
		return true
	})
	return err == nil && resting
}

// Taken is how many of the bytes written the other side's machine has taken; false where that is not known. What was
// not taken before the connection ended was never read.
func Taken(connection net.Conn) (uint64, bool) {
	c, ok := connection.(*Conn)
	if !ok {
		return 0, false
	}
	var taken uint64
	known := false
	err := c.raw.Control(func(descriptor uintptr) { taken, known = acknowledged(descriptor) })
	return taken, err == nil && known
}

// failure has the form of the standard library's own: callers ask for timeouts and closed connections by it.
func (c *Conn) failure(operation string, err error) error {
	var known *net.OpError
	if errors.As(err, &known) {
		err = known.Err
	}
	return &net.OpError{Op: operation, Net: "tcp", Source: c.LocalAddr(), Addr: c.RemoteAddr(), Err: err}
}

// Listener wraps what it accepts.
type Listener struct{ net.Listener }

// Accept implements net.Listener.
func (l Listener) Accept() (net.Conn, error) {
	connection, err := l.Listener.Accept()
	if err != nil {
		return nil, err
	}
	return Wrap(connection), nil
}

// Dial is a net.Dialer's DialContext whose connections are wrapped.
func Dial(dialer *net.Dialer) func(ctx context.Context, network, address string) (net.Conn, error) {
	return func(ctx context.Context, network, address string) (net.Conn, error) {
		connection, err := dialer.DialContext(ctx, network, address)
		if err != nil {
			return nil, err
		}
		return Wrap(connection), nil
	}
}
