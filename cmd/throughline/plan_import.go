package main

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"throughline/ingest/document"
	"throughline/ingest/planfile"
)

type planImportCommand struct {
	File   string `arg:"" help:"The plan: .xlsx, .docx, .csv or another text table; - for standard input."`
	DryRun bool   `help:"Only say what the file holds. Nothing is written, and no database or account is needed."`
	Format string `enum:"json,text" default:"text" help:"json or text."`
}

// A refusedPlan is a document without a plan that can be read.
type refusedPlan struct{ why string }

func (r refusedPlan) Error() string { return r.why }

// Run prints what a plan's document says, and where it could not be understood.
func (c planImportCommand) Run(s *session) error {
	if !c.DryRun {
		return errors.New("importing into the record isn't there yet: add --dry-run to see what the file says")
	}
	name, content, err := s.contentOf(c.File)
	if err != nil {
		return err
	}
	reading := s.planIn(name, content)
	if c.Format == "text" {
		_, err = io.WriteString(s.out, planfile.Text(reading))
	} else {
		err = reading.WriteJSON(s.out)
	}
	if err == nil && reading.Refused != "" {
		return refusedPlan{reading.Refused}
	}
	return err
}

// planIn reads a plan with the mapping that is guessed for it.
func (s *session) planIn(name string, content []byte) planfile.Reading {
	doc, err := document.Read(s.ctx, name, content, document.Usual(), s.progress("Reading the file, step").steps())
	if err != nil {
		return planfile.Reading{Refused: sentence(err)}
	}
	return planfile.ReadTelling(doc, planfile.Guess(doc), s.progress("Reading the plan, row").steps())
}

// contentOf reads a file that is named on the command line, up to the most that is read of any.
func (s *session) contentOf(path string) (name string, content []byte, err error) {
	most := int64(document.Usual().Bytes) + 1
	if path == "-" {
		content, err = io.ReadAll(io.LimitReader(s.in, most))
		if err != nil {
			return "", nil, fmt.Errorf("standard input can't be read: %s", plain(err))
		}
		return "standard input", content, nil
	}
	file, err := os.Open(path)
	if err != nil {
		return "", nil, fmt.Errorf("the file %s can't be read: %s", path, plain(err))
	}
	defer func() {
		if closing := file.Close(); err == nil && closing != nil {
			err = fmt.Errorf("the file %s can't be read: %s", path, plain(closing))
		}
	}()
	if info, err := file.Stat(); err == nil && info.IsDir() {
		return "", nil, fmt.Errorf("the file %s can't be read: %s", path, plain(&fs.PathError{Err: errIsFolder}))
	}
	content, err = io.ReadAll(io.LimitReader(file, most))
	if err != nil {
		return "", nil, fmt.Errorf("the file %s can't be read: %s", path, plain(err))
	}
	return filepath.Base(path), content, nil
}
