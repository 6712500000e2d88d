package proxy_test

import (
	"compress/gzip"
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"

	"github.com/andybalholm/brotli"
	"github.com/klauspost/compress/zstd"
)

// plainOf undoes a coding as its text comes.
func plainOf(coding string, body io.Reader) (io.Reader, error) {
	switch coding {
	case "gzip":
		return gzip.NewReader(body)
	case "br":
		return brotli.NewReader(body), nil
	case "zstd":
		// Browsers take windows up to 8 MiB.
		return zstd.NewReader(body, zstd.WithDecoderMaxWindow(8<<20), zstd.WithDecoderConcurrency(1))
	}
	return body, nil
}

func TestLargeTextIsCompressedAsTheClientAsks(t *testing.T) {
	h := newHouse(t)
	large, small := `{"records":"`+strings.Repeat("abcdefgh", 8_000)+`"}`, `{"records":"few"}`
	for _, test := range []struct {
		name, body, kind, accept string
		chunked                  bool
		want                     string
	}{
		{"large JSON for a browser", large, "application/json; charset=utf-8", "gzip, deflate, br, zstd", false, "zstd"},
		{"large JSON for another", large, "application/json; charset=utf-8", "gzip, deflate, br", false, "br"},
		{"large JSON for a program", large, "application/json", "gzip, deflate", false, "gzip"},
		{"large JSON of unknown length", large, "application/json", "gzip", true, "gzip"},
		{"the same by zstd", large, "application/json", "zstd", true, "zstd"},
		{"small JSON", small, "application/json", "gzip, br, zstd", false, ""},
		{"small JSON of unknown length", small, "application/json", "gzip, br, zstd", true, ""},
		{"not asked for", large, "application/json", "", false, ""},
		{"another coding", large, "application/json", "deflate, identity", false, ""},
		{"refused by weight", large, "application/json", "gzip;q=0, zstd; q=0.000", false, ""},
		{"chosen by weight", large, "application/json", "br;q=0.2, gzip; q=0.5, zstd;q=0", false, "gzip"},
		{"any", large, "application/json", "*", false, "zstd"},
		{"any but one", large, "application/json", "*, zstd;q=0", false, "br"},
		{"no weight at all", large, "application/json", "gzip;q=x, br;q=2", false, ""},
		{"not to be transformed", large, "application/json; no-transform", "gzip", false, ""},
		{"a script", large, "application/javascript; charset=UTF-8", "br", false, "br"},
		{"a picture", large, "image/png", "gzip, br, zstd", false, ""},
		{"a picture of unknown length", large, "image/png", "gzip, br, zstd", true, ""},
		{"a page of unknown length", large, "text/html", "gzip, br, zstd", true, "zstd"},
		{"a small page of unknown length", small, "text/html", "gzip", true, "gzip"},
	} {
		h.answer(func(w http.ResponseWriter, _ *http.Request) {
			kind, rule, _ := strings.Cut(test.kind, "; no-")
			w.Header().Set("Content-Type", kind)
			if rule != "" {
				w.Header().Set("Cache-Control", "no-"+rule)
			}
			w.Header().Set("Etag", `"1"`)
			if test.chunked {
				w.(http.Flusher).Flush()
			} else {
				w.Header().Set("Content-Length", fmt.Sprint(len(test.body)))
			}
			_, _ = io.WriteString(w, test.body)
		})
		headers := []string{}
		if test.accept != "" {
			headers = []string{"Accept-Encoding", test.accept}
		}
		got := h.call("GET", "/open", "", headers...)
		coding := got.header.Get("Content-Encoding")
		plain, err := plainOf(coding, strings.NewReader(got.body))
		if err != nil {
			t.Fatalf("%s: %v", test.name, err)
		}
		text, err := io.ReadAll(plain)
		if err != nil {
			t.Fatalf("%s: %v", test.name, err)
		}
		if coding != test.want || string(text) != test.body {
			t.Errorf("%s: by %q, whole %v", test.name, coding, string(text) == test.body)
		}
		if weak := strings.HasPrefix(got.header.Get("Etag"), "W/"); weak != (coding != "") {
			t.Errorf("%s: etag %s", test.name, got.header.Get("Etag"))
		}
		if large := len(test.body) == len(large); large && coding != "" && len(got.body) > len(test.body)/10 {
			t.Errorf("%s: %d bytes of %d", test.name, len(got.body), len(test.body))
		}
	}
}

func TestAPageIsSentOnAsItIsMade(t *testing.T) {
	h := newHouse(t)
	next := make(chan struct{})
	h.answer(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		for _, piece := range []string{"<head>", "<body>"} {
			_, _ = io.WriteString(w, piece)
			_ = http.NewResponseController(w).Flush()
			<-next
		}
	})
	for _, coding := range []string{"gzip", "br", "zstd"} {
		request, _ := http.NewRequest("GET", h.url+"/page", nil)
		request.Header.Set("Accept-Encoding", coding)
		response, err := http.DefaultTransport.RoundTrip(request)
		if err != nil {
			t.Fatal(err)
		}
		plain, err := plainOf(response.Header.Get("Content-Encoding"), response.Body)
		if err != nil {
			t.Fatal(err)
		}
		for _, want := range []string{"<head>", "<body>"} {
			got := make([]byte, len(want))
			if _, err := io.ReadFull(plain, got); err != nil || string(got) != want {
				t.Errorf("%s: %q, %v", coding, got, err)
			}
			next <- struct{}{}
		}
		if rest, err := io.ReadAll(plain); err != nil || len(rest) > 0 {
			t.Errorf("%s: then %q, %v", coding, rest, err)
		}
		_ = response.Body.Close()
	}
}
