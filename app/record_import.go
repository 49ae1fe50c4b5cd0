package app

import (
	"bytes"
	"context"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"maps"
	"reflect"
	"slices"
	"strings"

	"throughline/access"
	"throughline/calendar"
	"throughline/casework"
	"throughline/change"
	"throughline/practice"
	"throughline/store"
)

// RowProblem is why something of a file of records was not loaded. Row counts
// from 1, the line of column names.
type RowProblem struct {
	Row      int    `json:"row"`
	Column   string `json:"column,omitempty"`
	Sentence string `json:"sentence"` // with the mend, and without what was written: it may be about a child
}

// RecordsLoaded is what loading a file of records did, or would do.
type RecordsLoaded struct {
	Written  int          `json:"written"`
	Already  int          `json:"already"` // rows whose record is there
	Problems []RowProblem `json:"problems"`
}

// The columns that every file of records has, besides one for each field of
// its kind.
const (
	personColumn   = "person"
	happenedColumn = "happened"
	wordsColumn    = "words"
)

const mostRecordRows = 10000

// ImportRecords loads a CSV file of completed records of one kind: the columns
// are person (a number that leads to one person, such as the local child id),
// happened, words, and the fields of the kind by their names. Each row is a
// record that the caller writes, by their own rights and for their purpose: a
// row that can't be read, or that they may not write, stops no other. A record
// that is there already is not written again. With try, nothing is written.
func (s *Service) ImportRecords(ctx context.Context, caller access.Caller, purpose access.Purpose, code string, content []byte, try bool) (done RecordsLoaded, err error) {
	if !caller.May(access.RecordCasework) {
		return done, s.db.Denied(ctx, caller, access.RecordCasework, "records")
	}
	kinds, err := s.CaseKinds(ctx, caller)
	if err != nil {
		return done, err
	}
	kind, ok := kinds.Of(code)
	if !ok || kind.Form == nil {
		return done, change.Problems{{Kind: change.Invalid, Field: "kind", Sentence: "There is no kind of record called “" + code + "” with fields of its own. See them with throughline pack list."}}
	}
	rows := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(content, []byte("\xef\xbb\xbf"))))
	rows.FieldsPerRecord = -1
	columns, err := rows.Read()
	if err != nil {
		return done, change.Problems{{Kind: change.Invalid, Field: "file", Sentence: "The file has no line of column names. Save it as CSV with the names of the columns first."}}
	}
	if done.Problems = kindColumns(kind, columns); len(done.Problems) > 0 {
		return done, nil
	}
	for row := 2; ; row++ {
		cells, err := rows.Read()
		if errors.Is(err, io.EOF) {
			return done, nil
		}
		if row > mostRecordRows {
			done.Problems = append(done.Problems, RowProblem{Row: row, Sentence: fmt.Sprintf("A file has at most %d rows. Put the rows from here on in another file.", mostRecordRows)})
			return done, nil
		}
		problem := func(column, sentence string) {
			done.Problems = append(done.Problems, RowProblem{row, column, sentence})
		}
		if err != nil || len(cells) != len(columns) {
			problem("", "This row doesn't have a cell for each column. Check its commas and quotation marks.")
			continue
		}
		if err := s.importRow(ctx, caller, purpose, kind, columns, cells, try, &done, problem); err != nil {
			return done, err
		}
	}
}

// kindColumns holds the names of the columns to the kind.
func kindColumns(kind casework.RecordKind, columns []string) (problems []RowProblem) {
	seen := map[string]bool{}
	for i, name := range columns {
		columns[i] = strings.ToLower(strings.TrimSpace(name))
		name = columns[i]
		at := slices.IndexFunc(kind.Fields(), func(f practice.Field) bool { return f.Name == name })
		switch {
		case seen[name]:
			problems = append(problems, RowProblem{1, name, "This column is there twice. Take one out."})
		case slices.Contains([]string{personColumn, happenedColumn, wordsColumn}, name):
		case at < 0:
			problems = append(problems, RowProblem{1, name, "The kind of record has no such field. Rename the column, or take it out."})
		case kind.Fields()[at].Type == practice.ListField:
			problems = append(problems, RowProblem{1, name, "A list can't be loaded from a column. Take it out, and write it on the record's page."})
		}
		seen[name] = true
	}
	for _, needed := range []string{personColumn, happenedColumn} {
		if !seen[needed] {
			problems = append(problems, RowProblem{1, needed, "This column is missing. Add it."})
		}
	}
	return problems
}

func (s *Service) importRow(ctx context.Context, caller access.Caller, purpose access.Purpose, kind casework.RecordKind, columns, cells []string, try bool,
	done *RecordsLoaded, problem func(column, sentence string),
) error {
	details := casework.RecordDetails{Fields: map[string]any{}, Complete: true}
	number := ""
	for i, name := range columns {
		cell := strings.TrimSpace(cells[i])
		switch name {
		case personColumn:
			number = cell
		case wordsColumn:
			details.Words = cell
		case happenedColumn:
			day, err := calendar.Parse(cell)
			if err != nil {
				problem(name, "Write a date like 2013-04-15.")
				return nil
			}
			details.Happened = day
		default:
			if cell != "" {
				details.Fields[name] = cell
			}
		}
	}
	values, wrong := kind.Values(details.Fields, details.Happened)
	for _, name := range slices.Sorted(maps.Keys(wrong)) {
		problem(name, change.UpperFirst(wrong[name]))
	}
	if len(wrong) > 0 {
		return nil
	}
	looking, err := s.Look(ctx, caller, purpose, store.HowSearched, When{})
	if err != nil {
		return err
	}
	var found []Found
	if query := casework.Keys(number); len(query.Numbers) > 0 {
		if found, _, err = looking.Find(ctx, number); err != nil {
			return err
		}
	}
	if err := looking.Recorded(ctx); err != nil {
		return err
	}
	if len(found) != 1 {
		problem(personColumn, "This number doesn't lead to one person whom you may see. Check it, or ask their worker to load the row.")
		return nil
	}
	person := found[0].Filed.Thing
	held, err := looking.About(ctx, person, casework.KindRecord)
	if err == nil {
		err = looking.Recorded(ctx)
	}
	if err != nil {
		return err
	}
	for r := range held.Records.All() {
		was, _ := kind.Values(r.Fields, r.Happened)
		if r.Of == kind.Code && r.Happened == details.Happened && r.Words == details.Words && reflect.DeepEqual(was, values) {
			done.Already++
			return nil
		}
	}
	if try {
		done.Written++
		return nil
	}
	_, err = s.DoCase(ctx, caller, purpose, casework.WriteRecord{ID: s.NewID(), Of: kind.Code, People: []string{person}, Details: details})
	if problems, refused := errors.AsType[change.Problems](err); refused {
		for _, p := range problems {
			problem(strings.TrimPrefix(p.Field, casework.FieldAt("")), p.Sentence)
		}
		return nil
	}
	if errors.Is(err, store.ErrDenied) || errors.Is(err, store.ErrNotFound) {
		problem("", "You may not write this kind of record about this person for your purpose. Ask their worker to load the row.")
		return nil
	}
	if err == nil {
		done.Written++
	}
	return err
}
