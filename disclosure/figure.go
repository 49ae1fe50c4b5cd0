package disclosure

import (
	"encoding/json"
	"strconv"
	"strings"
)

// Mark is printed where a number is not. The letters are those of the Department for Education's statistics.
type Mark string

const (
	// Shown is the mark of a figure that is printed as a number.
	Shown Mark = ""
	// Suppressed stands for a number from 1 to 5, and for a larger one that would give such a number away.
	Suppressed Mark = "c"
	// NotApplicable stands where there can be no number.
	NotApplicable Mark = "z"
	// NotAvailable stands where there is no number to print.
	NotAvailable Mark = ":"
)

// Words is the mark in plain words, for people to read. A number that is not shown may be a large one, hidden for a small one's sake: so
// the words don't say that it is small.
func (m Mark) Words() string {
	switch m {
	case Shown:
		return ""
	case Suppressed:
		return "not shown"
	case NotApplicable:
		return "not applicable"
	case NotAvailable:
	}
	return "not available"
}

// Small is the largest count that is suppressed. Zero is not small: it is shown.
const Small = 5

// small says whether a count is one that nobody may learn.
func small(n int) bool { return n >= 1 && n <= Small }

// Figure is a count as the public may see it. Only this package makes one that holds a number, and it holds that number only when
// it is printed: a suppressed figure has nothing in it to find. The zero value is not available.
type Figure struct {
	state  state
	number int
}

// state is kept apart from Mark so that the zero value is not available.
type state uint8

const (
	unavailable state = iota
	inapplicable
	hidden
	shown
)

// NoFigure is a figure that is not available; Inapplicable is one that there cannot be.
func NoFigure() Figure { return Figure{} }

// Inapplicable is the figure printed where there can be no number.
func Inapplicable() Figure { return Figure{state: inapplicable} }

// shownFigure is the one way from a number to a figure. Everything that calls it has been through the engine.
func shownFigure(n int) Figure { return Figure{state: shown, number: n} }

func (s state) mark() Mark {
	switch s {
	case shown:
		return Shown
	case hidden:
		return Suppressed
	case inapplicable:
		return NotApplicable
	case unavailable:
	}
	return NotAvailable
}

// Mark is what is printed in place of the number, and Shown when the number is printed.
func (f Figure) Mark() Mark { return f.state.mark() }

// Number gives the number that is printed, and false where none is.
func (f Figure) Number() (int, bool) { return f.number, f.state == shown }

// String prints the figure for reading: "1,204", or its mark.
func (f Figure) String() string {
	if f.state != shown {
		return string(f.Mark())
	}
	return thousands(f.number)
}

// Words prints the figure for people who don't know the marks: "1,204", or "not shown".
func (f Figure) Words() string {
	if f.state != shown {
		return f.Mark().Words()
	}
	return f.String()
}

// Cell prints the figure for a cell of a CSV file or spreadsheet: "1204", or its mark.
func (f Figure) Cell() string {
	if f.state != shown {
		return string(f.Mark())
	}
	return strconv.Itoa(f.number)
}

// MarshalJSON gives the number, or its mark as a string.
func (f Figure) MarshalJSON() ([]byte, error) {
	if f.state != shown {
		return json.Marshal(string(f.Mark()))
	}
	return strconv.AppendInt(nil, int64(f.number), 10), nil
}

// Bar gives the length of the figure's bar as a part of a full one, from 0 to 1, where full is the number at the end of the axis.
// There is no bar where there is no number, so a chart can't give by its length what the table hides.
func (f Figure) Bar(full int) (length float64, drawn bool) {
	if f.state != shown || full <= 0 {
		return 0, false
	}
	return min(1, float64(f.number)/float64(full)), true
}

// Percentage is a percentage to one decimal as the public may see it, made and kept as a Figure is.
type Percentage struct {
	state  state
	tenths int
}

// percentageOf works out a percentage that may be printed: both its numbers are, so it says nothing new.
func percentageOf(part, whole Figure) Percentage {
	if part.state == inapplicable || whole.state == inapplicable {
		return Percentage{state: inapplicable}
	}
	if part.state == hidden || whole.state == hidden {
		return Percentage{state: hidden}
	}
	if part.state != shown || whole.state != shown {
		return Percentage{}
	}
	if whole.number == 0 {
		return Percentage{state: inapplicable}
	}
	if small(part.number) || small(whole.number-part.number) {
		return Percentage{state: hidden}
	}
	return Percentage{state: shown, tenths: (2000*part.number + whole.number) / (2 * whole.number)}
}

// Mark is what is printed in place of the percentage, and Shown when it is printed.
func (p Percentage) Mark() Mark { return p.state.mark() }

// Cell prints the percentage for a cell of a CSV file or spreadsheet: "62.5", or its mark.
func (p Percentage) Cell() string {
	if p.state != shown {
		return string(p.Mark())
	}
	return strconv.Itoa(p.tenths/10) + "." + strconv.Itoa(p.tenths%10)
}

// String prints the percentage for reading: "62.5%", or its mark.
func (p Percentage) String() string {
	if p.state != shown {
		return string(p.Mark())
	}
	return p.Cell() + "%"
}

// Words prints the percentage for people who don't know the marks: "62.5%", or "not shown".
func (p Percentage) Words() string {
	if p.state != shown {
		return p.Mark().Words()
	}
	return p.String()
}

// MarshalJSON gives the percentage as a number to one decimal, or its mark as a string.
func (p Percentage) MarshalJSON() ([]byte, error) {
	if p.state != shown {
		return json.Marshal(string(p.Mark()))
	}
	return []byte(p.Cell()), nil
}

// Bar gives the length of the percentage's bar, from 0 to 1 for 100%, and none where it is not printed.
func (p Percentage) Bar() (length float64, drawn bool) {
	return float64(p.tenths) / 1000, p.state == shown
}

func thousands(n int) string {
	digits := strconv.Itoa(n)
	var b strings.Builder
	for i, digit := range digits {
		if i > 0 && (len(digits)-i)%3 == 0 {
			b.WriteByte(',')
		}
		b.WriteRune(digit)
	}
	return b.String()
}
