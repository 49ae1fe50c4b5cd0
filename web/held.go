package web

import (
	"context"
	"net/http"

	"throughline/store"
)

// held keeps an answer back until everything that was read about people for
// it is on record. When that fails, nothing of the answer leaves.
type held struct {
	http.ResponseWriter
	ctx     context.Context         //nolint:containedctx // of the one request that is answered, and gone with it
	read    func() []*store.Reading // all that was read for the answer so far
	failed  error
	started bool          // something has left
	early   chan struct{} // closed when what begin started has ended
}

// begin starts to put on record what was read so far, so that it is done while
// the page is being made. What fails then is tried again, and judged, by wait.
func (h *held) begin() {
	readings, before, over := h.read(), h.early, make(chan struct{})
	if len(readings) == 0 {
		return
	}
	h.early = over
	go func() {
		defer close(over)
		if before != nil {
			<-before
		}
		_ = store.Record(h.ctx, readings...)
	}()
}

// WriteHeader sends the status, once what was read is on record.
func (h *held) WriteHeader(status int) {
	if h.wait() == nil {
		h.started = true
		h.ResponseWriter.WriteHeader(status)
	}
}

// Write sends more of the answer, once what was read for it is on record.
func (h *held) Write(part []byte) (int, error) {
	if err := h.wait(); err != nil {
		return 0, err
	}
	h.started = true
	return h.ResponseWriter.Write(part)
}

// FlushError sends what is waiting to be sent, once what was read for it is on
// record.
func (h *held) FlushError() error {
	if err := h.wait(); err != nil {
		return err
	}
	h.started = true
	return http.NewResponseController(h.ResponseWriter).Flush()
}

// Unwrap lets a page set the deadlines of the connection.
func (h *held) Unwrap() http.ResponseWriter { return h.ResponseWriter }

// wait asks again each time, because an export goes on reading. After one
// failure nothing more is let out.
func (h *held) wait() error {
	if h.early != nil {
		<-h.early
	}
	if h.failed == nil {
		h.failed = store.Record(h.ctx, h.read()...)
	}
	return h.failed
}
