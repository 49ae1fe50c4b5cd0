package casework

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode"

	"throughline/calendar"
)

// Finds are the search keys of a person's own thing: each word of each name,
// neighbouring words as one, how they sound, and the date of birth with those
// that are easily taken for it.
func Finds(p *Person) []string {
	var keys []string
	for _, n := range p.Names {
		words := nameWords(n.Whole())
		for i, word := range words[:min(len(words), mostNameWords)] {
			keys = append(keys, keyOf("name:", word), keyOf("sound:", sound(word)))
			if i > 0 {
				keys = append(keys, keyOf("name:", words[i-1]+word), keyOf("sound:", sound(words[i-1]+word)))
			}
		}
	}
	if p.Membership != "" {
		keys = append(keys, MemberKey(p.Membership))
	}
	for _, d := range []calendar.Dated{p.Born, p.Expected} {
		if day, ok := d.Day(); ok {
			keys = append(keys, "born:"+day.String())
			for _, near := range nearDays(day) {
				keys = append(keys, "near:"+near)
			}
		}
		if !d.Date.IsZero() {
			keys = append(keys, fmt.Sprintf("born:%04d-%02d", d.Date.Year, int(d.Date.Month)))
		}
	}
	slices.Sort(keys)
	return slices.Compact(keys)
}

// What one thing is found by is bounded: a key has at most 200 bytes, and a
// thing at most 400 keys.
const (
	longestKey    = 200
	mostNames     = 12
	mostNameWords = 7
	mostLines     = 8
)

// keyOf is a search key, cut where it would be too long.
func keyOf(register, value string) string { return clipped(register+value, longestKey) }

// clipped is as much of a text as has whole letters within some bytes.
func clipped(text string, most int) string {
	if len(text) <= most {
		return text
	}
	return strings.ToValidUTF8(text[:most], "")
}

// MemberKey finds the person who has a place here, by their membership. No
// search that is typed makes such a key.
func MemberKey(membership string) string { return "member:" + membership }

// nearDays gives tags that two dates share when one digit differs, or the day
// and month are swapped.
func nearDays(d calendar.Date) []string {
	digits := fmt.Sprintf("%04d%02d%02d", d.Year, int(d.Month), d.Day)
	tags := make([]string, 0, len(digits)+1)
	for i := range digits {
		tags = append(tags, digits[:i]+"_"+digits[i+1:])
	}
	low, high := min(int(d.Month), d.Day), max(int(d.Month), d.Day)
	return append(tags, fmt.Sprintf("%04d~%02d~%02d", d.Year, low, high))
}

// placeFinds are the search keys of an address. Those of a masked one are
// found only by who may see its class.
func placeFinds(a Address) []string {
	var keys []string
	if code := compact(a.Postcode); code != "" {
		keys = append(keys, keyOf("postcode:", code))
	}
	for _, line := range a.Lines {
		for _, word := range nameWords(line) {
			if len(word) > 2 {
				keys = append(keys, keyOf("place:", word))
			}
		}
	}
	if phone := phoneDigits(a.Phone); len(phone) >= 6 {
		keys = append(keys, keyOf("phone:", phone))
	}
	slices.Sort(keys)
	return slices.Compact(keys)
}

// compact is text as its letters and digits alone, folded.
func compact(text string) string { return strings.Join(nameWords(text), "") }

// Finding is one way to look: a thing must have all its keys.
type Finding struct {
	Keys []string
	Why  string // how forgiving it is, in words: "the same name"
}

// Query is what somebody typed, as ways to look. Each list is tried from the
// strictest to the most forgiving. Who typed both a name and a place means a
// person found by both.
type Query struct {
	People  []Finding // over people
	Numbers []Finding // over identifiers
	Places  []Finding // over addresses
}

// Empty says whether nothing that could be looked for was typed.
func (q Query) Empty() bool { return len(q.People)+len(q.Numbers)+len(q.Places) == 0 }

var (
	postcodeForm = regexp.MustCompile(`(?i)^[a-z]{1,2}[0-9][a-z0-9]?([0-9]([a-z]{2})?)?$`)
	inwardForm   = regexp.MustCompile(`(?i)^[0-9]([a-z]{2})?$`)
	outwardForm  = regexp.MustCompile(`(?i)^[a-z]{1,2}[0-9][a-z0-9]?$`)
	dateForm     = regexp.MustCompile(`(?i)\b(\d{1,2}[/.-]\d{1,2}[/.-]\d{4}|\d{4}-\d{2}-\d{2}|\d{1,2}(?:st|nd|rd|th)? (?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]* \d{4})\b`)
	ordinal      = regexp.MustCompile(`(?i)^(\d{1,2})(?:st|nd|rd|th)`)
)

