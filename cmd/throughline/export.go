package main

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"

	"throughline/access"
	"throughline/app"
	"throughline/calendar"
	"throughline/ingest/intofacts"
	"throughline/ingest/returns/ssd"
	"throughline/ingest/returns/tabular"
	"throughline/practice"
)

type exportCommand struct {
	SSD   exportSSDCommand   `cmd:"" name:"ssd" help:"Write what is known of children as tables of the Standard Safeguarding Dataset."`
	Daily exportDailyCommand `cmd:"" name:"dfe-daily" help:"Write or post the daily payload for the Department for Education."`
}

type exportSSDCommand struct {
	AsAt string `placeholder:"DATE" help:"The day to describe (default: today)."`
	Out  string `required:"" placeholder:"DIR" help:"A new or empty folder to write the tables to, a CSV file each."`
}

// Run writes what is known as tables of the dataset.
func (c exportSSDCommand) Run(s *session) error {
	when, err := s.moment(c.AsAt)
	if err != nil {
		return err
	}
	if err := emptyFolder(c.Out); err != nil {
		return err
	}
	if err := s.open(); err != nil {
		return err
	}
	caller, err := s.caller("export ssd")
	if err != nil {
		return err
	}
	out := &ssdFiles{folder: c.Out, files: map[string]*ssdFile{}}
	tally := newTally()
	day, err := s.eachKnown(caller, "exported the Standard Safeguarding Dataset", when, func(k app.KnownChild) error {
		rows := tally.rows(&k)
		for i := range rows {
			if err := out.row(&rows[i]); err != nil {
				return err
			}
		}
		return nil
	})
	if err = errors.Join(err, out.close()); err != nil {
		return err
	}
	sayf(s.out, "Wrote to %s, as on %s: %s of %s.\n", c.Out, day.Long(), counted(int64(len(out.files)), "table", "tables"), counted(int64(tally.children), "child", "children"))
	pack, err := s.service.PackAt(s.ctx, caller, when)
	if err != nil {
		return err
	}
	tally.say(s.out, pack)
	return nil
}

// eachKnown gives every child who is known, and says how far it is.
func (s *session) eachKnown(caller access.Caller, use string, when app.When, give func(app.KnownChild) error) (calendar.Date, error) {
	_, day, err := s.service.EachKnown(s.ctx, caller, use, when, s.progress("Children read").steps(), give)
	return day, err
}

// tallyOfExport counts whom an export is of and what it leaves out.
type tallyOfExport struct {
	children, unnamed int
	shared            int            // who have a number that another child has
	left              map[string]int // by event
}

func newTally() *tallyOfExport { return &tallyOfExport{left: map[string]int{}} }

// rows gives a child's rows of the dataset, of which one at least says more than who they are; none for a child
// who has no number of their own.
func (t *tallyOfExport) rows(k *app.KnownChild) []tabular.Row {
	rows, left := intofacts.SSDOf(k.Child, k.Pupil, k.Facts)
	tells := slices.ContainsFunc(rows, func(r tabular.Row) bool {
		return !slices.Contains([]string{"ssd_person", "ssd_linked_identifiers", "ssd_immigration_status"}, r.Table)
	})
	if !tells {
		return nil
	}
	if k.Child == "" {
		t.unnamed++
		return nil
	}
	if k.Shared {
		t.shared++
		return nil
	}
	t.children++
	for i := range left {
		t.left[left[i].Event]++
	}
	return rows
}

// say tells what was left out, by counts alone.
func (t *tallyOfExport) say(to io.Writer, pack *practice.Pack) {
	if t.unnamed > 0 {
		sayf(to, "Left out, as no local child id is known: %s. Record it, or load a return that has it.\n", counted(int64(t.unnamed), "child", "children"))
	}
	if t.shared > 0 {
		sayf(to, "Left out, as another child has the same number, as one who was adopted can: %s. Record a number of their own.\n", counted(int64(t.shared), "child", "children"))
	}
	if len(t.left) == 0 {
		return
	}
	sayf(to, "Left out, as the dataset has no place for it or its day isn’t known:\n")
	for _, event := range slices.Sorted(maps.Keys(t.left)) {
		sayf(to, "- %s (%d)\n", pack.Words(event), t.left[event])
	}
}

// emptyFolder refuses a folder that has anything in it: tables of two days must not lie side by side.
func emptyFolder(path string) error {
	entries, err := os.ReadDir(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil
	case err != nil:
		return fmt.Errorf("the folder %s can't be read: %s", path, plain(err))
	case len(entries) > 0:
		return fmt.Errorf("the folder %s has something in it: name a new or empty one", path)
	}
	return nil
}

// ssdFiles are the tables' files, each made with its first row.
type ssdFiles struct {
	folder string
	files  map[string]*ssdFile
}

type ssdFile struct {
	file *os.File
	out  *csv.Writer
}

func (f *ssdFiles) row(row *tabular.Row) error {
	to := f.files[row.Table]
	if to == nil {
		if err := os.MkdirAll(f.folder, folderMode); err != nil {
			return fmt.Errorf("the folder %s can't be made: %s", f.folder, plain(err))
		}
		path := filepath.Join(f.folder, row.Table+".csv")
		file, err := os.OpenFile(filepath.Clean(path), os.O_CREATE|os.O_EXCL|os.O_WRONLY, fileMode)
		if err != nil {
			return fmt.Errorf("the file %s can't be written: %s", path, plain(err))
		}
		to = &ssdFile{file, csv.NewWriter(file)}
		f.files[row.Table] = to
		if err := to.out.Write(ssd.Kept(row.Table)); err != nil {
			return fmt.Errorf("the file %s can't be written: %s", path, plain(err))
		}
	}
	if err := to.out.Write(ssd.Cells(row)); err != nil {
		return fmt.Errorf("the table %s can't be written: %s", row.Table, plain(err))
	}
	return nil
}

func (f *ssdFiles) close() error {
	var errs []error
	for _, to := range f.files {
		to.out.Flush()
		errs = append(errs, to.out.Error(), to.file.Close())
	}
	return errors.Join(errs...)
}
