package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"time"

	"throughline/account"
	"throughline/app"
	"throughline/blobs"
	"throughline/calendar"
	"throughline/demo/live"
	"throughline/store"
)

// session is one run of the program.
type session struct {
	ctx   context.Context //nolint:containedctx // it lives as long as one run
	in    *os.File
	out   io.Writer
	errs  io.Writer
	where Where

	db      *store.DB
	files   *blobs.Store
	service *app.Service
	demo    bool
	clock   live.Clock
	closers []func() error
}

func (s *session) close() error {
	var errs []error
	for _, closer := range slices.Backward(s.closers) {
		errs = append(errs, closer())
	}
	return errors.Join(errs...)
}

// open opens the database that the flags name. A demonstration that was not
// built to its end is refused: what it says is not what the story says.
func (s *session) open() error {
	state, err := s.openAsItIs()
	if err != nil {
		return err
	}
	if state != "" && state != live.Whole {
		return s.unfinished()
	}
	return nil
}

func (s *session) unfinished() error {
	return fmt.Errorf("the demonstration in %s is not finished: wait if it is being built now, or else delete it and build it again", s.where.place())
}

// openAsItIs opens the database, finished or not, and gives the state of its
// demonstration. A demonstration's clock goes on from the end of its story.
func (s *session) openAsItIs() (state string, err error) {
	if err := s.where.exists(); err != nil {
		return "", err
	}
	clock := time.Now
	db, err := store.Open(s.ctx, s.where.database(), store.Options{Clock: func() time.Time { return clock() }})
	if err != nil {
		return "", s.where.unreached(err)
	}
	s.db = db
	s.closers = append(s.closers, db.Close)
	if state, err = db.Setting(s.ctx, live.Setting); err != nil {
		return "", err
	}
	if state != "" {
		s.demo = true
		if err := s.resumeClock(); err != nil {
			return "", err
		}
		clock = s.clock.Now
	}
	return state, s.serviceOver(db, nil, clock)
}

// serviceOver makes the service, with the access policy that the flags name.
func (s *session) serviceOver(db *store.DB, files app.Files, clock func() time.Time) error {
	policy, err := s.policy()
	if err != nil {
		return err
	}
	s.service = app.New(db, files, clock)
	s.service.UsePolicy(policy)
	return nil
}

// openFiles opens the place of the attachments too, which few commands need.
func (s *session) openFiles() error {
	if s.files == nil {
		address, err := s.where.files(s.demo)
		if err != nil {
			return err
		}
		if s.files, err = blobs.Open(s.ctx, address); err != nil {
			return err
		}
		s.closers = append(s.closers, s.files.Close)
	}
	if s.service != nil {
		return s.serviceOver(s.db, s.files, s.service.Now)
	}
	return nil
}

func (s *session) accounts() *account.Service { return account.New(s.db, s.service.Now) }

// resumeClock sets the demonstration's clock to the end of its story, or to
// its last entry if people have used it since.
func (s *session) resumeClock() error {
	at := live.End()
	all, err := s.db.Authorities(s.ctx, app.Operator(""))
	if err != nil {
		return err
	}
	for _, a := range all {
		_, last, err := s.db.Head(s.ctx, app.Operator(a.ID))
		if err != nil {
			return err
		}
		if last.After(at) {
			at = last
		}
	}
	s.clock.Set(at)
	s.clock.Run()
	return nil
}

// moment reads --as-at and --known-at.
func (s *session) moment(asAt string) (when app.When, err error) {
	if asAt != "" {
		if when.AsAt, err = calendar.Parse(asAt); err != nil {
			return when, err
		}
	}
	if s.where.KnownAt != "" {
		when.KnownAt, when.KnownEntry, err = app.ParseKnownAt(s.where.KnownAt)
	}
	return when, err
}

// wholeLedger refuses nothing and looks at everything: it checks --known-at,
// and says that it makes no difference.
func (s *session) wholeLedger() error {
	if s.where.KnownAt == "" {
		return nil
	}
	if _, err := s.moment(""); err != nil {
		return err
	}
	_, err := fmt.Fprintln(s.errs, "throughline: This looks at the whole ledger, so --known-at makes no difference.")
	return err
}

// databaseFile is the name of an embedded database in its folder.
const databaseFile = "throughline.db"

func (w Where) exists() error {
	if w.Database != "" {
		return nil
	}
	_, err := os.Stat(filepath.Join(w.data(), databaseFile))
	if !errors.Is(err, os.ErrNotExist) {
		return nil
	}
	if _, err := os.Stat(filepath.Join(defaultDemoData, databaseFile)); err == nil && w.Data == "" {
		return fmt.Errorf("there is no database in %s: for the demonstration add --data %s", w.data(), defaultDemoData)
	}
	return fmt.Errorf("there is no database in %s: name its folder with --data, or make one with throughline migrate", w.data())
}
