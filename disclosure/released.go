package disclosure

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strconv"

	"throughline/calendar"
)

// Released is what a release printed, kept so that the next one does not give away what this one hid. It holds definitions and printed
// cells only: a suppressed number is not in it. Its JSON is for keeping beside a paper.
type Released struct{ kept kept }

type kept struct {
	Format     int           `json:"format"`
	Cohort     string        `json:"cohort"`
	Definition string        `json:"definition"`
	Nature     Nature        `json:"nature"`
	Day        calendar.Date `json:"day"`
	Dimensions []Dimension   `json:"dimensions"`
	Tables     []keptTable   `json:"tables"`
}

type keptTable struct {
	Spec
	// Withheld tables say nothing, not even which of their cells are zero.
	Withheld bool       `json:"withheld,omitempty"`
	Cells    [][]string `json:"cells"`
}

const format = 1

// Cohort names the cohort that was printed about, and Day the day described.
func (r Released) Cohort() string { return r.kept.Cohort }

// Day is the day that the release described.
func (r Released) Day() calendar.Date { return r.kept.Day }

// MarshalJSON writes the record.
func (r Released) MarshalJSON() ([]byte, error) { return json.Marshal(r.kept) }

// UnmarshalJSON reads a record, and refuses one that no release could have written.
func (r *Released) UnmarshalJSON(text []byte) error {
	decoder := json.NewDecoder(bytes.NewReader(text))
	decoder.DisallowUnknownFields()
	var read kept
	if err := decoder.Decode(&read); err != nil {
		return fmt.Errorf("the record of a release cannot be read: %w", err)
	}
	if read.Format != format {
		return fmt.Errorf("the record of a release is of format %d, and this reads format %d", read.Format, format)
	}
	if err := (Released{read}).check(); err != nil {
		return fmt.Errorf("the record of a release of %q is broken: %w", read.Cohort, err)
	}
	r.kept = read
	return nil
}

func (r Released) cohort() Cohort {
	return Cohort{Name: r.kept.Cohort, Definition: r.kept.Definition, Nature: r.kept.Nature, Day: r.kept.Day, Dimensions: r.kept.Dimensions}
}

func (r Released) check() error {
	c := r.cohort()
	if err := c.check(); err != nil {
		return err
	}
	for _, t := range r.kept.Tables {
		g, err := c.layOut(t.Spec)
		if err != nil {
			return err
		}
		if len(t.Cells) != len(g.cells) {
			return fmt.Errorf("the table %q has %d lines, and must have %d", t.Title, len(t.Cells), len(g.cells))
		}
		for i, line := range t.Cells {
			if len(line) != len(g.cells[i]) {
				return fmt.Errorf("line %d of the table %q has %d cells, and must have %d", i+1, t.Title, len(line), len(g.cells[i]))
			}
			for _, text := range line {
				if _, _, err := readCell(text); err != nil {
					return fmt.Errorf("line %d of the table %q: %w", i+1, t.Title, err)
				}
			}
		}
	}
	return nil
}

// readCell reads a printed cell: its number, or its mark.
func readCell(text string) (n int, mark Mark, err error) {
	if slices.Contains([]Mark{Suppressed, NotApplicable, NotAvailable}, Mark(text)) {
		return 0, Mark(text), nil
	}
	n, err = strconv.Atoi(text)
	if err != nil || strconv.Itoa(n) != text || n < 0 || n > mostAtoms {
		return 0, "", fmt.Errorf("%q is not a printed number: it must be c, z, : or digits alone", text)
	}
	if small(n) {
		return 0, "", errors.New("a number from 1 to 5 stands there, and no release prints one")
	}
	return n, Shown, nil
}
