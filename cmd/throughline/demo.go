package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"throughline/demo/live"
	"throughline/store"
	"throughline/web/assets"
)

type demoCommand struct {
	Addr    string `default:"127.0.0.1:8080" help:"Address to listen on."`
	NoServe bool   `help:"Build the demonstration and stop."`
}

const defaultDemoData = "throughline-demo"

// Run builds the demonstration where there is none, and serves it.
func (c demoCommand) Run(s *session) error {
	if s.where.Data == "" && s.where.Database == "" {
		s.where.Data = defaultDemoData
	}
	if err := s.where.makeFolder(); err != nil {
		return err
	}
	if err := s.buildDemo(); err != nil {
		return err
	}
	if c.NoServe {
		_, err := fmt.Fprintf(s.out, "The demonstration is in %s.\n", s.where.place())
		return err
	}
	if err := s.open(); err != nil {
		return err
	}
	return s.serve(c.Addr, false)
}

// buildDemo lives through the story in a fresh database. One that was left
// half-built is refused with what to do, since it may hold something else.
func (s *session) buildDemo() error {
	if _, _, err := store.Migrate(s.ctx, s.where.database(), func(string) {}); err != nil {
		return err
	}
	db, err := store.Open(s.ctx, s.where.database(), store.Options{Clock: s.clock.Now})
	if err != nil {
		return err
	}
	state, err := db.Setting(s.ctx, live.Setting)
	if err == nil && state == "" {
		err = s.liveThrough(db)
	} else if err == nil && state != live.Whole {
		err = fmt.Errorf("the demonstration in %s was not finished: delete it and start again", s.where.place())
	}
	return errors.Join(err, db.Close())
}

func (s *session) liveThrough(db *store.DB) error {
	holds, err := live.HoldsSomething(s.ctx, db)
	if err != nil {
		return err
	}
	if holds {
		return fmt.Errorf("%s holds a council's real record, so the demonstration was not built there: choose another folder with --data", s.where.place())
	}
	s.db = db
	if err := s.serviceOver(s.clock.Now); err != nil {
		return err
	}
	return live.Through(s.ctx, s.service, s.accounts(), s.files, &s.clock, assets.Paper(), s.progress("Building the demonstration, step"))
}

func (w Where) place() string {
	if w.Database != "" {
		return "that database"
	}
	return w.data()
}

func (w Where) makeFolder() error {
	if w.Database != "" {
		return nil
	}
	if err := os.MkdirAll(filepath.Clean(w.data()), 0o700); err != nil {
		return fmt.Errorf("the folder %s can't be made: %w", w.data(), err)
	}
	return nil
}
