package server

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"strings"
	"testing"
	"time"
)

// guarded is a server that answers each request with its body; say writes to a new connection and reads to its end.
func guarded(t *testing.T) (say func(text string) string) {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	go func() {
		ended <- Serve(ctx, listener, Options{
			Log: slog.New(slog.DiscardHandler), MaxHeaderBytes: 8 << 10,
			Handler: http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				body, _ := io.ReadAll(r.Body)
				_, _ = fmt.Fprintf(w, "<%s>", body)
			}),
		})
	}()
	t.Cleanup(func() {
		stop()
		if err := <-ended; err != nil {
			t.Error(err)
		}
	})
	return func(text string) string {
		t.Helper()
		connection, err := net.Dial("tcp", listener.Addr().String())
		if err != nil {
			t.Fatal(err)
		}
		defer func() { _ = connection.Close() }()
		_ = connection.SetDeadline(time.Now().Add(10 * time.Second))
		if _, err := io.WriteString(connection, text); err != nil {
			t.Fatal(err)
		}
		_ = connection.(*net.TCPConn).CloseWrite()
		answer, err := io.ReadAll(connection)
		if err != nil {
			t.Fatalf("%.60q: %v", text, err)
		}
		return string(answer)
	}
}

func TestWhatCannotBeReadIsAnsweredByTheEnvelope(t *testing.T) {
	say := guarded(t)
	long := strings.Repeat("x", 300_000)
	for name, test := range map[string]struct {
		text, status, kind string
	}{
		"a broken escape":                     {"GET /%zz HTTP/1.1\r\nHost: a\r\n\r\n", "400 Bad Request", "MALFORMED_REQUEST"},
		"a broken escape with a body":         {"POST /%zz HTTP/1.1\r\nHost: a\r\nContent-Length: 300000\r\n\r\n" + long, "400 Bad Request", "MALFORMED_REQUEST"},
		"no HTTP":                             {"hello\r\n\r\n" + long, "400 Bad Request", "MALFORMED_REQUEST"},
		"no host":                             {"GET / HTTP/1.1\r\n\r\n", "400 Bad Request", "MALFORMED_REQUEST"},
		"another version":                     {"GET / HTTP/3.0\r\nHost: a\r\n\r\n", "400 Bad Request", "MALFORMED_REQUEST"},
		"another coding":                      {"POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: gzip\r\n\r\n", "400 Bad Request", "MALFORMED_REQUEST"},
		"two lengths":                         {"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab", "400 Bad Request", "MALFORMED_REQUEST"},
		"a length and chunks":                 {"POST / HTTP/1.1\r\nHost: a\r\ncontent-length: 5\r\nTRANSFER-ENCODING: chunked\r\n\r\n0\r\n\r\n", "400 Bad Request", "MALFORMED_REQUEST"},
		"chunks and a length, on HTTP/1.0":    {"POST / HTTP/1.0\nTransfer-Encoding: chunked\nContent-Length: 5\n\n0\r\n\r\n", "400 Bad Request", "MALFORMED_REQUEST"},
		"a padded length and chunks":          {"POST / HTTP/1.1\r\nHost: a\r\nContent-Length:" + strings.Repeat(" ", 60) + "5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", "400 Bad Request", "MALFORMED_REQUEST"},
		"a folded length and chunks":          {"POST / HTTP/1.1\r\nHost: a\r\nContent-Length:\r\n 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", "400 Bad Request", "MALFORMED_REQUEST"},
		"a folded coding":                     {"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nTransfer-Encoding:\r\n\tchunked\r\n\r\n0\r\n\r\n", "400 Bad Request", "MALFORMED_REQUEST"},
		"a head that is too long":             {"GET / HTTP/1.1\r\nHost: a\r\nX: " + long + "\r\n\r\n", "431 Request Header Fields Too Large", "HEADERS_TOO_LARGE"},
		"a head that is too long by its path": {"GET /" + long + " HTTP/1.1\r\nHost: a\r\n\r\n", "431 Request Header Fields Too Large", "HEADERS_TOO_LARGE"},
	} {
		answer, err := http.ReadResponse(bufio.NewReader(strings.NewReader(say(test.text))), nil)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		body, err := io.ReadAll(answer.Body)
		if err != nil || answer.Status != test.status || !answer.Close || !strings.HasPrefix(string(body), `{"error":{"type":"`+test.kind+`","message":"`) {
			t.Errorf("%s: %s %s, %v", name, answer.Status, body, err)
		}
	}
}

