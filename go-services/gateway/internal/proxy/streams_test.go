package proxy_test

import (
	"bufio"
	"context"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/coder/websocket"
	"pyairtable.dev/go-services/gateway/internal/streams"
	"pyairtable.dev/go-services/kit/credential"
)

// echo answers each message with itself, after a large one of its own.
func echo(t testing.TB) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		socket, err := websocket.Accept(w, r, &websocket.AcceptOptions{InsecureSkipVerify: true})
		if err != nil {
			t.Errorf("upgrade: %v", err)
			return
		}
		defer socket.CloseNow()
		_ = socket.Write(r.Context(), websocket.MessageBinary, make([]byte, 100_000))
		for {
			kind, message, err := socket.Read(r.Context())
			if err != nil {
				return
			}
			_ = socket.Write(r.Context(), kind, message)
		}
	}
}

func (h *house) dial(ctx context.Context, headers ...string) (*websocket.Conn, *http.Response, error) {
	header := http.Header{}
	for i := 0; i < len(headers); i += 2 {
		header.Add(headers[i], headers[i+1])
	}
	socket, response, err := websocket.Dial(ctx, h.url+"/v1/bases/app00000000000000/realtime?after=0", &websocket.DialOptions{HTTPHeader: header})
	if err == nil {
		h.t.Cleanup(func() { _ = socket.CloseNow() })
		socket.SetReadLimit(1 << 20)
		if _, _, err := socket.Read(ctx); err != nil {
			h.t.Fatalf("first message: %v", err)
		}
	}
	return socket, response, err
}

// open is a house with an echoing socket of one fresh token.
func open(t *testing.T, given ...options) (h *house, ctx context.Context, id, secret string, socket *websocket.Conn) {
	t.Helper()
	h = newHouse(t, given...)
	h.answer(echo(t))
	ctx, cancel := context.WithTimeout(context.Background(), 20*time.Second)
	t.Cleanup(cancel)
	id, secret = h.credential(credential.Token)
	socket, _, err := h.dial(ctx, "Authorization", bearer(secret))
	if err != nil {
		t.Fatal(err)
	}
	return h, ctx, id, secret, socket
}

func exchangeOne(ctx context.Context, socket *websocket.Conn) error {
	if err := socket.Write(ctx, websocket.MessageText, []byte("hello")); err != nil {
		return err
	}
	_, _, err := socket.Read(ctx)
	return err
}

func TestAnOpenWebSocketIsClosedOnceItsCredentialIsRevoked(t *testing.T) {
	h := newHouse(t)
	h.answer(echo(t))
	ctx, cancel := context.WithTimeout(context.Background(), 20*time.Second)
	defer cancel()
	id, secret := h.credential(credential.Session)
	_, other := h.credential(credential.Session)
	socket, _, err := h.dial(ctx, "Cookie", cookie(secret), "Origin", "http://"+h.host)
	if err != nil {
		t.Fatal(err)
	}
	bystander, _, err := h.dial(ctx, "Cookie", cookie(other))
	if err != nil {
		t.Fatal(err)
	}
	if err := exchangeOne(ctx, socket); err != nil {
		t.Fatal(err)
	}
	if got, _, _ := h.arrived(); got.Header.Get("Cookie") != "" || got.URL.RawQuery != "after=0" {
		t.Errorf("arrived with %v, %s", got.Header, got.URL.RawQuery)
	}
	h.revoke(id)
	if _, _, err = socket.Read(ctx); websocket.CloseStatus(err) != 4401 {
		t.Errorf("closed with %v, want 4401", err)
	}
	if err := exchangeOne(ctx, bystander); err != nil {
		t.Errorf("another credential's socket: %v", err)
	}
	if _, response, err := h.dial(ctx, "Cookie", cookie(secret)); err == nil || response == nil || response.StatusCode != http.StatusUnauthorized {
		t.Errorf("a revoked credential opens a new socket: %v", err)
	}
}

func TestAWebSocketOutlastsTheTimeInWhichAnAnswerHasToBeRead(t *testing.T) {
	const sendTimeout = 200 * time.Millisecond
	_, ctx, _, _, socket := open(t, options{sendTimeout: sendTimeout})
	for range 2 {
		time.Sleep(2 * sendTimeout) // Past the time since the last message.
		if err := exchangeOne(ctx, socket); err != nil {
			t.Fatal(err)
		}
	}
}

func TestAWebSocketOfWhoReadsNothingIsCutOff(t *testing.T) {
	h := newHouse(t, options{sendTimeout: 200 * time.Millisecond})
	ended := make(chan error, 1)
	h.answer(func(w http.ResponseWriter, r *http.Request) {
		socket, err := websocket.Accept(w, r, &websocket.AcceptOptions{InsecureSkipVerify: true})
		for piece := make([]byte, 1<<20); err == nil; {
			err = socket.Write(r.Context(), websocket.MessageBinary, piece)
		}
		ended <- err
	})
	_, secret := h.credential(credential.Token)
	ctx, cancel := context.WithTimeout(context.Background(), 20*time.Second)
	defer cancel()
	if _, _, err := h.dial(ctx, "Authorization", bearer(secret)); err != nil {
		t.Fatal(err)
	}
	select {
	case <-ended:
	case <-ctx.Done():
		t.Error("the service's side of the socket is still held")
	}
}

