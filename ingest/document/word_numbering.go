package document

import (
	"strconv"
	"strings"
)

const levels = 9

// numbering gives the bullets and numbers that Word makes, in the order that their paragraphs come.
type numbering struct {
	kinds map[int]*numberKind // by abstractNumId
	lists map[int]*numberList // by numId
}

type numberKind struct {
	level [levels]numberLevel
	at    [levels]int

	named string // the list style that it makes
	as    string // the list style whose levels it has instead of its own
}

type numberLevel struct {
	format string
	text   string // such as "%1.%2"
	start  int
}

type numberList struct {
	kind    int
	restart [levels]int // -1 for none: where its first paragraph of the level starts again
}

func newNumbering() *numbering {
	return &numbering{kinds: map[int]*numberKind{}, lists: map[int]*numberList{}}
}

func (n *numbering) read(x *xmlPart) error {
	for x.next() {
		if x.start == nil {
			continue
		}
		switch x.start.Name.Local {
		case "abstractNum":
			if len(n.kinds) < mostDefined {
				n.kinds[count(attr(x.start, "abstractNumId"), 0)] = readNumberKind(x)
			}
		case "num":
			if len(n.lists) < mostDefined {
				n.lists[count(attr(x.start, "numId"), 0)] = readNumberList(x)
			}
		}
	}
	styles := map[string]*numberKind{}
	for _, kind := range n.kinds {
		if kind.named != "" {
			styles[kind.named] = kind
		}
	}
	for _, kind := range n.kinds {
		if style := styles[kind.as]; kind.as != "" && style != nil {
			kind.level = style.level
		}
	}
	return x.err
}

func readNumberKind(x *xmlPart) *numberKind {
	kind, level := &numberKind{}, 0
	for depth := x.depth; x.within(depth); {
		if x.start == nil {
			continue
		}
		switch x.start.Name.Local {
		case "styleLink":
			kind.named = attr(x.start, "val")
		case "numStyleLink":
			kind.as = attr(x.start, "val")
		case "lvl":
			level = min(count(attr(x.start, "ilvl"), 0), levels-1)
			kind.level[level].start = 1
		case "start":
			kind.level[level].start = count(attr(x.start, "val"), 1)
		case "numFmt":
			kind.level[level].format = attr(x.start, "val")
		case "lvlText":
			kind.level[level].text = attr(x.start, "val")
		}
	}
	return kind
}

func readNumberList(x *xmlPart) *numberList {
	list, level := &numberList{}, 0
	for i := range list.restart {
		list.restart[i] = -1
	}
	for depth := x.depth; x.within(depth); {
		if x.start == nil {
			continue
		}
		switch x.start.Name.Local {
		case "abstractNumId":
			list.kind = count(attr(x.start, "val"), 0)
		case "lvlOverride":
			level = min(count(attr(x.start, "ilvl"), 0), levels-1)
		case "startOverride":
			list.restart[level] = count(attr(x.start, "val"), 1)
		}
	}
	return list
}

// next is the bullet or number of the next paragraph of a list, as shown. Every bullet is "•", whatever its shape.
func (n *numbering) next(id, level int) string {
	list := n.lists[id]
	if list == nil || n.kinds[list.kind] == nil {
		return "•"
	}
	kind := n.kinds[list.kind]
	if kind.at[level] == 0 {
		kind.at[level] = kind.level[level].start
	} else {
		kind.at[level]++
	}
	if start := list.restart[level]; start >= 0 {
		kind.at[level], list.restart[level] = start, -1
	}
	for deeper := level + 1; deeper < levels; deeper++ {
		kind.at[deeper] = 0
	}
	switch at := kind.level[level]; at.format {
	case "bullet", "":
		return "•"
	case "none":
		return strings.TrimSpace(at.text)
	}
	label := kind.level[level].text
	if len(label) > 100 {
		return "•"
	}
	for i := range levels {
		above := kind.level[i]
		value := kind.at[i]
		if value == 0 {
			value = above.start
		}
		label = strings.ReplaceAll(label, "%"+strconv.Itoa(i+1), counted(value, above.format))
	}
	return strings.TrimSpace(label)
}

// counted writes a number in one of Word's formats.
func counted(n int, format string) string {
	switch format {
	case "bullet", "none":
		return ""
	case "lowerLetter":
		return strings.ToLower(letters(n))
	case "upperLetter":
		return letters(n)
	case "lowerRoman":
		return strings.ToLower(roman(n))
	case "upperRoman":
		return roman(n)
	case "decimalZero":
		if n < 10 {
			return "0" + strconv.Itoa(n)
		}
	}
	return strconv.Itoa(n)
}

// letters counts A to Z, then AA to ZZ, then AAA, as Word does.
func letters(n int) string {
	if n < 1 || n > 26*20 {
		return strconv.Itoa(n)
	}
	return strings.Repeat(string(rune('A'+(n-1)%26)), (n-1)/26+1)
}

func roman(n int) string {
	if n < 1 || n > 3999 {
		return strconv.Itoa(n)
	}
	var out strings.Builder
	for _, r := range []struct {
		value int
		text  string
	}{
		{1000, "M"}, {900, "CM"}, {500, "D"}, {400, "CD"}, {100, "C"}, {90, "XC"}, {50, "L"}, {40, "XL"}, {10, "X"}, {9, "IX"}, {5, "V"}, {4, "IV"}, {1, "I"},
	} {
		for ; n >= r.value; n -= r.value {
			out.WriteString(r.text)
		}
	}
	return out.String()
}
