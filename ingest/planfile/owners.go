package planfile

import (
	_ "embed" // for the tables of agencies, and of names that hold an "and"
	"regexp"
	"strings"
	"unicode"
)

//go:embed agencies.csv
var agencyTable string

//go:embed pairs.csv
var pairTable string

var (
	agencies = mustAgencies()
	pairs    = mustPairs()
)

// mustAgencies gives names in normal form, and where in a longer name each tells that it is an agency: whole, first, last or any word.
func mustAgencies() map[string]string {
	table := map[string]string{}
	for _, row := range mustTable(agencyTable, 2) {
		table[norm(row[0])] = row[1]
	}
	return table
}

func mustPairs() map[[2]string]bool {
	table := map[[2]string]bool{}
	for _, row := range mustTable(pairTable, 2) {
		table[[2]string{norm(row[0]), norm(row[1])}] = true
	}
	return table
}

var (
	hardParting = regexp.MustCompile(`[\n;|•]+|\s/\s?|\s?/\s|/`)
	softParting = regexp.MustCompile(`,\s+|\s+&\s+|\s+and\s+|\s+with\s+|\s\+\s|\s[–—-]\s`)
	ownerLabel  = regexp.MustCompile(`(?i)^(?:lead|leads|owner|support|supported by|led by|with|and|overall|operational|strategic)\s*:\s*`)
	listMark    = regexp.MustCompile(`^\s*(?:\(?\d{1,2}[.):]\)?|\(?[a-z][.)]|\([ivx]+\)|[•·▪●o*–—-])\s+`)
	inSlash     = regexp.MustCompile(`(?i)\b(?:and/or|a/e|n/a|c/o)\b`)
	roleWord    = regexp.MustCompile(`(?i)\b(head|director|manager|officer|lead|chair|leader|coordinator|co-ordinator|commissioner|nurse|doctor|team|teams|service|services|unit|department|group|board|committee|partnership|panel|forum|dcs|assistant|deputy|principal|chief|executive|adviser|advisor|iro|iros|lado|headteacher|secretary|solicitor|sponsor|practitioner|practitioners|worker|workers|consultant|superintendent|inspector|sergeant|supervisor|designated|named|professional|professionals|heads|managers|directors|leads|agencies|partners|all)\b`)
)

// owners parts a cell into those it names. It parts at "and", "&" and a comma only where each side can stand alone, so that the Health and
// Wellbeing Board stays one.
func owners(text string) []string {
	if noneWords[norm(text)] || norm(text) == "tbc" {
		return nil
	}
	var all []string
	for _, piece := range partHard(text) {
		for _, one := range partSoft(piece) {
			one = strings.Trim(ownerLabel.ReplaceAllString(tidy(listMark.ReplaceAllString(one, "")), ""), " ,.")
			if one != "" && !containsFold(all, one) {
				all = append(all, one)
			}
		}
	}
	return all
}

func containsFold(all []string, one string) bool {
	for _, a := range all {
		if strings.EqualFold(a, one) {
			return true
		}
	}
	return false
}

func partHard(text string) []string {
	held := inSlash.ReplaceAllStringFunc(text, func(s string) string { return strings.ReplaceAll(s, "/", "\x00") })
	pieces := hardParting.Split(held, -1)
	for i, p := range pieces {
		pieces[i] = strings.ReplaceAll(p, "\x00", "/")
	}
	return pieces
}

func partSoft(text string) []string {
	if agencies[norm(text)] != "" {
		return []string{text}
	}
	for _, span := range softParting.FindAllStringIndex(text, -1) {
		left, right := text[:span[0]], text[span[1]:]
		if !pair(left, right) && whole(left) && startsWhole(right) && !(person(left) && titled(right)) {
			return append([]string{left}, partSoft(right)...)
		}
	}
	return []string{text}
}

