package casework

import (
	"slices"
	"strconv"
	"strings"
	"unicode"
)

// Passage is a stretch of text that gives a masked address away: the bytes
// from From up to To.
type Passage struct {
	From, To int
	Words    string // as written
	What     string // "postcode", "house and street", "telephone number" or "email address"
}

// MaskedWords finds masked addresses in free text, however they are spaced,
// punctuated, cased or shortened. Passages come in the order of the text.
func MaskedWords(text string, masked []Address) []Passage {
	tokens := tokenise(text)
	var found []Passage
	add := func(from, to int, what string) {
		p := Passage{tokens[from].from, tokens[to].to, text[tokens[from].from:tokens[to].to], what}
		if !slices.Contains(found, p) {
			found = append(found, p)
		}
	}
	for _, a := range masked {
		findPostcode(tokens, a.Postcode, func(i, j int) { add(i, j, "postcode") })
		findPhone(text, tokens, a.Phone, func(i, j int) { add(i, j, "telephone number") })
		for _, line := range a.Lines {
			findStreet(tokens, line, func(i, j int) { add(i, j, "house and street") })
		}
		findHouse(tokens, a.Lines, func(i, j int) { add(i, j, "house and street") })
		if email := plainWords(a.Email); len(email) > 1 {
			findWords(tokens, email, func(i, j int) { add(i, j, "email address") })
		}
	}
	slices.SortFunc(found, func(a, b Passage) int {
		if a.From != b.From {
			return a.From - b.From
		}
		return b.To - a.To
	})
	return found
}

// token is one run of letters or of digits in a text.
type token struct {
	word     string // folded, with the words of addresses in one spelling
	plain    string // folded only
	alike    string // with letters and digits that are mistaken for each other made one
	from, to int    // bytes
	digits   bool
}

func tokenise(text string) []token {
	var tokens []token
	start, kind := -1, 0
	end := func(at int) {
		if start < 0 {
			return
		}
		plain := folded(strings.Map(func(r rune) rune {
			if isApostrophe(r) {
				return -1
			}
			return r
		}, text[start:at]))
		tokens = append(tokens, token{addressWord(plain), plain, looksLike(plain), start, at, kind == 2})
		start = -1
	}
	for i, r := range text {
		now := 0
		switch {
		case unicode.IsDigit(r):
			now = 2
		case unicode.IsLetter(r) || unicode.Is(unicode.Mn, r):
			now = 1
		case isApostrophe(r) && kind == 1 && start >= 0:
			now = 1 // within a word, such as St Mary’s
		}
		if now != kind || start < 0 {
			end(i)
			if now != 0 {
				start = i
			}
		}
		kind = now
	}
	end(len(text))
	return tokens
}

func plainWords(text string) []string {
	tokens := tokenise(text)
	words := make([]string, len(tokens))
	for i, t := range tokens {
		words[i] = t.word
	}
	return words
}

var streetTypes = map[string]string{
	"road": "rd", "rd": "rd", "street": "st", "saint": "st", "st": "st", "str": "st", "avenue": "av", "ave": "av", "av": "av", "lane": "ln", "ln": "ln",
	"close": "cl", "cl": "cl", "drive": "dr", "dr": "dr", "crescent": "cr", "cres": "cr", "cresc": "cr", "cr": "cr", "court": "ct", "crt": "ct", "ct": "ct",
	"place": "pl", "pl": "pl", "terrace": "ter", "terr": "ter", "ter": "ter", "gardens": "gdn", "garden": "gdn", "gdns": "gdn", "gdn": "gdn",
	"square": "sq", "sq": "sq", "grove": "gr", "grv": "gr", "gr": "gr", "park": "pk", "pk": "pk", "way": "way", "wy": "way", "walk": "wk", "wlk": "wk", "wk": "wk",
	"mount": "mt", "mt": "mt", "hill": "hl", "hl": "hl", "rise": "rise", "row": "row", "view": "vw", "vw": "vw", "mews": "mews", "green": "gn", "grn": "gn",
	"parade": "pde", "pde": "pde", "house": "hse", "hse": "hse", "flat": "flat", "apartment": "flat", "apt": "flat",
}

var numberWords = map[string]int{
	"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12,
	"thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17, "eighteen": 18, "nineteen": 19, "twenty": 20, "thirty": 30,
	"forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90,
}

// addressWord gives the words of addresses one spelling each.
func addressWord(word string) string {
	if short, ok := streetTypes[word]; ok {
		return short
	}
	if n, ok := numberWords[word]; ok {
		return strconv.Itoa(n)
	}
	if digits := strings.TrimLeft(word, "0"); digits != "" && word[0] == '0' {
		return digits
	}
	return word
}

var mistaken = strings.NewReplacer("o", "0", "i", "1", "l", "1")

// looksLike makes letters and digits that are mistaken for each other one.
func looksLike(text string) string { return mistaken.Replace(text) }

// findPostcode looks for the postcode's letters and digits over any tokens
// that together make them up.
func findPostcode(tokens []token, postcode string, add func(i, j int)) {
	want := looksLike(compact(postcode))
	if len(want) < 5 {
		return
	}
	for i := range tokens {
		rest := want
		for j := i; j < len(tokens); j++ {
			left, ok := strings.CutPrefix(rest, tokens[j].alike)
			if !ok {
				break
			}
			if rest = left; rest == "" {
				add(i, j)
				break
			}
		}
	}
}

