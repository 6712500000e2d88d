package proxy

import (
	"io"
	"net/http"
	"time"
)

const (
	// lingerBytes and lingerTime bound what is read of a body that nobody wants.
	lingerBytes = 32 << 20
	lingerTime  = 5 * time.Second
)

// failAndLinger answers with write and then reads what the client is still sending: closing a connection with unread
// bytes resets it, and the client would find the reset in place of the answer.
func (p *passage) failAndLinger(r *http.Request, write func()) {
	// Who waits to be told to go on sends nothing after a refusal.
	if p.body == nil || r.ContentLength == 0 || r.Header.Get("Expect") != "" {
		write()
		return
	}
	controller := http.NewResponseController(p.writer)
	// Without it the server stops reading when the answer begins.
	_ = controller.EnableFullDuplex()
	write()
	if controller.Flush() == nil && controller.SetReadDeadline(time.Now().Add(lingerTime)) == nil {
		_, _ = io.CopyN(io.Discard, p.body, lingerBytes)
	}
}
