package document

import (
	"math"
	"strconv"
	"strings"
	"time"

	"github.com/xuri/excelize/v2"

	"throughline/calendar"
)

// A shower writes numbers as a workbook shows them. It lays each format once in a workbook of its own, in memory, and asks that for
// the text: the sheet itself is never held so, for it would take ten times the file's room.
type shower struct {
	styles   *styles
	from1904 bool
	scratch  *excelize.File
	cells    map[string]string // the scratch cell of each format
	known    map[shown]string
	forms    map[int]form
	written  int
}

type shown struct {
	format int
	value  float64
}

const (
	scratchSheet = "Sheet1"
	mostKnown    = 50_000
	mostFormats  = 2_000
	mostWritten  = 100_000 // numbers that scratch writes: over a second
	longestForm  = 255     // of a format, as Excel's
)

func newShower(s *styles, from1904 bool) *shower {
	return &shower{styles: s, from1904: from1904, cells: map[string]string{}, known: map[shown]string{}, forms: map[int]form{}}
}

// builtIn are the formats that are numbered and not written in the file, as Excel has them in the United Kingdom (ECMA-376 part 1, 18.8.30).
var builtIn = map[int]string{
	1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 5: "£#,##0", 6: "£#,##0", 7: "£#,##0.00", 8: "£#,##0.00",
	9: "0%", 10: "0.00%", 11: "0.00E+00", 12: "# ?/?", 13: "# ??/??",
	14: "dd/mm/yyyy", 15: "dd-mmm-yy", 16: "dd-mmm", 17: "mmm-yy", 18: "h:mm AM/PM", 19: "h:mm:ss AM/PM", 20: "hh:mm", 21: "hh:mm:ss",
	22: "dd/mm/yyyy hh:mm", 37: "#,##0;-#,##0", 38: "#,##0;-#,##0", 39: "#,##0.00;-#,##0.00", 40: "#,##0.00;-#,##0.00",
	45: "mm:ss", 46: "[h]:mm:ss", 47: "mm:ss.0", 48: "##0.0E+0", 49: "@",
}

// A form is what a number format says, found once.
type form struct {
	text      string // "" for General
	day, time bool   // it shows one, or part of one
	figure    *figure
}

func (s *shower) form(id int) form {
	if f, known := s.forms[id]; known {
		return f
	}
	text := s.styles.formats[id]
	if text == "" {
		text = builtIn[id]
	}
	if len(text) > longestForm || strings.EqualFold(text, "General") || text == "@" {
		text = ""
	}
	f := form{text: text, figure: figureOf(text)}
	f.day, f.time = dayOrTime(text)
	s.forms[id] = f
	return f
}

// show gives a number as it is shown, its kind, and its date if it is shown as one.
func (s *shower) show(value float64, id int) (text string, kind CellKind, day calendar.Date) {
	form := s.form(id)
	if form.text == "" {
		return general(value), Number, calendar.Date{}
	}
	kind = Number
	if form.day {
		var ok bool
		if day, ok = s.dayOf(value); !ok {
			return general(value), Number, calendar.Date{}
		}
		kind = Date
		if !form.time {
			value = math.Floor(value + wholeDay)
		}
	}
	if form.figure != nil {
		if text, ok := form.figure.write(value); ok {
			return text, kind, day
		}
	}
	key := shown{id, value}
	text, known := s.known[key]
	if !known {
		text = strings.TrimSpace(s.scratched(value, form))
		if len(s.known) >= mostKnown {
			clear(s.known)
		}
		s.known[key] = text
	}
	return text, kind, day
}

// scratched asks the scratch workbook. What it can't write is written plainly.
func (s *shower) scratched(value float64, form form) (text string) {
	format := form.text
	if s.written++; s.written > mostWritten {
		return general(value)
	}
	defer func() {
		if recover() != nil { // the format is the file's, and may be one its writer never tried
			text = general(value)
		}
	}()
	if s.scratch == nil {
		s.scratch = excelize.NewFile(excelize.Options{
			ShortDatePattern: "dd/mm/yyyy", LongDatePattern: "dd mmmm yyyy", LongTimePattern: "hh:mm:ss",
		})
	}
	cell, known := s.cells[format]
	if !known {
		if len(s.cells) >= mostFormats {
			return general(value)
		}
		style, err := s.scratch.NewStyle(&excelize.Style{CustomNumFmt: &format})
		if err != nil {
			return general(value)
		}
		cell = "A" + strconv.Itoa(len(s.cells)+1)
		if err := s.scratch.SetCellStyle(scratchSheet, cell, cell, style); err != nil {
			return general(value)
		}
		s.cells[format] = cell
	}
	if s.from1904 && form.day {
		value += daysTo1904
	}
	if err := s.scratch.SetCellFloat(scratchSheet, cell, value, -1, 64); err != nil {
		return general(value)
	}
	text, err := s.scratch.GetCellValue(scratchSheet, cell)
	if err != nil {
		return general(value)
	}
	return text
}

// general writes a number as a cell without a format does: to fifteen figures.
func general(value float64) string {
	if math.IsNaN(value) || math.IsInf(value, 0) {
		return "#NUM!"
	}
	rounded, err := strconv.ParseFloat(strconv.FormatFloat(value, 'g', 15, 64), 64)
	if err != nil {
		rounded = value
	}
	if size := math.Abs(rounded); size != 0 && (size >= 1e20 || size < 1e-9) {
		return strings.Replace(strconv.FormatFloat(rounded, 'G', -1, 64), "E+0", "E+", 1)
	}
	return strconv.FormatFloat(rounded, 'f', -1, 64)
}

// dayOrTime says whether a number format shows a day, month or year, and whether it shows a time of day, a length of time or something
// that the language of the machine decides.
func dayOrTime(format string) (day, clock bool) {
	format, _, _ = strings.Cut(format, ";")
	months := false
	for i := 0; i < len(format); i++ {
		switch c := format[i] | 0x20; {
		case format[i] == '\\' || format[i] == '_' || format[i] == '*':
			i++
		case format[i] == '"':
			end := strings.IndexByte(format[i+1:], '"')
			if end < 0 {
				return false, false
			}
			i += end + 1
		case format[i] == '[':
			end := strings.IndexByte(format[i:], ']')
			if end < 0 {
				return false, false
			}
			inside := strings.ToLower(format[i+1 : i+end])
			if inside == "$-f800" || inside == "$-x-sysdate" {
				return true, true
			}
			clock = clock || strings.Trim(inside, "hms") == ""
			i += end
		case c == 'y' || c == 'd':
			day = true
		case c == 'h' || c == 's':
			clock = true
		case c == 'm':
			months = true
		case format[i] == 'G' && strings.HasPrefix(format[i:], "General"):
			return false, false
		}
	}
	return day || months && !clock, clock
}

// wholeDay is less than a tenth of a millisecond: what sums of days are out by.
const wholeDay = 1e-9

const daysTo1904 = 1462

// dayOf is the day that a number stands for: counted from 1 January 1900 as 1, with a 29 February 1900 that never was as 60; or from
// 1 January 1904 as 0.
func (s *shower) dayOf(value float64) (calendar.Date, bool) {
	if s.from1904 {
		value += daysTo1904
	}
	n := math.Floor(value + wholeDay)
	if math.IsNaN(value) || n < 1 || n == 60 || n > 2958465 {
		return calendar.Date{}, false
	}
	if n < 60 {
		n++
	}
	t := time.Date(1899, time.December, 30, 0, 0, 0, 0, time.UTC).AddDate(0, 0, int(n))
	d, err := calendar.On(t.Year(), t.Month(), t.Day())
	return d, err == nil
}