// phoneDigits is a telephone number without its country: the digits after
// the leading 0.
func phoneDigits(phone string) string {
	digits := strings.Map(func(r rune) rune {
		if r < '0' || r > '9' {
			return -1
		}
		return r
	}, strings.ReplaceAll(phone, "(0)", ""))
	for _, lead := range []string{"0044", "44", "0"} {
		if rest, ok := strings.CutPrefix(digits, lead); ok && (lead == "0" || len(rest) >= 9) {
			return strings.TrimPrefix(rest, "0")
		}
	}
	return digits
}

// findPhone looks for runs of digits with little between them.
func findPhone(text string, tokens []token, phone string, add func(i, j int)) {
	want := phoneDigits(phone)
	if len(want) < 6 {
		return
	}
	for i := 0; i < len(tokens); i++ {
		if !tokens[i].digits {
			continue
		}
		j := i
		for j+1 < len(tokens) && tokens[j+1].digits && isPhoneGap(text[tokens[j].to:tokens[j+1].from]) {
			j++
		}
		var digits strings.Builder
		for _, t := range tokens[i : j+1] {
			digits.WriteString(t.plain)
		}
		run := digits.String()
		if strings.Contains(run, want) || (len(run) >= 6 && strings.HasSuffix(want, strings.TrimPrefix(run, "0"))) {
			add(i, j)
		}
		i = j
	}
}

func isPhoneGap(gap string) bool {
	return len(gap) <= 6 && strings.Trim(gap, " \t\n-–.()+/\u00a0\u2011") == ""
}

// findStreet looks for a line that holds a number and a street: the number,
// then within two words the street's name, then its type or not.
func findStreet(tokens []token, line string, add func(i, j int)) {
	words := plainWords(line)
	at := slices.IndexFunc(words, isNumber)
	for at >= 0 && at+1 < len(words) && isNumber(words[at+1]) {
		at++
	}
	if at < 0 || at+1 >= len(words) {
		return
	}
	house := []string{words[at]}
	street := words[at+1:]
	if len(street[0]) == 1 { // 12a
		house, street = append(house, street[0]), street[1:]
	}
	findHouseAndStreet(tokens, house, street, add)
}

// findHouse looks for addresses whose number or name stands on a line of its
// own, before the street's.
func findHouse(tokens []token, lines []string, add func(i, j int)) {
	for i := range lines {
		house := plainWords(lines[i])
		if len(house) == 0 {
			continue
		}
		if len(house) >= 2 && !slices.ContainsFunc(house, isNumber) && i == 0 && len(strings.Join(house, "")) >= 8 {
			findWords(tokens, house, add)
		}
		at := len(house) - 1
		if len(house[at]) == 1 && !isNumber(house[at]) && at > 0 { // 12a
			at--
		}
		if i+1 < len(lines) && isNumber(house[at]) {
			if street := plainWords(lines[i+1]); len(street) > 0 && !isNumber(street[0]) {
				findHouseAndStreet(tokens, house[at:], street, add)
			}
		}
	}
}

func isNumber(word string) bool { return word != "" && word[0] >= '0' && word[0] <= '9' }

func findHouseAndStreet(tokens []token, house, street []string, add func(i, j int)) {
	if len(street) == 0 {
		return
	}
	core := street
	if len(street) > 1 && isStreetType(street[len(street)-1]) {
		core = street[:len(street)-1]
	}
	for i := range tokens {
		if !wordsAt(tokens, i, house) {
			continue
		}
		for j := i + len(house); j < len(tokens) && j <= i+len(house)+3; j++ {
			switch {
			case wordsAt(tokens, j, street):
				add(i, j+len(street)-1)
			case wordsAt(tokens, j, core) && len(strings.Join(core, "")) >= 5:
				add(i, j+len(core)-1)
			}
		}
	}
}

func isStreetType(word string) bool {
	for _, short := range streetTypes {
		if short == word {
			return true
		}
	}
	return false
}

func findWords(tokens []token, words []string, add func(i, j int)) {
	for i := range tokens {
		if wordsAt(tokens, i, words) {
			add(i, i+len(words)-1)
		}
	}
}

// wordsAt says whether the words stand at a place, one slip allowed in each
// long one.
func wordsAt(tokens []token, at int, words []string) bool {
	if at+len(words) > len(tokens) {
		return false
	}
	for i, word := range words {
		if got := tokens[at+i].word; got != word && (isNumber(word) || len(word) < 5 || !oneSlip(got, word)) {
			return false
		}
	}
	return true
}

// oneSlip says whether one letter was added, left out, changed or swapped with
// the next.
func oneSlip(a, b string) bool {
	if len(a) > len(b) {
		a, b = b, a
	}
	if len(b)-len(a) > 1 {
		return false
	}
	i := 0
	for i < len(a) && a[i] == b[i] {
		i++
	}
	if len(a) < len(b) {
		return a[i:] == b[i+1:]
	}
	return i == len(a) || a[i+1:] == b[i+1:] || (i+1 < len(a) && a[i] == b[i+1] && a[i+1] == b[i] && a[i+2:] == b[i+2:])
}
