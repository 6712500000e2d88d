package proxy_test

import (
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"pyairtable.dev/go-services/kit/credential"
)

// BenchmarkRecordRead and BenchmarkRecordReadDirect differ by what the gateway adds to a small answer; the list ones by
// what it adds to a page of a hundred records.
func BenchmarkRecordRead(b *testing.B)       { benchmark(b, 600, false) }
func BenchmarkRecordReadDirect(b *testing.B) { benchmark(b, 600, true) }
func BenchmarkListPage(b *testing.B)         { benchmark(b, 60_000, false) }
func BenchmarkListPageDirect(b *testing.B)   { benchmark(b, 60_000, true) }

func benchmark(b *testing.B, size int, direct bool) {
	h := newHouse(b)
	_, secret := h.credential(credential.Token)
	page := strings.Repeat("x", size)
	serve := func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/json; charset=utf-8")
		_, _ = io.WriteString(w, page)
	}
	h.answer(serve)
	address := h.url
	if direct {
		upstream := httptest.NewServer(http.HandlerFunc(serve))
		b.Cleanup(upstream.Close)
		address = upstream.URL
	}
	request, err := http.NewRequest("GET", address+"/v0/app00000000000000/tbl00000000000000?pageSize=100", nil)
	if err != nil {
		b.Fatal(err)
	}
	request.Header.Set("Authorization", bearer(secret))
	client := &http.Transport{DisableCompression: true}
	b.Cleanup(client.CloseIdleConnections)
	b.ReportAllocs()
	for b.Loop() {
		response, err := client.RoundTrip(request)
		if err != nil {
			b.Fatal(err)
		}
		if n, err := io.Copy(io.Discard, response.Body); err != nil || n != int64(size) {
			b.Fatalf("%d bytes, %v", n, err)
		}
		_ = response.Body.Close()
	}
}