// pair says that the words on both sides of an "and" belong together.
func pair(left, right string) bool {
	l, r := strings.Fields(norm(left)), strings.Fields(norm(right))
	return len(l) > 0 && len(r) > 0 && pairs[[2]string{l[len(l)-1], r[0]}]
}

// whole says that some words can stand alone: a person, an agency, or a post.
func whole(text string) bool {
	text = tidy(text)
	return person(text) || agencyIn(text) != "" || titled(text) || acronym(text)
}

// startsWhole says so of the words up to the next place where they could be parted.
func startsWhole(text string) bool {
	if whole(text) {
		return true
	}
	for _, span := range softParting.FindAllStringIndex(text, -1) {
		if whole(text[:span[0]]) {
			return true
		}
	}
	return false
}

var titleStart = regexp.MustCompile(`(?i)^(?:the |an? |interim |acting |joint )*(?:assistant |deputy |executive |service |team |group |strategic |operational |principal |senior |designated |named |lead |chief |area |business |programme |project |practice |district |locality |head)*(?:head of|heads of|director|manager|officer|lead|chair|leader|coordinator|commissioner|nurse|doctor|dcs|headteachers?|head ?teacher|iros?|lados?|executive|adviser|professional|solicitor|superintendent|inspector|practitioner|supervisor|gp|social workers?|all )s?\b`)

// titled says that some words are a post, as far as their beginning tells.
func titled(text string) bool { return titleStart.MatchString(tidy(text)) }

// acronym is such as LSCB, DCS or AD: two to six capitals.
func acronym(text string) bool {
	letters := 0
	for _, r := range text {
		if !unicode.IsUpper(r) && r != '&' {
			return false
		}
		letters++
	}
	return letters >= 2 && letters <= 6
}

// person says that some words look like somebody's name: two to four words with capitals, none of them of a post or an agency.
func person(text string) bool {
	words := strings.Fields(strings.ReplaceAll(tidy(inBrackets.ReplaceAllString(text, "")), ".", ". "))
	if len(words) < 2 || len(words) > 4 || roleWord.MatchString(text) || agencyIn(text) != "" {
		return false
	}
	for _, w := range words {
		first, rest := []rune(w)[0], []rune(w)[1:]
		if !unicode.IsUpper(first) || strings.ContainsFunc(w, unicode.IsDigit) {
			return false
		}
		if len(rest) > 1 && strings.ToUpper(w) == w { // an acronym among the words
			return false
		}
	}
	return true
}

// agencyIn gives the agency that an owner is, or stands in brackets behind one; "" for none that is known.
func agencyIn(text string) string {
	text = tidy(text)
	for _, inside := range inBrackets.FindAllString(text, -1) {
		if name := strings.Trim(inside, "()[] "); isAgency(name) {
			return name
		}
	}
	if comma := strings.LastIndex(text, ", "); comma > 0 && isAgency(text[comma+2:]) {
		return text[comma+2:]
	}
	if bare := tidy(inBrackets.ReplaceAllString(text, "")); isAgency(bare) {
		return bare
	}
	return ""
}

func isAgency(name string) bool {
	words := strings.Fields(norm(name))
	if len(words) == 0 || len(words) > 10 || titled(name) {
		return false
	}
	if agencies[strings.Join(words, " ")] != "" {
		return true
	}
	for n := 1; n <= 5 && n < len(words); n++ {
		first, last := agencies[strings.Join(words[:n], " ")], agencies[strings.Join(words[len(words)-n:], " ")]
		if first == "first" || first == "word" && len(words) < 4 || last == "last" || last == "word" {
			return true
		}
	}
	return false
}

// agencyOf gives the one agency among some owners. Where there are several, none is chosen.
func agencyOf(all []string, in func(string) string) (name string, several []string) {
	for _, one := range all {
		if a := in(one); a != "" && !containsFold(several, a) {
			several = append(several, a)
		}
	}
	if len(several) == 1 {
		return several[0], nil
	}
	return "", several
}
