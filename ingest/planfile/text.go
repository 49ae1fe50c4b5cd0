package planfile

import (
	"fmt"
	"strings"
)

// Text is a reading for a person at a terminal: each action with its parts, and then the warnings.
func Text(r Reading) string {
	var b strings.Builder
	if r.Refused != "" {
		fmt.Fprintf(&b, "Refused: %s\n", r.Refused)
	}
	section, timescale := "", ""
	for i, e := range r.Entries {
		if i == 0 || e.Section != section || e.Timescale != timescale {
			section, timescale = e.Section, e.Timescale
			head := strings.Trim(oneLine(section)+": "+oneLine(timescale), ": ")
			if head != "" {
				fmt.Fprintf(&b, "\n%s\n%s\n", head, strings.Repeat("=", len([]rune(head))))
			}
		}
		e.text(&b)
	}
	if r.Refused == "" {
		fmt.Fprintf(&b, "\n%s read.\n", count(len(r.Entries), "action", "actions"))
	}
	if len(r.Warnings) == 0 {
		b.WriteString("\nNo warnings.\n")
		return strings.TrimLeft(b.String(), "\n")
	}
	fmt.Fprintf(&b, "\n%s\n", count(len(r.Warnings), "warning", "warnings"))
	for _, w := range r.Warnings {
		where := placeWords(w.Place.Sheet, w.Place.Table, w.Place.Row, w.Place.Column, w.Place.Line)
		if where != "" {
			where += ": "
		}
		fmt.Fprintf(&b, "- %s%s\n", where, oneLine(w.Text))
	}
	return strings.TrimLeft(b.String(), "\n")
}

func (e Entry) text(b *strings.Builder) {
	head := e.Action
	if head == "" {
		head = e.Area
	}
	fmt.Fprintf(b, "\n%s%s\n", gap(e.Ref), oneLine(head))
	if e.Area != "" && e.Action != "" {
		fmt.Fprintf(b, "  Area: %s\n", oneLine(e.Area))
	}
	fmt.Fprintf(b, "  Due: %s. The document claims: %s.\n", e.Due.Long(), e.Status.claimWords())
	for _, p := range e.Parts {
		fmt.Fprintf(b, "  - %s\n", oneLine(p.Text))
		var says []string
		if len(p.Owners) > 0 {
			says = append(says, "for "+listed(p.Owners))
		}
		if !p.Due.IsZero() {
			says = append(says, "due "+p.Due.Long())
		}
		if !p.Revised.IsZero() {
			says = append(says, fmt.Sprintf("revised to %s, approved by %s", p.Revised.Long(), p.ApprovedBy))
		}
		if !p.Requested.IsZero() {
			says = append(says, "asked for until "+p.Requested.Long())
		}
		if p.Status != Unclear {
			says = append(says, p.Status.words())
		}
		if len(says) > 0 {
			fmt.Fprintf(b, "    %s\n", oneLine(strings.Join(says, "; ")))
		}
	}
	for _, c := range e.Columns {
		if c.Text != "" {
			fmt.Fprintf(b, "  %s: %s\n", c.Name, oneLine(c.Text))
		}
	}
}

func (f Fact) claimWords() string {
	if f == Unclear {
		return "nothing that we could read"
	}
	return f.words()
}

func gap(ref string) string {
	if ref == "" {
		return ""
	}
	return oneLine(ref) + "  "
}

func oneLine(text string) string {
	return strings.Map(func(r rune) rune {
		if r < ' ' || r == 0x7f || r == 0x9b { // what could steer a terminal
			return ' '
		}
		return r
	}, strings.Join(strings.Fields(text), " "))
}

func count(n int, one, many string) string {
	if n == 1 {
		many = one
	}
	return fmt.Sprintf("%d %s", n, many)
}

func placeWords(sheet string, table, row, column, line int) string {
	var words []string
	add := func(name string, n int) {
		if n > 0 {
			words = append(words, fmt.Sprintf("%s %d", name, n))
		}
	}
	if sheet != "" {
		words = append(words, "sheet "+sheet)
	}
	add("table", table)
	add("row", row)
	add("line", line)
	add("column", column)
	return capital(oneLine(strings.Join(words, ", ")))
}
