package main

import (
	"errors"
	"fmt"
	"io"

	"throughline/app"
	"throughline/calendar"
	"throughline/ingest/local"
	"throughline/ingest/returned"
	"throughline/ingest/returns"
)

// importTables is what files that are no statutory return are loaded with.
type importTables struct {
	Paths  []string `arg:"" name:"path" help:"The files, their folder, or a .zip of them."`
	DryRun bool     `help:"Only say what loading it would do. Nothing is written."`
	Report string   `placeholder:"FILE" help:"Write every problem, a row each, to this .xlsx or .csv file."`
	Refuse bool     `help:"Load nothing when a row or a cell can't be read (otherwise what can be read is loaded)."`
	Format string   `enum:"json,text" default:"text" help:"json or text."`
}

type importAnnexACommand struct {
	importTables
	Day string `placeholder:"DATE" help:"The day of which it tells (default: the last day that its rows show)."`
}

type importSSDCommand struct {
	importTables
	Day string `placeholder:"DATE" help:"The day of which it tells (default: the last day that its rows show)."`
}

type importLocalCommand struct {
	importTables
	Kind   string `placeholder:"KIND" help:"The code of the kind of record (default: what the file says)."`
	Agency string `placeholder:"ID" help:"The agency whose file it is (default: the council itself)."`
	From   string `placeholder:"DATE" help:"The first day of the period that it is for (default: what the file says)."`
	Until  string `placeholder:"DATE" help:"The last day of the period that it is for (default: what the file says)."`
}

// Run loads Annex A.
func (c importAnnexACommand) Run(s *session) error { return c.loadDay(s, returned.AnnexA, c.Day) }

// Run loads tables of the Standard Safeguarding Dataset.
func (c importSSDCommand) Run(s *session) error { return c.loadDay(s, returned.SSD, c.Day) }

func (c importTables) loadDay(s *session, source returned.Source, text string) error {
	day, err := dayOf("--day", text)
	if err != nil {
		return err
	}
	return c.load(s, source, func(in *app.ReturnFiles, _ *returnFiles) error {
		in.Day = day
		return nil
	})
}

// Run loads a file that no return carries.
func (c importLocalCommand) Run(s *session) error {
	from, err := dayOf("--from", c.From)
	if err != nil {
		return err
	}
	until, err := dayOf("--until", c.Until)
	if err != nil {
		return err
	}
	return c.load(s, returned.Local, func(in *app.ReturnFiles, found *returnFiles) error {
		of := app.LocalFile{Kind: c.Kind, Agency: c.Agency, From: from, Until: until}
		for i, name := range found.names {
			said := local.States(name, found.contents[i], returns.Usual())
			if of.Kind == "" {
				of.Kind = said.Kind
			}
			if of.From.IsZero() {
				of.From = said.From
			}
			if of.Until.IsZero() {
				of.Until = said.Until
			}
		}
		if of.Kind == "" || of.From.IsZero() || of.Until.IsZero() {
			return errors.New("the file doesn't say what it is for: add --kind, --from and --until")
		}
		in.Local = of
		return nil
	})
}

func dayOf(flag, text string) (day calendar.Date, err error) {
	if text == "" {
		return day, nil
	}
	if day, err = calendar.Parse(text); err != nil {
		return day, fmt.Errorf("%s %s is not a date: write it as 2018-03-31", flag, text)
	}
	return day, nil
}

func (c importTables) load(s *session, source returned.Source, with func(*app.ReturnFiles, *returnFiles) error) error {
	if err := checkReportName(c.Report); err != nil {
		return err
	}
	found, err := returnFilesAt(c.Paths)
	if err != nil {
		return err
	}
	in := app.ReturnFiles{Source: source, Files: found.files(), Refuse: c.Refuse}
	if err := with(&in, found); err != nil {
		return err
	}
	if err := s.open(); err != nil {
		return err
	}
	caller, err := s.caller("import " + string(source))
	if err != nil {
		return err
	}
	for _, aside := range found.aside {
		sayf(s.errs, "throughline: %s is left out: it is not a file that can be loaded.\n", aside)
	}
	in.Progress = s.stepping()
	act := s.service.ImportReturn
	if c.DryRun {
		act = s.service.LookAtReturn
	}
	look, failed := act(s.ctx, caller, in)
	as := importReturn{Report: c.Report}
	if err := as.report(s, source, look); err != nil {
		return errors.Join(failed, err)
	}
	if failed != nil {
		return failed
	}
	done := resultOf(look, c.DryRun)
	if c.Format == "json" {
		err = writeJSON(s.out, done)
	} else {
		_, err = io.WriteString(s.out, done.text(look))
	}
	if err == nil && look.Refused != "" {
		return errors.New(look.Refused)
	}
	return err
}
