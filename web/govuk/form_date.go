package govuk

import (
	"strconv"
	"strings"
	"time"
)

// Date reads the date typed in the fields of [Form.DateInput]. What names the date in a message ("Due
// date"). When the three fields are blank it gives false, and records a fault only if the date is
// needed. A month may be typed as a number or a name. Any other fault is recorded and gives false.
func (f *Form) Date(name, what string, needed bool) (year int, month time.Month, day int, given bool) {
	parts := [3]string{f.Text(name + "-day"), f.Text(name + "-month"), f.Text(name + "-year")}
	if parts == [3]string{} {
		if needed {
			f.WrongAt(name, name+"-day", "Enter "+the(what)+".")
		}
		return 0, 0, 0, false
	}
	for i, part := range []string{"day", "month", "year"} {
		if parts[i] == "" {
			f.wrongPart(name, part, what+" must include a "+part+".")
			return 0, 0, 0, false
		}
	}
	day, dayKnown := number(parts[0])
	month, monthKnown := monthOf(parts[1])
	year, yearKnown := number(parts[2])
	switch {
	case !dayKnown || day < 1 || day > 31:
		f.wrongPart(name, "day", what+" must have a day from 1 to 31.")
	case !monthKnown:
		f.wrongPart(name, "month", what+" must have a month from 1 to 12, or its name.")
	case !yearKnown || len(parts[2]) != 4:
		f.wrongPart(name, "year", "The year of "+the(what)+" must have four numbers, like 2013.")
	case time.Date(year, month, day, 0, 0, 0, 0, time.UTC).Day() != day:
		f.WrongAt(name, name+"-day", what+" must be a real date: there is no "+strconv.Itoa(day)+" "+month.String()+" "+strconv.Itoa(year)+".")
	default:
		return year, month, day, true
	}
	return 0, 0, 0, false
}

// SetDate puts a date in the fields of [Form.DateInput].
func (f *Form) SetDate(name string, year int, month time.Month, day int) {
	f.Set(name+"-day", strconv.Itoa(day))
	f.Set(name+"-month", strconv.Itoa(int(month)))
	f.Set(name+"-year", strconv.Itoa(year))
}

func (f *Form) wrongPart(name, part, message string) {
	f.faults = append(f.faults, fault{field: name, target: name + "-" + part, message: message, onePart: true})
}

func number(text string) (int, bool) {
	n, err := strconv.Atoi(text)
	return n, err == nil && n >= 0
}

func monthOf(text string) (time.Month, bool) {
	if n, ok := number(text); ok {
		return time.Month(n), n >= 1 && n <= 12
	}
	text = strings.ToLower(text)
	for month := time.January; month <= time.December; month++ {
		name := strings.ToLower(month.String())
		if text == name || len(text) >= 3 && strings.HasPrefix(name, text) {
			return month, true
		}
	}
	return 0, false
}

// the gives a name with its article inside a sentence: "Due date" and "The due date" both as "the due date".
func the(what string) string {
	if what == "" {
		return ""
	}
	return "the " + strings.TrimPrefix(strings.ToLower(what[:1])+what[1:], "the ")
}
