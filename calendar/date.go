// Package calendar holds days as an English council counts them: civil dates
// in London, dates known only to the month, working days and calendar months.
// It does no input or output.
package calendar

import (
	"cmp"
	"fmt"
	"strings"
	"time"
	_ "time/tzdata" // a council's server may have no time zone files
)

// Date is one civil day. The zero Date means "no date known".
type Date struct {
	Year  int
	Month time.Month
	Day   int
}

var london = mustLondon()

func mustLondon() *time.Location {
	where, err := time.LoadLocation("Europe/London")
	if err != nil {
		panic("the time zone data built into this program is damaged: " + err.Error())
	}
	return where
}

// London is the zone in which days begin and end.
func London() *time.Location { return london }

// On makes a Date. A day that does not exist gives an error that says so.
func On(year int, month time.Month, day int) (Date, error) {
	d := Date{year, month, day}
	if month < time.January || month > time.December {
		return Date{}, fmt.Errorf("there is no month %d: use a month from 1 to 12", int(month))
	}
	if year < 1900 || year > 2200 {
		return Date{}, fmt.Errorf("the year %d is not one we can use: give a year between 1900 and 2200", year)
	}
	if last := daysIn(year, month); day < 1 || day > last {
		return Date{}, fmt.Errorf("%s %d has %d days, so there is no %d %s: check the date", month, year, last, day, month)
	}
	return d, nil
}

// Must is On for dates written in the program and its tests.
func Must(year int, month time.Month, day int) Date {
	d, err := On(year, month, day)
	if err != nil {
		panic(err)
	}
	return d
}

// Parse reads a date written as 2012-03-09, 9/3/2012 or 9 March 2012, with
// nothing before or after it but spaces. The error names what was written and
// what is expected.
func Parse(text string) (Date, error) {
	if y, m, d, ok := written(text); ok {
		return On(y, m, d)
	}
	return Date{}, fmt.Errorf("%q is not a date: write it like 2012-03-09 or 9 March 2012", strings.TrimSpace(text))
}

// written reads the numbers of a date that has one of the forms of Parse,
// whether or not there is such a day.
func written(text string) (year int, month time.Month, day int, ok bool) {
	text = strings.TrimSpace(text)
	if f := strings.Split(text, "-"); len(f) == 3 {
		if n, ok := numbers(f[0], f[1], f[2]); ok {
			return n[0], time.Month(n[1]), n[2], true
		}
	}
	if f := strings.Split(text, "/"); len(f) == 3 {
		if n, ok := numbers(f[2], f[1], f[0]); ok {
			return n[0], time.Month(n[1]), n[2], true
		}
	}
	if f := strings.Fields(text); len(f) == 3 {
		month, named := monthNamed(f[1])
		if n, ok := numbers(f[2], "0", f[0]); ok && named {
			return n[0], month, n[2], true
		}
	}
	return 0, 0, 0, false
}

// numbers reads a year of up to four digits, and a month and a day of up to two.
func numbers(year, month, day string) (n [3]int, ok bool) {
	longest := [3]int{4, 2, 2}
	for i, digits := range [3]string{year, month, day} {
		if digits == "" || len(digits) > longest[i] {
			return n, false
		}
		for _, c := range []byte(digits) {
			if c < '0' || c > '9' {
				return n, false
			}
			n[i] = n[i]*10 + int(c-'0')
		}
	}
	return n, true
}

func monthNamed(word string) (time.Month, bool) {
	for m := time.January; m <= time.December; m++ {
		if strings.EqualFold(word, m.String()) || strings.EqualFold(word, m.String()[:3]) {
			return m, true
		}
	}
	return 0, false
}

// DayOf is the day in London at the instant t.
func DayOf(t time.Time) Date {
	t = t.In(london)
	return Date{t.Year(), t.Month(), t.Day()}
}

// Start is the first instant of the day in London.
func (d Date) Start() time.Time { return time.Date(d.Year, d.Month, d.Day, 0, 0, 0, 0, london) }

// End is the first instant after the day in London: days end at midnight there.
func (d Date) End() time.Time { return d.AddDays(1).Start() }

// IsZero says that no date is known.
func (d Date) IsZero() bool { return d == Date{} }

// Compare is negative when d is before other, 0 when they are the same day.
func (d Date) Compare(other Date) int {
	return cmp.Or(cmp.Compare(d.Year, other.Year), cmp.Compare(d.Month, other.Month), cmp.Compare(d.Day, other.Day))
}

// Before says that d is an earlier day than other.
func (d Date) Before(other Date) bool { return d.Compare(other) < 0 }

// After says that d is a later day than other.
func (d Date) After(other Date) bool { return d.Compare(other) > 0 }

// AddDays counts calendar days; n may be negative. No date stays no date.
func (d Date) AddDays(n int) Date {
	if d.IsZero() {
		return d
	}
	t := time.Date(d.Year, d.Month, d.Day+n, 12, 0, 0, 0, time.UTC)
	return Date{t.Year(), t.Month(), t.Day()}
}

// Sub is the number of calendar days from other to d.
func (d Date) Sub(other Date) int {
	// In seconds, because a time.Duration ends at 292 years.
	noon := func(x Date) int64 { return time.Date(x.Year, x.Month, x.Day, 12, 0, 0, 0, time.UTC).Unix() }
	return int((noon(d) - noon(other)) / (24 * 60 * 60))
}

// AddMonths gives the corresponding date n calendar months on, or the last
// day of that month where it has no such day (the corresponding date rule).
// It does not roll to a working day. No date stays no date.
func (d Date) AddMonths(n int) Date {
	if d.IsZero() {
		return d
	}
	first := time.Date(d.Year, d.Month+time.Month(n), 1, 12, 0, 0, 0, time.UTC)
	return Date{first.Year(), first.Month(), min(d.Day, daysIn(first.Year(), first.Month()))}
}

// Weekday is the day of the week.
func (d Date) Weekday() time.Weekday {
	return time.Date(d.Year, d.Month, d.Day, 12, 0, 0, 0, time.UTC).Weekday()
}

// String is the date as 2012-03-09, or "" when no date is known.
func (d Date) String() string {
	if d.IsZero() {
		return ""
	}
	return fmt.Sprintf("%04d-%02d-%02d", d.Year, int(d.Month), d.Day)
}

// Long is the date as people write it: 9 March 2012, or "no date".
func (d Date) Long() string {
	if d.IsZero() {
		return "no date"
	}
	return fmt.Sprintf("%d %s %d", d.Day, d.Month, d.Year)
}

// MarshalText writes 2012-03-09; no date is the empty text.
func (d Date) MarshalText() ([]byte, error) { return []byte(d.String()), nil }

// UnmarshalText reads what MarshalText wrote.
func (d *Date) UnmarshalText(text []byte) error {
	if len(text) == 0 {
		*d = Date{}
		return nil
	}
	read, err := Parse(string(text))
	*d = read
	return err
}

func daysIn(year int, month time.Month) int {
	return time.Date(year, month+1, 0, 12, 0, 0, 0, time.UTC).Day()
}
