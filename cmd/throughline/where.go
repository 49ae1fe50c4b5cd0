package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"time"

	"throughline/access"
	"throughline/account"
	"throughline/app"
	"throughline/blobs"
	"throughline/calendar"
	"throughline/demo/live"
	"throughline/store"
)

// Where says which database is meant, and who asks about what moment.
type Where struct {
	Data      string `placeholder:"DIR" env:"THROUGHLINE_DATA" help:"Folder of an embedded database and its attachments (default: throughline-data)."`
	Database  string `placeholder:"URL" env:"THROUGHLINE_DATABASE" help:"Database instead: postgres://… or sqlite:/path/file.db."`
	Files     string `placeholder:"URL" env:"THROUGHLINE_FILES" help:"Where attachments are kept: file:///folder or s3://bucket?region=…."`
	Authority string `placeholder:"NAME" env:"THROUGHLINE_AUTHORITY" help:"Council, by name or id, when the database holds several."`
	KnownAt   string `placeholder:"MOMENT" help:"Count only what was entered up to a day, a time, or an entry such as #120."`
	As        string `placeholder:"USER" help:"Act as the person with this e-mail address (default: the operator who runs it, recorded)."`
}

const defaultData = "throughline-data"

func (w Where) data() string {
	if w.Data == "" {
		return defaultData
	}
	return w.Data
}

func (w Where) database() string {
	if w.Database != "" {
		return w.Database
	}
	return "sqlite:" + filepath.Join(w.data(), "throughline.db")
}

func (w Where) files() (string, error) {
	if w.Files != "" {
		return w.Files, nil
	}
	folder, err := filepath.Abs(filepath.Join(w.data(), "attachments"))
	if err != nil {
		return "", err
	}
	if err := os.MkdirAll(folder, 0o700); err != nil {
		return "", fmt.Errorf("the folder for attachments can't be made: %w", err)
	}
	return "file://" + filepath.ToSlash(folder), nil
}

// session is one run of the program.
type session struct {
	ctx   context.Context //nolint:containedctx // it lives as long as one run
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
	for i := len(s.closers) - 1; i >= 0; i-- {
		errs = append(errs, s.closers[i]())
	}
	return errors.Join(errs...)
}

// open opens the database that the flags name. A demonstration's clock goes
// on from the end of its story.
func (s *session) open() error {
	if s.where.Database == "" {
		if _, err := os.Stat(filepath.Join(s.where.data(), "throughline.db")); errors.Is(err, os.ErrNotExist) {
			return fmt.Errorf("there is no database in %s: name its folder with --data, or make one with throughline migrate", s.where.data())
		}
	}
	clock := time.Now
	db, err := store.Open(s.ctx, s.where.database(), store.Options{Clock: func() time.Time { return clock() }})
	if err != nil {
		return err
	}
	s.db = db
	s.closers = append(s.closers, db.Close)
	setting, err := db.Setting(s.ctx, live.Setting)
	if err != nil {
		return err
	}
	if setting != "" {
		s.demo = true
		if err := s.resumeClock(); err != nil {
			return err
		}
		clock = s.clock.Now
	}
	return s.serviceOver(clock)
}

func (s *session) serviceOver(clock func() time.Time) error {
	url, err := s.where.files()
	if err != nil {
		return err
	}
	if s.files, err = blobs.Open(s.ctx, url); err != nil {
		return err
	}
	s.closers = append(s.closers, s.files.Close)
	s.service = app.New(s.db, s.files, clock)
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

// caller is who asks: the operator, or the person named with --as.
func (s *session) caller() (access.Caller, error) {
	authority, err := s.service.ChooseAuthority(s.ctx, s.where.Authority)
	if err != nil {
		return access.Caller{}, err
	}
	if s.where.As == "" {
		return app.Operator(authority), nil
	}
	who, err := s.accounts().ByEmail(s.ctx, s.where.As)
	if err != nil {
		return access.Caller{}, err
	}
	return s.service.CallerAs(s.ctx, authority, who.ID)
}

// moment reads --as-at and --known-at.
func (s *session) moment(asAt string) (when app.When, err error) {
	if asAt != "" {
		if when.AsAt, err = calendar.Parse(asAt); err != nil {
			return when, fmt.Errorf("--as-at: %w", err)
		}
	}
	if s.where.KnownAt != "" {
		when.KnownAt, when.KnownEntry, err = app.ParseKnownAt(s.where.KnownAt)
	}
	return when, err
}

// progress tells how far long work is, on one line where a person watches.
func (s *session) progress(what string) func(done, of int) {
	shown := time.Time{}
	return func(done, of int) {
		if now := time.Now(); done == of || now.Sub(shown) > progressEvery {
			shown = now
			end := "\r"
			if done == of {
				end = "\n"
			}
			fmt.Fprintf(s.errs, "%s: %d of %d%s%s", what, done, of, strings.Repeat(" ", 4), end)
		}
	}
}

const progressEvery = 200 * time.Millisecond
