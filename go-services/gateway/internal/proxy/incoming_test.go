package proxy_test

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"strings"
	"sync"
	"testing"
	"time"

	"pyairtable.dev/go-services/kit/credential"
)

// everyRoute is a way to send a body to each kind of route: no body is awaited at /healthz, and the one of an anonymous
// request passes as it comes.
func (h *house) everyRoute() map[string]string {
	_, secret := h.credential(credential.Token)
	known := "\r\nAuthorization: " + bearer(secret)
	return map[string]string{
		"POST /v0/x": "", "PATCH /v0/x": known, "POST /v1/x": known, "PUT /v1/bases/app00000000000000/realtime": known,
		"POST /mcp": known, "DELETE /page": "", "POST /open": "",
	}
}

type exchanged struct {
	t          *testing.T
	connection net.Conn
}

func (h *house) connect(t *testing.T, text string) exchanged {
	t.Helper()
	connection, err := net.Dial("tcp", h.host)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = connection.Close() })
	_ = connection.SetDeadline(time.Now().Add(20 * time.Second))
	if _, err := io.WriteString(connection, text); err != nil {
		t.Fatal(err)
	}
	return exchanged{t, connection}
}

func (e exchanged) endSending() exchanged {
	if err := e.connection.(*net.TCPConn).CloseWrite(); err != nil {
		e.t.Fatal(err)
	}
	return e
}

// all is everything that came until the connection's end.
func (e exchanged) all() string {
	text, _ := io.ReadAll(e.connection)
	return string(text)
}

func (e exchanged) answer() (int, string) {
	e.t.Helper()
	answer, err := http.ReadResponse(bufio.NewReader(e.connection), nil)
	if err != nil {
		e.t.Fatal(err)
	}
	body, err := io.ReadAll(answer.Body)
	if err != nil {
		e.t.Fatal(err)
	}
	return answer.StatusCode, string(body)
}

const chunked = "\r\nTransfer-Encoding: chunked\r\n\r\n"

func TestABodyThatIsNotWhatWasAnnouncedIsTheClientsFault(t *testing.T) {
	h := newHouse(t)
	for line, known := range h.everyRoute() {
		head := line + " HTTP/1.1\r\nHost: any.example" + known
		for name, rest := range map[string]string{
			"less than announced":        "\r\nContent-Length: 100\r\n\r\nhalf",
			"much less than announced":   "\r\nContent-Length: 100000\r\n\r\nhalf",
			"chunks without end":         chunked + "4\r\nhalf\r\n",
			"a chunk broken off":         chunked + "a\r\nhalf",
			"a chunk of no length":       chunked + "xyz\r\nhalf\r\n0\r\n\r\n",
			"a chunk longer than it was": chunked + "2\r\nhalf\r\n0\r\n\r\n",
			"a chunk of endless length":  chunked + "fffffffffffffffff\r\nhalf\r\n0\r\n\r\n",
		} {
			if strings.Contains(head, "/v0/") && name == "much less than announced" {
				continue // There it is too large.
			}
			status, body := h.connect(t, head+rest).endSending().answer()
			if status != http.StatusBadRequest || !strings.Contains(body, `"MALFORMED_REQUEST"`) {
				t.Errorf("%s, %s: %d %s", line, name, status, body)
			}
		}
	}
}

func TestAClientThatEndsItsHalfNeverReadsAnEmptySuccess(t *testing.T) {
	h := newHouse(t)
	h.answer(func(w http.ResponseWriter, r *http.Request) {
		select {
		case <-r.Context().Done():
		case <-time.After(20 * time.Millisecond):
		}
		_, _ = io.WriteString(w, "the real one")
	})
	for line, known := range h.everyRoute() {
		for range 5 {
			answer := h.connect(t, line+" HTTP/1.1\r\nHost: any.example\r\nConnection: close"+known+"\r\nContent-Length: 4\r\n\r\nbody").endSending().all()
			if answer != "" && !strings.HasSuffix(answer, "the real one") {
				t.Errorf("%s: %s", line, answer)
			}
		}
	}
}

