package intoplan

import (
	"strings"

	"throughline/ingest/planfile"
)

// Recall gives the guess for a document with what was settled for an earlier one: columns of the same name mean what they meant, words
// and colours of progress claim what they claimed. Which rows are the plan, and where its headings stand, are this document's own.
func Recall(guess, before planfile.Mapping) planfile.Mapping {
	next := guess
	next.Tables = make([]planfile.Table, len(guess.Tables))
	for i, table := range guess.Tables {
		table.Columns = append([]planfile.Meant{}, table.Columns...)
		if earlier := alike(table, before.Tables); earlier != nil {
			table.Plan = earlier.Plan
			for j := range table.Columns {
				if was := columnNamed(earlier, table.Columns[j].Name); was != nil {
					table.Columns[j].Means, table.Columns[j].Confidence, table.Columns[j].Why = was.Means, 100, remembered
				}
			}
		}
		next.Tables[i] = table
	}
	next.Statuses = append([]planfile.Status{}, guess.Statuses...)
	for i := range next.Statuses {
		for _, was := range before.Statuses {
			if status := &next.Statuses[i]; strings.EqualFold(status.Words, was.Words) && status.Colour == was.Colour {
				status.Means, status.Ask, status.Confidence, status.Why = was.Means, was.Ask, 100, remembered
			}
		}
	}
	if next.Dates.OnlyDay == 0 && next.Dates.OnlyMonth == 0 && next.Dates.EitherWay > 0 {
		next.Dates.MonthFirst, next.Dates.Why = before.Dates.MonthFirst, remembered
	}
	return next
}

const remembered = "As it was settled for the last file imported."

// alike finds the earlier table that has most of the same column names, if it has at least half of them.
func alike(table planfile.Table, before []planfile.Table) (found *planfile.Table) {
	best := 0
	for i := range before {
		same := 0
		for _, column := range table.Columns {
			if columnNamed(&before[i], column.Name) != nil {
				same++
			}
		}
		if same > best && 2*same >= len(table.Columns) {
			best, found = same, &before[i]
		}
	}
	return found
}

func columnNamed(t *planfile.Table, name string) *planfile.Meant {
	if strings.TrimSpace(name) == "" {
		return nil
	}
	for i := range t.Columns {
		if plainWords(t.Columns[i].Name) == plainWords(name) {
			return &t.Columns[i]
		}
	}
	return nil
}