// How much of a search is read: more is never a name. One way to look has at
// most 8 keys: 5 words, a date, and 2 numbers or places.
const (
	mostTyped  = 150
	mostWords  = 5
	mostOthers = 2
)

// Keys turns what somebody typed into ways to look: names in any order, split
// or joined, as written or as they sound; a date of birth, or one near it; a
// whole or part postcode; a number from any register.
func Keys(text string) Query {
	text = strings.ToValidUTF8(text, " ")
	if len(text) > mostTyped {
		text = strings.ToValidUTF8(text[:mostTyped], "")
	}
	var q Query
	var days []calendar.Date
	text = dateForm.ReplaceAllStringFunc(text, func(found string) string {
		day, err := calendar.Parse(slashed(found))
		if err != nil || len(days) > 0 {
			return found
		}
		days = append(days, day)
		return " "
	})
	var words []string
	fields := strings.FieldsFunc(text, func(r rune) bool { return unicode.IsSpace(r) || r == ',' || r == ';' })
	for i := 0; i < len(fields); i++ {
		field := fields[i]
		switch whole := number(fields[i:]); {
		case whole.fields > 0:
			q.Numbers = append(q.Numbers, Finding{[]string{"number:" + whole.value}, "the same number"})
			i += whole.fields - 1
		case i+1 < len(fields) && outwardForm.MatchString(field) && inwardForm.MatchString(fields[i+1]):
			q.Places = append(q.Places, place(compact(field+fields[i+1])))
			i++
		case postcodeForm.MatchString(field):
			q.Places = append(q.Places, place(compact(field)))
		case strings.ContainsFunc(field, unicode.IsDigit):
			if value := compact(field); value != "" {
				q.Numbers = append(q.Numbers, Finding{[]string{"number:" + value}, "the same number"})
			}
		default:
			words = append(words, nameWords(field)...)
		}
	}
	q.Numbers = q.Numbers[:min(len(q.Numbers), mostOthers)]
	q.Places = q.Places[:min(len(q.Places), mostOthers-len(q.Numbers))]
	q.People = peopleFindings(words, days)
	return q
}

// slashed writes a date the way package calendar reads it.
func slashed(text string) string {
	text = ordinal.ReplaceAllString(text, "$1")
	if len(text) > 4 && text[4] != '-' {
		text = strings.NewReplacer(".", "/", "-", "/").Replace(text)
	}
	return text
}

func place(code string) Finding {
	if wholePostcode.MatchString(strings.ToUpper(code)) {
		return Finding{[]string{"postcode:" + code}, "the same postcode"}
	}
	return Finding{[]string{"postcode:" + code + "*"}, "a postcode that starts the same"}
}

type typedNumber struct {
	value  string
	fields int
}

// number reads an NHS number in its three groups, or a number of ten digits.
func number(fields []string) typedNumber {
	value := ""
	for i, field := range fields {
		digits := strings.ReplaceAll(field, "-", "")
		if digits == "" || strings.ContainsFunc(digits, func(r rune) bool { return r < '0' || r > '9' }) || len(value)+len(digits) > 10 {
			return typedNumber{}
		}
		if value += digits; len(value) == 10 {
			return typedNumber{value, i + 1}
		}
	}
	return typedNumber{}
}

func peopleFindings(words []string, days []calendar.Date) []Finding {
	if len(words) == 0 && len(days) == 0 {
		return nil
	}
	words = words[:min(len(words), mostWords)]
	names, sounds, starts := make([]string, len(words)), make([]string, len(words)), make([]string, len(words))
	for i, word := range words {
		names[i], sounds[i], starts[i] = keyOf("name:", word), keyOf("sound:", sound(word)), clipped("name:"+word, longestKey-1)+"*"
	}
	var born, near []string
	for _, day := range days {
		born = append(born, "born:"+day.String())
	}
	if len(days) == 1 {
		near = nearDays(days[0])
	}
	var found []Finding
	add := func(why string, keys ...string) {
		if len(keys) > 0 {
			found = append(found, Finding{slices.Concat(keys, born), why})
		}
	}
	if len(words) == 0 {
		found = append(found, Finding{born, "the same date of birth"})
	}
	add("the same name", names...)
	for i := 1; i < len(words); i++ {
		joined := slices.Concat(names[:i-1], []string{keyOf("name:", words[i-1]+words[i])}, names[i+1:])
		add("the same name, written as one", joined...)
	}
	add("a name that starts the same", starts...)
	add("a name that sounds alike", sounds...)
	for _, tag := range near {
		found = append(found, Finding{append(slices.Clone(sounds), "near:"+tag), "a name that sounds alike and a near date of birth"})
	}
	return found
}
