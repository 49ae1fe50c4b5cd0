package main

import (
	"context"
	"errors"
	"fmt"
	"net"

	"throughline/app"
	"throughline/demo/live"
	"throughline/store"
	"throughline/web"
	"throughline/web/assets"
)

type demoCommand struct {
	Addr    string `default:"127.0.0.1:8080" help:"Address to listen on; port 0 for any that is free."`
	NoServe bool   `help:"Build the demonstration and stop."`
	Council int    `placeholder:"N" help:"With the returns of an invented council of so many children, loaded while the pages are served."`
}

// Run builds the demonstration where there is none, and serves it.
func (c demoCommand) Run(s *session) error {
	if s.where.Data == "" {
		s.where.Data = defaultDemoData
	}
	if err := s.operatorOnly("build the demonstration"); err != nil {
		return err
	}
	if err := assets.Check(); err != nil {
		return err
	}
	var listener net.Listener
	if !c.NoServe {
		var err error
		if listener, err = s.listen(c.Addr); err != nil { // before the long work, so that it is not done in vain
			return err
		}
	}
	if err := s.where.makeFolder(); err != nil {
		return err
	}
	if c.Council < 0 {
		return fmt.Errorf("a council of %d children can't be made up: give a number of 0 or more", c.Council)
	}
	if err := s.buildDemo(); err != nil {
		return err
	}
	if c.NoServe {
		if err := s.openAndLoad(c.Council); err != nil {
			return err
		}
		_, err := fmt.Fprintf(s.out, "The demonstration is in %s.\n", s.where.place())
		return err
	}
	if err := s.open(); err != nil {
		return err
	}
	if c.Council == 0 {
		return s.serve(listener, web.Options{}, nil)
	}
	loading, stop := context.WithCancel(s.ctx)
	loaded := make(chan struct{})
	go func() { // the pages don't wait for it
		defer close(loaded)
		if err := s.loadCouncil(loading, c.Council); err != nil && loading.Err() == nil {
			sayf(s.errs, "throughline: The invented council was not loaded: %v. Start the demonstration again to go on.\n", err)
		}
	}()
	err := s.serve(listener, web.Options{}, nil)
	stop()
	<-loaded
	return err
}

// openAndLoad loads the invented council, where one is asked for.
func (s *session) openAndLoad(children int) error {
	if children == 0 {
		return nil
	}
	if err := s.open(); err != nil {
		return err
	}
	return s.loadCouncil(s.ctx, children)
}

func (s *session) loadCouncil(ctx context.Context, children int) error {
	return live.WithCouncil(ctx, s.service, children, s.progress("Loading the invented council, return").steps())
}

// buildDemo lives through the story in a fresh database. One that holds
// something else, or was left half-built, is refused and left as it is.
func (s *session) buildDemo() error {
	has, err := store.VersionOf(s.ctx, s.where.database())
	if err != nil {
		return s.where.unreached(err)
	}
	if has == 0 { // a council's database of an older version is not brought up to date by mistake
		if _, _, err := store.Migrate(s.ctx, s.where.database(), nil); err != nil {
			return err
		}
	}
	db, err := store.Open(s.ctx, s.where.database(), store.Options{Clock: s.clock.Now})
	if err != nil {
		return err
	}
	return errors.Join(s.buildIn(db), db.Close())
}

func (s *session) buildIn(db *store.DB) error {
	state, err := db.Setting(s.ctx, live.Setting)
	if err != nil {
		return err
	}
	switch state {
	case live.Whole:
		return nil
	case "":
		return s.liveThrough(db)
	}
	return s.unfinished()
}

func (s *session) liveThrough(db *store.DB) error {
	holds, err := live.HoldsSomething(s.ctx, db)
	if err != nil {
		return err
	}
	if holds {
		return fmt.Errorf("a council's real record is in %s, so the demonstration was not built there: choose another place with --data", s.where.place())
	}
	s.demo = true
	if err := s.openFiles(); err != nil {
		return err
	}
	building := &session{ctx: s.ctx, db: db, service: app.New(db, s.files, s.clock.Now)}
	return live.Through(s.ctx, building.service, building.accounts(), s.files, &s.clock, assets.Paper(), s.progress("Building the demonstration, step").steps())
}
