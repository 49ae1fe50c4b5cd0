// Package naming finds words that look as if they tell who somebody is: names
// of people, dates of birth, numbers that people are given, addresses. It
// works on the words alone and does no input or output. It never asks who is
// known to the council: a check that knew would tell anybody who can type a
// name whether a child by that name is on its books.
package naming

import (
	"cmp"
	"slices"
	"strings"
)

// Kind is what a passage looks like.
type Kind string

// The kinds.
const (
	Name          Kind = "name"
	InitialsAge   Kind = "initials_and_age"
	BirthDate     Kind = "date_of_birth"
	NHSNumber     Kind = "nhs_number"
	PupilNumber   Kind = "unique_pupil_number"
	InsuranceNo   Kind = "national_insurance_number"
	CaseNumber    Kind = "case_number"
	Postcode      Kind = "postcode"
	Address       Kind = "address"
	Phone         Kind = "telephone_number"
	Email         Kind = "email_address"
	PersonHeading Kind = "column_about_people"
)

// Kinds lists them.
var Kinds = []Kind{Name, InitialsAge, BirthDate, NHSNumber, PupilNumber, InsuranceNo, CaseNumber, Postcode, Address, Phone, Email, PersonHeading}

var kindWords = map[Kind]string{
	Name: "a person’s name", InitialsAge: "somebody’s initials or name with an age", BirthDate: "a date of birth", NHSNumber: "an NHS number",
	PupilNumber: "a unique pupil number", InsuranceNo: "a national insurance number", CaseNumber: "a case number", Postcode: "a postcode",
	Address: "an address", Phone: "a telephone number", Email: "an e-mail address", PersonHeading: "a column about each person",
}

// Words says what the kind is.
func (k Kind) Words() string { return kindWords[k] }

// Finding is a passage that looks as if it tells who somebody is. Passage is
// as it stands in the text, with its spaces and dashes made plain.
type Finding struct {
	Kind    Kind   `json:"kind"`
	Passage string `json:"passage"`
	at      int
}

// Words shows the passage and says what it looks like.
func (f Finding) Words() string { return "“" + f.Passage + "” looks like " + f.Kind.Words() }

// MostFound is how many passages are told of one text. More would help nobody.
const MostFound = 20

// Scan finds the passages of a text that look as if they tell who somebody
// is, in order and each told once. Names that known holds are passed over.
func Scan(text string, known Known) []Finding {
	text = plain(text)
	found := numbers(text)
	found = append(found, people(text, known)...)
	return told(found)
}

// ScanFileName looks at the name of a file, where a name may stand in small
// letters and with dashes: jordan-smith.docx. It is then known by a first name.
func ScanFileName(name string, known Known) []Finding {
	if dot := strings.LastIndexByte(name, '.'); dot > 0 {
		name = name[:dot]
	}
	split := strings.NewReplacer("_", " ", "-", " ", ".", " ", "+", " ", "%20", " ").Replace(plain(name))
	words := strings.Fields(apart(split))
	for i, word := range words {
		words[i] = firstUpper(word)
	}
	found := Scan(split, known)
	for _, f := range Scan(strings.Join(words, " "), known) {
		if f.Kind != Name || slices.ContainsFunc(tokens(f.Passage), isFirst) { // the capitals are ours, so two strange words are no name
			found = append(found, f)
		}
	}
	return told(found)
}

// apart puts a space before a capital letter that follows a small one.
func apart(name string) string {
	var b strings.Builder
	before := ' '
	for _, r := range name {
		if isLower(before) && isUpper(r) {
			b.WriteByte(' ')
		}
		b.WriteRune(r)
		before = r
	}
	return b.String()
}

// told puts findings in order, and leaves out those that lie inside another
// and those already told.
func told(found []Finding) []Finding {
	slices.SortStableFunc(found, func(a, b Finding) int {
		return cmp.Or(cmp.Compare(a.at, b.at), cmp.Compare(len(b.Passage), len(a.Passage)))
	})
	type telling struct {
		kind    Kind
		passage string
	}
	seen := map[telling]bool{}
	var kept []Finding
	end := -1
	for _, f := range found {
		last := f.at + len(f.Passage)
		if last <= end || seen[telling{f.Kind, f.Passage}] {
			continue
		}
		end = max(end, last)
		seen[telling{f.Kind, f.Passage}] = true
		if kept = append(kept, f); len(kept) == MostFound {
			break
		}
	}
	return kept
}

// plain makes every kind of space, dash and apostrophe the plain one, and
// takes out characters that can't be seen, so that none of them hides a name.
func plain(text string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\n' || r == '\t':
			return r
		case r == '\r' || r == '\v' || r == '\f' || r == '\u2028' || r == '\u2029':
			return '\n'
		case r == '\u00ad' || r >= '\u200b' && r <= '\u200f' || r >= '\u202a' && r <= '\u202e' || r >= '\u2060' && r <= '\u2064' || r == '\ufeff':
			return -1
		case r == '\u00a0' || r == '\u202f' || r == '\u3000' || r >= '\u2000' && r <= '\u200a':
			return ' '
		case r >= '\u2010' && r <= '\u2015' || r == '\u2212' || r == '\ufe63' || r == '\uff0d':
			return '-'
		case r == '\u2018' || r == '\u2019' || r == '\u02bc' || r == '\uff07' || r == '`' || r == '\u00b4':
			return '\''
		case r >= '\uff10' && r <= '\uff19':
			return r - '\uff10' + '0'
		case r >= '\uff21' && r <= '\uff3a' || r >= '\uff41' && r <= '\uff5a':
			return r - '\uff21' + 'A'
		default:
			return r
		}
	}, strings.ToValidUTF8(text, " "))
}
