package planfile

import (
	"errors"
	"fmt"
	"hash/crc32"
	"strconv"
	"strings"

	"throughline/calendar"
)

// MarkHeading is over the last column of a plan that came out of this product.
const MarkHeading = "Throughline reference"

// A Mark says of a row of an exported plan which things it came from, and how the plan stood then, so that a changed copy can be
// matched with the plan.
type Mark struct {
	Inspection, Area, Action, Part string        // ids; "" where the row has none
	Entry                          int64         // of the authority's record: what was known
	AsAt                           calendar.Date // the day described
}

// markVersion is the first word of a mark: which way of writing it this is.
const markVersion = "TL1"

// String writes a mark for a cell. Its last word tells whether the others were changed, as a spreadsheet does that counts up when a cell is dragged.
func (m Mark) String() string {
	words := []string{markVersion, orDash(m.Inspection), orDash(m.Area), orDash(m.Action), orDash(m.Part), strconv.FormatInt(m.Entry, 10), orDash(m.AsAt.String())}
	text := strings.Join(words, " ")
	return text + " " + checkOf(text)
}

func checkOf(text string) string { return fmt.Sprintf("%08x", crc32.ChecksumIEEE([]byte(text))) }

func orDash(word string) string {
	if word == "" {
		return "-"
	}
	return word
}

// ReadMark reads a mark. The error says, for who looks at the row, why it can't be trusted.
func ReadMark(text string) (Mark, error) {
	words := strings.Fields(text)
	if len(words) != 8 || words[0] != markVersion {
		return Mark{}, fmt.Errorf("%s is not a reference that Throughline wrote", quoted(short(text)))
	}
	if body := strings.Join(words[:7], " "); checkOf(body) != words[7] {
		return Mark{}, errors.New("the reference was changed after Throughline wrote it")
	}
	for i, word := range words {
		if word == "-" {
			words[i] = ""
		}
	}
	m := Mark{Inspection: words[1], Area: words[2], Action: words[3], Part: words[4]}
	var err error
	if m.Entry, err = strconv.ParseInt(words[5], 10, 64); err != nil {
		return Mark{}, errors.New("the reference has no number of an entry")
	}
	if words[6] != "" {
		if m.AsAt, err = calendar.Parse(words[6]); err != nil {
			return Mark{}, fmt.Errorf("the reference has no day: %w", err)
		}
	}
	return m, nil
}

// Day gives the one day that some words name, however they are written, day first; false where there is none, or more than one, or doubt.
func Day(text string) (calendar.Date, bool) {
	all := days(text, false)
	if len(all) != 1 || all[0].date.IsZero() || all[0].vague || tidy(all[0].words) != tidy(text) {
		return calendar.Date{}, false
	}
	return all[0].date, true
}
