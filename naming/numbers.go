package naming

import (
	"regexp"
	"strconv"
	"strings"
)

const (
	aDay   = `(?:\d{1,2}[/.\-]\d{1,2}[/.\-](?:\d{4}|\d{2})|\d{4}-\d{2}-\d{2}|\d{1,2}(?:st|nd|rd|th)? (?:of )?` + aMonth + `,? \d{4}|` + aMonth + ` \d{1,2}(?:st|nd|rd|th)?,? \d{4})`
	aMonth = `(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)`
	anAge  = `(?:\d{1,2}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen)`
	aStyle = `(?:Road|Street|Lane|Avenue|Close|Drive|Way|Court|Crescent|Gardens|Place|Terrace|Grove|Hill|Mews|Square|Walk|Green|View|Rise|Row|Park|Rd|St|Ave|Cres|Ln|Dr)`
)

// shape is a passage that its form alone gives away. holds looks closer: it
// is given the passage and what stands before it.
type shape struct {
	kind  Kind
	form  *regexp.Regexp
	holds func(passage, before string) bool
}

var shapes = []shape{
	{Email, regexp.MustCompile(`[A-Za-z0-9._%+\-]+@[A-Za-z0-9\-]+(?:\.[A-Za-z0-9\-]+)*\.[A-Za-z]{2,}`), nil},
	{BirthDate, regexp.MustCompile(`(?i)\b(?:d\.?o\.?b\.?|dates? of birth|birth ?date|birthday|born(?: on)?)(?: is| was)?[\s:\-(]{1,3}(?:the )?` + aDay), nil},
	{NHSNumber, regexp.MustCompile(`\d{3}[ \-]?\d{3}[ \-]?\d{4}`), isNHSNumber},
	{PupilNumber, regexp.MustCompile(`(?i)[A-HJ-NP-RT-Z] ?\d{11} ?[0-9A-HJ-NP-RT-Z]`), isPupilNumber},
	{InsuranceNo, regexp.MustCompile(`(?i)[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z] ?\d{2} ?\d{2} ?\d{2} ?[A-D]`), isInsuranceNumber},
	{CaseNumber, regexp.MustCompile(`(?i)\b(?:case|client|child|ics|liquidlogic|mosaic|system|person|pupil|patient|hospital)(?:'s)? (?:id|no\.?|numbers?|ref(?:erence)?\.?)(?: is| was)?[\s:#]{1,3}[A-Z]{0,3}\d{4,}`), nil},
	{Phone, regexp.MustCompile(`(?:\+44[ \-]?(?:\(0\))?|\(?0)[ \-]?[1-9](?:[ \-()]{0,2}\d){8,9}`), nil},
	{Postcode, regexp.MustCompile(`(?:[A-PR-UWYZ][A-HK-Y]?\d[0-9A-HJKMNP-Y]? ?\d[ABD-HJLNP-UW-Z]{2}|[a-pr-uwyz][a-hk-y]?\d[0-9a-hjkmnp-y]? \d[abd-hjlnp-uw-z]{2})`), nil},
	{Address, regexp.MustCompile(`(?:(?:Flat|Apartment|Unit) \d{1,4}[A-Za-z]?,? )?\b\d{1,4}[A-Za-z]?,? (?:[A-Z][A-Za-z']+ ){1,3}` + aStyle + `\b`), notAYear},
	{InitialsAge, regexp.MustCompile(`[A-Z](?:\.? ?[A-Z]){0,2}\.?(?:,? \(?|\()aged?:? ` + anAge + `\b`), ownInitials},
	{InitialsAge, regexp.MustCompile(`[A-Z]\.?[A-Z]?\.?,? ?\(?` + anAge + ` ?(?:years?|yrs?|y/o|yo|months?|weeks?)\b(?: old)?`), ownInitials},
	{InitialsAge, regexp.MustCompile(`[A-Z]\.?[A-Z]?\.? ?\(\d{1,2}\)`), ownInitials},
	{InitialsAge, regexp.MustCompile(`(?i:` + anAge + `[ \-](?:year|month|week)s?[ \-]old),? (?:(?:boy|girl|child|son|daughter|baby|twin) )?(?:(?:called|named) )?[A-Z]\.?`), aloneAtEnd},
}

// numbers finds what its form gives away.
func numbers(text string) (found []Finding) {
	for _, s := range shapes {
		for _, at := range s.form.FindAllStringIndex(text, -1) {
			passage := text[at[0]:at[1]]
			if !standsAlone(text, at[0], at[1]) || s.holds != nil && !s.holds(passage, text[max(0, at[0]-30):at[0]]) {
				continue
			}
			found = append(found, Finding{s.kind, strings.TrimSpace(passage), at[0]})
		}
	}
	return found
}

