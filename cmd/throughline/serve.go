package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"net/url"
	"syscall"
	"time"

	"throughline/app"
	"throughline/store"
	"throughline/web"
)

type serveCommand struct {
	Addr      string   `default:"127.0.0.1:8080" help:"Address to listen on; port 0 for any that is free."`
	PublicURL string   `placeholder:"URL" help:"Address that people use. With https the cookies are sent only over https."`
	Style     string   `name:"paper-style" placeholder:"FILE" help:"A Word document (.docx) of yours, whose styles papers take in Word."`
	Proxy     []string `placeholder:"NETWORK" help:"Address or network of a proxy in front, whose X-Forwarded-For header is believed. May be given again."`
}

// Run serves until it is told to stop.
func (c serveCommand) Run(s *session) error {
	secure, err := isSecure(c.PublicURL)
	if err != nil {
		return err
	}
	trusted, err := readProxies(c.Proxy)
	if err != nil {
		return err
	}
	style, err := s.styleOf(c.Style)
	if err != nil {
		return err
	}
	if err := s.open(); err != nil {
		return err
	}
	if err := s.operatorOnly("serve the pages"); err != nil {
		return err
	}
	if s.where.Policy != "" { // who may see what is no longer what the program says, so the record must say by what
		if err := s.db.RecordUse(s.ctx, app.Operator(""), "access policy "+s.service.Policy().Fingerprint(), ""); err != nil {
			return err
		}
	}
	listener, err := s.listen(c.Addr)
	if err != nil {
		return err
	}
	defer s.keepVerdicts()()
	return s.serve(listener, web.Options{Secure: secure, PaperStyle: style}, trusted)
}

// keepVerdicts works out the verdicts while the pages are served. The function
// that it gives stops that and waits until it has stopped.
func (s *session) keepVerdicts() (stop func()) {
	ctx, cancel := context.WithCancel(s.ctx)
	done := make(chan struct{})
	go func() {
		defer close(done)
		s.service.KeepVerdicts(ctx, time.Hour, func(council string, err error) {
			sayf(s.errs, "throughline: The verdicts of %s could not be worked out: %v.\n", council, err)
		})
	}()
	return func() {
		cancel()
		<-done
	}
}

func isSecure(public string) (bool, error) {
	if public == "" {
		return false, nil
	}
	address, err := url.Parse(public)
	if err != nil || address.Host == "" || address.Scheme != "https" && address.Scheme != "http" {
		return false, errors.New("the address after --public-url can't be read: write it like https://plan.example.gov.uk")
	}
	if address.Path != "" && address.Path != "/" {
		return false, errors.New("the pages need an address of their own, without a path after it: write it like https://plan.example.gov.uk")
	}
	return address.Scheme == "https", nil
}

// listen takes the address. It is given back when the run ends.
func (s *session) listen(addr string) (net.Listener, error) {
	if _, _, err := net.SplitHostPort(addr); err != nil {
		return nil, fmt.Errorf("“%s” is not an address to listen on: write it like 127.0.0.1:8080", addr)
	}
	listener, err := (&net.ListenConfig{}).Listen(s.ctx, "tcp", addr)
	switch {
	case err == nil:
	case errors.Is(err, syscall.EADDRINUSE):
		return nil, fmt.Errorf("another program is using %s already: stop it, or choose another address with --addr", addr)
	case errors.Is(err, syscall.EACCES):
		return nil, fmt.Errorf("this account may not listen on %s: choose a port of 1024 or more with --addr", addr)
	default:
		return nil, fmt.Errorf("“%s” can't be listened on: choose an address of this machine with --addr, such as 127.0.0.1:8080", addr)
	}
	s.closers = append(s.closers, func() error {
		if err := listener.Close(); !errors.Is(err, net.ErrClosed) {
			return err
		}
		return nil
	})
	return listener, nil
}

func (s *session) serve(listener net.Listener, options web.Options, trusted proxies) error {
	if err := s.openFiles(); err != nil {
		return err
	}
	log := slog.NewTextHandler(s.errs, nil)
	options.Demo, options.Version, options.Log = s.demo, version, slog.New(log)
	pages, err := web.New(s.service, s.accounts(), options)
	if err != nil {
		return err
	}
	server := &http.Server{Handler: trusted.behind(pages), ReadHeaderTimeout: headerTimeout, IdleTimeout: idleTimeout, MaxHeaderBytes: maxHeader,
		ErrorLog: slog.NewLogLogger(log, slog.LevelWarn)}
	stopped := make(chan struct{})
	stop := context.AfterFunc(s.ctx, func() {
		defer close(stopped)
		stopping, cancel := context.WithTimeout(context.WithoutCancel(s.ctx), stopTimeout)
		defer cancel()
		if err := server.Shutdown(stopping); err != nil {
			sayf(s.errs, "throughline: Some requests were cut off when it stopped.\n")
		}
	})
	if _, err := fmt.Fprintf(s.out, "Listening on http://%s\n", listener.Addr()); err != nil {
		return err
	}
	err = server.Serve(listener)
	if !stop() {
		<-stopped // requests under way are answered before the database is closed
	}
	if !errors.Is(err, http.ErrServerClosed) {
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
	if err := s.operatorOnly("change the database's version"); err != nil {
		return err
	}
	if err := s.where.makeFolder(); err != nil {
		return err
	}
	from, to, err := store.Migrate(s.ctx, s.where.database(), func(step string) { sayf(s.errs, "%s\n", step) })
	if err != nil {
		return s.where.unreached(err)
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
