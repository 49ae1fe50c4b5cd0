package returns_test

import (
	"fmt"
	"strconv"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"throughline/calendar"
	"throughline/ingest/returns"
)

func TestDatesAreReadDayFirst(t *testing.T) {
	june := calendar.Must(2020, 6, 5)
	for text, want := range map[string]returns.DateRead{
		"05/06/2020": {Day: june, Form: returns.Slashes}, " 05/06/2020 ": {Day: june, Form: returns.Slashes},
		"2020-06-05": {Day: june, Form: returns.ISO}, "2020-06-05T00:00:00": {Day: june, Form: returns.ISO}, "2020-06-05T00:00:00Z": {Day: june, Form: returns.ISO},
		"5/6/2020": {Day: june, Form: returns.Otherwise}, "05-06-2020": {Day: june, Form: returns.Otherwise}, "05.06.2020": {Day: june, Form: returns.Otherwise},
		"5 June 2020": {Day: june, Form: returns.Otherwise}, "05-Jun-2020": {Day: june, Form: returns.Otherwise}, "20200605": {Day: june, Form: returns.Otherwise},
		"2020/06/05": {Day: june, Form: returns.Otherwise}, "05/06/2020 23:59": {Day: june, Form: returns.Otherwise},
		"43987": {Day: june, Form: returns.Serial}, "43987.0": {Day: june, Form: returns.Serial}, "": {}, "  ": {},
	} {
		if got := returns.ReadDate(text); got != want {
			t.Errorf("%q: %+v, want %+v", text, got, want)
		}
	}
}

func TestWhatIsNoDateSaysWhy(t *testing.T) {
	for text, why := range map[string]string{
		"31/02/2020": "29 days", "29/02/2019": "28 days", "02/27/2020": "month before the day", "05/06/20": "century", "05/13/1850": "month", "soon": "not a date",
		"#######": "too narrow", "12": "a number", "99999999": "a number", "05/06/2020 nonsense": "not a date", "05/06/2020 25:00": "time", "00/01/2020": "no 0", "05/06/0020": "20 is not one",
		"5/6": "not a date", "zz/06/2020": "not a date", "-05/06/2020-": "", "2020-06-31": "30 days", "1/1/1/1": "not a date",
	} {
		got := returns.ReadDate(text)
		if why == "" {
			continue
		}
		if got.Form != returns.WrongDate || !got.Day.IsZero() || !strings.Contains(got.Why, why) || !strings.HasSuffix(got.Why, ".") || !strings.HasSuffix(got.Mend, ".") {
			t.Errorf("%q: %+v", text, got)
		}
	}
}

func TestEveryDayIsReadBack(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		day := calendar.Must(1930, 1, 1).AddDays(rapid.IntRange(0, 62_000).Draw(rt, "day"))
		for _, text := range []string{
			fmt.Sprintf("%02d/%02d/%04d", day.Day, int(day.Month), day.Year), day.String(), day.Long(), strconv.Itoa(day.Sub(calendar.Must(1900, 3, 1)) + 61),
		} {
			if got := returns.ReadDate(text); got.Day != day {
				rt.Fatalf("%q: %+v", text, got)
			}
		}
		cell := returns.Cell{State: returns.Good}
		cell.SetDay(day)
		if back, ok := cell.Day(); !ok || back != day {
			rt.Fatalf("%v kept as %v", day, back)
		}
	})
}

func FuzzReadDate(f *testing.F) {
	for _, text := range []string{"05/06/2020", "2020-06-05T10:00:00Z", "5 Jun 2020", "43987", "##", "1/2/3:4", "ÿ/:é"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		got := returns.ReadDate(text)
		wrong := got.Form == returns.WrongDate
		if wrong == (got.Why == "") || got.Day.IsZero() != (wrong || got.Form == returns.NoDate) {
			t.Fatalf("%q: %+v", text, got)
		}
	})
}
