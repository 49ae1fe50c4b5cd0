package planfile

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"throughline/ingest/document"
)

// Read reads a plan's document by a mapping. Every cell of a table that is the plan ends in an entry, in a part, in a column kept by its own
// name, or in a warning. A document without a plan is refused, with the reason.
func Read(doc document.Document, m Mapping) Reading { return ReadTelling(doc, m, nil) }

// ReadTelling is Read, and calls tell as it goes with how many rows of how many are read.
func ReadTelling(doc document.Document, m Mapping, tell func(done, total int)) Reading {
	r := &reader{doc: doc, tell: tell, m: m, statuses: map[string]*Status{}, asked: map[string]bool{}, refs: map[string]string{}, texts: map[string]string{}}
	r.out.Warnings = append(r.out.Warnings, doc.Warnings...)
	for i := range m.Statuses {
		s := &m.Statuses[i]
		r.statuses[norm(s.Words)+"|"+s.Colour] = s
	}
	for _, t := range m.Tables {
		if !t.Plan {
			r.leaveOut(t)
		}
	}
	r.key = keyOf(doc, m)
	plans := m.plan()
	for _, t := range plans {
		r.total += len(t.rows(doc))
	}
	if len(plans) == 0 {
		r.out.Refused = r.noPlan()
		return r.out
	}
	sheets := sheetSections(plans)
	for _, t := range plans {
		if t.Block < 0 || t.Block >= len(doc.Blocks) || len(t.rows(doc)) == 0 {
			r.warn(t.Place, "The mapping names a table here, and the file has none.")
			continue
		}
		before, said := len(r.out.Entries), len(r.out.Warnings)
		if t.doubtful() {
			r.warn(t.Place, "%s is read as the plan without headings that we know, by what its cells look like. Check what each column means.", t.called())
		}
		if t.List {
			r.list(t)
		} else {
			r.table(t, sheets[t.Place.Sheet])
		}
		if len(r.out.Entries) == before {
			r.warn(t.Place, "This is laid out as a plan, and it has no actions.")
		}
		slices.SortStableFunc(r.out.Warnings[said:], byPlace)
	}
	return r.out
}

// doubtful says that a table is read as a plan by its cells alone, and nobody has yet said that it is right.
func (t Table) doubtful() bool {
	sure := t.Confidence
	for _, c := range t.columns(Action) {
		sure = min(sure, c.Confidence)
	}
	return sure > 0 && sure <= unsure
}

// byPlace puts the warnings of one table in the order of its rows.
func byPlace(a, b document.Warning) int {
	return cmp.Or(cmp.Compare(a.Row, b.Row), cmp.Compare(a.Line, b.Line), cmp.Compare(a.Column, b.Column))
}

// A reader gathers what the tables of one document say.
type reader struct {
	doc         document.Document
	m           Mapping
	out         Reading
	statuses    map[string]*Status
	asked       map[string]bool
	key         map[string]keyed
	refs, texts map[string]string // where each was first seen
	dueMemo     memo[dueCell]
	ownerMemo   memo[[]string]
	claimMemo   memo[claim]
	agencyMemo  memo[string]
	lastOver    string // the headings over the list before, and its section
	lastSection string
	tell        func(done, total int)
	done, total int
}

// row counts a row as read, and tells of it now and then.
func (r *reader) row() {
	if r.done++; r.tell != nil && (r.done%256 == 0 || r.done == r.total) {
		r.tell(r.done, r.total)
	}
}

func (r *reader) agency(owner string) string { return r.agencyMemo.of(owner, agencyIn) }

func (r *reader) warn(place document.Place, text string, about ...any) {
	if len(about) > 0 {
		text = fmt.Sprintf(text, about...)
	}
	r.out.Warnings = append(r.out.Warnings, document.Warning{Place: place, Text: text})
}

// once warns the first time only.
func (r *reader) once(key string, place document.Place, text string, about ...any) {
	if !r.asked[key] {
		r.asked[key] = true
		r.warn(place, text, about...)
	}
}

func (r *reader) leaveOut(t Table) {
	r.warn(t.Place, "%s is left out: %s", t.called(), lower(t.Why))
}

// called names a table in a sentence.
func (t Table) called() string {
	switch {
	case t.Place.Sheet != "":
		return "The table on the sheet " + quoted(t.Place.Sheet)
	case t.List && t.Heading != "":
		return "The list under " + quoted(lastLine(t.Heading))
	case t.List:
		return "A list"
	case t.Place.Table > 0 && t.Heading != "":
		return fmt.Sprintf("Table %d, under %s,", t.Place.Table, quoted(lastLine(t.Heading)))
	case t.Place.Table > 0:
		return fmt.Sprintf("Table %d", t.Place.Table)
	}
	return "The table"
}

