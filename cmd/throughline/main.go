// Command throughline serves the pages and answers from the command line.
// It holds flags and wiring only.
package main

import (
	"context"
	"io"
	"os"
	"os/signal"
	"regexp"
	"syscall"

	"github.com/alecthomas/kong"
)

// version is set when the program is built.
var version = "unknown"

type commands struct {
	Where

	Demo       demoCommand       `cmd:"" help:"Build the invented demonstration and serve it."`
	Serve      serveCommand      `cmd:"" help:"Serve the pages."`
	Setup      setupCommand      `cmd:"" help:"Add a council and its first administrator."`
	Migrate    migrateCommand    `cmd:"" help:"Bring the database up to this program's version, or make one."`
	Plan       planCommand       `cmd:"" help:"Show the plan."`
	Report     reportCommand     `cmd:"" help:"Read an inspection report."`
	Import     importCommand     `cmd:"" help:"Load a statutory return, list those that were loaded, and take one back."`
	Export     exportCommand     `cmd:"" help:"Write what is known of children for other systems: the Standard Safeguarding Dataset, and the Department for Education's daily payload."`
	Measures   measuresCommand   `cmd:"" help:"Print the figures of measures for any date."`
	Deadlines  deadlinesCommand  `cmd:"" help:"Print deadlines as they stood on any date."`
	Paper      paperCommand      `cmd:"" help:"Write the Board's paper for any date."`
	Access     accessCommand     `cmd:"" help:"Ask who may reach what, and check the access policy."`
	Verify     verifyCommand     `cmd:"" help:"Recompute the whole ledger and say whether anything was altered."`
	Checkpoint checkpointCommand `cmd:"" help:"Verify, and write a checkpoint of the ledger to verify against later."`
	Backup     backupCommand     `cmd:"" help:"Copy the database and its attachments while they are in use, and check the copy."`
	Restore    restoreCommand    `cmd:"" help:"Bring a backup back into an empty database, and check it."`
	Pack       packCommand       `cmd:"" help:"Check and read the practice pack: kinds of record, clocks, measures and alerts."`
	Template   templateCommand   `cmd:"" help:"Write the workbook in which an agency sends what no return carries."`
	Invent     inventCommand     `cmd:"" help:"Write the returns and files of an invented council."`
	Verdict    verdictCommand    `cmd:"" help:"Print whether each action made a difference, as its measure’s own past shows."`
	Proof      proofCommand      `cmd:"" help:"Work out a chart, an interval or a test from figures on standard input."`
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
	context.AfterFunc(ctx, stop) // a second signal ends the program at once
	code := run(ctx, os.Args[1:], os.Stdout, os.Stderr)
	stop()
	os.Exit(code)
}

// run does what the command line asks and gives the exit code.
func run(ctx context.Context, args []string, out, errs io.Writer) (code int) {
	var cli commands
	exited := false
	parser, err := kong.New(&cli, kong.Name("throughline"), kong.Writers(out, errs), kong.Exit(func(c int) { exited, code = true, c }),
		kong.Description("From what inspectors found to what children experience, in one record that can prove it."))
	if err != nil {
		sayf(errs, "throughline: %s\n", sentence(err))
		return exitError
	}
	parsed, err := parser.Parse(withMinuses(args))
	if exited {
		return code
	}
	if err != nil {
		sayf(errs, "throughline: %s\n", misunderstood(err))
		return exitUsage
	}
	session := &session{ctx: ctx, in: os.Stdin, out: out, errs: errs, where: cli.Where}
	err = parsed.Run(session)
	if closing := session.close(); err == nil {
		err = closing
	}
	switch {
	case err == nil:
		return 0
	case ctx.Err() != nil:
		sayf(errs, "throughline: Stopped before it had finished.\n")
	default:
		sayf(errs, "throughline: %s\n", sentence(err))
	}
	return exitError
}

// minus stands for a hyphen in front of a number, which would be read as a flag.
const minus = "−"

var negative = regexp.MustCompile(`^-\d+$`)

func withMinuses(args []string) []string {
	changed := make([]string, len(args))
	for i, arg := range args {
		if changed[i] = arg; negative.MatchString(arg) {
			changed[i] = minus + arg[1:]
		}
	}
	return changed
}
