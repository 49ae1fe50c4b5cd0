// Command throughline serves the pages and answers from the command line.
// It holds flags and wiring only.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"strings"
	"syscall"

	"github.com/alecthomas/kong"

	"throughline/change"
	"throughline/store"
)

// version is set when the program is built.
var version = "unknown"

type commands struct {
	Where

	Demo       demoCommand       `cmd:"" help:"Build the invented demonstration and serve it."`
	Serve      serveCommand      `cmd:"" help:"Serve the pages."`
	Setup      setupCommand      `cmd:"" help:"Add a council and its first administrator."`
	Migrate    migrateCommand    `cmd:"" help:"Bring the database up to this program's version."`
	Plan       planCommand       `cmd:"" help:"Show the plan."`
	Paper      paperCommand      `cmd:"" help:"Write the Board's paper for any date."`
	Verify     verifyCommand     `cmd:"" help:"Recompute the whole ledger and say whether anything was altered."`
	Checkpoint checkpointCommand `cmd:"" help:"Write a checkpoint of the ledger, to verify against later."`
	Backup     backupCommand     `cmd:"" help:"Copy the database while it is in use, and check the copy."`
	Restore    restoreCommand    `cmd:"" help:"Bring a backup back into an empty database, and check it."`
	Workdays   workdaysCommand   `cmd:"" help:"Count working days in England."`
	Version    versionCommand    `cmd:"" help:"Print the version."`
}

// Exit codes: 1 for an error, 2 for a command line that can't be understood.
const (
	exitError = 1
	exitUsage = 2
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	code := run(ctx, os.Args[1:], os.Stdout, os.Stderr)
	stop()
	os.Exit(code)
}

// run does what the command line asks and gives the exit code.
func run(ctx context.Context, args []string, out, errs io.Writer) (code int) {
	var cli commands
	exited := false
	parser, err := kong.New(&cli, kong.Name("throughline"), kong.Writers(out, errs), kong.UsageOnError(),
		kong.WithHyphenPrefixedParameters(true), kong.Exit(func(c int) { exited, code = true, c }),
		kong.Description("From what inspectors found to what children experience, in one record that can prove it."))
	if err != nil {
		fmt.Fprintln(errs, "throughline:", err)
		return exitError
	}
	parsed, err := parser.Parse(args)
	if exited {
		return code
	}
	if err != nil {
		fmt.Fprintf(errs, "throughline: %s. Ask for help with throughline --help.\n", oneSentence(err))
		return exitUsage
	}
	session := &session{ctx: ctx, out: out, errs: errs, where: cli.Where}
	err = parsed.Run(session)
	if closing := session.close(); err == nil {
		err = closing
	}
	if err == nil {
		return 0
	}
	if errors.Is(err, context.Canceled) && ctx.Err() != nil {
		fmt.Fprintln(errs, "throughline: stopped.")
		return exitError
	}
	fmt.Fprintf(errs, "throughline: %s\n", sentence(err))
	return exitError
}

// sentence is the error as one plain sentence.
func sentence(err error) string {
	var problems change.Problems
	if errors.As(err, &problems) {
		return problems.Error()
	}
	for _, kind := range []error{store.ErrDenied, store.ErrStale, store.ErrNotFound, store.ErrInvalid, store.ErrFull,
		store.ErrUnavailable, store.ErrDamaged, store.ErrTooNew, store.ErrTooOld} {
		if errors.Is(err, kind) {
			return stopped(change.UpperFirst(store.Sentence(err)))
		}
	}
	return stopped(oneSentence(err))
}

func oneSentence(err error) string { return strings.Join(strings.Fields(err.Error()), " ") }

func stopped(s string) string { return strings.TrimRight(s, ".") + "." }
