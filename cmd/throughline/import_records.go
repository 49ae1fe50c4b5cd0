package main

import (
	"errors"
	"fmt"
	"os"

	"throughline/access"
)

type importRecordsCommand struct {
	Kind    string `arg:"" help:"The code of the kind of record, such as dental_check."`
	File    string `arg:"" help:"The CSV file: the columns person, happened and words, and one for each field of the kind."`
	Purpose string `default:"direct_work" placeholder:"PURPOSE" help:"Why the records are written, such as direct_work."`
	DryRun  bool   `help:"Only say what loading it would do. Nothing is written."`
	Format  string `enum:"json,text" default:"text" help:"json or text."`
}

const mostRecordsFile = 32 << 20

// Run loads records that the person named with --as writes, by their rights.
func (c importRecordsCommand) Run(s *session) error {
	if s.where.As == "" {
		return errors.New("say who writes the records: add --as with their email address")
	}
	purpose := access.Purpose(c.Purpose)
	if !purpose.Known() {
		return fmt.Errorf("“%s” is not a purpose: choose from %s", c.Purpose, purposesInWords())
	}
	info, err := os.Stat(c.File)
	if err == nil && info.Size() > mostRecordsFile {
		return fmt.Errorf("%s is larger than %d MB: split it into several files", c.File, mostRecordsFile>>20)
	}
	content, err := os.ReadFile(c.File)
	if err != nil {
		return fmt.Errorf("%s can't be read: %s", c.File, plain(err))
	}
	if err := s.open(); err != nil {
		return err
	}
	caller, err := s.caller("import records")
	if err != nil {
		return err
	}
	done, err := s.service.ImportRecords(s.ctx, caller, purpose, c.Kind, content, c.DryRun)
	if err != nil {
		return err
	}
	if c.Format == "json" {
		err = writeJSON(s.out, done)
	} else {
		for _, p := range done.Problems {
			column := ""
			if p.Column != "" {
				column = ", column " + p.Column
			}
			if _, err := fmt.Fprintf(s.out, "Row %d%s: %s\n", p.Row, column, p.Sentence); err != nil {
				return err
			}
		}
		said := "Written: %d. There already: %d. Problems: %d.\n"
		if c.DryRun {
			said = "Would be written: %d. There already: %d. Problems: %d.\n"
		}
		_, err = fmt.Fprintf(s.out, said, done.Written, done.Already, len(done.Problems))
	}
	if err == nil && len(done.Problems) > 0 {
		err = errors.New("some rows were not loaded: mend them and load the file again, which writes no record twice")
	}
	return err
}