// standsAlone says that a passage is not a piece of a longer word or number.
func standsAlone(text string, from, to int) bool {
	return (from == 0 || !joins(text[from-1])) && (to == len(text) || !joins(text[to]))
}

func joins(b byte) bool {
	return b >= '0' && b <= '9' || b >= 'A' && b <= 'Z' || b >= 'a' && b <= 'z' || b >= 0x80
}

func digitsOf(passage string) string {
	return strings.Map(func(r rune) rune {
		if r < '0' || r > '9' {
			return -1
		}
		return r
	}, passage)
}

// isNHSNumber checks the tenth digit, as the NHS Data Dictionary has it: the
// first nine weighted 10 down to 2, modulo 11. One that is called an NHS number
// is taken for one even so: it may have been mistyped.
func isNHSNumber(passage, before string) bool {
	if strings.Contains(strings.ToLower(before), "nhs") {
		return true
	}
	digits := digitsOf(passage)
	sum := 0
	for i := range 9 {
		sum += int(digits[i]-'0') * (10 - i)
	}
	check := (11 - sum%11) % 11
	return check < 10 && int(digits[9]-'0') == check && strings.Trim(digits, digits[:1]) != ""
}

// pupilLetters are the check letters of a unique pupil number, in the order of
// their values: the alphabet without I, O and S.
const pupilLetters = "ABCDEFGHJKLMNPQRTUVWXYZ"

// isPupilNumber checks the first letter, as the Department for Education's
// guide to unique pupil numbers has it: the twelve characters after it weighted
// 2 up to 13, modulo 23. One that is called a UPN is taken for one even so.
func isPupilNumber(passage, before string) bool {
	before = strings.ToLower(before)
	if strings.Contains(before, "upn") || strings.Contains(before, "pupil number") {
		return true
	}
	upn := strings.ToUpper(strings.ReplaceAll(passage, " ", ""))
	sum := 0
	for i := 1; i < len(upn); i++ {
		value := int(upn[i] - '0')
		if upn[i] > '9' {
			value = strings.IndexByte(pupilLetters, upn[i])
		}
		sum += value * (i + 1)
	}
	return pupilLetters[sum%23] == upn[0]
}

// isInsuranceNumber leaves out prefixes that are never given (HMRC's manual
// NIM39110). In small letters it must be called an insurance number.
func isInsuranceNumber(passage, before string) bool {
	switch prefix := strings.ToUpper(passage[:2]); prefix {
	case "BG", "GB", "KN", "NK", "NT", "TN", "ZZ":
		return false
	}
	return passage[0] <= 'Z' || strings.Contains(strings.ToLower(before), "ni ") || strings.Contains(strings.ToLower(before), "insurance")
}

// notAYear leaves out words after a year: "the 2012 Review Road map".
func notAYear(passage, _ string) bool {
	number, _, _ := strings.Cut(passage, " ")
	return len(number) != 4 || !strings.HasPrefix(number, "19") && !strings.HasPrefix(number, "20")
}

// labels stand before a letter that numbers a thing and is nobody's initial.
var labels = setOf(`annex appendix part section level table figure group team class year plan option site ward tier band stage grade schedule paragraph
	question category type column row step version block zone unit house vitamin hepatitis key outcome action area priority theme strand annexe phase`)

// ownInitials leaves out letters that number a thing, as in "Annex B (2)", the
// words A and I, and ages beyond those of children and young people.
func ownInitials(passage, before string) bool {
	before = strings.TrimRight(before, " ")
	if labels[strings.ToLower(before[strings.LastIndexAny(before, " \n\t(")+1:])] {
		return false
	}
	letters := strings.FieldsFunc(passage, func(r rune) bool { return r == ' ' || r == ',' || r == '(' })[0]
	if letters == "I" || letters == "A" {
		return false
	}
	if strings.HasSuffix(passage, ")") { // nothing says that the number is an age
		if age, err := strconv.Atoi(digitsOf(passage)); err == nil && age > 25 {
			return false
		}
	}
	return true
}

// aloneAtEnd wants the last letter to be an initial: its place in the text
// makes it stand alone, and A and I are words.
func aloneAtEnd(passage, _ string) bool {
	last := strings.TrimSuffix(passage, ".")
	return last[len(last)-1] != 'A' && last[len(last)-1] != 'I'
}