func TestAStreamNeverBeginsOnARememberedGrant(t *testing.T) {
	h, ctx, id, secret, socket := open(t)
	_ = socket.CloseNow()
	h.revoke(id)
	if _, response, err := h.dial(ctx, "Authorization", bearer(secret)); err == nil || response == nil || response.StatusCode != http.StatusUnauthorized {
		t.Errorf("opened within the cache's age: %v", err)
	}
}

func TestDrainingTellsWebSocketsToReconnect(t *testing.T) {
	h, ctx, _, _, socket := open(t)
	if closed := h.streams.Drain(); closed != 1 {
		t.Errorf("closed %d streams", closed)
	}
	if _, _, err := socket.Read(ctx); websocket.CloseStatus(err) != websocket.StatusServiceRestart {
		t.Errorf("closed with %v, want 1012", err)
	}
	ended := make(chan streams.Reason, 1)
	h.streams.Add("", func(reason streams.Reason) { ended <- reason })
	if reason := <-ended; reason != streams.Restart {
		t.Errorf("a stream that begins while draining ends with %v", reason)
	}
}

func TestOnlyWebSocketsAreTunnelled(t *testing.T) {
	h := newHouse(t)
	got := h.call("GET", "/open", "", "Connection", "Upgrade, HTTP2-Settings", "Upgrade", "h2c", "HTTP2-Settings", "AAMAAABkAAQAoAAAAAIAAAAA")
	request, _, _ := h.arrived()
	if got.status != http.StatusOK || request.Header.Get("Upgrade") != "" || request.Header.Get("HTTP2-Settings") != "" {
		t.Errorf("%d, arrived with %v", got.status, request.Header)
	}
}

func TestASocketThatEndsLeavesTheRegister(t *testing.T) {
	h, ctx, _, _, socket := open(t)
	if len(h.streams.CIDs()) != 1 {
		t.Fatal("an open socket is not registered")
	}
	if err := socket.Close(websocket.StatusNormalClosure, "done"); err != nil {
		t.Errorf("close handshake: %v", err)
	}
	for len(h.streams.CIDs()) > 0 {
		if ctx.Err() != nil {
			t.Fatal("a closed socket stays registered")
		}
		time.Sleep(5 * time.Millisecond)
	}
}

func TestEventsArriveAtOnceOutlastTheTimeLimitAndEndWithTheCredential(t *testing.T) {
	h := newHouse(t)
	next := make(chan string)
	h.answer(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/event-stream; charset=utf-8")
		_ = http.NewResponseController(w).Flush()
		for {
			select {
			case text := <-next:
				_, _ = io.WriteString(w, text)
				_ = http.NewResponseController(w).Flush()
			case <-r.Context().Done():
				return
			}
		}
	})
	id, secret := h.credential(credential.Token)
	request, _ := http.NewRequest("GET", h.url+"/v1/slow", nil)
	request.Header.Set("Authorization", bearer(secret))
	request.Header.Set("Accept-Encoding", "gzip")
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	lines := bufio.NewReader(response.Body)
	for _, text := range []string{"data: 1\n", "data: 2\n"} {
		select {
		case next <- text:
		case <-time.After(5 * time.Second):
			t.Fatal("the service's side of the stream is gone")
		}
		if got, err := lines.ReadString('\n'); got != text {
			t.Fatalf("got %q, %v", got, err)
		}
		time.Sleep(150 * time.Millisecond) // Past the route's 100 ms.
	}
	h.revoke(id)
	if _, err := lines.ReadString('\n'); err == nil {
		t.Error("the stream goes on")
	}
	if strings.Contains(h.log.String(), "panic") {
		t.Error("the end of a stream is logged as a panic")
	}
}

func TestAnAnswerWithoutATimeLimitEndsWithItsCredentialWhateverItIs(t *testing.T) {
	for _, kind := range []string{"text/event-stream", "application/json", "application/octet-stream"} {
		t.Run(kind, func(t *testing.T) {
			h := newHouse(t)
			begun, ended := make(chan struct{}), make(chan struct{})
			h.answer(func(w http.ResponseWriter, r *http.Request) {
				defer close(ended)
				w.Header().Set("Content-Type", kind)
				_, _ = io.WriteString(w, "begun")
				_ = http.NewResponseController(w).Flush()
				close(begun)
				<-r.Context().Done()
			})
			id, secret := h.credential(credential.Token)
			ctx, cancel := context.WithTimeout(context.Background(), 20*time.Second)
			defer cancel()
			request, _ := http.NewRequestWithContext(ctx, "GET", h.url+"/mcp", nil)
			request.Header.Set("Authorization", bearer(secret))
			answered := make(chan error, 1)
			go func() {
				response, err := http.DefaultClient.Do(request)
				if err == nil {
					defer response.Body.Close()
					_, err = io.Copy(io.Discard, response.Body)
				}
				answered <- err
			}()
			select {
			case <-begun:
			case err := <-answered:
				t.Fatalf("it never began: %v", err)
			}
			h.revoke(id)
			if err := <-answered; err == nil || ctx.Err() != nil {
				t.Errorf("the answer goes on, or is whole: %v", err)
			}
			<-ended
		})
	}
}
