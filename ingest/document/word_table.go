package document

import "strings"

// A wordTable is a table of the body as it is read.
type wordTable struct {
	w     *wordReader
	block Block
	row   int              // of the table, from 1
	above map[int]mergedIn // by column: the cell that runs down through it
}

// mergedIn is the first cell of those merged down a column.
type mergedIn struct {
	cell      Cell
	row, from int // the indexes of its row and itself, where it is kept; row -1 where it isn't
}

// A wordCell is one cell of a row as the file gives it.
type wordCell struct {
	cell     Cell
	down     string // vMerge: "", "restart" or "continue"
	joined   bool   // hMerge: part of the cell before
	excluded bool   // taken out by a tracked change
	part     bool   // some of its words are struck
}

// table reads a table of the body to its end.
func (w *wordReader) table(x *xmlPart) error {
	w.tables++
	w.listOpen = false
	t := &wordTable{w: w, above: map[int]mergedIn{}}
	t.block = Block{Place: Place{Table: w.tables}, Heading: w.heading()}
	w.r.tally.words += len(t.block.Heading)
	for depth := x.depth; x.within(depth); {
		if x.start == nil {
			continue
		}
		if x.start.Name.Local != "tr" {
			w.other(x)
			continue
		}
		if err := t.readRow(x); err != nil {
			return err
		}
		w.r.progress(x.from.read, w.total)
	}
	if len(t.block.Rows) > 0 {
		w.blocks = append(w.blocks, t.block)
	}
	return x.err
}

func (t *wordTable) readRow(x *xmlPart) error {
	row := Row{Number: t.row + 1}
	at := Place{Table: t.w.tables, Row: row.Number, Column: 1}
	taken := false
	var cells []wordCell
	for depth := x.depth; x.within(depth); {
		if x.start == nil {
			continue
		}
		switch x.start.Name.Local {
		case "trPr":
			for depth := x.depth; x.within(depth); {
				if x.start == nil {
					continue
				}
				switch x.start.Name.Local {
				case "gridBefore":
					at.Column += count(attr(x.start, "val"), 0)
				case "hidden":
					row.Hidden = truth(attr(x.start, "val"))
				case "del":
					taken = true
					t.w.tracked()
				case "ins":
					t.w.tracked()
				case "trPrChange":
					x.skip()
				}
			}
		case "tc":
			c := t.w.cell(x, at)
			if c.excluded {
				continue
			}
			if c.cell.Text != "" && !taken {
				if err := t.w.r.fits(at, c.cell.Text); err != nil {
					return err
				}
			}
			c.cell.Column = at.Column
			at.Column = min(at.Column+c.cell.Columns, 1<<20)
			if c.cell.Column <= t.w.r.limits.Columns { // what is beyond is empty
				cells = append(cells, c)
			}
		default:
			t.w.other(x)
		}
	}
	if taken || x.err != nil {
		return x.err
	}
	t.row++
	return t.keep(row, cells)
}

// keep adds a row if a cell of it shows something of its own, with what merged cells show.
func (t *wordTable) keep(row Row, cells []wordCell) error {
	holds := false
	starts := map[int]int{} // columns where a cell that runs down begins, and its index
	running := map[int]mergedIn{}
	for _, c := range cells {
		first, merged := c.cell, false
		if above, found := t.above[first.Column]; c.down == "continue" && found {
			span := first.Columns
			first, merged = above.cell, true
			first.Columns = span
			running[first.Column] = above
		}
		if n := len(row.Cells); c.joined && n > 0 {
			column, span := first.Column, first.Columns
			first, merged = row.Cells[n-1], true
			first.Column, first.Columns = column, span
		}
		holds = holds || first.Text != "" && !merged
		if c.part && !merged {
			t.w.r.warned.add(Place{Table: t.w.tables, Row: row.Number, Column: first.Column}, someStruck)
		}
		if c.down == "restart" {
			starts[first.Column] = len(row.Cells)
			running[first.Column] = mergedIn{cell: first, row: -1}
		}
		t.spread(&row, first, merged)
	}
	t.above = running
	if !holds {
		return nil
	}
	for column, index := range starts {
		running[column] = mergedIn{cell: running[column].cell, row: len(t.block.Rows), from: index}
	}
	for column, m := range running {
		if _, begins := starts[column]; !begins && m.row >= 0 {
			first := &t.block.Rows[m.row].Cells[m.from]
			first.Rows = max(first.Rows, row.Number-t.block.Rows[m.row].Number+1)
		}
	}
	row.Cells = append(make([]Cell, 0, len(row.Cells)), row.Cells...)
	t.block.Rows = append(t.block.Rows, row)
	return t.w.r.keep(Place{Table: t.w.tables, Row: row.Number}, row)
}

