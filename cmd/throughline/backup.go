package main

import (
	"fmt"

	"throughline/app"
)

type backupCommand struct {
	Out string `arg:"" name:"file" help:"File to write. Attachments go in the folder FILE.attachments beside it."`
}

// Run backs the database and its attachments up while they are in use.
func (c backupCommand) Run(s *session) error {
	if err := s.wholeLedger(); err != nil {
		return err
	}
	if err := s.open(); err != nil {
		return err
	}
	if err := s.operatorOnly("back up the database"); err != nil {
		return err
	}
	who := app.Operator("")
	if err := s.openFiles(); err != nil {
		return err
	}
	if err := s.db.RecordUse(s.ctx, who, "backup", ""); err != nil {
		return err
	}
	made, err := app.Backup(s.ctx, s.db, s.files, who, c.Out, s.progress("Backing up").store(), s.progress("Backing up, attachment").store())
	if err != nil {
		return err
	}
	if len(made.Lost) > 0 {
		return fmt.Errorf("the backup %s is made, but not with these attachments, which are missing or altered where they are kept: %s", c.Out, app.Names(made.Lost))
	}
	_, err = fmt.Fprintf(s.out, "The backup %s is whole: %s, %s.\nRoot: %s\n", c.Out,
		counted(made.Entries, "entry", "entries"), counted(int64(made.Attachments), "attachment", "attachments"), made.Root)
	return err
}

type restoreCommand struct {
	From           string `arg:"" name:"file" help:"Backup to bring back, with the folder FILE.attachments beside it."`
	DespiteMissing bool   `help:"Restore even though attachments are missing from the backup or altered in it."`
}

// Run restores into an empty database.
func (c restoreCommand) Run(s *session) error {
	if err := s.operatorOnly("restore a backup"); err != nil {
		return err
	}
	if err := s.wholeLedger(); err != nil {
		return err
	}
	if err := s.where.makeFolder(); err != nil {
		return err
	}
	if err := s.openFiles(); err != nil {
		return err
	}
	back, err := app.Restore(s.ctx, c.From, s.where.database(), s.files, c.DespiteMissing, s.progress("Restoring").store(), s.progress("Restoring, attachment").store())
	if err != nil {
		return s.where.unreached(err)
	}
	if len(back.Lost) > 0 {
		sayf(s.errs, "throughline: Not restored, because they are missing or altered in the backup: %s.\n", app.Names(back.Lost))
	}
	_, err = fmt.Fprintf(s.out, "%s now holds what was backed up, and it is whole: %s, %s.\nRoot: %s\n", s.where.place(),
		counted(back.Entries, "entry", "entries"), counted(int64(back.Attachments), "attachment", "attachments"), back.Root)
	return err
}
