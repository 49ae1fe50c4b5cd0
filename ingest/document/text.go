package document

import (
	"bytes"
	"strings"
)

// text reads a file of text: records on lines, parted into cells by one character. Every record is counted, blank ones too, so that a
// gap in the numbers is a gap in the file.
func (r *reader) text(content []byte) (Document, error) {
	words, err := r.utf8Text(content)
	if err != nil {
		return Document{}, err
	}
	words = bytes.TrimRight(words, "\x1A")
	from := &records{text: words, line: 1, quotes: true}
	if delimiter, rest, stated := statedDelimiter(words); stated {
		from.text, from.line, from.delimiter = rest, 2, delimiter
	} else {
		from.delimiter = guessDelimiter(words, endingOf(r.name))
	}
	from.quotes, from.most = from.delimiter != 0, r.limits.Columns
	block := Block{}
	var scratch []Cell
	for number := 1; from.more(); number++ {
		if number%256 == 0 {
			if err := r.ended(); err != nil {
				return Document{}, err
			}
			r.progress(from.at, len(from.text))
		}
		row := Row{Number: number, Line: from.line}
		fields := from.next()
		if from.beyond > 0 {
			return Document{}, r.fits(Place{Line: row.Line, Column: from.beyond}, "")
		}
		scratch = scratch[:0]
		for i, field := range fields {
			if strings.TrimSpace(field) == "" {
				continue
			}
			if err := r.fits(Place{Line: row.Line, Column: i + 1}, field); err != nil {
				return Document{}, err
			}
			scratch = append(scratch, Cell{Column: i + 1, Text: field, Columns: 1, Rows: 1})
		}
		if len(scratch) == 0 {
			continue
		}
		row.Cells = append(make([]Cell, 0, len(scratch)), scratch...)
		if err := r.keep(Place{Line: row.Line}, row); err != nil {
			return Document{}, err
		}
		block.Rows = append(block.Rows, row)
	}
	if from.stray > 0 {
		r.warned.add(Place{Line: from.stray}, "A quotation mark (\") is opened on this line and never closed. It is read as an ordinary mark.")
	}
	return Document{Kind: Text, Blocks: []Block{block}}, nil
}
