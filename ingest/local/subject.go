package local

import (
	"slices"
	"strings"

	"throughline/calendar"
	"throughline/ingest/returns"
	"throughline/ingest/returns/tabular"
	"throughline/practice"
)

// subjects gathers rows by whom or what they are about, in the order in which each first appears. A row is joined to another by a number that both
// have; one with names alone by the same names and day of birth. Whether two subjects are one person, somebody decides later.
type subjects struct {
	about practice.Subject
	list  []*tabular.Subject
	known map[tabular.Identifier]*tabular.Subject
	named map[string]*tabular.Subject
}

func newSubjects(about practice.Subject) *subjects {
	return &subjects{about: about, known: map[tabular.Identifier]*tabular.Subject{}, named: map[string]*tabular.Subject{}}
}

func (s *subjects) all() []tabular.Subject {
	all := make([]tabular.Subject, len(s.list))
	for i := range s.list {
		all[i] = *s.list[i]
	}
	return all
}

// schemes are how the columns that name somebody are known, the surest first.
var schemes = []struct{ column, scheme string }{{childID, "local"}, {adultID, "local"}, {pupil, "upn"}, {nhsNumber, "nhs"}}

// keep files a row with its subject, and says whether it names one.
func (t *table) keep(line int, held tabular.Row, written map[int]string) bool {
	who := map[string]string{}
	var day calendar.Date
	for of, text := range written {
		c := &t.layout.Columns[of]
		if c.Part != Who {
			continue
		}
		who[c.Name] = text
		if c.Name == born {
			if value, wrong := c.read(text); wrong == nil {
				day, _ = value.(calendar.Date)
			}
		}
	}
	var numbers []tabular.Identifier
	if named := t.layout.subjectColumn(); named >= 0 && !t.layout.ofPerson() {
		if text := who[t.layout.Columns[named].Name]; text != "" {
			numbers = []tabular.Identifier{{Scheme: string(t.layout.About), Value: t.owned(text, &held)}}
		}
	} else {
		for _, known := range schemes {
			if text := numberOf(who[known.column], known.scheme); text != "" {
				numbers = append(numbers, tabular.Identifier{Scheme: known.scheme, Value: text})
			}
		}
	}
	whole := who[firstName] != "" && who[lastName] != "" && !day.IsZero()
	if len(numbers) == 0 && !whole {
		t.report.Add(returns.Problem{File: t.file, Row: line, Rule: "nobody", Grade: returns.Unread,
			Sentence: "The row doesn’t say whom or what it is about, so it is not loaded.", Mend: t.layout.howToName()})
		return false
	}
	of := t.subjects.of(numbers, who, day, whole)
	t.subjects.disagree(t, line, of, numbers)
	of.Rows = append(of.Rows, held)
	return true
}

// numberOf is a number as it is compared: an NHS number or a pupil number has no spaces.
func numberOf(written, scheme string) string {
	written = strings.TrimSpace(written)
	if scheme == "local" {
		return written
	}
	return strings.ToUpper(strings.NewReplacer(" ", "", "-", "", "\u00a0", "").Replace(written))
}

// owned puts an agency before a number that is the agency's own: two trusts may each have a member of staff number 12.
func (t *table) owned(number string, held *tabular.Row) string {
	if t.layout.About != "staff" && t.layout.About != "shift" {
		return number
	}
	agency := t.layout.agencyOf(held)
	if agency == "" {
		agency = t.said.Agency
	}
	if agency == "" {
		return number
	}
	return agency + "/" + number
}

func (s *subjects) of(numbers []tabular.Identifier, who map[string]string, day calendar.Date, whole bool) *tabular.Subject {
	name := strings.ToLower(who[firstName]+"\x00"+who[lastName]) + "\x00" + day.String()
	var of *tabular.Subject
	for i, number := range numbers {
		if found := s.known[number]; found != nil && (i == 0 || !otherLocal(found, numbers)) {
			of = found
			break
		}
	}
	if of == nil && len(numbers) == 0 {
		of = s.named[name]
	}
	if of == nil {
		of = &tabular.Subject{About: string(s.about), Key: name}
		if len(numbers) > 0 {
			of.Key = numbers[0].Value
			if numbers[0].Scheme == "nhs" || numbers[0].Scheme == "upn" {
				of.Key = numbers[0].Scheme + ":" + of.Key
			}
		} else {
			of.Key = "name:" + strings.ReplaceAll(name, "\x00", ",")
		}
		s.list = append(s.list, of)
	}
	for _, number := range numbers {
		if s.known[number] == nil {
			s.known[number] = of
		}
		if !slices.Contains(of.Identifiers, number) {
			of.Identifiers = append(of.Identifiers, number)
		}
	}
	if whole {
		if len(numbers) == 0 {
			s.named[name] = of
		}
		of.First, of.Last, of.Born = who[firstName], who[lastName], day
	}
	return of
}

// otherLocal says that a row has a number of the council's that is another than the subject's: what they share can't be right for both.
func otherLocal(of *tabular.Subject, numbers []tabular.Identifier) bool {
	for _, number := range numbers {
		if number.Scheme == "local" && slices.ContainsFunc(of.Identifiers, func(had tabular.Identifier) bool { return had.Scheme == "local" && had != number }) {
			return true
		}
	}
	return false
}

// disagree names a row whose number another subject of the file has.
func (s *subjects) disagree(t *table, line int, of *tabular.Subject, numbers []tabular.Identifier) {
	for _, number := range numbers {
		if other := s.known[number]; other != of {
			t.report.Add(returns.Problem{File: t.file, Row: line, Column: number.Scheme, Value: number.Value, Rule: "two-subjects", Grade: returns.Judged,
				Sentence: "Another row has this number beside another number of the council’s.", Mend: "Check whose number it is. Both rows are kept as two children until then."})
		}
	}
}

func (l *Layout) ofPerson() bool { return l.About == "child" || l.About == "adult" }

// subjectColumn is the one column that says what a row is about, or -1 where there are several.
func (l *Layout) subjectColumn() int {
	if l.ofPerson() {
		return -1
	}
	return slices.IndexFunc(l.Columns, func(c Column) bool { return c.Part == Who })
}

// agencyOf is the agency that a row says it is from.
func (l *Layout) agencyOf(row *tabular.Row) string {
	if field := agencyField(l.form); field != "" {
		return row.Cell(field)
	}
	return row.Cell("agency")
}

func (l *Layout) howToName() string {
	if named := l.subjectColumn(); named >= 0 {
		return "Fill in “" + l.Columns[named].Words + "”."
	}
	return "Write a number of theirs, or the first name, the last name and the date of birth."
}
