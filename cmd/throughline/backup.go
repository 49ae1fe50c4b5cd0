package main

import (
	"fmt"
	"os"

	"throughline/access"
	"throughline/app"
	"throughline/ledger"
	"throughline/store"
)

type verifyCommand struct {
	Against string `placeholder:"CHECKPOINT" help:"A checkpoint file kept elsewhere, which a cut-off tail can't match."`
}

// Run prints the count and the root, or names the first fault and fails.
func (c verifyCommand) Run(s *session) error {
	if err := s.open(); err != nil {
		return err
	}
	who, err := s.asked()
	if err != nil {
		return err
	}
	var kept ledger.Checkpoint
	if c.Against != "" {
		text, err := os.ReadFile(c.Against)
		if err != nil {
			return fmt.Errorf("the checkpoint can't be read: %w", err)
		}
		if kept, err = ledger.ParseCheckpoint(string(text)); err != nil {
			return err
		}
	}
	report, err := s.db.VerifyAgainst(s.ctx, who, kept, s.done("Verifying"))
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(s.out, "The ledger is whole: %d entries, %d versions, %d erased with a reason.\nRoot: %s\n",
		report.Entries, report.Versions, report.Erased, report.Root)
	return err
}

type checkpointCommand struct {
	Out string `required:"" placeholder:"FILE" help:"File to write. Keep it somewhere else than the database."`
}

// Run writes a checkpoint.
func (c checkpointCommand) Run(s *session) error {
	if err := s.open(); err != nil {
		return err
	}
	who, err := s.asked()
	if err != nil {
		return err
	}
	point, err := s.db.Checkpoint(s.ctx, who)
	if err != nil {
		return err
	}
	return os.WriteFile(c.Out, []byte(point.Format()), 0o600)
}

type backupCommand struct {
	Out string `arg:"" help:"File to write."`
}

// Run backs the database up while it is in use.
func (c backupCommand) Run(s *session) error {
	if err := s.open(); err != nil {
		return err
	}
	who, err := s.asked()
	if err != nil {
		return err
	}
	report, err := s.db.Backup(s.ctx, who, c.Out, s.done("Backing up"))
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(s.out, "The backup %s is whole: %d entries. Attachments are kept apart, in the files folder: copy that too.\n", c.Out, report.Entries)
	return err
}

type restoreCommand struct {
	From string `arg:"" help:"Backup file to bring back."`
}

// Run restores into an empty database.
func (c restoreCommand) Run(s *session) error {
	if err := s.where.makeFolder(); err != nil {
		return err
	}
	report, err := store.Restore(s.ctx, c.From, s.where.database(), s.done("Restoring"))
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(s.out, "%s now holds what was backed up, and it is whole: %d entries.\n", s.where.place(), report.Entries)
	return err
}

// done is progress as the store tells it.
func (s *session) done(what string) store.Progress {
	tell := s.progress(what)
	return func(done, total int64) { tell(int(done), int(total)) }
}

// asked is who asks about the whole database: the operator, or the person
// named with --as for their own council.
func (s *session) asked() (access.Caller, error) {
	if s.where.As == "" {
		return app.Operator(""), nil
	}
	return s.caller()
}