func TestABodyAtAByteASecondEndsOnEveryRoute(t *testing.T) {
	const limit = 300 * time.Millisecond
	h := newHouse(t, options{arrival: limit})
	routes := map[string]string{"GET /healthz": "", "GET /readyz": "", "GET /nowhere/../x": "", "XYZ /": ""}
	_, secret := h.credential(credential.Token)
	known := "\r\nAuthorization: " + bearer(secret)
	for _, line := range []string{"POST /mcp", "DELETE /mcp", "POST /v1/slow", "PUT /v1/bases/app00000000000000/realtime"} {
		routes[line] = known
	}
	routes["POST /v1/slow/anonymous"] = ""
	var wait sync.WaitGroup
	for line, known := range routes {
		for _, rest := range []string{"\r\nContent-Length: 5000\r\n\r\n", "\r\nContent-Length: 100000\r\n\r\n", chunked + "1388\r\n"} {
			wait.Go(func() {
				e := h.connect(t, line+" HTTP/1.1\r\nHost: any.example"+known+rest)
				go func() {
					// For as long as the connection lasts: what ends is not ended by the client.
					err := error(nil)
					for err == nil {
						_, err = e.connection.Write([]byte("x"))
						time.Sleep(limit / 5)
					}
				}()
				status, body := e.answer()
				if status == http.StatusOK && body == "" ||
					known != "" && (status != http.StatusRequestTimeout || !strings.Contains(body, `"REQUEST_TIMEOUT"`)) {
					t.Errorf("%s %q: %d %s", line, rest, status, body)
				}
				// The rest is read for a while, then the connection ends.
				more, err := io.ReadAll(e.connection)
				if len(more) > 0 || errors.Is(err, os.ErrDeadlineExceeded) {
					t.Errorf("%s %q: then %q, %v", line, rest, more, err)
				}
			})
		}
	}
	wait.Wait()
}

func TestARefusalIsNotKeptBackForTheBody(t *testing.T) {
	h := newHouse(t)
	for _, line := range []string{"POST " + unread, "POST /v1/x", "POST /mcp", "PUT /%ff", "POST /v0/../x"} {
		for _, rest := range []string{"\r\nContent-Length: 900\r\n\r\nx", chunked + "5\r\nx"} {
			status, body := h.connect(t, line+" HTTP/1.1\r\nHost: any.example"+rest).answer()
			// A body that was awaited is refused for its lateness.
			if status < 400 || status >= 500 || status == http.StatusRequestTimeout {
				t.Errorf("%s: %d %s", line, status, body)
			}
		}
	}
}

func TestAMalformedPathGetsItsAnswerWhateverIsSentToIt(t *testing.T) {
	h := newHouse(t)
	for _, path := range []string{"/v0/%zz", "/v0/%ff", "/%C3%28", "/v0/app1/%E0%A4%A", "/v0/a b"} {
		status, body := h.connect(t, fmt.Sprintf("POST %s HTTP/1.1\r\nHost: any.example\r\nContent-Length: 5000\r\n\r\n%s", path, bytes.Repeat([]byte("x"), 5000))).answer()
		if status != http.StatusBadRequest || !strings.Contains(body, `"MALFORMED_REQUEST"`) {
			t.Errorf("%s: %d %s", path, status, body)
		}
	}
	for _, host := range []string{"a b", "%zz", "user@x", "x/y", "[::1", "<>", ":8080", "x:y"} {
		if status, body := h.connect(t, "GET / HTTP/1.1\r\nHost: "+host+"\r\n\r\n").answer(); status != http.StatusBadRequest {
			t.Errorf("host %q: %d %s", host, status, body)
		}
	}
	if h.count() != 0 {
		t.Error("a service was reached")
	}
	for _, host := range []string{"a.b-c_d.example", "127.0.0.1:8080", "[::1]:8080", "a:", ""} {
		if status, body := h.connect(t, "GET /open HTTP/1.0\r\nHost: "+host+"\r\n\r\n").answer(); status != http.StatusOK {
			t.Errorf("host %q: %d %s", host, status, body)
		}
	}
}

func TestAHeadThatServicesWouldRefuseIsRefusedHere(t *testing.T) {
	h := newHouse(t)
	for size, want := range map[int]int{70_000: http.StatusOK, 82_000: http.StatusRequestHeaderFieldsTooLarge, 100_000: http.StatusRequestHeaderFieldsTooLarge} {
		if status, body := h.connect(t, "GET /open HTTP/1.1\r\nHost: any.example\r\nX-Long: "+strings.Repeat("x", size)+"\r\n\r\n").answer(); status != want {
			t.Errorf("%d bytes: %d %.80s", size, status, body)
		}
	}
}

func TestOnlyAPlainQuestionOnAStreamsRouteIsUpgraded(t *testing.T) {
	h := newHouse(t)
	_, secret := h.credential(credential.Token)
	const realtime = "/v1/bases/app00000000000000/realtime"
	for _, test := range []struct{ line, more string }{
		{"GET /page", ""}, {"GET /v0/x", ""}, {"GET /v1/x", ""}, {"POST " + realtime, ""}, {"GET " + realtime, "Content-Length: 2\r\n"},
	} {
		body := strings.Repeat("x", strings.Count(test.more, "2")*2)
		status, text := h.connect(t, test.line+" HTTP/1.1\r\nHost: "+h.host+"\r\nAuthorization: "+bearer(secret)+
			"\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n"+test.more+"\r\n"+body).answer()
		arrived, _, _ := h.arrived()
		if status != http.StatusOK || !strings.Contains(text, `"service"`) || arrived.Header.Get("Upgrade") != "" {
			t.Errorf("%s: %d %s", test.line, status, text)
		}
	}
}
