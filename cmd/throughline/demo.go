package main

import (
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
	Council int    `placeholder:"N" help:"With the returns of an invented council of so many children, where the demonstration is built anew."`
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
	if err := s.buildDemo(c.Council); err != nil {
		return err
	}
	if c.NoServe {
		_, err := fmt.Fprintf(s.out, "The demonstration is in %s.\n", s.where.place())
		return err
	}
	if err := s.open(); err != nil {
		return err
	}
	return s.serve(listener, web.Options{}, nil)
}

// buildDemo lives through the story in a fresh database. One that holds
// something else, or was left half-built, is refused and left as it is.
func (s *session) buildDemo(children int) error {
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
	return errors.Join(s.buildIn(db, children), db.Close())
}

func (s *session) buildIn(db *store.DB, children int) error {
	state, err := db.Setting(s.ctx, live.Setting)
	if err != nil {
		return err
	}
	switch state {
	case live.Whole:
		return nil
	case "":
		return s.liveThrough(db, children)
	}
	return s.unfinished()
}

func (s *session) liveThrough(db *store.DB, children int) error {
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
	if err := live.Through(s.ctx, building.service, building.accounts(), s.files, &s.clock, assets.Paper(), s.progress("Building the demonstration, step").steps()); err != nil || children == 0 {
		return err
	}
	return live.WithCouncil(s.ctx, building.service, children, s.progress("Loading the invented council, return").steps())
}