func lastLine(text string) string { return text[strings.LastIndexByte(text, '\n')+1:] }

func lower(sentence string) string {
	if len(sentence) > 1 && sentence[1] >= 'a' && sentence[1] <= 'z' || strings.HasPrefix(sentence, "It ") {
		return strings.ToLower(sentence[:1]) + sentence[1:]
	}
	return sentence
}

func (r *reader) noPlan() string {
	if len(r.m.Tables) == 0 {
		return "There is no table and no list in this file. Put the plan in a table with a row of headings, such as Action, Lead and By when."
	}
	return "No plan was found in this file. A plan is a table with a row of headings, such as Action, Lead and By when, " +
		"or a list under a heading such as Within three months. The warnings say what was found instead."
}

// sheetSections gives each sheet's name as a section, where several sheets hold parts of the plan and the name says something.
func sheetSections(plans []Table) map[string]string {
	sheets := map[string]string{}
	for _, t := range plans {
		if t.Place.Sheet != "" {
			sheets[t.Place.Sheet] = t.Place.Sheet
		}
	}
	if len(sheets) < 2 {
		return nil
	}
	for name := range sheets {
		if dullName.MatchString(norm(name)) {
			delete(sheets, name)
		}
	}
	return sheets
}

// add keeps an entry, and warns of one that has been before.
func (r *reader) add(e Entry, mergedRef bool) {
	where := whereIs(e.Place)
	if e.Ref != "" && !mergedRef {
		if first, twice := r.refs[norm(e.Ref)]; twice {
			r.warn(e.Place, "The reference %s was used before, %s. Both are kept.", quoted(e.Ref), first)
		} else {
			r.refs[norm(e.Ref)] = where
		}
	}
	words := e.Action
	if words == "" {
		words = e.Area
	}
	if key := norm(words); key != "" && e.Action+e.Area != "" {
		if first, twice := r.texts[key]; twice {
			r.warn(e.Place, "The same words stand %s: %s. Both are kept.", first, quoted(short(words)))
		} else {
			r.texts[key] = where
		}
	}
	r.out.Entries = append(r.out.Entries, e)
}

// whereIs says a place in words.
func whereIs(p document.Place) string {
	switch {
	case p.Line > 0:
		return fmt.Sprintf("on line %d", p.Line)
	case p.Sheet != "":
		return fmt.Sprintf("in row %d of the sheet %s", p.Row, quoted(p.Sheet))
	case p.Table > 0:
		return fmt.Sprintf("in row %d of table %d", p.Row, p.Table)
	}
	return fmt.Sprintf("in row %d", p.Row)
}

// A tableReader reads one table, row by row.
type tableReader struct {
	*reader
	table                    Table
	block                    document.Block
	rows                     []document.Row
	means                    map[int]Meaning
	names                    map[int]string
	firstColumn              int
	main, area               int // the columns of the actions, or else the areas, and of the areas
	ref, sectionColumn       int
	steps, due, when, later  int
	approver, status         int
	narrative, finished      int
	section, timescale, over string // as the banners above say
	waiting                  []heads
	open                     []document.Row // of the entry that is being read
	openArea                 string
	repeats                  bool // an area is written again in each of its rows
	pairs                    []columnPair
	carried                  int
	carriedFrom              document.Place
}

func (r *reader) table(t Table, sheet string) {
	block := r.doc.Blocks[t.Block]
	tr := &tableReader{reader: r, table: t, block: block, rows: t.rows(r.doc), means: map[int]Meaning{}, names: map[int]string{}, over: sheet}
	taken := map[string]bool{}
	for _, c := range t.Columns {
		tr.means[c.Column] = c.Means
		if tr.firstColumn == 0 || c.Column < tr.firstColumn {
			tr.firstColumn = c.Column
		}
		if c.Means.rewritten() || t.columns(c.Means)[0].Column != c.Column { // what is copied is copied from one column alone
			tr.names[c.Column] = keptName(c.Name, c.Column, taken)
		}
	}
	column := func(m Meaning) int {
		for _, c := range t.columns(m) {
			return c.Column
		}
		return 0
	}
	tr.area, tr.main, tr.ref, tr.sectionColumn = column(Area), column(Action), column(Ref), column(Section)
	if tr.main == 0 {
		tr.main = tr.area
	}
	tr.steps, tr.due, tr.when, tr.later, tr.approver = column(Steps), column(DueDate), column(Timescale), column(NewDate), column(ApprovedBy)
	tr.pairs = t.columnPairs()
	tr.status, tr.narrative, tr.finished = column(Progress), column(Narrative), column(Finished)
	if block.Place.Sheet == "" {
		tr.over, tr.timescale = sectionAndTimescale(block.Heading)
		if dullName.MatchString(norm(tr.over)) {
			tr.over = ""
		}
	}
	if tr.main == 0 {
		r.warn(t.Place, "The mapping gives this table no column of actions and none of areas, so it can't be read.")
		return
	}
	if mark := t.markColumn(); mark > 0 {
		tr.exported(mark)
		return
	}
	tr.read()
}

