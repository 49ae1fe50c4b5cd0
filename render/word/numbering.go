package word

import (
	"fmt"
	"strings"

	"throughline/board"
)

// inCell is the list inside a cell of a table, with less room at its side.
const inCell board.Marker = "in a cell"

var markers = []board.Marker{board.Bullets, board.Numbers, board.Romans, inCell}

// numbering is the lists of a document. Each list is one of its own, so that
// its numbers begin where they should.
type numbering struct {
	lists []list
}

type list struct {
	marker board.Marker
	from   int
}

// start opens a list and gives its id.
func (n *numbering) start(marker board.Marker, from int) int {
	n.lists = append(n.lists, list{marker, from})
	return len(n.lists)
}

func (n *numbering) xml() string {
	var b strings.Builder
	b.WriteString(xmlHead + `<w:numbering` + spaces + `>`)
	for id, marker := range markers {
		format, text, left, hanging := "bullet", "\u2022", 426, 284
		switch marker {
		case board.Numbers:
			format, text, left, hanging = "decimal", "%1.", 567, 425
		case board.Romans:
			format, text, left, hanging = "lowerRoman", "(%1)", 567, 425
		case inCell:
			left, hanging = 170, 170
		case board.Bullets:
		}
		fmt.Fprintf(&b, `<w:abstractNum w:abstractNumId="%d"><w:multiLevelType w:val="singleLevel"/><w:lvl w:ilvl="0"><w:start w:val="1"/>`+
			`<w:numFmt w:val="%s"/><w:lvlText w:val="%s"/><w:lvlJc w:val="left"/><w:pPr><w:ind w:left="%d" w:hanging="%d"/></w:pPr></w:lvl></w:abstractNum>`,
			id, format, text, left, hanging)
	}
	for i, l := range n.lists {
		for id, marker := range markers {
			if marker == l.marker {
				fmt.Fprintf(&b, `<w:num w:numId="%d"><w:abstractNumId w:val="%d"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="%d"/></w:lvlOverride></w:num>`, i+1, id, max(l.from, 0))
			}
		}
	}
	b.WriteString(`</w:numbering>`)
	return b.String()
}
