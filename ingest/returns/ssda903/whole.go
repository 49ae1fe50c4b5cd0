package ssda903

import (
	"fmt"
	"hash/maphash"

	"throughline/ingest/returns"
)

// whatIsMissing notes the tables that are not there. Without the first two there is nobody to read about.
func (r *reader) whatIsMissing() {
	if r.made.XML {
		return
	}
	for t := TableHeader; t < tableCount; t++ {
		if r.made.had[t] || r.made.Year < forms[t].from {
			continue
		}
		grade, sentence := returns.Noted, fmt.Sprintf("There is no file with the %s table, so nothing is known of what it holds.", t)
		if t == TableHeader || t == TableEpisodes {
			grade = returns.Unread
		}
		r.report.Add(returns.Problem{Rule: "table-missing", Grade: grade, Column: t.String(), Sentence: sentence,
			Mend: "Add the file. If your council has no such rows, add one with the column names alone."})
	}
}

// twice notes a row that says the same as one before it. Both are kept.
func (r *reader) twice() {
	seed := maphash.MakeSeed()
	for t := TableHeader; t < tableCount; t++ {
		rows := r.made.rows[t]
		seen := make(map[uint64]int32, len(rows))
		for i := range rows {
			var h maphash.Hash
			h.SetSeed(seed)
			for _, c := range rows[i].cells {
				_, _ = h.WriteString(c.Text)
				_ = h.WriteByte(0x1F)
			}
			sum := h.Sum64()
			first, before := seen[sum]
			if !before {
				seen[sum] = int32(i)
				continue
			}
			if !same(&rows[first], &rows[i]) {
				continue
			}
			r.report.Add(returns.Problem{File: rows[i].File, Element: rows[i].Element, Row: rows[i].Line, Column: Child.String(), Value: rows[i].Child(),
				Rule: "row-twice", Grade: returns.Noted,
				Sentence: fmt.Sprintf("The row says the same as the one at line %d of %s. Both are kept.", rows[first].Line, rows[first].File),
				Mend:     "Take one of them out, if it is there by mistake."})
		}
	}
}

func same(a, b *Row) bool {
	for i := range a.cells {
		if a.cells[i].Text != b.cells[i].Text {
			return false
		}
	}
	return true
}
