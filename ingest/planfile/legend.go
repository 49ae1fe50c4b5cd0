package planfile

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"throughline/ingest/document"
)

// A keyed meaning is a line of a document's own key: a colour, and what the document says it stands for.
type keyed struct {
	colour, words string
	claim         claim
	place         document.Place
	row           int // by its place in the block
}

var (
	keyLine = regexp.MustCompile(`(?i)(?:^|[\n;,|]|\bkey:?|\.\s|\)\s)\s*\(?\b(red|amber|yellow|green|blue|gr[ae]y|white|black|purple|R|A|G|B|Y)\b\)?\s*(?:[-–—:=]+|\bis\b|\bmeans\b)\s*([^\n;|]+)`)
	nextKey = regexp.MustCompile(`(?i)[,.]\s*\(?\b(?:red|amber|yellow|green|blue|gr[ae]y|white|black|purple|[RAGBY])\b\)?\s*(?:[-–—:=]|is\b|means\b)`)
	onlyKey = regexp.MustCompile(`(?i)^\(?(red|amber|yellow|green|blue|gr[ae]y|white|black|purple|R|A|G|B|Y)\)?$`)
)

// readKey finds the lines of a key in some rows: "Green = complete", or a coloured cell with its words beside it.
func readKey(block document.Block, s stretch) []keyed {
	var all []keyed
	for i := s.first; i <= s.last; i++ {
		row := block.Rows[i]
		cells := own(row)
		if len(cells) == 0 || len(cells) > 3 && i-s.first > 40 {
			continue
		}
		found := len(all)
		for _, c := range cells {
			for _, k := range keyedIn(c.Text) {
				k.place, k.row = at(block, row, c.Column), i
				all = append(all, k)
			}
		}
		if len(all) == found && len(cells) <= 2 {
			if k, ok := keyedBeside(row, cells); ok {
				k.place, k.row = at(block, row, cells[0].Column), i
				all = append(all, k)
			}
		}
	}
	return all
}

// keyRows counts the rows that some lines of a key stand in.
func keyRows(all []keyed) int {
	rows := map[int]bool{}
	for _, k := range all {
		rows[k.row] = true
	}
	return len(rows)
}

func keyedIn(text string) []keyed {
	var all []keyed
	for rest := text; ; {
		m := keyLine.FindStringSubmatchIndex(rest)
		if m == nil {
			return all
		}
		words, end := rest[m[4]:m[5]], m[1]
		if next := nextKey.FindStringIndex(words); next != nil {
			end = m[4] + next[0]
			words = words[:next[0]]
		}
		all = append(all, keyed{colour: colourNamed(rest[m[2]:m[3]]), words: tidy(words), claim: claimed(strings.Trim(words, " .)("))})
		rest = rest[end:]
	}
}

// keyedBeside reads a row of a key: a cell with the colour or its name, and the next with what it stands for.
func keyedBeside(row document.Row, cells []*document.Cell) (keyed, bool) {
	words := cells[len(cells)-1]
	colour := ""
	if len(cells) == 2 {
		if m := onlyKey.FindStringSubmatch(tidy(cells[0].Text)); m != nil {
			colour = colourNamed(m[1])
		} else if m := onlyKey.FindStringSubmatch(tidy(words.Text)); m != nil {
			colour, words = colourNamed(m[1]), cells[0]
		}
	}
	if len(cells) == 1 {
		for _, c := range row.Cells {
			if colour == "" {
				colour = colourOf(c.Fill)
			}
		}
	}
	c := claimed(words.Text)
	if colour == "" || !c.known || len(words.Text) > 120 {
		return keyed{}, false
	}
	return keyed{colour: colour, words: tidy(words.Text), claim: c}, true
}

// keyOf gathers the key of a whole document. Where two lines disagree, the one that claims less counts.
func keyOf(doc document.Document, m Mapping) map[string]keyed {
	key := map[string]keyed{}
	for _, t := range m.Tables {
		if t.Block < 0 || t.Block >= len(doc.Blocks) {
			continue
		}
		block := doc.Blocks[t.Block]
		for _, k := range readKey(block, t.stretch(block)) {
			if t.Plan && !t.keyRow(block.Rows[k.row]) {
				continue
			}
			was, twice := key[k.colour]
			if !k.claim.known || twice && least(was.claim.fact, k.claim.fact) == was.claim.fact {
				continue
			}
			key[k.colour] = k
		}
	}
	return key
}

