package main

import (
	"fmt"
	"io"
	"os"
	"sync"
	"time"

	"golang.org/x/term"

	"throughline/store"
)

// Where a person watches, a line is written over often; elsewhere, a line is
// written when work has been long, and then ever less often.
const (
	watchEvery = 200 * time.Millisecond
	linesAfter = 5 * time.Second
)

// progress tells how far long work is, on the error stream.
type progress struct {
	what  string
	to    io.Writer
	watch bool
	now   func() time.Time

	mu    sync.Mutex
	next  time.Time
	pause time.Duration
	shown bool
}

func (s *session) progress(what string) *progress {
	file, ok := s.errs.(*os.File)
	return newProgress(what, s.errs, ok && term.IsTerminal(int(file.Fd())), time.Now)
}

func newProgress(what string, to io.Writer, watch bool, now func() time.Time) *progress {
	p := &progress{what: what, to: to, watch: watch, now: now, pause: watchEvery}
	if !watch {
		p.pause = linesAfter
	}
	p.next = now().Add(p.pause)
	return p
}

// tell says how much is done of how much.
func (p *progress) tell(done, of int64) {
	p.mu.Lock()
	defer p.mu.Unlock()
	now, last := p.now(), done >= of
	if last && !p.shown || !last && now.Before(p.next) {
		return // short work says nothing
	}
	line := fmt.Sprintf("%s: %d of %d", p.what, done, of)
	switch {
	case !p.watch:
		sayf(p.to, "%s\n", line)
		p.pause *= 2
	case last:
		sayf(p.to, "\r%s\x1b[K\n", line)
	default:
		sayf(p.to, "\r%s\x1b[K", line)
	}
	p.shown = !last
	p.next = now.Add(p.pause)
}

func (p *progress) store() store.Progress { return p.tell }

func (p *progress) steps() func(done, of int) {
	return func(done, of int) { p.tell(int64(done), int64(of)) }
}