func TestALaterRequestOfAConnectionIsLookedAtLikeTheFirst(t *testing.T) {
	say := guarded(t)
	good := "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 23\r\n\r\nTransfer-Encoding: x\r\n\r\n"
	if answer := say(good + "\r\n" + good); strings.Count(answer, "<Transfer-Encoding: x\r\n") != 2 {
		t.Errorf("bodies are taken for heads: %s", answer)
	}
	answer := say(good + "GET / HTTP/1.1\r\nHost: a\r\n\r\n" + "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\nContent-Length: 3\r\n\r\n0\r\n\r\n")
	if strings.Count(answer, "200 OK") > 2 || !strings.Contains(answer, "400 Bad Request") {
		t.Error(answer)
	}
}

func TestAChunkedRequestIsTheLastOfItsConnection(t *testing.T) {
	say := guarded(t)
	chunked := "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n"
	if answer := say(chunked + chunked); strings.Count(answer, "HTTP/1.1 ") != 1 || !strings.Contains(answer, "<abc>") || !strings.Contains(answer, "Connection: close") {
		t.Error(answer)
	}
}

func TestWhoDoesNotReadTheAnswerIsCutOff(t *testing.T) {
	inner, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ended := make(chan error, 1)
	server := New(Options{
		Log: slog.New(slog.DiscardHandler),
		Handler: http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
			piece := make([]byte, 1<<20)
			for range 64 {
				if _, err := w.Write(piece); err != nil {
					ended <- err
					return
				}
			}
			ended <- nil
		}),
	})
	go func() { _ = server.Serve(Guard(inner, 50*time.Millisecond)) }()
	defer func() { _ = server.Close() }()
	connection, err := net.Dial("tcp", inner.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = connection.Close() }()
	if _, err := io.WriteString(connection, "GET / HTTP/1.1\r\nHost: a\r\n\r\n"); err != nil {
		t.Fatal(err)
	}
	select {
	case err := <-ended:
		if err == nil {
			t.Error("the answer was taken to be read")
		}
	case <-time.After(10 * time.Second):
		t.Error("the request is still held")
	}
}

// halfClosing asks a server whose handler takes a while, or until nobody waits, and closes its own half at once.
func halfClosing(t *testing.T, takes time.Duration, given chan<- error) string {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	server := New(Options{Log: slog.New(slog.DiscardHandler), Handler: http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		select {
		case <-time.After(takes):
		case <-r.Context().Done():
		}
		given <- r.Context().Err()
		_, _ = fmt.Fprintf(w, "<%s>", body)
	})})
	go func() { _ = server.Serve(Guard(listener, SendTimeout)) }()
	t.Cleanup(func() { _ = server.Close() })
	connection, err := net.Dial("tcp", listener.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = connection.Close() }()
	_ = connection.SetDeadline(time.Now().Add(20 * time.Second))
	// The handler may be at work before the next line is.
	began := time.Now()
	_, _ = io.WriteString(connection, "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\n\r\nbody")
	_ = connection.(*net.TCPConn).CloseWrite()
	answer, err := io.ReadAll(connection)
	if err != nil {
		t.Fatal(err)
	}
	if took := time.Since(began); took < takes && takes < AnswerTime {
		t.Errorf("answered after %v", took)
	}
	return string(answer)
}

func TestWhoSendsNoMoreHasTheAnswerToWhatWasSent(t *testing.T) {
	given := make(chan error, 1)
	answer := halfClosing(t, AnswerTime/8, given)
	if err := <-given; err != nil || !strings.HasSuffix(answer, "<body>") {
		t.Errorf("given up with %v: %q", err, answer)
	}
}

func TestARequestOfWhoSendsNoMoreIsGivenUpInTime(t *testing.T) {
	given := make(chan error, 1)
	halfClosing(t, time.Hour, given)
	if err := <-given; err == nil {
		t.Error("the request was not given up")
	}
}

func TestAnAnswerThatLooksLikeARefusalIsLeftAlone(t *testing.T) {
	for _, text := range []string{
		"HTTP/1.1 400 Bad Request\r\nContent-Type: text/plain; charset=utf-8\r\nDate: x\r\nConnection: close\r\n\r\n400",
		"HTTP/1.1 400 Bad Request\r\nX: y\r\nContent-Type: text/plain; charset=utf-8\r\nConnection: close\r\n\r\n400",
		"HTTP/1.1 400 Bad Request\r\nContent-Type: text/plain; charset=utf-8\r\nConnection: close\r\n\r\n400\r\n",
	} {
		if _, refused := refusal([]byte(text)); refused {
			t.Errorf("%q", text)
		}
	}
}
