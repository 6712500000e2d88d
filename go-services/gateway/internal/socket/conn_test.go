package socket_test

import (
	"bytes"
	"context"
	"crypto/rand"
	"errors"
	"io"
	"net"
	"os"
	"syscall"
	"testing"
	"time"

	"pyairtable.dev/go-services/gateway/internal/socket"
)

// pair is both ends of one connection, each wrapped by its own door.
func pair(t *testing.T) (client, server net.Conn) {
	t.Helper()
	plain, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	listener := socket.Listener{Listener: plain}
	defer listener.Close()
	accepted := make(chan net.Conn, 1)
	go func() {
		connection, _ := listener.Accept()
		accepted <- connection
	}()
	client, err = socket.Dial(&net.Dialer{})(context.Background(), "tcp", listener.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	server = <-accepted
	for _, end := range []net.Conn{client, server} {
		if _, ok := end.(*socket.Conn); !ok {
			t.Fatalf("not wrapped: %T", end)
		}
		t.Cleanup(func() { _ = end.Close() })
	}
	return client, server
}

func TestMoreThanTheKernelHoldsArrivesWhole(t *testing.T) {
	client, server := pair(t)
	sent := make([]byte, 24<<20)
	_, _ = rand.Read(sent)
	failed := make(chan error, 1)
	go func() {
		_, err := client.Write(sent)
		failed <- errors.Join(err, client.Close())
	}()
	got, err := io.ReadAll(server)
	if err != nil || !bytes.Equal(got, sent) {
		t.Fatalf("%d bytes of %d, %v", len(got), len(sent), err)
	}
	if err := <-failed; err != nil {
		t.Fatal(err)
	}
}

func TestADeadlineEndsAReadAndAWriteThatWait(t *testing.T) {
	client, _ := pair(t)
	for name, wait := range map[string]func() error{
		"read":  func() error { _, err := client.Read(make([]byte, 1)); return err },
		"write": func() error { _, err := client.Write(make([]byte, 64<<20)); return err },
	} {
		_ = client.SetDeadline(time.Now().Add(20 * time.Millisecond))
		err := wait()
		var failure net.Error
		if !errors.Is(err, os.ErrDeadlineExceeded) || !errors.As(err, &failure) || !failure.Timeout() {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestClosingEndsAReadThatWaits(t *testing.T) {
	client, _ := pair(t)
	failed := make(chan error, 1)
	go func() {
		_, err := client.Read(make([]byte, 1))
		failed <- err
	}()
	_ = client.Close()
	if err := <-failed; !errors.Is(err, net.ErrClosed) {
		t.Fatal(err)
	}
}

func TestTheOtherSidesEndIsToldAsUsual(t *testing.T) {
	client, server := pair(t)
	_ = server.(*socket.Conn).CloseWrite()
	if n, err := client.Read(make([]byte, 1)); n != 0 || err != io.EOF {
		t.Fatalf("a half-closed connection: %d, %v", n, err)
	}
	client, server = pair(t)
	_ = server.(*socket.Conn).SetLinger(0)
	_ = server.Close()
	if _, err := client.Read(make([]byte, 1)); !errors.Is(err, syscall.ECONNRESET) {
		t.Fatalf("a reset connection: %v", err)
	}
	if _, err := client.Write([]byte("x")); !errors.Is(err, syscall.EPIPE) {
		t.Fatalf("writing to it: %v", err)
	}
}

func TestReadingNothingWaitsForNothing(t *testing.T) {
	client, _ := pair(t)
	if n, err := client.Read(nil); n != 0 || err != nil {
		t.Fatal(n, err)
	}
}

func TestARestingConnectionIsOpenAndHasNothingToRead(t *testing.T) {
	client, server := pair(t)
	if !socket.Resting(client) {
		t.Error("open and quiet, but not resting")
	}
	_, _ = server.Write([]byte("x"))
	one := make([]byte, 1)
	until(t, "a byte waits", func() bool { return !socket.Resting(client) })
	if n, err := client.Read(one); n != 1 || err != nil {
		t.Fatal("the byte was taken", n, err)
	}
	_ = server.Close()
	until(t, "the other side closed", func() bool { return !socket.Resting(client) })
	_ = client.Close()
	if socket.Resting(client) {
		t.Error("closed, but resting")
	}
}

func until(t *testing.T, what string, met func() bool) {
	t.Helper()
	for deadline := time.Now().Add(5 * time.Second); !met(); time.Sleep(time.Millisecond) {
		if time.Now().After(deadline) {
			t.Fatal(what, "but was never seen")
		}
	}
}