// stretch gives the places of a table's rows in its block.
func (t Table) stretch(block document.Block) stretch {
	s := stretch{last: -1}
	for i, row := range block.Rows {
		if row.Number < t.First || row.Number > t.Last {
			continue
		}
		if s.last < 0 {
			s.first = i
		}
		s.last = i
	}
	return s
}

// keyRow says whether a row of a plan is part of its key: the document says so by having little else in it.
func (t Table) keyRow(row document.Row) bool {
	cells := own(row)
	if len(t.Headers) > 0 && row.Number < t.Headers[0] {
		return true
	}
	if len(cells) > 2 || len(cells) == 0 {
		return false
	}
	if len(cells) == 1 {
		return len(keyedIn(cells[0].Text)) > 0 || len(t.Columns) > 2 && onlyKeyed(row, cells)
	}
	return len(t.Columns) > 3 && onlyKeyed(row, cells)
}

func onlyKeyed(row document.Row, cells []*document.Cell) bool {
	k, ok := keyedBeside(row, cells)
	return ok && k.colour != ""
}

// guessStatuses says what each colour and each short word of the columns of progress claims here.
func guessStatuses(doc document.Document, m Mapping) []Status {
	key := keyOf(doc, m)
	var all []Status
	index := map[string]int{}
	for _, t := range m.plan() {
		for _, column := range t.columns(Progress) {
			for _, row := range t.rows(doc) {
				c := cellAt(row, column.Column)
				if c == nil || c.Merged || slices.Contains(t.Headers, row.Number) {
					continue
				}
				words, colour := statusKey(*c)
				if words == "" && colour == "" || len(words) > 40 || norm(words) == norm(column.Name) {
					continue
				}
				name := norm(words) + "|" + colour
				if i, ok := index[name]; ok {
					all[i].Count++
					continue
				}
				index[name] = len(all)
				s := meaningOf(words, colour, key)
				s.Count, s.First = 1, at(doc.Blocks[t.Block], row, column.Column)
				all = append(all, s)
			}
		}
	}
	if all == nil {
		return []Status{}
	}
	return all
}

// statusKey gives what tells of progress in a cell: its words, or, where it has none, its colour.
func statusKey(c document.Cell) (words, colour string) {
	if words = tidy(c.Text); words != "" {
		return words, ""
	}
	return "", colourOf(c.Fill)
}

// meaningOf reads one word or colour by the document's own key, and then by what councils use it for.
func meaningOf(words, colour string, key map[string]keyed) Status {
	s := Status{Words: words, Colour: colour}
	named := colour
	if words != "" && onlyKey.MatchString(words) {
		named = colourNamed(onlyKey.FindStringSubmatch(words)[1])
	}
	if k, ok := key[named]; ok && named != "" {
		s.Means, s.Confidence = k.claim.fact, 95
		s.Why = fmt.Sprintf("The file's own key says that %s is %s.", named, quoted(short(k.words)))
		return s
	}
	c := claimed(words)
	if words == "" {
		if st, ok := standings[colour]; ok {
			c = claim{fact: st.fact, known: true, ask: st.ask}
		}
	}
	s.Means, s.Ask = c.fact, c.ask
	switch {
	case c.ask:
		s.Confidence = 50
		s.Why = fmt.Sprintf("%s has no key in this file, and councils use it for different things (%s). It is read as the least of them.",
			capital(shown(words, colour)), standingOf(words, colour).source)
	case !c.known:
		s.Confidence = 0
		s.Why = "It says nothing of progress that we know."
	case c.note != "":
		s.Confidence, s.Why = 80, capital(shown(words, colour))+" "+c.note+"."
	default:
		s.Confidence, s.Why = 90, "Plans use it so."
	}
	return s
}

func standingOf(words, colour string) standing {
	if words == "" {
		return standings[colour]
	}
	if m := onlyKey.FindStringSubmatch(words); m != nil {
		return standings[colourNamed(m[1])]
	}
	return standings[norm(words)]
}

func shown(words, colour string) string {
	if words == "" {
		return "the colour " + colour
	}
	return quoted(words)
}
