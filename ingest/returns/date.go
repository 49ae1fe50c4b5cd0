package returns

import (
	"strconv"
	"strings"
	"time"

	"throughline/calendar"
)

// Form says how a date was written.
type Form uint8

// The forms. NoDate and WrongDate hold no day, and are never the same thing.
const (
	NoDate    Form = iota
	Slashes        // dd/mm/yyyy, as the SSDA903 asks
	ISO            // yyyy-mm-dd, as the CIN census asks
	Otherwise      // a day that can only be meant one way, written in another form
	Serial         // Excel's count of days since 30 December 1899
	WrongDate
)

// DateRead is what was made of a date. Why and Mend are set for WrongDate alone.
type DateRead struct {
	Day       calendar.Date
	Form      Form
	Why, Mend string
}

// ReadDate reads a date as the returns have it: day before month. What could be meant two ways, or not at all, is a WrongDate.
func ReadDate(text string) DateRead {
	text = strings.TrimSpace(text)
	if text == "" {
		return DateRead{}
	}
	if len(text) == 10 {
		if text[2] == '/' && text[5] == '/' {
			if y, m, d, ok := three(text[6:], text[3:5], text[:2]); ok {
				return dayOf(y, m, d, Slashes)
			}
		}
		if text[4] == '-' && text[7] == '-' {
			if y, m, d, ok := three(text[:4], text[5:7], text[8:]); ok {
				return dayOf(y, m, d, ISO)
			}
		}
	}
	return readOddDate(text)
}

func readOddDate(text string) DateRead {
	if strings.Trim(text, "#") == "" {
		return DateRead{Form: WrongDate, Why: "Excel showed marks because the column was too narrow, and the marks were saved in place of the date.",
			Mend: "Make the column wider in the first file, and save it again."}
	}
	if n, err := strconv.Atoi(strings.TrimSuffix(text, ".0")); err == nil {
		if len(text) >= 5 && n >= 10_000 && n <= 73_415 { // 18 May 1927 to 2100: fewer figures are no date
			return DateRead{Day: serialStart.AddDays(n), Form: Serial}
		}
		if len(text) == 8 {
			if y, m, d, ok := three(text[:4], text[4:6], text[6:]); ok && y >= 1900 && y <= 2200 {
				return dayOf(y, m, d, Otherwise)
			}
		}
		return wrongDate("It is a number, not a date.")
	}
	day, clock := splitClock(text)
	if !clock {
		return wrongDate("The time after the date cannot be read.")
	}
	parts := strings.FieldsFunc(day, func(c rune) bool { return c == '/' || c == '-' || c == '.' || c == ' ' || c == ',' })
	if len(parts) != 3 {
		return wrongDate("It is not a date.")
	}
	if len(parts[0]) == 4 {
		if y, m, d, ok := three(parts[0], parts[1], parts[2]); ok {
			form := Otherwise
			if day != text && strings.Count(day, "-") == 2 && len(parts[1]) == 2 && len(parts[2]) == 2 {
				form = ISO
			}
			return dayOf(y, m, d, form)
		}
		return wrongDate("It is not a date.")
	}
	if month := monthOf(parts[1]); month != 0 {
		parts[1] = strconv.Itoa(month)
	}
	y, m, d, ok := three(parts[2], parts[1], parts[0])
	if !ok {
		return wrongDate("It is not a date.")
	}
	if len(parts[2]) != 4 {
		return DateRead{Form: WrongDate, Why: "The year has " + counted(len(parts[2])) + ", so the century is not known.",
			Mend: "Write the year with four digits, like 05/11/2018."}
	}
	return dayOf(y, m, d, Otherwise)
}

// serialStart is day 0 of Excel, for dates after February 1900.
var serialStart = calendar.Date{Year: 1899, Month: time.December, Day: 30}

func counted(digits int) string {
	if digits == 1 {
		return "1 digit"
	}
	return strconv.Itoa(digits) + " digits"
}

func wrongDate(why string) DateRead {
	return DateRead{Form: WrongDate, Why: why, Mend: "Write the day, the month and the year, like 05/11/2018."}
}

// splitClock takes a time of day off the end of a date; databases and Excel write 00:00:00 there. It says whether what follows is a time.
func splitClock(text string) (day string, ok bool) {
	before, _, found := strings.Cut(text, ":")
	if !found {
		return text, true
	}
	cut := strings.LastIndexAny(before, " T")
	if cut < 0 {
		return text, false
	}
	clock := text[cut+1:]
	for _, layout := range []string{"15:04", "15:04:05", "15:04:05.999999999", "15:04:05Z07:00", "15:04:05.999999999Z07:00"} {
		if _, err := time.Parse(layout, clock); err == nil {
			return strings.TrimSpace(text[:cut]), true
		}
	}
	return text, false
}

func dayOf(y, m, d int, form Form) DateRead {
	day, err := calendar.On(y, time.Month(m), d)
	if err == nil {
		return DateRead{Day: day, Form: form}
	}
	if m > 12 && d <= 12 && form != ISO {
		return DateRead{Form: WrongDate, Why: "There is no month " + strconv.Itoa(m) + ": it seems to have the month before the day, as in the United States.",
			Mend: "Write the day first, and check the other dates of the file: some may read as other days."}
	}
	why := err.Error()
	why, _, _ = strings.Cut(why, ": ")
	return DateRead{Form: WrongDate, Why: strings.ToUpper(why[:1]) + why[1:] + ".", Mend: "Check the date in the record, and write it like 05/11/2018."}
}

func three(year, month, day string) (y, m, d int, ok bool) {
	y, yes := digits(year, 4)
	m, yes2 := digits(month, 2)
	d, yes3 := digits(day, 2)
	return y, m, d, yes && yes2 && yes3
}

func digits(text string, most int) (n int, ok bool) {
	if text == "" || len(text) > most {
		return 0, false
	}
	for i := range len(text) {
		c := text[i]
		if c < '0' || c > '9' {
			return 0, false
		}
		n = n*10 + int(c-'0')
	}
	return n, true
}

func monthOf(word string) int {
	for m := time.January; m <= time.December; m++ {
		if strings.EqualFold(word, m.String()) || strings.EqualFold(word, m.String()[:3]) {
			return int(m)
		}
	}
	return 0
}
