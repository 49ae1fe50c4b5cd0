// Package annexa reads the child-level lists of Annex A, which Ofsted asks councils for at an inspection: one workbook with a sheet for each of
// lists 1 to 11, or a text file for each. Sheets are known by their headings, and headings and values by the spellings that councils use. Every row
// is kept as it is written, with the columns that no list has.
package annexa

import (
	"bytes"
	"compress/gzip"
	_ "embed"
	"encoding/json"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"sync"
)

//go:embed data/annex_a.json.gz
var published []byte

type kind uint8

const (
	words kind = iota
	date
	number
	code
)

type listColumn struct {
	name     string
	plain    string // as its heading is matched
	like     []*regexp.Regexp
	kind     kind
	required bool
	codes    []string          // in the order of the list
	exact    map[string]string // by a spelling, as it is
	folded   map[string]string // by a spelling, whatever its capitals and spaces; unsure where two values have it
}

// unsure stands for the value of a spelling that two values have.
const unsure = "\x1F"

type list struct {
	name    string // list_8
	number  int
	columns []listColumn
	byName  map[string]int
}

// most is how many lists there are.
const most = 11

type specification struct {
	lists  [most]list
	byName map[string]*list
}

var spec = sync.OnceValue(func() *specification {
	made, err := parse(published)
	if err != nil {
		panic("the embedded columns of Annex A: " + err.Error()) // a test reads them: no file can bring this about
	}
	return made
})

type publishedColumn struct {
	Name     string   `json:"name"`
	Required bool     `json:"required"`
	Like     []string `json:"header_regex"`
	Date     string   `json:"date"`
	Numeric  *struct {
		Type string `json:"type"`
	} `json:"numeric"`
	Codes []struct {
		Code    string `json:"code"`
		Accepts []any  `json:"accepts"`
	} `json:"codes"`
}

func parse(packed []byte) (*specification, error) {
	unpacked, err := gzip.NewReader(bytes.NewReader(packed))
	if err != nil {
		return nil, fmt.Errorf("unpacking: %w", err)
	}
	var file struct {
		Lists map[string][]publishedColumn `json:"lists"`
	}
	if err := json.NewDecoder(unpacked).Decode(&file); err != nil {
		return nil, fmt.Errorf("reading: %w", err)
	}
	made := &specification{byName: map[string]*list{}}
	for i := range made.lists {
		l := &made.lists[i]
		l.number, l.name, l.byName = i+1, fmt.Sprint("list_", i+1), map[string]int{}
		if len(file.Lists[l.name]) == 0 {
			return nil, fmt.Errorf("%s is not there", l.name)
		}
		for _, c := range file.Lists[l.name] {
			read, err := c.column()
			if err != nil {
				return nil, fmt.Errorf("%s, %s: %w", l.name, c.Name, err)
			}
			l.byName[read.name] = len(l.columns)
			l.columns = append(l.columns, read)
		}
		made.byName[l.name] = l
	}
	return made, nil
}

func (p *publishedColumn) column() (listColumn, error) {
	c := listColumn{name: p.Name, plain: plain(p.Name), required: p.Required, exact: map[string]string{}, folded: map[string]string{}}
	for _, pattern := range p.Like {
		pattern = strings.TrimPrefix(pattern, "/")
		if end := strings.LastIndex(pattern, "/i"); end >= 0 {
			pattern = pattern[:end]
		}
		if pattern == ".*age.*" {
			pattern = `\bage\b`
		}
		like, err := regexp.Compile("(?i)" + pattern)
		if err != nil {
			return c, fmt.Errorf("the pattern of a heading: %w", err)
		}
		c.like = append(c.like, like)
	}
	switch {
	case p.Date != "":
		c.kind = date
	case p.Numeric != nil:
		c.kind = number
	case len(p.Codes) > 0:
		c.kind = code
	}
	same := map[string]string{} // values that differ in capitals and spaces alone are one
	for _, v := range p.Codes {
		value := strings.TrimSpace(v.Code)
		if first, had := same[fold(value)]; had {
			value = first
		} else if value != "" && value != codeError {
			same[fold(value)] = value
			c.codes = append(c.codes, value)
		}
		c.exact[value], c.folded[fold(value)] = value, value
		spellings := make([]string, len(v.Accepts))
		for i, s := range v.Accepts {
			spellings[i] = fmt.Sprint(s)
		}
		for _, s := range together(spellings) {
			c.spelt(s, value)
		}
	}
	for _, value := range c.codes { // a value itself is sure, whatever another accepts
		c.exact[value], c.folded[fold(value)] = value, value
	}
	return c, nil
}

// codeError is what the published list maps to no value.
const codeError = "zzCodeError"

// together puts spellings together that are parted into letters.
func together(spellings []string) []string {
	if len(spellings) > 3 && slices.Contains(spellings, " ") || len(spellings) == 5 && strings.Join(spellings, "") == "other" {
		return []string{strings.Join(spellings, "")}
	}
	return spellings
}

func (c *listColumn) spelt(spelling, value string) {
	spelling = strings.TrimSpace(spelling)
	for key, values := range map[string]map[string]string{spelling: c.exact, fold(spelling): c.folded} {
		if had, is := values[key]; is && had != value {
			values[key] = unsure
		} else {
			values[key] = value
		}
	}
}

// fold makes spellings alike that differ in capitals, spaces and the form of apostrophes and dashes.
func fold(text string) string {
	text = strings.NewReplacer("\u00a0", " ", "’", "'", "‘", "'", "–", "-", "—", "-", "accomodation", "accommodation").Replace(strings.ToLower(text))
	return strings.Join(strings.Fields(text), " ")
}

// plain is a heading as it is matched: small letters and figures.
func plain(text string) string {
	var b strings.Builder
	for _, r := range strings.ToLower(text) {
		switch {
		case r == '\'' || r == '’' || r == '‘':
		case r >= 'a' && r <= 'z' || r >= '0' && r <= '9' || r > 127 && r != '\u00a0' && r != '–':
			b.WriteRune(r)
		default:
			b.WriteByte(' ')
		}
	}
	return strings.Join(strings.Fields(b.String()), " ")
}
