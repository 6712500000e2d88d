package proxy_test

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"net/http/httptrace"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"pyairtable.dev/go-services/gateway/internal/proxy"
)

// service is an upstream that counts its connections.
type service struct {
	*httptest.Server
	t         *testing.T
	transport proxy.Retrying
	opened    atomic.Int32
}

func newService(t *testing.T, handler http.HandlerFunc) *service {
	s := &service{t: t, transport: proxy.NewTransport()}
	s.Server = httptest.NewUnstartedServer(handler)
	s.Config.ConnState = func(_ net.Conn, state http.ConnState) {
		if state == http.StateNew {
			s.opened.Add(1)
		}
	}
	s.Start()
	t.Cleanup(s.Close)
	return s
}

func (s *service) ask(ctx context.Context, method, path, body string) (*http.Response, error) {
	s.t.Helper()
	var sent io.Reader
	if body != "" {
		sent = strings.NewReader(body)
	}
	request, err := http.NewRequestWithContext(ctx, method, s.URL+path, sent)
	if err != nil {
		s.t.Fatal(err)
	}
	return s.transport.RoundTrip(request)
}

func (s *service) text(method, path, body string) string {
	s.t.Helper()
	response, err := s.ask(context.Background(), method, path, body)
	if err != nil {
		s.t.Fatal(method, path, err)
	}
	text, err := io.ReadAll(response.Body)
	if err != nil {
		s.t.Fatal(method, path, err)
	}
	_ = response.Body.Close()
	return fmt.Sprint(response.StatusCode, " ", string(text))
}

func mirror(w http.ResponseWriter, r *http.Request) {
	body, _ := io.ReadAll(r.Body)
	switch r.URL.Path {
	case "/empty":
		w.WriteHeader(http.StatusNoContent)
	case "/unchanged":
		w.WriteHeader(http.StatusNotModified)
	case "/pieces":
		for range 3 {
			_, _ = w.Write(body)
			_ = http.NewResponseController(w).Flush()
		}
	case "/hints":
		w.WriteHeader(http.StatusEarlyHints)
		_, _ = w.Write(body)
	default:
		_, _ = w.Write(body)
	}
}

func TestOneConnectionServesOneRequestAfterAnother(t *testing.T) {
	s := newService(t, mirror)
	for _, test := range [][4]string{
		{"POST", "/", "abc", "200 abc"}, {"GET", "/", "", "200 "}, {"HEAD", "/", "", "200 "}, {"GET", "/empty", "", "204 "},
		{"GET", "/unchanged", "", "304 "}, {"POST", "/pieces", "xy", "200 xyxyxy"}, {"POST", "/hints", "h", "200 h"},
		{"PUT", "/", strings.Repeat("x", 60_000), "200 " + strings.Repeat("x", 60_000)},
	} {
		if got := s.text(test[0], test[1], test[2]); got != test[3] {
			t.Errorf("%s %s: %.40s", test[0], test[1], got)
		}
	}
	if opened := s.opened.Load(); opened != 1 {
		t.Errorf("%d connections", opened)
	}
}

func TestAConnectionClosedByTheServiceIsNotWrittenTo(t *testing.T) {
	s := newService(t, mirror)
	for range 3 {
		if got := s.text("POST", "/", "once"); got != "200 once" {
			t.Fatal(got)
		}
		s.CloseClientConnections()
	}
	if opened := s.opened.Load(); opened != 3 {
		t.Errorf("%d connections", opened)
	}
}

func TestAnAnswerLeftUnreadCostsItsConnection(t *testing.T) {
	s := newService(t, mirror)
	response, err := s.ask(context.Background(), "POST", "/", strings.Repeat("x", 50_000))
	if err != nil {
		t.Fatal(err)
	}
	_ = response.Body.Close()
	if got := s.text("POST", "/", "next"); got != "200 next" || s.opened.Load() != 2 {
		t.Error(got, s.opened.Load())
	}
}

