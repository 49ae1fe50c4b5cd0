package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"

	"throughline/demo/live"
	"throughline/ledger"
)

type verifyCommand struct {
	Against string `placeholder:"CHECKPOINT" help:"A checkpoint file kept elsewhere, which a cut-off tail can't match."`
}

// Run prints the count and the root, or names the first fault and fails.
func (c verifyCommand) Run(s *session) error {
	kept, err := readCheckpoint(c.Against)
	if err != nil {
		return err
	}
	if err := s.wholeLedger(); err != nil {
		return err
	}
	state, err := s.openAsItIs()
	if err != nil {
		return err
	}
	who, err := s.checker("verify")
	if err != nil {
		return err
	}
	report, err := s.db.VerifyAgainst(s.ctx, who, kept, s.progress("Verifying, entry").store())
	if err != nil {
		return err
	}
	if state != "" && state != live.Whole {
		sayf(s.errs, "throughline: The demonstration was not finished, so its story is not all there.\n")
	}
	if report.Pending > 0 {
		sayf(s.errs, "throughline: %s of looks on record will be in the list of who looked the next time it is asked for.\n",
			counted(report.Pending, "batch", "batches"))
	}
	_, err = fmt.Fprintf(s.out, "The ledger is whole: %s, %s, %d erased with a reason.\nRoot: %s\n",
		counted(report.Entries, "entry", "entries"), counted(report.Versions, "version", "versions"), report.Erased, report.Root)
	return err
}

func counted(n int64, one, many string) string {
	if n == 1 {
		many = one
	}
	return fmt.Sprintf("%d %s", n, many)
}

func readCheckpoint(path string) (ledger.Checkpoint, error) {
	if path == "" {
		return ledger.Checkpoint{}, nil
	}
	text, err := os.ReadFile(path)
	if err != nil {
		return ledger.Checkpoint{}, fmt.Errorf("the checkpoint %s can't be read: %s", path, plain(err))
	}
	return ledger.ParseCheckpoint(string(text))
}

type checkpointCommand struct {
	Out string `required:"" placeholder:"FILE" help:"File to write; - for standard output. Keep it somewhere else than the database."`
}

// Run writes a checkpoint of a ledger that verifies. It replaces no file: an
// earlier checkpoint may be the only proof of what was there.
func (c checkpointCommand) Run(s *session) error {
	if _, err := os.Lstat(c.Out); c.Out != "-" && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("there is already a file at %s: choose another name, so that no checkpoint is lost", c.Out)
	}
	if err := s.wholeLedger(); err != nil {
		return err
	}
	if _, err := s.openAsItIs(); err != nil {
		return err
	}
	who, err := s.checker("checkpoint")
	if err != nil {
		return err
	}
	point, err := s.db.Checkpoint(s.ctx, who)
	if err != nil {
		return err
	}
	if _, err := s.db.VerifyAgainst(s.ctx, who, point, s.progress("Verifying, entry").store()); err != nil {
		return err
	}
	return s.writeWhole(c.Out, []byte(point.Format()))
}
