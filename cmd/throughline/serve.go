package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"strings"
	"time"

	"throughline/store"
	"throughline/web"
)

type serveCommand struct {
	Addr      string `default:"127.0.0.1:8080" help:"Address to listen on."`
	PublicURL string `placeholder:"URL" help:"Address that people use. With https the cookies are sent only over https."`
}

// Run serves until it is told to stop.
func (c serveCommand) Run(s *session) error {
	if err := s.open(); err != nil {
		return err
	}
	return s.serve(c.Addr, strings.HasPrefix(c.PublicURL, "https://"))
}

func (s *session) serve(addr string, secure bool) error {
	pages, err := web.New(s.service, s.accounts(), web.Options{Demo: s.demo, Secure: secure, Version: version,
		Log: slog.New(slog.NewTextHandler(s.errs, nil))})
	if err != nil {
		return err
	}
	listener, err := net.Listen("tcp", addr)
	if err != nil {
		return fmt.Errorf("can't listen on %s: %w", addr, err)
	}
	server := &http.Server{Handler: pages, ReadHeaderTimeout: headerTimeout, IdleTimeout: idleTimeout, MaxHeaderBytes: maxHeader}
	fmt.Fprintf(s.out, "Listening on http://%s\n", listener.Addr())
	go func() {
		<-s.ctx.Done()
		stopping, cancel := context.WithTimeout(context.Background(), stopTimeout)
		defer cancel()
		if err := server.Shutdown(stopping); err != nil {
			fmt.Fprintln(s.errs, "throughline: some requests were cut off when it stopped.")
		}
	}()
	if err := server.Serve(listener); !errors.Is(err, http.ErrServerClosed) {
		return err
	}
	return nil
}

// Slow clients may not hold the server: headers come at once or not at all.
const (
	headerTimeout = 10 * time.Second
	idleTimeout   = 2 * time.Minute
	stopTimeout   = 15 * time.Second
	maxHeader     = 64 << 10
)

type migrateCommand struct{}

// Run brings the database up to date, and makes it when there is none.
func (migrateCommand) Run(s *session) error {
	if err := s.where.makeFolder(); err != nil {
		return err
	}
	from, to, err := store.Migrate(s.ctx, s.where.database(), func(step string) { fmt.Fprintln(s.errs, step) })
	if err != nil {
		return err
	}
	if from == to {
		_, err = fmt.Fprintf(s.out, "The database is up to date, at version %d.\n", to)
	} else {
		_, err = fmt.Fprintf(s.out, "The database went from version %d to version %d.\n", from, to)
	}
	return err
}

type versionCommand struct{}

// Run prints the version.
func (versionCommand) Run(s *session) error {
	schema, err := store.SchemaVersion()
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(s.out, "throughline %s (database version %d)\n", version, schema)
	return err
}
