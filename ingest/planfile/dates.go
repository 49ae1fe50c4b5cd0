package planfile

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"throughline/calendar"
)

// A day found in some words.
type found struct {
	start, end int // in the text
	words      string
	date       calendar.Date // zero where there is no such day, or it must be asked about
	note       string        // what a reader should be told; "" when the words are plain
	vague      bool          // it says a time and no day
	order      dayOrder
}

// dayOrder is what a date in figures can be.
type dayOrder int

const (
	inWords   dayOrder = iota
	onlyDay            // 31/01/2012
	onlyMonth          // 01/31/2012
	eitherWay          // 03/04/2012
	sameWay            // 05/05/2012
)

const month = `(jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?`

var inFigures = regexp.MustCompile(`\b(\d{1,2})[/.\-](\d{1,2})[/.\-](\d{4}|\d{2})\b`)

// The ways of writing a day, the most telling first. What one has taken, the next leaves alone.
var dateForms = []struct {
	form *regexp.Regexp
	read func(words string, m []string, monthFirst bool) found
}{
	{regexp.MustCompile(`\b(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ]\d\d:\d\d(?::\d\d)?Z?)?\b`), isoDate},
	{inFigures, figures},
	{regexp.MustCompile(`(?i)\b(\d{1,2})(?:st|nd|rd|th)?(?:\s+of)?[\s\-/.]*` + month + `,?[\s\-/.']*(\d{4}|\d{2})\b`), dayMonthYear},
	{regexp.MustCompile(`(?i)\b` + month + `\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})\b`), monthDayYear},
	{regexp.MustCompile(`(?i)\b(?:(end of |by the end of |end )\s*)?(?:the )?(?:q|qtr |quarter )\s*([1-4])\s*(?:of\s*)?[,(]?\s*(?:fy\s*)?(\d{4}|\d{2})\s*[/\-–]\s*(\d{4}|\d{2})\b\)?`), quarterOfYears},
	{regexp.MustCompile(`(?i)\b(?:fy\s*)?(\d{4}|\d{2})\s*[/\-–]\s*(\d{4}|\d{2})\s*,?\s*(?:q|qtr |quarter )\s*([1-4])\b`), yearsQuarter},
	{regexp.MustCompile(`(?i)\b(?:q|qtr |quarter )\s*[1-4]\b(?:\s*(?:of\s*)?(?:\d{4}))?`), bareQuarter},
	{regexp.MustCompile(`(?i)\bend of (?:the )?(?:financial year |fy ?)?(\d{4})\s*[/\-–]\s*(\d{4}|\d{2})\b`), endOfYears},
	{regexp.MustCompile(`(?i)\b(?:(early|mid|middle of|beginning of|start of|late|end of|end)[\s\-]+)?` + month + `,?[\s\-/.'’]*(\d{4}|\d{2})\b`), monthYear},
	{regexp.MustCompile(`\b(0?[1-9]|1[0-2])/(20\d\d|19\d\d)\b`), figureMonth},
	{regexp.MustCompile(`(?i)\bend of (?:the year )?(20\d\d)\b`), endOfYear},
	{regexp.MustCompile(`(?i)\b(?:by |before |in |during |end of |start of )?(?:the )?(?:(?:autumn|spring|summer|winter|michaelmas|lent)(?: half)?(?: term)?|easter|christmas|half term|term [1-6])(?:\s+(?:of )?(?:\d{4}(?:\s*[/\-–]\s*\d{2,4})?))?\b`), season},
	{regexp.MustCompile(`(?i)\b(\d{1,2})(?:st|nd|rd|th)?(?:\s+of)?\s+` + month + `\b`), noYear},
	{regexp.MustCompile(`(?i)\bend of (?:financial year|the financial year|year|the year|term|` + month + `)`), noYear},
	{regexp.MustCompile(`\b(?:0?[1-9]|[12]\d|3[01])/(?:0?[1-9]|1[0-2])\b`), noYear},
	{regexp.MustCompile(`\b(20\d\d)\s*[/\-–]\s*(20\d\d|\d\d)\b`), wholeYear},
	{regexp.MustCompile(`\b(20[0-4]\d)\b`), wholeYear},
}

