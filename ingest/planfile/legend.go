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
	letter        bool // the colour is named by its letter alone
	claim         claim
	place         document.Place
	row           int // by its place in the block
}

const keyColours = `red|amber|yellow|green|blue|gr[ae]y|white|black|purple`

var (
	keyLine = regexp.MustCompile(`(?i)(?:^|[\n;,|]|\bkey:?|\.\s|\)\s)\s*\(?\b(` + keyColours + `|R|A|G|B|Y)\b\)?\s*(?:[-–—:=(]+|\bis\b|\bmeans\b)\s*([^\n;|]+)`)
	nextKey = regexp.MustCompile(`(?i)[,.]\s*\(?\b(?:` + keyColours + `|[RAGBY])\b\)?\s*(?:[-–—:=(]|is\b|means\b)`)
	onlyKey = regexp.MustCompile(`(?i)^\(?(` + keyColours + `|R|A|G|B|Y)\)?$`)
	keyName = regexp.MustCompile(`(?i)\b(key|legend|b?rag)\b`)
)

// readKey finds the lines of a key in some rows: "Green = complete", or a coloured cell with its words in it or beside it.
func readKey(block document.Block, s stretch) []keyed {
	var all []keyed
	for i := s.first; i <= s.last; i++ {
		row := block.Rows[i]
		cells := own(row)
		if len(cells) == 0 || len(cells) > 3 && i-s.first > 40 {
			continue
		}
		for _, k := range keyedRow(row, cells) {
			k.place, k.row = at(block, row, cells[0].Column), i
			all = append(all, k)
		}
	}
	return all
}

// keyedRow finds the lines of a key in one row. A row with anything else in it than a key and its title is none.
func keyedRow(row document.Row, cells []*document.Cell) []keyed {
	var all []keyed
	for _, c := range cells {
		all = append(all, keyedIn(c.Text)...)
	}
	if len(all) > 0 {
		return all
	}
	rest := 0
	for i := 0; i < len(cells) && rest < 2; i++ {
		c := cells[i]
		colour := colourOf(c.Fill)
		if m := onlyKey.FindStringSubmatch(tidy(c.Text)); m != nil && i+1 < len(cells) { // "Green | Complete"
			colour, c = colourNamed(m[1]), cells[i+1]
			i++
		} else if left := cellAt(row, c.Column-1); left != nil && tidy(left.Text) == "" && colourOf(left.Fill) != "" {
			colour = colourOf(left.Fill)
		} else if i+1 < len(cells) && i+2 == len(cells) && onlyKey.MatchString(tidy(cells[i+1].Text)) { // "Complete | Green"
			colour = colourNamed(onlyKey.FindStringSubmatch(tidy(cells[i+1].Text))[1])
			i++
		} else if right := cellAt(row, c.Column+1); colour == "" && right != nil && tidy(right.Text) == "" {
			colour = colourOf(right.Fill)
		}
		if colour == "" || len(c.Text) > 120 {
			rest++
			continue
		}
		said := claimed(c.Text)
		if !said.known {
			rest++
			continue
		}
		all = append(all, keyed{colour: colour, words: tidy(c.Text), claim: said})
	}
	if rest > 1 || rest == 1 && !keyName.MatchString(cells[0].Text) {
		return nil
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

// keyedIn finds the lines of a key in the words of one cell.
func keyedIn(text string) []keyed {
	var all []keyed
	if !strings.ContainsAny(text, "=:-–—(") && !strings.Contains(text, " is ") && !strings.Contains(text, " means ") {
		return nil
	}
	for rest := text; ; {
		m := keyLine.FindStringSubmatchIndex(rest)
		if m == nil {
			break
		}
		words, end := rest[m[4]:m[5]], m[1]
		if next := nextKey.FindStringIndex(words); next != nil {
			end = m[4] + next[0]
			words = words[:next[0]]
		}
		if said := claimed(strings.Trim(words, " .)(")); said.known {
			name := rest[m[2]:m[3]]
			all = append(all, keyed{colour: colourNamed(name), words: tidy(words), letter: len(name) == 1, claim: said})
		}
		rest = rest[end:]
	}
	return all
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
			if twice && least(was.claim.fact, k.claim.fact) == was.claim.fact {
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

// keyRow says whether a row of a plan is part of its key. Below the headings it must be plain that it is no action: it has a key of several
// colours, or one colour by its name or in a cell with a word for progress and nothing else.
func (t Table) keyRow(row document.Row) bool {
	cells := own(row)
	if len(cells) == 0 || len(cells) > 4 && !keyName.MatchString(cells[0].Text) && len(keyedIn(cells[0].Text)) == 0 && onlyKey.FindString(tidy(cells[0].Text)) == "" && cells[0].Fill == "" {
		return false
	}
	all := keyedRow(row, cells)
	switch {
	case len(all) == 0:
		return false
	case len(t.Headers) > 0 && row.Number < t.Headers[0]:
		return true
	case len(cells) > 2 && len(all) < 2:
		return false
	case len(all) > 1:
		return len(cells) <= 2*len(all)+1
	case len(cells) == 1 && len(keyedIn(cells[0].Text)) == 1:
		return !all[0].letter || keyName.MatchString(cells[0].Text)
	}
	_, plain := standings[norm(all[0].words)]
	return plain && len(t.Columns) > 3
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
		s.Why = fmt.Sprintf("%s %s. It is read as the least of them.", capital(shown(words, colour)), whyAsked(words, colour))
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

// whyAsked says why a word or a colour can't be read by itself.
func whyAsked(words, colour string) string {
	name := norm(words)
	if words == "" {
		name = colour
	} else if m := onlyKey.FindStringSubmatch(words); m != nil {
		name = colourNamed(m[1])
	}
	s, ok := standings[name]
	if !ok {
		return "has no key in this file, and has more than one meaning"
	}
	return "has no key in this file, and councils use it for different things (" + s.source + ")"
}

func shown(words, colour string) string {
	if words == "" {
		return "the colour " + colour
	}
	return quoted(words)
}
