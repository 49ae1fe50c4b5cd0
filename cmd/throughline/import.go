package main

import (
	"errors"
	"fmt"
	"io"
	"strings"

	"throughline/app"
	"throughline/calendar"
	"throughline/ingest/returned"
)

type importCommand struct {
	SSDA903 import903Command     `cmd:"" name:"903" help:"Load a return of children looked after (SSDA903): its CSV files or its XML file."`
	CIN     importCINCommand     `cmd:"" name:"cin" help:"Load a children in need census: its XML file."`
	AnnexA  importAnnexACommand  `cmd:"" name:"annex-a" help:"Load Annex A: its workbook, or a CSV file for each list."`
	SSD     importSSDCommand     `cmd:"" name:"ssd" help:"Load tables of the Standard Safeguarding Dataset from CSV files."`
	Local   importLocalCommand   `cmd:"" help:"Load a file that no return carries: its workbook or a CSV file."`
	Records importRecordsCommand `cmd:"" help:"Load records of one kind from a CSV file."`
	List    importListCommand    `cmd:"" help:"List the returns that were loaded, the latest first."`
	Undo    importUndoCommand    `cmd:"" help:"Take a loaded return back, whole."`
}

// importReturn is what both returns are loaded with.
type importReturn struct {
	Paths  []string `arg:"" name:"path" help:"The files of the return, their folder, or a .zip of them."`
	Year   int      `placeholder:"Y" help:"The March that the collection year ends in (default: what the files show)."`
	DryRun bool     `help:"Only say what loading it would do. Nothing is written."`
	Report string   `placeholder:"FILE" help:"Write every problem, a row each, to this .xlsx or .csv file."`
	Refuse bool     `help:"Load nothing when a row or a cell can't be read (otherwise what can be read is loaded)."`
	Format string   `enum:"json,text" default:"text" help:"json or text."`
}

type import903Command struct{ importReturn }

type importCINCommand struct{ importReturn }

// Run loads a return of children looked after.
func (c import903Command) Run(s *session) error { return c.load(s, returned.SSDA903) }

// Run loads a children in need census.
func (c importCINCommand) Run(s *session) error { return c.load(s, returned.CIN) }

// sourceWords name a return.
var sourceWords = map[returned.Source]string{
	returned.SSDA903: "children looked after (SSDA903)",
	returned.CIN:     "children in need census",
	returned.AnnexA:  "Annex A",
	returned.SSD:     "Standard Safeguarding Dataset",
	returned.Local:   "file that no return carries",
}

func yearWords(year int) string {
	return "the year to " + calendar.Date{Year: year, Month: 3, Day: 31}.Long()
}

func (c importReturn) load(s *session, source returned.Source) error {
	if err := checkReportName(c.Report); err != nil {
		return err
	}
	found, err := returnFilesAt(c.Paths)
	if err != nil {
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
		sayf(s.errs, "throughline: %s is left out: it is not .csv, .xml or .xlsx.\n", aside)
	}
	in := app.ReturnFiles{Source: source, Files: found.files(), Year: c.Year, Refuse: c.Refuse, Progress: s.stepping()}
	act := s.service.ImportReturn
	if c.DryRun {
		act = s.service.LookAtReturn
	}
	look, failed := act(s.ctx, caller, in)
	if err := c.report(s, source, look); err != nil {
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

// report writes the problems to the file that was named, whether the return
// could be loaded or not.
func (c importReturn) report(s *session, source returned.Source, look *app.ReturnLook) error {
	if c.Report == "" || look == nil || look.Report == nil {
		return nil
	}
	body, err := reportBody(c.Report, "Problems of the return: "+sourceWords[source]+", "+yearWords(look.Import.Year), findingsOf(look))
	if err != nil {
		return err
	}
	return s.writeWhole(c.Report, body)
}

// stepping tells of one step after another, each with its own count.
func (s *session) stepping() func(step string, done, of int) {
	shown := map[string]*progress{}
	return func(step string, done, of int) {
		if shown[step] == nil {
			shown[step] = s.progress(step)
		}
		shown[step].tell(int64(done), int64(of))
	}
}

type importListCommand struct {
	Format string `enum:"json,text" default:"text" help:"json or text."`
}

// listedImport is one load of a return.
type listedImport struct {
	ID       string       `json:"id"`
	Source   string       `json:"source"`
	Year     int          `json:"year"`
	Entry    int64        `json:"entry"`
	LoadedAt string       `json:"loaded_at"`
	Children int          `json:"children"`
	Rows     int          `json:"rows"`
	Unread   int          `json:"unread"`
	Broken   int          `json:"broken"`
	Files    []importFile `json:"files"`
	Undone   int64        `json:"undone_by_entry,omitempty"`
	Why      string       `json:"why,omitempty"`
}

type importFile struct {
	Name   string `json:"name"`
	SHA256 string `json:"sha256"`
	As     string `json:"as"`
	Rows   int    `json:"rows"`
}

// Run lists the loads as known at a moment, with those that were taken back.
func (c importListCommand) Run(s *session) error {
	when, err := s.moment("")
	if err != nil {
		return err
	}
	if err := s.open(); err != nil {
		return err
	}
	caller, err := s.caller("import list")
	if err != nil {
		return err
	}
	all, err := s.service.Imports(s.ctx, caller, when)
	if err != nil {
		return err
	}
	listed := make([]listedImport, 0, len(all))
	for _, i := range all {
		one := listedImport{
			ID: i.ID, Source: string(i.Source), Year: i.Year, Entry: i.Seq, LoadedAt: instant(i.LoadedAt), Children: i.Children, Rows: i.Rows, Unread: i.Unread, Broken: i.Broken,
			Files: filesSeen(i.Files), Undone: i.Gone, Why: i.Why,
		}
		listed = append(listed, one)
	}
	if c.Format == "json" {
		return writeJSON(s.out, listed)
	}
	var b strings.Builder
	if len(listed) == 0 {
		b.WriteString("No return was loaded.\n")
	}
	for i, one := range listed {
		fmt.Fprintf(&b, "%s  %s, %s: %s, %s, loaded on %s by entry %d", one.ID, sourceWords[all[i].Source], yearWords(one.Year),
			counted(int64(one.Children), "child", "children"), counted(int64(one.Rows), "row", "rows"), calendar.DayOf(all[i].LoadedAt).Long(), one.Entry)
		if one.Undone > 0 {
			fmt.Fprintf(&b, "; taken back by entry %d: %s", one.Undone, one.Why)
		}
		b.WriteString("\n")
	}
	_, err = io.WriteString(s.out, b.String())
	return err
}

func filesSeen(files []app.ReturnFileSeen) []importFile {
	all := make([]importFile, 0, len(files))
	for _, f := range files {
		all = append(all, importFile{f.Name, f.SHA256, f.As, f.Rows})
	}
	return all
}

type importUndoCommand struct {
	ID     string `arg:"" help:"The id of the load, as import list gives it."`
	Reason string `required:"" placeholder:"TEXT" help:"Why it is taken back. It stays on record."`
}

// Run takes a load back.
func (c importUndoCommand) Run(s *session) error {
	if err := s.open(); err != nil {
		return err
	}
	caller, err := s.caller("import undo")
	if err != nil {
		return err
	}
	receipt, err := s.service.UndoImport(s.ctx, caller, c.ID, c.Reason, s.stepping())
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(s.out, "The return was taken back by entry %d. What it said counts no more, and what was loaded before it counts again.\n", receipt.Seq)
	return err
}