// whenWords are times that need another day to count from, or that name none.
var whenWords = regexp.MustCompile(`(?i)\b(within\s+(?:the\s+)?(?:next\s+)?(?:\d+|one|two|three|four|five|six|seven|eight|nine|ten|twelve|eighteen)[\s\-]*(?:working\s+|calendar\s+)?(?:hour|day|week|month|term|year)s?|(?:\d+|three|six|twelve|one|two)[\s\-]*(?:working\s+)?(?:day|week|month|year)s?|immediate(?:ly)?|urgent(?:ly)?|asap|as soon as possible|on[\s\-]?going|continuous(?:ly)?|monthly|weekly|daily|quarterly|annual(?:ly)?|termly|half[\s\-]yearly|bi-?monthly|fortnightly|six[\s\-]monthly|rolling|short[\s\-]term|medium[\s\-]term|long[\s\-]term|tb[cda]|to be (?:confirmed|agreed|determined|advised)|various)\b`)

// days finds every day and time in some words, in the order they stand.
func days(text string, monthFirst bool) []found {
	if !strings.ContainsAny(text, "0123456789") && !whenWords.MatchString(text) && !vagueWord.MatchString(text) {
		return nil
	}
	taken := []byte(text)
	var all []found
	for _, f := range dateForms {
		for _, span := range f.form.FindAllSubmatchIndex(taken, -1) {
			m := make([]string, len(span)/2)
			for i := range m {
				if span[2*i] >= 0 {
					m[i] = string(taken[span[2*i]:span[2*i+1]])
				}
			}
			one := f.read(text[span[0]:span[1]], m, monthFirst)
			one.start, one.end, one.words = span[0], span[1], text[span[0]:span[1]]
			all = append(all, one)
			for i := span[0]; i < span[1]; i++ {
				taken[i] = '~'
			}
		}
	}
	for _, span := range whenWords.FindAllIndex(taken, -1) {
		all = append(all, found{start: span[0], end: span[1], words: text[span[0]:span[1]], vague: true, note: whyVague(text[span[0]:span[1]])})
	}
	slices.SortFunc(all, func(a, b found) int { return a.start - b.start })
	return all
}

var vagueWord = regexp.MustCompile(`(?i)\b(easter|christmas|term|autumn|spring|summer|winter|end of)\b`)

func whyVague(words string) string {
	lower := strings.ToLower(words)
	switch {
	case strings.Contains(lower, "within") || strings.ContainsAny(lower, "0123456789"):
		return quoted(words) + " needs a day to count from, which the file doesn't give. Say which day it runs from."
	case strings.HasPrefix(lower, "immediate"), strings.HasPrefix(lower, "urgent"), lower == "asap", strings.HasPrefix(lower, "as soon"):
		return quoted(words) + " is not a day. Say by which day it was wanted."
	case strings.HasPrefix(lower, "tb"), strings.HasPrefix(lower, "to be"):
		return quoted(words) + " is not a day. Ask the owner for one."
	}
	return quoted(words) + " has no end by which to judge it. Give a day on which it is to be done, or reviewed."
}

func isoDate(_ string, m []string, _ bool) found { return on(m[1], m[2], m[3]) }

func on(year, month, day string) found {
	y, m, d := atoi(year), atoi(month), atoi(day)
	if len(year) == 2 {
		y += 2000
	}
	date, err := calendar.On(y, time.Month(m), d)
	if err != nil {
		return found{note: capital(err.Error()) + "."}
	}
	return found{date: date}
}

// atoi reads figures that a pattern has found.
func atoi(digits string) int {
	n, err := strconv.Atoi(digits)
	if err != nil {
		return 0
	}
	return n
}

