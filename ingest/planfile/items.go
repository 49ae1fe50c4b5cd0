package planfile

import (
	"regexp"
	"strconv"
	"strings"
)

// An item is one of several things in a cell.
type item struct {
	number string // as written: "1", "a"; "" for a bullet or a plain line
	text   string
}

var (
	markForm   = regexp.MustCompile(`^\s*(?:\(?(\d{1,2})[.):]\)?|\(?([a-z])[.)]|\(([ivx]+)\)|(?:milestone|action|part|step|phase) (\d{1,2})\s*[:.–-]|[•·▪●*–—-])\s+`)
	inlineForm = regexp.MustCompile(`(?:^|\s)\(?(\d{1,2})[.)]\s+`)
)

// items finds a numbered or bulleted list in a cell, on lines of its own or within one line. There are none, or at least two.
func items(text string) []item {
	var all []item
	for line := range strings.Lines(text) {
		line = tidy(line)
		m := markForm.FindStringSubmatch(line)
		switch {
		case m != nil:
			all = append(all, item{m[1] + m[2] + m[3] + m[4], tidy(line[len(m[0]):])})
		case len(all) > 0 && line != "":
			all[len(all)-1].text += "\n" + line
		}
	}
	if len(all) > 1 {
		return all
	}
	return inline(text)
}

// inline finds "1. Draft 2. Consult 3. Agree": numbers that count up from 1.
func inline(text string) []item {
	var all []item
	start := -1
	for _, m := range inlineForm.FindAllStringSubmatchIndex(text, -1) {
		if n := atoi(text[m[2]:m[3]]); n != len(all)+1 {
			continue
		}
		if start >= 0 {
			all[len(all)-1].text = tidy(text[start:m[0]])
		}
		all, start = append(all, item{number: text[m[2]:m[3]]}), m[1]
	}
	if len(all) < 2 {
		return nil
	}
	all[len(all)-1].text = tidy(text[start:])
	return all
}

func lines(text string) []string {
	var all []string
	for line := range strings.Lines(text) {
		if line = tidy(line); line != "" {
			all = append(all, line)
		}
	}
	return all
}

// align gives each of some items its share of another cell: by number, or line by line, or the whole to each where it says one thing. It does
// not where the counts differ.
func align(to []item, text string) (shares []string, whole, ok bool) {
	shares = make([]string, len(to))
	if tidy(text) == "" {
		return shares, true, true
	}
	if len(to) == 1 {
		shares[0] = text
		return shares, true, true
	}
	if parts := items(text); parts != nil {
		if byNumber(shares, to, parts) {
			return shares, false, true
		}
		if len(parts) == len(to) && !numbered(parts) {
			for i, p := range parts {
				shares[i] = p.text
			}
			return shares, false, true
		}
		return nil, false, false
	}
	switch all := lines(text); len(all) {
	case 1:
		for i := range shares {
			shares[i] = text
		}
		return shares, true, true
	case len(to):
		copy(shares, all)
		return shares, false, true
	}
	return nil, false, false
}

func numbered(all []item) bool {
	for _, i := range all {
		if i.number == "" {
			return false
		}
	}
	return true
}

// byNumber gives items what has their own number. Nothing is given where a number fits no item.
func byNumber(shares []string, to, from []item) bool {
	if !numbered(from) {
		return false
	}
	index := map[string]int{}
	for i, t := range to {
		number := t.number
		if number == "" {
			number = strconv.Itoa(i + 1)
		}
		index[number] = i
	}
	given := make([]string, len(shares))
	for _, f := range from {
		i, ok := index[f.number]
		if !ok || given[i] != "" {
			return false
		}
		given[i] = f.text
	}
	copy(shares, given)
	return true
}
