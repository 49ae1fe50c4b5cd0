package document

import "testing"

func TestSymbols(t *testing.T) {
	for _, c := range []struct{ font, char, want string }{
		{"Wingdings", "F0FC", "✓"}, {"Wingdings", "FC", "✓"}, {"Wingdings 2", "F050", "✓"}, {"Wingdings", "F04A", "•"}, {"Webdings", "61", "•"},
		{"Symbol", "F041", "A"}, {"Arial", "00E9", "é"}, {"Arial", "D800", ""}, {"Arial", "7", ""}, {"Arial", "x", ""}, {"Arial", "110000", ""},
	} {
		if got := symbol(c.font, c.char); got != c.want {
			t.Errorf("%s %s is %q, want %q", c.font, c.char, got, c.want)
		}
	}
}

func TestCounted(t *testing.T) {
	for _, c := range []struct {
		n            int
		format, want string
	}{
		{3, "decimal", "3"}, {3, "decimalZero", "03"}, {12, "decimalZero", "12"}, {1, "upperLetter", "A"}, {27, "lowerLetter", "aa"}, {0, "lowerLetter", "0"},
		{4, "lowerRoman", "iv"}, {1994, "upperRoman", "MCMXCIV"}, {4000, "upperRoman", "4000"}, {2, "none", ""}, {2, "ordinal", "2"}, {900, "upperLetter", "900"},
	} {
		if got := counted(c.n, c.format); got != c.want {
			t.Errorf("%d as %s is %q, want %q", c.n, c.format, got, c.want)
		}
	}
}

func TestKindsOfCellsInWords(t *testing.T) {
	for kind, want := range map[CellKind]string{Words: "words", Number: "number", Date: "date", Boolean: "boolean", Error: "error"} {
		if kind.String() != want {
			t.Errorf("%d is %q", kind, kind)
		}
	}
}

// The looks of a text's pieces, together and joined to those of another.
func TestTone(t *testing.T) {
	red, struck := font{colour: "FF0000", bold: true}, font{struck: true}
	for _, c := range []struct {
		name   string
		pieces []font
		own    []bool
		cell   font
		want   font
		part   bool
	}{
		{"all bold", []font{red, red}, []bool{true, true}, font{}, font{colour: "FF0000", bold: true}, false},
		{"some bold", []font{red, {}}, []bool{true, true}, font{}, font{colour: "FF0000"}, false},
		{"some struck", []font{struck, {}}, []bool{true, true}, font{}, font{}, true},
		{"all struck", []font{struck, struck}, []bool{true, true}, font{}, struck, false},
		{"its cell's and its own", []font{{}, struck}, []bool{false, true}, struck, struck, false},
		{"the cell struck, a piece not", []font{{}, {}}, []bool{false, true}, struck, font{}, true},
		{"a first piece as the cell", []font{{}, red}, []bool{false, true}, font{colour: "00FF00", bold: true}, font{colour: "00FF00", bold: true}, false},
		{"none", nil, nil, red, red, false},
	} {
		var whole, start, end tone
		for i, f := range c.pieces {
			whole.add("words", c.own[i], f)
			whole.add("  ", true, font{struck: true})
			half := &start
			if i > 0 {
				half = &end
			}
			half.add("words", c.own[i], f)
		}
		start.join(end)
		for _, sum := range []*tone{&whole, &start} {
			if got, part := sum.seen(c.cell); got != c.want || part != c.part {
				t.Errorf("%s: %+v, %v; want %+v, %v", c.name, got, part, c.want, c.part)
			}
		}
	}
}