func TestARequestThatEndsFreesItsService(t *testing.T) {
	gone := make(chan struct{}, 2)
	s := newService(t, func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/begun" {
			_, _ = w.Write([]byte("x"))
			_ = http.NewResponseController(w).Flush()
		}
		<-r.Context().Done()
		gone <- struct{}{}
	})
	cause := errors.New("the client went")
	for _, path := range []string{"/silent", "/begun"} {
		ctx, cancel := context.WithCancelCause(context.Background())
		time.AfterFunc(20*time.Millisecond, func() { cancel(cause) })
		response, err := s.ask(ctx, "GET", path, "")
		if err == nil {
			_, err = io.ReadAll(response.Body)
			_ = response.Body.Close()
		}
		if !errors.Is(err, cause) {
			t.Errorf("%s: %v", path, err)
		}
		select {
		case <-gone:
		case <-time.After(5 * time.Second):
			t.Fatal(path, "the service was not told")
		}
	}
}

// A service on a bare socket says what no HTTP library would.
func TestAnswersThatMakeNoSenseAreErrors(t *testing.T) {
	for name, answer := range map[string]string{
		"no HTTP":            "SSH-2.0-OpenSSH\r\n\r\n",
		"a head without end": "HTTP/1.1 200 OK\r\n" + strings.Repeat("X-Fill: "+strings.Repeat("y", 1000)+"\r\n", 1_200),
		"another protocol":   "HTTP/1.1 101 Switching Protocols\r\nUpgrade: h2c\r\nConnection: upgrade\r\n\r\n",
		"hints for ever":     strings.Repeat("HTTP/1.1 103 Early Hints\r\n\r\n", 10),
		"nothing":            "",
	} {
		listener, err := net.Listen("tcp", "127.0.0.1:0")
		if err != nil {
			t.Fatal(err)
		}
		go func() {
			connection, err := listener.Accept()
			if err != nil {
				return
			}
			_, _ = connection.Read(make([]byte, 4096))
			_, _ = io.WriteString(connection, answer)
			_ = connection.Close()
		}()
		request, _ := http.NewRequest("GET", "http://"+listener.Addr().String(), nil)
		if response, err := proxy.NewTransport().RoundTrip(request); err == nil {
			t.Errorf("%s: %s", name, response.Status)
		}
		_ = listener.Close()
	}
}

func TestABodyBrokenOffBreaksTheAnswer(t *testing.T) {
	s := newService(t, func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Length", "1000")
		_, _ = w.Write([]byte("half"))
		_ = http.NewResponseController(w).Flush()
		panic(http.ErrAbortHandler)
	})
	response, err := s.ask(context.Background(), "GET", "/", "")
	if err != nil {
		t.Fatal(err)
	}
	if text, err := io.ReadAll(response.Body); err == nil {
		t.Errorf("%d bytes and no error", len(text))
	}
}

// bare is a service on a bare socket, which speaks HTTP as badly as serve does.
func bare(t *testing.T, serve func(net.Conn)) (address string) {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = listener.Close() })
	go func() {
		for {
			connection, err := listener.Accept()
			if err != nil {
				return
			}
			go serve(connection)
		}
	}()
	return "http://" + listener.Addr().String()
}

func post(ctx context.Context, transport http.RoundTripper, address, body string) (string, error) {
	request, _ := http.NewRequestWithContext(ctx, "POST", address, io.NopCloser(strings.NewReader(body)))
	request.ContentLength = int64(len(body))
	response, err := transport.RoundTrip(request)
	if err != nil {
		return "", err
	}
	defer response.Body.Close()
	text, err := io.ReadAll(response.Body)
	return string(text), err
}

const okAnswer = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"

// once answers one request a connection with the request's own body, and closes it without having announced that.
func once(t *testing.T, closing func(net.Conn)) (address string, served func(body string) int) {
	t.Helper()
	var mu sync.Mutex
	count := map[string]int{}
	address = bare(t, func(connection net.Conn) {
		defer closing(connection)
		request, err := http.ReadRequest(bufio.NewReader(connection))
		if err != nil {
			return
		}
		body, _ := io.ReadAll(request.Body)
		mu.Lock()
		count[string(body)]++
		mu.Unlock()
		_, _ = fmt.Fprintf(connection, "HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n%s", len(body), body)
	})
	return address, func(body string) int {
		mu.Lock()
		defer mu.Unlock()
		return count[body]
	}
}

