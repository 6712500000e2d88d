package proxy

import "net/http"

// mostHeaderLines leaves room for the gateway's own below the thousand that our servers take: they refuse more by closing
// the connection at once, which can overtake their answer.
const mostHeaderLines = 900

func headerLines(header http.Header) int {
	lines := 0
	for _, values := range header {
		lines += len(values)
	}
	return lines
}
