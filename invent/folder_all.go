package invent

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strconv"
)

// ManifestName is the file, in the folder of a council, that lists what was planted wrong.
const ManifestName = "planted-faults.csv"

// Folder writes everything that the council has into a folder, which must be empty or not there: for each year the return of children looked after, the
// census where there is one, lists of Annex A, tables of the Standard Safeguarding Dataset and the local files; the list of what was planted wrong; and a page that says that
// everybody is invented. Progress is told of each return that is done, of how many; it may be nil.
func (c Council) Folder(folder string, progress func(done, of int)) (faults int, err error) {
	if err := c.check(c.First); err != nil {
		return 0, err
	}
	if err := emptyFolder(folder); err != nil {
		return 0, err
	}
	if err := c.page(filepath.Join(folder, "README.md")); err != nil {
		return 0, err
	}
	file, err := os.Create(filepath.Join(folder, ManifestName))
	if err != nil {
		return 0, fmt.Errorf("making the list of faults: %w", err)
	}
	out := bufio.NewWriterSize(file, 1<<16)
	m := &manifest{to: out}
	_, m.err = out.WriteString(manifestColumns)
	err = c.years(folder, m, progress)
	return m.n, errors.Join(err, m.err, out.Flush(), file.Close())
}

// parts are what a year has.
const parts = 5

func (c Council) years(folder string, m *manifest, progress func(done, of int)) error {
	of, done := parts*(c.Last-c.First+1), 0
	for year := c.First; year <= c.Last; year++ {
		for _, write := range [parts]func(string, int, *manifest) error{c.folder903, c.folderCIN, c.folderAnnexA, c.folderSSD, c.folderLocal} {
			if err := write(filepath.Join(folder, strconv.Itoa(year)), year, m); err != nil {
				return fmt.Errorf("the year to March %d: %w", year, err)
			}
			if done++; progress != nil {
				progress(done, of)
			}
		}
	}
	return nil
}

func emptyFolder(folder string) error {
	had, err := os.ReadDir(folder)
	switch {
	case errors.Is(err, os.ErrNotExist):
	case err != nil:
		return fmt.Errorf("the folder %s can't be used: %w", folder, err)
	case len(had) > 0:
		return fmt.Errorf("the folder %s has something in it: name one that is empty or not there", folder)
	}
	if err := os.MkdirAll(folder, 0o750); err != nil {
		return fmt.Errorf("making the folder %s: %w", folder, err)
	}
	return nil
}

// creating makes a folder and gives what makes files in it.
func creating(folder string) (func(name string) (io.WriteCloser, error), error) {
	if err := os.MkdirAll(folder, 0o750); err != nil {
		return nil, fmt.Errorf("making a folder: %w", err)
	}
	return func(name string) (io.WriteCloser, error) { return os.Create(filepath.Join(folder, name)) }, nil
}

func (c Council) folder903(folder string, year int, m *manifest) error {
	create, err := creating(filepath.Join(folder, "903"))
	if err != nil {
		return err
	}
	return c.write903(year, m.note, create)
}

func (c Council) folderCIN(folder string, year int, m *manifest) (err error) {
	if year > lastCensus {
		return nil
	}
	create, err := creating(filepath.Join(folder, "cin"))
	if err != nil {
		return err
	}
	file, err := create(censusFile)
	if err != nil {
		return fmt.Errorf("making the file of the census: %w", err)
	}
	return errors.Join(c.writeCIN(year, m.note, file), file.Close())
}

func (c Council) folderSSD(folder string, year int, m *manifest) error {
	create, err := creating(filepath.Join(folder, "ssd"))
	if err != nil {
		return err
	}
	return c.writeSSD(year, m.note, create)
}

func (c Council) folderAnnexA(folder string, year int, m *manifest) error {
	create, err := creating(filepath.Join(folder, "annex-a"))
	if err != nil {
		return err
	}
	return c.writeAnnexA(year, m.note, create)
}

func (c Council) folderLocal(folder string, year int, m *manifest) error {
	create, err := creating(filepath.Join(folder, "local"))
	if err != nil {
		return err
	}
	return c.writeLocal(year, m.note, func(kind string) (io.WriteCloser, error) { return create(kind + ".csv") })
}

func (c Council) page(path string) error {
	text := fmt.Sprintf(`# An invented council

Nobody in these files exists, and neither do the council, its teams, districts, trusts, schools and postcodes. The files were made by
`+"`throughline invent`"+` from a number. The same number gives the same files.

| What | How it was asked for |
|---|---|
| Children known over all the years | %d |
| Years, by the March in which they end | %d to %d |
| Seed | %d |
| Rows with something wrong | %v of them: `+ManifestName+` lists each |

Each year has a folder: `+"`903`"+` is the return of children looked after, `+"`cin`"+` the children in need census, `+"`annex-a`"+` lists 6 to 9 of Annex A,
`+"`ssd`"+` tables of the Standard Safeguarding Dataset,
and `+"`local`"+` the files that no return carries, each named for its kind. They tell of the same children, so that a child’s number, dates and
team agree between files wherever nothing was planted wrong.

How many children have a health assessment, a dental check, a home or work follows what the Department for Education published of England for the
year to March 2025 (Open Government Licence v3.0), with these changes:

%s
Placements, seasons and everything that is published of nobody are made up.
`, c.Children, c.First, c.Last, c.Seed, c.Faults, c.storyLines())
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		return fmt.Errorf("writing the page that says what the files are: %w", err)
	}
	return nil
}

func (c Council) storyLines() (lines string) {
	for _, s := range c.Stories {
		lines += fmt.Sprintf("- %s: about %.0f%% up to %s and about %.0f%% from then on\n", s.Measure, 100*s.From, s.Day.Long(), 100*s.To)
	}
	if lines == "" {
		return "- none\n"
	}
	return lines
}
