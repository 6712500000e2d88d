package apierror

import (
	"errors"
	"fmt"
	"net/http/httptest"
	"strings"
	"testing"
	"time"
)

func TestTheEnvelopeIsAirtables(t *testing.T) {
	for want, failure := range map[string]Error{
		`{"error":{"type":"AUTHENTICATION_REQUIRED","message":"Authentication required"}}`: AuthenticationRequired,
		`{"error":"NOT_FOUND"}`:                                RouteNotFound,
		`{"error":{"type":"NOT_FOUND"}}`:                       NotFound,
		`{"error":{"type":"NOT_FOUND","message":"No \"x\"."}}`: NotFound.Saying(`No "x".`),
	} {
		if body := string(failure.Body()); body != want {
			t.Errorf("%s, want %s", body, want)
		}
	}
}

func TestRetryAfterIsRoundedUp(t *testing.T) {
	for wait, want := range map[time.Duration]string{0: "", time.Millisecond: "1", time.Second: "1", 1001 * time.Millisecond: "2"} {
		recorder := httptest.NewRecorder()
		RateLimitReached.After(wait).Write(recorder)
		if got := recorder.Header().Get("Retry-After"); got != want || recorder.Code != 429 {
			t.Errorf("%v: %q, %d", wait, got, recorder.Code)
		}
	}
}

func TestAnUnknownFaultIsHiddenBehindAnID(t *testing.T) {
	first, known := From(errors.New("password=hunter2"))
	second, _ := From(errors.New("x"))
	if known || first.Status != 500 || len(first.ID) != 16 || first.ID == second.ID || strings.Contains(string(first.Body()), "hunter2") {
		t.Errorf("%s, known %v", first.Body(), known)
	}
	wrapped := fmt.Errorf("while x: %w", NotFound.Saying("y"))
	if failure, known := From(wrapped); !known || failure.Message != "y" || !errors.Is(wrapped, NotFound) || errors.Is(wrapped, RouteNotFound) {
		t.Errorf("%+v, known %v", failure, known)
	}
}