// rewritten says that a column's words become something else when they are read, so that they are kept as they were too.
func (m Meaning) rewritten() bool {
	switch m {
	case Ref, Section, Timescale, Area, Action:
		return false
	default:
		return true
	}
}

func (tr *tableReader) at(row document.Row, column int) document.Place {
	return at(tr.block, row, column)
}

func (tr *tableReader) read() {
	first := 0
	if len(tr.table.Headers) > 0 {
		first = slices.Max(tr.table.Headers)
	}
	names := tr.headingWords()
	tr.repeats = tr.area > 0 && tr.area != tr.main && tr.repeatsAreas()
	tr.oddities()
	tr.passedOver()
	for i, row := range tr.rows {
		tr.row()
		cells := own(row)
		switch {
		case slices.Contains(tr.table.Headers, row.Number):
			continue
		case row.Number < first:
			tr.above(row, cells)
		case len(cells) == 0:
			tr.colourOnly(row)
		case len(cells) > 1 && tr.wordsOf(row) == names:
			tr.warn(tr.at(row, 0), "The headings stand here again, and are not read as an action.")
		case len(cells) < 12 && tr.table.keyRow(row):
			tr.warn(tr.at(row, cells[0].Column), "%s is read as part of the key.", quoted(joined(cells)))
		case isFurniture(cells):
			tr.warn(tr.at(row, cells[0].Column), "%s is left out: it is a total, or what a page has at its top or foot, and no action.", quoted(joined(cells)))
		case tr.isBanner(i, row, cells) && !tr.standsAlone(i):
			tr.banner(row, cells[0])
		default:
			tr.data(i, row)
		}
	}
	tr.flush()
	tr.unheaded(ofSection)
	if tr.carried > 0 {
		tr.warn(tr.carriedFrom, "%s", noArea(tr.carried))
	}
}

func noArea(rows int) string {
	if rows == 1 {
		return "This row has no area of its own: it is read as of the area above it."
	}
	return fmt.Sprintf("From this row on, %d rows have no area of their own: each is read as of the area above it.", rows)
}

func joined(cells []*document.Cell) string {
	words := make([]string, len(cells))
	for i, c := range cells {
		words[i] = tidy(c.Text)
	}
	return strings.Join(words, " | ")
}

// headingWords are the words of the row of headings, to know it by when it stands again.
func (tr *tableReader) headingWords() string {
	for _, row := range tr.rows {
		if len(tr.table.Headers) > 0 && row.Number == tr.table.Headers[len(tr.table.Headers)-1] {
			return tr.wordsOf(row)
		}
	}
	return ""
}

func (tr *tableReader) wordsOf(row document.Row) string {
	var b strings.Builder
	for _, c := range own(row) {
		b.WriteString(strings.ToLower(tidy(c.Text)))
		b.WriteByte('|')
	}
	return b.String()
}

// above says what stands over the headings: a title, a date, or the key.
func (tr *tableReader) above(row document.Row, cells []*document.Cell) {
	if len(cells) == 0 {
		return
	}
	if tr.table.keyRow(row) {
		tr.warn(tr.at(row, cells[0].Column), "%s is read as part of the key.", quoted(joined(cells)))
		return
	}
	if len(cells) == 1 && tidy(cells[0].Text) == tr.table.Heading && tr.table.Heading != tr.block.Heading {
		tr.banner(row, cells[0])
		return
	}
	tr.warn(tr.at(row, cells[0].Column), "%s stands above the headings, and is not read as an action.", quoted(joined(cells)))
}

// colourOnly is a row without words: nothing to read, unless it lies under merged cells with a part of its own.
func (tr *tableReader) colourOnly(row document.Row) {
	if len(tr.open) > 0 && tr.status > 0 {
		if c := cellAt(row, tr.status); c != nil && !c.Merged && colourOf(c.Fill) != "" {
			tr.once("colour alone "+tr.table.Place.Sheet, tr.at(row, tr.status), "This row has a colour and no words. It is not read.")
		}
	}
}
