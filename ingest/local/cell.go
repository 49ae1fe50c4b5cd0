package local

import (
	"cmp"
	"errors"
	"slices"
	"strconv"
	"strings"
	"time"

	"throughline/calendar"
	"throughline/ingest/returns"
	"throughline/practice"
	"throughline/spreadsheet"
)

// fault is what is wrong with one cell.
type fault struct{ rule, sentence, mend string }

// read gives what is written in a cell as the type of its column has it: text, a calendar.Date, a bool, an int64, a float64, or of several choices
// their codes. A blank is nil.
func (c *Column) read(written string) (value any, wrong *fault) {
	written = strings.TrimSpace(spreadsheet.Restore(written))
	if written == "" {
		return nil, nil
	}
	switch c.Type {
	case practice.DateField:
		read := returns.ReadDate(written)
		if read.Form == returns.WrongDate {
			return nil, &fault{"date", read.Why, read.Mend}
		}
		return read.Day, nil
	case practice.TimeField:
		if at, ok := timeOf(written); ok {
			return at, nil
		}
		return nil, &fault{"time", "It is not a time of day.", "Write hours and minutes, like 17:30."}
	case practice.YesNoField:
		switch strings.ToLower(written) {
		case "yes", "y", "true", "1":
			return true, nil
		case "no", "n", "false", "0":
			return false, nil
		}
		return nil, &fault{"yes-no", "It is neither yes nor no.", "Write Yes or No, or leave it blank where it isn’t known."}
	case practice.CountField:
		n, err := strconv.ParseInt(strings.TrimSuffix(strings.ReplaceAll(written, ",", ""), ".0"), 10, 64)
		if err != nil || n < 0 || n > 1e9 {
			return nil, &fault{"count", "It is not a whole number.", "Write a whole number in figures, like 12."}
		}
		return n, nil
	case practice.NumberField:
		n, err := strconv.ParseFloat(strings.TrimPrefix(strings.ReplaceAll(written, ",", ""), "£"), 64)
		if err != nil || n-n != 0 || n > 1e12 || n < -1e12 {
			return nil, &fault{"number", "It is not a number.", "Write a number in figures, like 3 or 0.5."}
		}
		return n, nil
	case practice.ChoiceField:
		if code, ok := c.choose(written); ok {
			return code, nil
		}
		return nil, &fault{"choice", "It is none of the answers that the column takes.", "Choose from the list: " + c.listed() + "."}
	case practice.ChoicesField:
		var codes []string
		for one := range strings.SplitSeq(written, ";") {
			if strings.TrimSpace(one) == "" {
				continue
			}
			code, ok := c.choose(one)
			if !ok {
				return nil, &fault{"choice", "“" + returns.Shown(strings.TrimSpace(one)) + "” is none of the answers that the column takes.", "Write them with semicolons between: " + c.listed() + "."}
			}
			if !slices.Contains(codes, code) {
				codes = append(codes, code)
			}
		}
		if len(codes) == 0 {
			return nil, nil
		}
		return codes, nil
	}
	return written, nil
}

// kept is what is kept of a cell: a day in the order of its years, as the rows of other files have it, and anything else as it is written.
func (c *Column) kept(written string) string {
	if c.Type == practice.DateField {
		if value, wrong := c.read(written); wrong == nil && value != nil {
			return value.(calendar.Date).String()
		}
	}
	return written
}

// choose finds the choice that is meant: by its code, by its words or by both as a template shows them.
func (c *Column) choose(written string) (code string, ok bool) {
	meant := plainHeading(written)
	for _, choice := range c.Choices {
		if strings.EqualFold(strings.TrimSpace(written), choice.Code) {
			return choice.Code, true
		}
	}
	for _, choice := range c.Choices {
		if meant == plainHeading(choice.Words) || meant == plainHeading(c.Shown(choice)) || meant == plainHeading(choice.Code) {
			return choice.Code, true
		}
	}
	return "", false
}

const mostListed = 8

func (c *Column) listed() string {
	var shown []string
	for i, choice := range c.Choices {
		if i == mostListed {
			return strings.Join(shown, "; ") + "; and others"
		}
		shown = append(shown, c.Shown(choice))
	}
	return strings.Join(shown, "; ")
}

// timeOf reads a time of day as people write it.
func timeOf(written string) (string, bool) {
	bare := strings.ToUpper(strings.ReplaceAll(strings.ReplaceAll(written, ".", ":"), " ", ""))
	for _, layout := range []string{"15:04", "15:04:05", "3:04PM", "3PM", "3:04:05PM", "1504"} {
		if at, err := time.Parse(layout, bare); err == nil {
			return at.Format("15:04"), true
		}
	}
	return "", false
}

// plainHeading is a heading as it is matched: small letters and figures, with single spaces.
func plainHeading(words string) string {
	var b strings.Builder
	gap := false
	for _, r := range strings.ToLower(words) {
		switch {
		case r >= 'a' && r <= 'z' || r >= '0' && r <= '9' || r > 127 && r != '’' && r != '‘' && r != '“' && r != '”' && r != '–' && r != '—' && r != '\u00a0':
			if gap && b.Len() > 0 {
				b.WriteByte(' ')
			}
			gap = false
			b.WriteRune(r)
		case r == '’' || r == '\'':
		default:
			gap = true
		}
	}
	return cmp.Or(strings.TrimSpace(b.String()), strings.TrimSpace(words))
}

// Value gives what is written in a cell of the column, as its type has it: text, a calendar.Date, a bool, an int64, a float64, or the code of a
// choice. A blank is nil. The error says what is wrong and the mend.
func (c *Column) Value(written string) (any, error) {
	value, wrong := c.read(written)
	if wrong != nil {
		return nil, errors.New(wrong.sentence + " " + wrong.mend)
	}
	return value, nil
}
