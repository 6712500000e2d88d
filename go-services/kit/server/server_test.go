package server

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"pyairtable.dev/go-services/kit/apierror"
	"pyairtable.dev/go-services/kit/logging"
	"pyairtable.dev/go-services/kit/logging/logtest"
)

func TestErrorsBecomeEnvelopesAndUnknownOnesStandInTheLog(t *testing.T) {
	var logged logtest.Buffer
	log := logging.New(&logged, "probe", slog.LevelInfo)
	mux := http.NewServeMux()
	mux.Handle("/known", Handle(log, func(http.ResponseWriter, *http.Request) error { return apierror.InvalidPermissions }))
	mux.Handle("/unknown", Handle(log, func(http.ResponseWriter, *http.Request) error { return errors.New("the unknown") }))
	mux.Handle("/panic", Handle(log, func(http.ResponseWriter, *http.Request) error { panic("the panic") }))
	handler := Observe(log, mux)
	for path, status := range map[string]int{"/known": 403, "/unknown": 500, "/panic": 500} {
		recorder := httptest.NewRecorder()
		request := httptest.NewRequest("GET", path+"?secret=cellvalue", nil)
		request.Header.Set("X-Request-Id", "id"+path[1:])
		handler.ServeHTTP(recorder, request)
		if recorder.Code != status || strings.Contains(recorder.Body.String(), "the "+path[1:]) {
			t.Errorf("%s: %d %s", path, recorder.Code, recorder.Body)
		}
		var body struct{ Error struct{ ID string } }
		if err := json.Unmarshal(recorder.Body.Bytes(), &body); err != nil {
			t.Fatal(err)
		}
		if status == 500 && (body.Error.ID == "" || !strings.Contains(logged.String(), body.Error.ID)) {
			t.Errorf("%s: id %q does not stand in the log", path, body.Error.ID)
		}
		if !strings.Contains(logged.String(), `"request_id":"id`+path[1:]+`"`) {
			t.Errorf("%s: the request id is not logged", path)
		}
	}
	for _, want := range []string{"the unknown", "the panic", `"code":"INVALID_PERMISSIONS"`} {
		if !strings.Contains(logged.String(), want) {
			t.Errorf("the log lacks %q", want)
		}
	}
	if strings.Contains(logged.String(), "cellvalue") {
		t.Error("the log shows a query")
	}
}

func TestReadJSONTellsWhatIsWrong(t *testing.T) {
	for body, want := range map[string]error{
		`{"name":"x"}`: nil, ``: nil, ` {"name":"x"} `: nil, `{`: apierror.InvalidBody, `{"name":NaN}`: apierror.InvalidBody, `{} {}`: apierror.InvalidBody,
		`{"name":1}`: apierror.InvalidRequest, `[]`: apierror.InvalidRequest, `{"other":1}`: apierror.InvalidRequest,
		`{"name":"\ud800"}`: apierror.InvalidBody, `{"name":"\ude00\ud83d"}`: apierror.InvalidBody, `{"name":"\ud800\n"}`: apierror.InvalidBody,
		`{"name":"\ud83d\ude00"}`: nil, `{"name":"\\ud800"}`: nil, "{\"name\":\"\xff\"}": apierror.InvalidBody,
		`{"name":"` + strings.Repeat("x", 100) + `"}`: apierror.RequestTooLarge,
	} {
		var target struct{ Name string }
		request := httptest.NewRequest("POST", "/", strings.NewReader(body))
		if err := ReadJSON(httptest.NewRecorder(), request, 64, &target); !errors.Is(err, want) {
			t.Errorf("%s: %v, want %v", body, err, want)
		}
	}
}

func TestIdsOfOtherShapesAreReplaced(t *testing.T) {
	for given, kept := range map[string]bool{"abc_DEF-1": true, strings.Repeat("x", 64): true, "": false, strings.Repeat("x", 65): false, "a b": false, "a\"": false, "é": false} {
		if id := RequestID(http.Header{"X-Request-Id": {given}}); (id == given) != kept || id == "" {
			t.Errorf("%q becomes %q", given, id)
		}
	}
	const id = "0123456789abcdef0123456789abcdef"
	for given, want := range map[string]string{
		"00-" + id + "-0123456789abcdef-01": id, "": "", "00-" + strings.ToUpper(id) + "-0123456789abcdef-01": "", "00_" + id + "-0123456789abcdef-01": "",
		"00-" + id + "-0123456789abcdef-01-x": "",
	} {
		if got := TraceID(given); got != want {
			t.Errorf("%q: %q", given, got)
		}
	}
	if TraceID(NewTraceparent()) == "" {
		t.Error("a new trace does not parse")
	}
}

func TestHealthNamesWhatFailsAndGivesUpOnTheSlow(t *testing.T) {
	var logged logtest.Buffer
	log := logging.New(&logged, "probe", slog.LevelInfo)
	recorder := httptest.NewRecorder()
	HealthHandler("probe", log, map[string]Check{
		"database": func(context.Context) error { return nil },
		"other":    func(context.Context) error { return errors.New("refused at 10.0.0.1") },
	})(recorder, httptest.NewRequest("GET", "/healthz", nil))
	if body := recorder.Body.String(); recorder.Code != 503 || !strings.Contains(body, `"database":"ok"`) || !strings.Contains(body, `"other":"failing"`) || strings.Contains(body, "10.0.0.1") {
		t.Errorf("%d %s", recorder.Code, body)
	}
	recorder = httptest.NewRecorder()
	HealthHandler("probe", log, nil)(recorder, httptest.NewRequest("GET", "/healthz", nil))
	if recorder.Code != 200 {
		t.Errorf("without checks: %d", recorder.Code)
	}
}

func TestAnOpenRequestIsFinishedBeforeTheProcessEnds(t *testing.T) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(context.Background())
	defer stop()
	begun, release, drained := make(chan struct{}), make(chan struct{}), make(chan struct{})
	ended := make(chan error, 1)
	go func() {
		ended <- Serve(ctx, listener, Options{
			Log:      slog.New(slog.DiscardHandler),
			Draining: func() { close(drained) },
			Handler: http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
				close(begun)
				<-release
				_, _ = io.WriteString(w, "whole")
			}),
		})
	}()
	answered := make(chan string, 1)
	go func() {
		response, err := http.Get("http://" + listener.Addr().String())
		if err != nil {
			answered <- err.Error()
			return
		}
		defer response.Body.Close()
		text, _ := io.ReadAll(response.Body)
		answered <- string(text)
	}()
	<-begun
	stop()
	<-drained
	select {
	case err := <-ended:
		t.Fatalf("ended with a request open: %v", err)
	case <-time.After(50 * time.Millisecond):
	}
	close(release)
	if text := <-answered; text != "whole" {
		t.Errorf("answered %q", text)
	}
	if err := <-ended; err != nil {
		t.Errorf("ended with %v", err)
	}
	if _, err := net.Dial("tcp", listener.Addr().String()); err == nil {
		t.Error("still listening")
	}
}