// spread puts a cell into each of the columns it covers.
func (t *wordTable) spread(row *Row, cell Cell, merged bool) {
	span := cell.Columns
	if merged {
		cell.Merged, cell.Columns, cell.Rows = true, 1, 1
	}
	if cell.Text == "" && cell.Fill == "" {
		return
	}
	last := min(cell.Column+span-1, t.w.r.limits.Columns)
	for ; cell.Column <= last; cell.Column++ {
		row.Cells = append(row.Cells, cell)
		cell.Merged, cell.Columns, cell.Rows = true, 1, 1
	}
}

// cell reads a cell to its end.
func (w *wordReader) cell(x *xmlPart, at Place) wordCell {
	c := wordCell{cell: Cell{Columns: 1, Rows: 1}}
	text := w.writing()
	filled := ""
	w.content(x, at, text, &c, &filled)
	look, part := text.tone.seen(font{})
	c.cell.Text, c.part = text.text.String(), part
	c.cell.Font, c.cell.Bold, c.cell.Struck = look.colour, look.bold, look.struck
	if c.cell.Fill == "" {
		c.cell.Fill = filled
	}
	return c
}

// content reads what is in a cell: paragraphs each on a line, and tables within it as lines too. Filled is the colour behind its first
// words that have one.
func (w *wordReader) content(x *xmlPart, at Place, text *writing, c *wordCell, filled *string) {
	for depth := x.depth; x.within(depth); {
		if x.start == nil {
			continue
		}
		switch x.start.Name.Local {
		case "tcPr":
			readCellProps(x, c, w)
		case "p":
			p := w.paragraph(x, at)
			line := p.line()
			if line == "" {
				continue
			}
			if *filled == "" {
				*filled = p.fill
			}
			text.line(line, p.tone)
		case "tbl":
			w.r.warned.add(at, "There is a table inside this cell. It is read as lines of words.")
			w.nested(x, at, text, filled)
		default:
			w.other(x)
		}
	}
}

// nested reads a table within a cell: each row a line, its cells parted by " | ".
func (w *wordReader) nested(x *xmlPart, at Place, text *writing, filled *string) {
	for depth := x.depth; x.within(depth); {
		if x.start == nil {
			continue
		}
		if x.start.Name.Local != "tr" {
			w.other(x)
			continue
		}
		var cells []string
		var sounds tone
		held := 0
		for depth := x.depth; x.within(depth); {
			if x.start == nil {
				continue
			}
			if x.start.Name.Local == "trPr" {
				x.skip()
				continue
			}
			if x.start.Name.Local != "tc" {
				w.other(x)
				continue
			}
			inner, ignored := w.writing(), wordCell{}
			w.content(x, at, inner, &ignored, filled)
			if words := strings.TrimSpace(inner.text.String()); words != "" && !ignored.excluded && held <= text.most {
				held += len(words)
				cells = append(cells, words)
				sounds.join(inner.tone)
			}
		}
		if len(cells) == 0 {
			continue
		}
		text.line(strings.Join(cells, " | "), sounds)
	}
}

// readCellProps reads the properties of a cell to their end.
func readCellProps(x *xmlPart, c *wordCell, w *wordReader) {
	for depth := x.depth; x.within(depth); {
		if x.start == nil {
			continue
		}
		switch value := attr(x.start, "val"); x.start.Name.Local {
		case "gridSpan":
			c.cell.Columns = max(1, count(value, 1))
		case "vMerge":
			c.down = "continue"
			if value == "restart" {
				c.down = value
			}
		case "hMerge":
			c.joined = value != "restart"
		case "shd":
			c.cell.Fill = shading(x)
		case "cellDel":
			c.excluded = true
			w.tracked()
		case "cellIns", "cellMerge":
			w.tracked()
		case "tcPrChange":
			x.skip()
		}
	}
}
