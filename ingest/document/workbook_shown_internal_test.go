package document

import (
	"math"
	"strconv"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"throughline/calendar"
)

func TestNumbersAsShown(t *testing.T) {
	for _, c := range []struct {
		format string
		value  float64
		want   string
	}{
		{"0", 2.5, "3"}, {"0", -2.5, "-3"}, {"0", -0.2, "0"}, {"0.00", 1.005, "1.01"}, {"0.0", 0.05, "0.1"}, {"0.00", 0.004, "0.00"},
		{"0%", 0.864, "86%"}, {"0.0%", 0.8645, "86.5%"}, {"0%", 1, "100%"}, {"0.00%", 0.00005, "0.01%"}, {"0%", 9.999, "1000%"},
		{"#,##0", 1234567, "1,234,567"}, {"#,##0.00", 999.995, "1,000.00"}, {"#,##0", 12, "12"},
		{"£#,##0", 1500, "£1,500"}, {`"£"#,##0.00`, 1500, "£1,500.00"}, {"[$£-809]#,##0.00", -1500.5, "-£1,500.50"},
		{`0" days"`, 3, "3 days"}, {"#,##0_);(#,##0)", -1500, "(1,500)"}, {"#,##0_);(#,##0)", 1500, "1,500"}, {"£#,##0;[Red]-£#,##0", -5, "-£5"},
		{"00", 7, "07"}, {"General", 1e21, "1E+21"}, {"General", 0.1 + 0.2, "0.3"}, {"General", 41334, "41334"}, {"General", -1234.5, "-1234.5"},
		{"0.00E+00", 12345, "1.23E+04"}, {"# ?/?", 2.5, "2 1/2"}, {"@", 5, "5"}, {strings.Repeat("0", 300), 5, "5"},
		{"dd/mm/yyyy", 41334, "01/03/2013"}, {"d mmmm yyyy", 41334, "1 March 2013"}, {"mmm yyyy", 41334, "Mar 2013"}, {"ddd d mmm", 41334, "Fri 1 Mar"},
		{"yyyy-mm-dd hh:mm", 41334.75, "2013-03-01 18:00"}, {"[$-F800]dddd, mmmm dd, yyyy", 41334, "01 March 2013"}, {"dd/mm/yyyy", -1, "-1"},
		{"h:mm AM/PM", 0.75, "6:00 PM"}, {"[h]:mm", 1.5, "36:00"},
	} {
		s := newShower(&styles{formats: map[int]string{200: c.format}}, false)
		if got, _, _ := s.show(c.value, 200); got != c.want {
			t.Errorf("%v as %q: %q, want %q", c.value, c.format, got, c.want)
		}
	}
}

func TestWhichFormatsAreDates(t *testing.T) {
	for format, want := range map[string]bool{
		"dd/mm/yyyy": true, "mmm": true, "MMMM YY": true, `[$-809]d mmm;@`: true, `"day "0`: false, `0"d"`: false, "h:mm": false, "mm:ss": false,
		"[h]:mm:ss": false, `\d0`: false, "[Red]0": false, "General": false, "0.00E+00": false, "#,##0;[Red]-#,##0": false, `"`: false, "[": false,
	} {
		if got, _ := dayOrTime(format); got != want {
			t.Errorf("%q is a date: %v", format, got)
		}
	}
}

func TestDaysOfNumbers(t *testing.T) {
	for _, c := range []struct {
		from1904 bool
		value    float64
		want     calendar.Date
	}{
		{false, 1, calendar.Must(1900, 1, 1)}, {false, 59, calendar.Must(1900, 2, 28)}, {false, 61, calendar.Must(1900, 3, 1)},
		{false, 60, calendar.Date{}}, {false, 0, calendar.Date{}}, {false, -3, calendar.Date{}}, {false, 2958465, calendar.Date{}},
		{false, 40977, calendar.Must(2012, 3, 9)}, {false, 40977.99999999999, calendar.Must(2012, 3, 10)}, {false, 40977.9999, calendar.Must(2012, 3, 9)},
		{true, 0, calendar.Must(1904, 1, 1)}, {true, 39515, calendar.Must(2012, 3, 9)}, {false, math.NaN(), calendar.Date{}}, {false, math.Inf(1), calendar.Date{}},
	} {
		s := newShower(&styles{}, c.from1904)
		if got, ok := s.dayOf(c.value); got != c.want || ok != (c.want != calendar.Date{}) {
			t.Errorf("%v (1904: %v): %v, %v; want %v", c.value, c.from1904, got, ok, c.want)
		}
	}
	s := newShower(&styles{}, true)
	if text, kind, day := s.show(39515, 14); text != "09/03/2012" || kind != Date || day != calendar.Must(2012, 3, 9) {
		t.Errorf("from 1904: %q, %v, %v", text, kind, day)
	}
}

// A figure of a whole number of hundredths is written with just those hundredths.
func TestFiguresAreExact(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		hundredths := rapid.Int64Range(0, 1e12).Draw(t, "hundredths")
		whole, part := strconv.FormatInt(hundredths/100, 10), strconv.FormatInt(100+hundredths%100, 10)[1:]
		value, err := strconv.ParseFloat(whole+"."+part, 64)
		if err != nil {
			t.Fatal(err)
		}
		if got, _ := figureOf("0.00").write(value); got != whole+"."+part {
			t.Fatalf("%v is written %q", value, got)
		}
	})
}

func TestColours(t *testing.T) {
	for _, c := range []struct {
		rgb  string
		tint float64
		want string
	}{
		{"4472C4", 0, "4472C4"}, {"FFFFFF", -0.25, "BFBFBF"}, {"000000", 0.5, "808080"}, {"70AD47", -0.25, "548235"}, {"FFC000", 0.6, "FFE699"},
		{"FF0000", 1, "FFFFFF"}, {"FF0000", -1, "000000"}, {"4472C4", 0.8, "DAE3F3"},
	} {
		if got := tinted(c.rgb, c.tint); !near(got, c.want) {
			t.Errorf("%s tinted %v is %s, want %s", c.rgb, c.tint, got, c.want)
		}
	}
	for written, want := range map[string]string{"ffc000": "FFC000", "FFffc000": "FFC000", "auto": "", "12345": "", "GGGGGG": "", "": ""} {
		if got := hex(written); got != want {
			t.Errorf("hex(%q) is %q", written, got)
		}
	}
	if len(usualIndexed) != 64 || usualIndexed[10] != "FF0000" || usualIndexed[2] != "FF0000" || usualIndexed[63] != "333333" {
		t.Errorf("the numbered colours are out of step: %v", usualIndexed)
	}
}

// near allows a step of one in each part of a colour: Excel's own rounding isn't published.
func near(a, b string) bool {
	for i := 0; i < 6; i += 2 {
		x, err := strconv.ParseInt(a[i:i+2], 16, 16)
		y, err2 := strconv.ParseInt(b[i:i+2], 16, 16)
		if err != nil || err2 != nil || math.Abs(float64(x-y)) > 1 {
			return false
		}
	}
	return true
}