// The end of the connection comes after the pool has looked, and before the first byte of the request.
func TestAConnectionThatEndsUnannouncedIsNoAnswerToTheNextWrite(t *testing.T) {
	answered := make(chan net.Conn, 1)
	address, served := once(t, func(connection net.Conn) { answered <- connection })
	transport := proxy.NewTransport()
	var pooled net.Conn
	reused := 0
	for turn := range 200 {
		ctx := httptrace.WithClientTrace(context.Background(), &httptrace.ClientTrace{WroteHeaders: func() {
			// The request stands in a buffer of the gateway's own.
			if pooled != nil {
				_ = pooled.Close()
				pooled, reused = nil, reused+1
			}
		}})
		body := fmt.Sprint("write ", turn)
		if text, err := post(ctx, transport, address, body); err != nil || text != body {
			t.Fatalf("%s: %q, %v", body, text, err)
		}
		if count := served(body); count != 1 {
			t.Fatalf("%s was served %d times", body, count)
		}
		pooled = <-answered
	}
	if reused != 199 {
		t.Errorf("the connection before was tried for %d of 199 writes", reused)
	}
}

// It may come at any moment. Where the service's machine had taken the request by then, nobody can tell whether it was
// read: such a write fails, and is not sent again.
func TestAWriteIsAnsweredAndServedOnceOrFails(t *testing.T) {
	address, served := once(t, func(connection net.Conn) { _ = connection.Close() })
	transport := proxy.NewTransport()
	const writers, turns = 4, 500
	var answered atomic.Int32
	var wait sync.WaitGroup
	for writer := range writers {
		wait.Go(func() {
			for turn := range turns {
				body := fmt.Sprint("write ", writer, " ", turn)
				text, err := post(context.Background(), transport, address, body)
				count := served(body)
				if err == nil {
					answered.Add(1)
				}
				if err == nil && (text != body || count != 1) {
					t.Errorf("%s was answered %q and served %d times", body, text, count)
				}
				if err != nil && (count != 0 || !errors.Is(err, io.EOF) && !errors.Is(err, syscall.ECONNRESET) && !errors.Is(err, syscall.EPIPE)) {
					t.Errorf("%s was served %d times and failed by %v", body, count, err)
				}
			}
		})
	}
	wait.Wait()
	// A close that is met on the way is seldom.
	if answered.Load() < writers*turns/2 {
		t.Errorf("%d of %d writes were answered", answered.Load(), writers*turns)
	}
}

func TestAWriteThatTheServiceReadIsNeverSentAgain(t *testing.T) {
	var served atomic.Int32
	address := bare(t, func(connection net.Conn) {
		defer connection.Close()
		reader := bufio.NewReader(connection)
		for turn := 0; turn < 2; turn++ {
			request, err := http.ReadRequest(reader)
			if err != nil {
				return
			}
			_, _ = io.Copy(io.Discard, request.Body)
			served.Add(1)
			if turn == 0 {
				_, _ = io.WriteString(connection, okAnswer)
			}
		}
	})
	transport := proxy.NewTransport()
	for turn := range int32(50) {
		if text, err := post(context.Background(), transport, address, "once"); err != nil || text != "ok" {
			t.Fatal(text, err)
		}
		if text, err := post(context.Background(), transport, address, "once"); err == nil {
			t.Fatalf("an answer that nobody gave: %s", text)
		}
		if count := served.Load(); count != 2*(turn+1) {
			t.Fatalf("after %d writes the service has read %d", 2*(turn+1), count)
		}
	}
}

// A service that refuses a request by its head closes the connection on the body, which is a reset to who still sends it.
func TestARefusalBeforeTheBodyIsTheAnswer(t *testing.T) {
	address := bare(t, func(connection net.Conn) {
		defer connection.Close()
		_, _ = http.ReadRequest(bufio.NewReader(connection))
		_, _ = io.WriteString(connection, "HTTP/1.1 401 Unauthorized\r\nContent-Length: 2\r\nConnection: close\r\n\r\nno")
	})
	transport := proxy.NewTransport()
	for turn := range 500 {
		request, _ := http.NewRequest("POST", address, io.MultiReader(strings.NewReader(strings.Repeat("x", 1<<(turn%18)))))
		request.ContentLength = -1
		response, err := transport.RoundTrip(request)
		if err != nil {
			t.Fatalf("after %d: %v", turn, err)
		}
		text, err := io.ReadAll(response.Body)
		_ = response.Body.Close()
		if err != nil || response.StatusCode != http.StatusUnauthorized || string(text) != "no" {
			t.Fatalf("after %d: %s %q, %v", turn, response.Status, text, err)
		}
	}
}
