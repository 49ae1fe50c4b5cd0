package returned

import (
	"errors"
	"strings"

	"throughline/calendar"
)

// Slot is a return or a file that somebody makes: a later load for a slot takes the place of an earlier one.
type Slot struct {
	Source Source
	Year   int // the March that the collection year ends in, or the year to 31 March that holds the day up to which a file tells

	// Of is "" for the statutory returns. For Annex A and the Standard Safeguarding Dataset it is the day of the extract, such as 2018-03-31; for a
	// file that no return carries its kind, agency and period, such as trust_training/ab12/2018-01-01..2018-03-31.
	Of string
}

// Tabular says whether what is kept of a source are rows of tables, as one reader for all of them gives.
func (s Source) Tabular() bool { return s == AnnexA || s == SSD || s == Local }

// errSlot says that what a file is for can't be told.
var errSlot = errors.New("what a file is for can’t be told")

// SnapshotSlot is that of an extract of a day.
func SnapshotSlot(source Source, day calendar.Date) Slot {
	return Slot{Source: source, Year: marchAfter(day), Of: day.String()}
}

// LocalSlot is that of a file of one kind for one period. Agency is who sends it.
func LocalSlot(kind, agency string, from, until calendar.Date) Slot {
	return Slot{Source: Local, Year: marchAfter(until), Of: kind + "/" + agency + "/" + from.String() + ".." + until.String()}
}

func marchAfter(day calendar.Date) int {
	if day.After(calendar.Must(day.Year, 3, 31)) {
		return day.Year + 1
	}
	return day.Year
}

// Ends is the last day of which it tells.
func (s Slot) Ends() calendar.Date {
	if s.Source.Tabular() {
		_, text, found := strings.Cut(s.Of, "..")
		if !found {
			text = s.Of
		}
		if day, err := calendar.Parse(text); err == nil {
			return day
		}
	}
	return calendar.Must(s.Year, 3, 31)
}

// File is what a file that no return carries is for; blank for any other.
func (s Slot) File() (kind, agency string, from, until calendar.Date) {
	kind, rest, _ := strings.Cut(s.Of, "/")
	at := strings.LastIndex(rest, "/")
	if s.Source != Local || at < 0 {
		return "", "", from, until
	}
	first, last, _ := strings.Cut(rest[at+1:], "..")
	from, _ = calendar.Parse(first)
	until, _ = calendar.Parse(last)
	return kind, rest[:at], from, until
}

// check says whether it is whole.
func (s Slot) check() error {
	kind, _, from, until := s.File()
	switch {
	case !s.Source.Tabular():
		return nil
	case s.Source == Local && (kind == "" || from.IsZero() || until.Before(from)):
		return errSlot
	}
	if _, err := calendar.Parse(s.Of); s.Source != Local && err != nil {
		return errSlot
	}
	return nil
}