func figures(words string, m []string, monthFirst bool) found {
	a, b := atoi(m[1]), atoi(m[2])
	switch {
	case a > 12 && b > 12:
		return found{note: quoted(words) + " is not a date: neither number can be the month."}
	case a > 12:
		return ordered(on(m[3], m[2], m[1]), onlyDay)
	case b > 12:
		return ordered(on(m[3], m[1], m[2]), onlyMonth)
	}
	order := eitherWay
	if a == b {
		order = sameWay
	}
	if monthFirst {
		return ordered(on(m[3], m[1], m[2]), order)
	}
	return ordered(on(m[3], m[2], m[1]), order)
}

func ordered(f found, order dayOrder) found {
	f.order = order
	return f
}

func monthOf(word string) string {
	word = strings.ToLower(word)
	for m := time.January; m <= time.December; m++ {
		if strings.HasPrefix(word, strings.ToLower(m.String()[:3])) {
			return strconv.Itoa(int(m))
		}
	}
	return ""
}

func dayMonthYear(_ string, m []string, _ bool) found { return on(m[3], monthOf(m[2]), m[1]) }
func monthDayYear(_ string, m []string, _ bool) found { return on(m[3], monthOf(m[1]), m[2]) }

// lastDay is the end of a month that is all that was said.
func lastDay(words, year, month string) found {
	f := on(year, month, "1")
	if f.date.IsZero() {
		return f
	}
	f.date = f.date.AddMonths(1).AddDays(-1)
	f.note = fmt.Sprintf("%s gives no day: it is read as the last of the month, %s.", quoted(words), f.date.Long())
	return f
}

func monthYear(words string, m []string, _ bool) found {
	f := lastDay(words, m[3], monthOf(m[2]))
	switch part := strings.ToLower(m[1]); {
	case strings.HasPrefix(part, "end") && !f.date.IsZero():
		f.note = "" // that is the day it names
	case part != "" && part != "late":
		return found{vague: true, note: quoted(words) + " gives no day. Say which day is meant."}
	}
	return f
}

func figureMonth(words string, m []string, _ bool) found { return lastDay(words, m[2], m[1]) }

// following checks that the second of two years is the one after the first, as in 2016/17.
func following(first, second string) (year int, ok bool) {
	year = atoi(first)
	if len(first) == 2 {
		year += 2000
	}
	return year, (year+1)%100 == atoi(second)%100
}

// A financial year runs from 1 April, so its second quarter ends on 30 September.
func quarter(words, number, first, second string) found {
	year, ok := following(first, second)
	if !ok {
		return found{vague: true, note: quoted(words) + " names two years that don't follow each other. Say which day is meant."}
	}
	end, err := calendar.On(year, time.April, 1)
	if err != nil {
		return found{note: capital(err.Error()) + "."}
	}
	return found{date: end.AddMonths(3 * atoi(number)).AddDays(-1)}
}

func quarterOfYears(words string, m []string, _ bool) found { return quarter(words, m[2], m[3], m[4]) }
func yearsQuarter(words string, m []string, _ bool) found   { return quarter(words, m[3], m[1], m[2]) }

func bareQuarter(words string, _ []string, _ bool) found {
	return found{vague: true, note: quoted(words) + " may be of the financial year or of the calendar year. Say which day is meant."}
}

func endOfYears(words string, m []string, _ bool) found {
	f := quarter(words, "4", m[1], m[2])
	if !f.date.IsZero() {
		f.note = fmt.Sprintf("%s is read as the end of the financial year, %s.", quoted(words), f.date.Long())
	}
	return f
}

func endOfYear(words string, m []string, _ bool) found {
	f := on(m[1], "12", "31")
	if f.date.IsZero() {
		return f
	}
	f.note = fmt.Sprintf("%s is read as the end of the calendar year, %s.", quoted(words), f.date.Long())
	return f
}

func season(words string, _ []string, _ bool) found {
	return found{vague: true, note: quoted(words) + " is not a day, and differs from place to place. Say which day is meant."}
}

func noYear(words string, _ []string, _ bool) found {
	return found{vague: true, note: quoted(words) + " gives no year, or no day. Say which day is meant."}
}

func wholeYear(words string, _ []string, _ bool) found {
	return found{vague: true, note: quoted(words) + " is a whole year. Say which day is meant."}
}
