package councils_test

import (
	"bytes"
	"encoding/csv"
	"encoding/xml"
	"errors"
	"io"
	"os"
	"strings"
	"testing"
	"time"

	"throughline/invent"
)

// paper is a made-up council's returns of one year as a person has them: files.
type paper struct {
	year  int
	files map[string][]byte
	late  int // by how many days the day of the cohort is read wrongly: only where a fault is planted
}

type sheet struct{ *bytes.Buffer }

func (sheet) Close() error { return nil }

func papers(t testing.TB, c invent.Council, year int) paper {
	t.Helper()
	made := map[string]*bytes.Buffer{}
	if err := c.Write903(year, func(name string) (io.WriteCloser, error) {
		made[name] = &bytes.Buffer{}
		return sheet{made[name]}, nil
	}); err != nil {
		t.Fatal(err)
	}
	p := paper{year: year, files: map[string][]byte{}}
	for name, content := range made {
		p.files[name] = content.Bytes()
	}
	var census bytes.Buffer
	if err := c.WriteCIN(year, &census); err != nil {
		t.Fatal(err)
	}
	p.files["cin.xml"] = census.Bytes()
	return p
}

// line is a row of a spreadsheet by its columns' names.
type line map[string]string

// table reads a CSV file as a spreadsheet shows it. Space around a cell and the words that databases write for nothing are not seen.
func (p paper) table(t testing.TB, name string) (lines []line) {
	t.Helper()
	content, ok := p.files[name]
	if !ok {
		t.Fatalf("there is no file %s", name)
	}
	r := csv.NewReader(bytes.NewReader(content))
	head, err := r.Read()
	if err != nil {
		t.Fatal(name, err)
	}
	for {
		cells, err := r.Read()
		if errors.Is(err, io.EOF) {
			return lines
		}
		if err != nil {
			t.Fatal(name, err)
		}
		row := line{}
		for i, cell := range cells {
			if cell = strings.ToUpper(strings.TrimSpace(cell)); cell != "NAN" {
				row[head[i]] = cell
			}
		}
		lines = append(lines, row)
	}
}

// day reads a day as a person does: 05/11/2018, 5/11/2018 or 2018-11-05. Anything else is no day.
func day(text string) (time.Time, bool) {
	for _, layout := range []string{"2/1/2006", "2006-01-02"} {
		if d, err := time.Parse(layout, text); err == nil {
			return d, true
		}
	}
	return time.Time{}, false
}

func (l line) day(column string) (time.Time, bool) { return day(l[column]) }

// first and last are the days of the year.
func (p paper) first() time.Time {
	return time.Date(p.year-1, time.April, 1, 0, 0, 0, 0, time.UTC)
}
func (p paper) last() time.Time { return time.Date(p.year, time.March, 31, 0, 0, 0, 0, time.UTC) }

// cohort is the day from which somebody must have been looked after: 1 April.
func (p paper) cohort() time.Time { return p.first().AddDate(0, 0, p.late) }

func (p paper) holds(d time.Time) bool { return !d.Before(p.first()) && !d.After(p.last()) }

// birthday is the day on which somebody is so many years old: time.Date makes 29 February 1 March where there is none.
func birthday(born time.Time, years int) time.Time { return born.AddDate(years, 0, 0) }

func age(born, on time.Time) int {
	years := 0
	for !birthday(born, years+1).After(on) {
		years++
	}
	return years
}

// months counts on to the corresponding day or, where the month has none, to its last.
func months(d time.Time, n int) time.Time {
	for back := 0; ; back++ {
		on := time.Date(d.Year(), d.Month()+time.Month(n), d.Day()-back, 0, 0, 0, 0, time.UTC)
		if (int(on.Month())-int(d.Month())-n)%12 == 0 {
			return on
		}
	}
}

var holidays = map[time.Time]bool{}

// readHolidays reads the list of bank holidays, which both ways share: it is data, and not a rule.
func readHolidays(t testing.TB) {
	t.Helper()
	if len(holidays) > 0 {
		return
	}
	text, err := os.ReadFile("../../calendar/bank_holidays_england.txt")
	if err != nil {
		t.Fatal(err)
	}
	for _, word := range strings.Fields(string(text)) {
		d, ok := day(word)
		if !ok {
			t.Fatalf("%q is no holiday", word)
		}
		holidays[d] = true
	}
	if len(holidays) < 100 {
		t.Fatalf("%d bank holidays", len(holidays))
	}
}

func working(d time.Time) bool {
	return d.Weekday() != time.Saturday && d.Weekday() != time.Sunday && !holidays[d]
}

// workingOn is the nth working day after a day.
func workingOn(d time.Time, n int) time.Time {
	for n > 0 {
		d = d.AddDate(0, 0, 1)
		if working(d) {
			n--
		}
	}
	return d
}

// The census, as its guide draws it.
type censusPaper struct {
	Children []censusChild `xml:"Children>Child"`
}

type censusChild struct {
	ID      string          `xml:"ChildIdentifiers>LAchildID"`
	Details []censusDetails `xml:"CINdetails"`
}

type censusDetails struct {
	Referral    string `xml:"CINreferralDate"`
	Transferred string `xml:"DateOfInitialCPC"`
	Assessments []struct {
		Start      string `xml:"AssessmentActualStartDate"`
		Authorised string `xml:"AssessmentAuthorisationDate"`
	} `xml:"Assessments"`
	Enquiries []struct {
		Start      string `xml:"S47ActualStartDate"`
		Conference string `xml:"DateOfInitialCPC"`
		NotNeeded  string `xml:"ICPCnotRequired"`
	} `xml:"Section47"`
}

func (p paper) census(t testing.TB) censusPaper {
	t.Helper()
	var made censusPaper
	if err := xml.Unmarshal(p.files["cin.xml"], &made); err != nil {
		t.Fatal(err)
	}
	return made
}
