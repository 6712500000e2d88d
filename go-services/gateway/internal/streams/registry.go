// Package streams knows which long-lived answers are open for which credential, and closes them.
package streams

import "sync"

// Reason is why a stream is closed from here: a WebSocket close code (interfaces.md) and its text.
type Reason struct {
	Code uint16
	Text string
}

// Revoked and Restart are the gateway's two reasons.
var (
	Revoked = Reason{4401, "credential revoked"}
	Restart = Reason{1012, "service restart"}
)

// Registry holds the open streams.
type Registry struct {
	mu       sync.Mutex
	streams  map[string]map[*stream]struct{}
	draining bool
}

type stream struct{ end func(Reason) }

// NewRegistry is empty.
func NewRegistry() *Registry { return &Registry{streams: make(map[string]map[*stream]struct{})} }

// Add notes an open stream of a credential ("" for an anonymous one). end is called at most once, from any goroutine,
// and at once when the gateway drains; the returned function must be called when the stream is over.
func (r *Registry) Add(cid string, end func(Reason)) (remove func()) {
	added := &stream{end}
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.draining {
		end(Restart)
		return func() {}
	}
	if r.streams[cid] == nil {
		r.streams[cid] = make(map[*stream]struct{})
	}
	r.streams[cid][added] = struct{}{}
	return func() {
		r.mu.Lock()
		defer r.mu.Unlock()
		delete(r.streams[cid], added)
		if len(r.streams[cid]) == 0 {
			delete(r.streams, cid)
		}
	}
}

// CIDs are the credentials with open streams, anonymous ones left out.
func (r *Registry) CIDs() []string {
	r.mu.Lock()
	defer r.mu.Unlock()
	cids := make([]string, 0, len(r.streams))
	for cid := range r.streams {
		if cid != "" {
			cids = append(cids, cid)
		}
	}
	return cids
}

// Close ends the streams of one credential and says how many there were.
func (r *Registry) Close(cid string, reason Reason) int {
	return end(r.take(func(other string) bool { return other == cid }), reason)
}

// CloseAll ends every stream, anonymous ones included.
func (r *Registry) CloseAll(reason Reason) int {
	return end(r.take(func(string) bool { return true }), reason)
}

// Drain ends every stream, and from now on each that begins.
func (r *Registry) Drain() int {
	r.mu.Lock()
	r.draining = true
	r.mu.Unlock()
	return r.CloseAll(Restart)
}

func (r *Registry) take(chosen func(cid string) bool) (taken []*stream) {
	r.mu.Lock()
	defer r.mu.Unlock()
	for cid, open := range r.streams {
		if chosen(cid) {
			for one := range open {
				taken = append(taken, one)
			}
			delete(r.streams, cid)
		}
	}
	return taken
}

func end(taken []*stream, reason Reason) int {
	for _, one := range taken {
		one.end(reason)
	}
	return len(taken)
}
