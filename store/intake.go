package store

import (
	"context"
	"encoding/json"
	"errors"
	"os"
	"sync"
	"sync/atomic"
)

// An intake is a file beside an SQLite database, in which looks are made safe
// before they are filed in the ledger of views: one write and one wait for the
// disk, in a file that does not grow, is a third of what a transaction takes.
// See docs/decisions/0024-looks-are-taken-in-before-they-are-filed.md. A
// process has an intake of its own, which it alone writes to, and locks for as
// long as it lives.
type intake struct {
	file   *os.File
	path   string
	name   string        // of the setting that says how far it was filed
	taken  chan struct{} // has one when something is to be filed
	sync   func(*os.File) error
	leader chan struct{} // whoever puts one in writes for all who wait
	broken atomic.Bool   // it cannot be known what the file holds

	mu      sync.Mutex
	waiting []*takeRequest
	pending []taken // taken in, and not known to be filed

	// These are the leader's.
	number int64 // of the last record
	at     int64 // where the next begins
	closed bool
}

// takeRequest is one answer's views on their way into an intake.
type takeRequest struct {
	views takenViews
	body  []byte
	done  bool // with err: the leader's
	err   error
}

// errNoRoom says that views do not fit in an intake until it has been filed.
var errNoRoom = errors.New("the intake is full")

// add waits until views are safe on the disk.
func (in *intake) add(ctx context.Context, authority string, views []view) error {
	r := &takeRequest{views: takenViews{authority, views}}
	var err error
	if r.body, err = json.Marshal(r.views); err != nil {
		return &Error{Kind: ErrInvalid, Words: "The record of a view cannot be written as JSON.", Reason: err}
	}
	in.mu.Lock()
	in.waiting = append(in.waiting, r)
	in.mu.Unlock()
	select {
	case in.leader <- struct{}{}:
		defer func() { <-in.leader }()
	case <-ctx.Done():
		return ctx.Err()
	}
	if !r.done {
		in.write()
	}
	return r.err
}

// write takes in the views of all who wait.
func (in *intake) write() {
	in.mu.Lock()
	group := in.waiting
	in.waiting = nil
	if len(in.pending) == 0 {
		in.at = 0 // all that the file holds was filed
	}
	in.mu.Unlock()
	var content []byte
	var all []taken
	for _, r := range group {
		r.done = true
		switch {
		case in.closed:
			r.err = errClosed()
		case in.at+int64(len(content)+takenSize(len(r.body))) > intakeSize:
			r.err = errNoRoom
		default:
			number := in.number + int64(len(all)) + 1
			content, all = appendTaken(content, number, r.body), append(all, taken{number, r.views})
		}
	}
	if len(all) == 0 {
		return
	}
	if err := in.keep(content); err != nil {
		for _, r := range group {
			if r.err == nil {
				r.err = err
			}
		}
		return
	}
	in.number, in.at = in.number+int64(len(all)), in.at+int64(len(content))
	in.mu.Lock()
	in.pending = append(in.pending, all...)
	in.mu.Unlock()
	select {
	case in.taken <- struct{}{}:
	default: // it was said before
	}
}

// keep makes content safe on the disk. When that fails nobody knows what the
// file holds, so it is written to no more.
func (in *intake) keep(content []byte) error {
	if in.broken.Load() {
		return errNoRoom
	}
	_, err := in.file.WriteAt(content, in.at)
	if err == nil {
		err = in.sync(in.file)
	}
	if err != nil {
		in.broken.Store(true)
		return &Error{Kind: ErrUnavailable, Words: "What was looked at could not be recorded, so nothing is shown: try again in a minute.", Reason: err}
	}
	return nil
}

// unfiled gives what is not known to be filed.
func (in *intake) unfiled() []taken {
	in.mu.Lock()
	defer in.mu.Unlock()
	return in.pending[:len(in.pending):len(in.pending)]
}

// filed lets go of records up to a number, which are in the ledger for good.
func (in *intake) filed(to int64) {
	in.mu.Lock()
	defer in.mu.Unlock()
	for len(in.pending) > 0 && in.pending[0].number <= to {
		in.pending = in.pending[1:]
	}
	if len(in.pending) == 0 {
		in.pending = nil
	}
}

// end refuses whoever comes now, once those who wait were served.
func (in *intake) end() {
	in.leader <- struct{}{}
	defer func() { <-in.leader }()
	in.closed = true
}

// close lets go of the file. One of which all was filed is taken away; one
// with more in it is left for whoever opens the database next.
func (in *intake) close() error {
	var err error
	if len(in.unfiled()) == 0 {
		err = os.Remove(in.path)
	}
	return errors.Join(err, in.file.Close())
}
