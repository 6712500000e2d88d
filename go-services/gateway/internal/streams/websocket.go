package streams

import (
	"encoding/binary"
	"io"
	"sync"
	"sync/atomic"
)

// WebSocket is the upstream's side of a WebSocket, read by the proxy towards the client. It follows the frames as
// they pass, so that End can say goodbye with a close frame between two of them instead of cutting the connection.
type WebSocket struct {
	upstream io.ReadWriteCloser
	ending   func()
	frames   frameTracker
	goodbye  atomic.Pointer[[]byte]
	once     sync.Once
}

// NewWebSocket wraps the connection of a 101 answer. ending is called when the upstream has nothing more to say; from
// then on the proxy waits for the client to close its half, and ending must bound that.
func NewWebSocket(upstream io.ReadWriteCloser, ending func()) *WebSocket {
	return &WebSocket{upstream: upstream, ending: ending}
}

// Read passes the upstream's bytes on; once the stream was ended it yields the close frame, then io.EOF, upon which
// the proxy closes its half only: closing all at once could reset the connection before the client read the frame.
func (w *WebSocket) Read(buffer []byte) (int, error) {
	n, err := w.upstream.Read(buffer)
	w.frames.follow(buffer[:n])
	if err == nil || n > 0 {
		return n, nil
	}
	if !w.frames.between() {
		return 0, io.ErrUnexpectedEOF
	}
	if frame := w.goodbye.Swap(nil); frame != nil {
		return copy(buffer, *frame), nil
	}
	w.ending()
	return 0, io.EOF
}

// Write sends the client's bytes to the upstream.
func (w *WebSocket) Write(bytes []byte) (int, error) { return w.upstream.Write(bytes) }

// Close cuts the upstream.
func (w *WebSocket) Close() error { return w.upstream.Close() }

// End closes the stream for a reason, which the client reads in a close frame where one can be placed.
func (w *WebSocket) End(reason Reason) {
	w.once.Do(func() {
		frame := closeFrame(reason)
		w.goodbye.Store(&frame)
		_ = w.upstream.Close()
	})
}

// closeFrame is an unmasked close frame of RFC 6455 §5.5.1; texts of ours are far below its 123 bytes.
func closeFrame(reason Reason) []byte {
	frame := []byte{0x88, byte(2 + len(reason.Text))}
	frame = binary.BigEndian.AppendUint16(frame, reason.Code)
	return append(frame, reason.Text...)
}

// frameTracker knows whether a byte stream of WebSocket frames stands between two frames.
type frameTracker struct {
	header  [14]byte
	have    int
	payload uint64
}

func (f *frameTracker) between() bool { return f.have == 0 && f.payload == 0 }

func (f *frameTracker) follow(bytes []byte) {
	for len(bytes) > 0 {
		if f.payload > 0 {
			skip := min(f.payload, uint64(len(bytes)))
			f.payload -= skip
			bytes = bytes[skip:]
			continue
		}
		f.header[f.have] = bytes[0]
		f.have++
		bytes = bytes[1:]
		if f.have >= 2 && f.have == f.headerLength() {
			f.payload, f.have = f.payloadLength(), 0
		}
	}
}

// headerLength is told by the second byte: 2, 4 or 10 bytes, and 4 more with a mask.
func (f *frameTracker) headerLength() int {
	length := 2
	switch f.header[1] & 0x7f {
	case 126:
		length = 4
	case 127:
		length = 10
	}
	if f.header[1]&0x80 != 0 {
		length += 4
	}
	return length
}

func (f *frameTracker) payloadLength() uint64 {
	switch short := f.header[1] & 0x7f; short {
	case 126:
		return uint64(binary.BigEndian.Uint16(f.header[2:4]))
	case 127:
		return binary.BigEndian.Uint64(f.header[2:10])
	default:
		return uint64(short)
	}
}
