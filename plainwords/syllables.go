package plainwords

import (
	"strings"
	"unicode"
)

// Syllables counts how many syllables a word has when it is read aloud, by
// rules of spelling. A word joined by hyphens has those of its pieces. A
// number or a reference in figures counts as one; letters that are read one by
// one, such as GP, count one each. What is no word has none.
func Syllables(word string) int {
	if strings.ContainsFunc(word, unicode.IsDigit) || strings.Contains(word, "@") || strings.Contains(word, "://") {
		return 1
	}
	total := 0
	for piece := range strings.FieldsFuncSeq(word, func(r rune) bool { return !unicode.IsLetter(r) && r != '\'' && r != '’' }) {
		total += syllablesOf(piece)
	}
	if total == 0 && word == "&" {
		return 1
	}
	return total
}

func syllablesOf(piece string) int {
	piece = strings.Trim(strings.ReplaceAll(piece, "’", "'"), "'")
	if piece == "" {
		return 0
	}
	if letters := strings.TrimSuffix(strings.TrimSuffix(piece, "s"), "'"); spelledOut(letters) {
		n := 0
		for _, r := range letters {
			n++
			if r == 'W' {
				n += 2
			}
		}
		return n
	}
	word := strings.ToLower(piece)
	more := 0
	if stem, contracted := strings.CutSuffix(word, "n't"); contracted {
		word = stem
		if strings.HasSuffix(stem, "d") || strings.HasSuffix(stem, "s") {
			more = 1 // didn't, isn't; but don't, can't, aren't
		}
	} else if stem, ending, ok := strings.Cut(word, "'"); ok {
		word = stem
		if ending == "s" && hissing(stem) || ending == "ve" && !strings.HasSuffix(stem, "i") && !strings.HasSuffix(stem, "e") && !strings.HasSuffix(stem, "u") {
			more = 1
		}
	}
	if n, known := oddWords[word]; known {
		return n + more
	}
	for _, ending := range []string{"s", "d"} {
		if stem, ok := strings.CutSuffix(word, ending); ok && !hissing(stem) {
			if n, known := oddWords[stem]; known {
				return n + more
			}
		}
	}
	return max(1, vowelSounds(word)) + more
}

// acronyms are written in capitals and read as words, in the field's use.
var acronyms = map[string]bool{
	"CAF": true, "CAMHS": true, "LADO": true, "MAPPA": true, "MARAC": true, "MASH": true, "NEET": true, "OFSTED": true, "SEND": true,
	"CAFCASS": true, "SENCO": true, "SMART": true, "TAC": true, "TAF": true, "PEP": true,
}

// spelledOut says whether capitals are read letter by letter.
func spelledOut(letters string) bool {
	if len(letters) < 2 || len(letters) > 5 || acronyms[letters] {
		return false
	}
	for _, r := range letters {
		if r < 'A' || r > 'Z' {
			return false
		}
	}
	return true
}

func hissing(word string) bool {
	for _, end := range []string{"s", "x", "z", "ch", "sh", "ce", "ge", "se", "ze"} {
		if strings.HasSuffix(word, end) {
			return true
		}
	}
	return false
}

func vowel(b byte) bool { return strings.IndexByte("aeiouy", b) >= 0 }

// vowelSounds counts runs of vowels, less the e that is not sounded, and more
// where two vowels that stand together are sounded apart.
func vowelSounds(word string) int {
	runs := 0
	for i := range len(word) {
		if vowel(word[i]) && (i == 0 || !vowel(word[i-1]) || word[i] == 'y' && word[i-1] == 'y') {
			runs++
		}
	}
	if strings.HasPrefix(word, "y") && len(word) > 1 && vowel(word[1]) {
		word = word[1:] // yes, you: the y is no vowel
	}
	return runs - silent(word) + apart(word)
}

// silent counts the letters e that are not sounded.
func silent(word string) (n int) {
	for _, suffix := range []string{"ly", "ment", "ments", "ful", "fully", "less", "ness", "some", "where", "times", "time", "ship", "ships"} {
		stem, ok := strings.CutSuffix(word, suffix)
		if !ok || len(stem) < 3 || !strings.HasSuffix(stem, "e") || vowel(stem[len(stem)-2]) {
			continue
		}
		if suffix == "ly" || !syllabicL(stem[:len(stem)-1]) {
			n = 1
			break
		}
	}
	for _, prefix := range soundlessInside {
		if rest, ok := strings.CutPrefix(word, prefix); ok && len(rest) > 2 && !vowel(rest[0]) {
			n = 1
			break
		}
	}
	end := len(word)
	switch {
	case strings.HasSuffix(word, "e"):
		end--
	case strings.HasSuffix(word, "es"):
		end -= 2
		if hissing(word[:end]) || strings.HasSuffix(word[:end], "c") || strings.HasSuffix(word[:end], "g") {
			return n
		}
	case strings.HasSuffix(word, "ed"):
		end -= 2
		if strings.HasSuffix(word[:end], "t") || strings.HasSuffix(word[:end], "d") {
			return n
		}
	default:
		return n
	}
	if end < 2 || vowel(word[end-1]) && !strings.HasSuffix(word[:end], "qu") || !strings.ContainsAny(word[:end], "aeiouy") {
		return n
	}
	if syllabicL(word[:end]) && !strings.HasSuffix(word, "ed") {
		return n
	}
	if syllabicL(word[:end]) && end > 2 && !strings.HasSuffix(word[:end], "ll") && !strings.HasSuffix(word[:end], "rl") {
		return n // enabled, handled
	}
	return n + 1
}

// syllabicL says whether a stem ends in an l that is sounded by itself: table.
func syllabicL(stem string) bool {
	n := len(stem)
	return n >= 2 && stem[n-1] == 'l' && !vowel(stem[n-2]) && stem[n-2] != 'l' && stem[n-2] != 'r'
}

// soundlessInside are beginnings with an e inside that is not sounded.
var soundlessInside = []string{
	"base", "care", "case", "every", "fore", "frame", "guide", "here", "home", "hope", "house", "life", "like", "line", "mile", "name",
	"safe", "side", "some", "stake", "there", "time", "use", "where", "white", "whole", "wide",
}

// apart counts the pairs of vowels that are sounded apart.
func apart(word string) (n int) {
	for i := 0; i+1 < len(word); i++ {
		pair, before, after := word[i:i+2], word[:i], word[i+2:]
		if soundedApart(pair, before, after) {
			n++
		}
	}
	for _, end := range []string{"ism", "isms", "asm", "asms", "rhythm", "centre", "centres", "metre", "metres", "theatre"} {
		if strings.HasSuffix(word, end) {
			n++
		}
	}
	return n
}

func endsIn(s string, ends ...string) bool {
	for _, end := range ends {
		if strings.HasSuffix(s, end) {
			return true
		}
	}
	return false
}

func startsWith(s string, starts ...string) bool {
	for _, start := range starts {
		if strings.HasPrefix(s, start) {
			return true
		}
	}
	return false
}

// soundedApart says whether two vowels between what stands before and after
// them are two syllables.
func soundedApart(pair, before, after string) bool {
	switch pair {
	case "ia":
		return !endsIn(before, "c", "t", "s", "sh") || startsWith(after, "te", "ti") || after == "" && !endsIn(before, "s")
	case "io":
		if startsWith(after, "r", "ur") && !endsIn(before, "r") {
			return false // senior, behaviour
		}
		return !endsIn(before, "t", "s", "c", "x", "g", "sh", "ch") || startsWith(after, "lo")
	case "ie":
		return startsWith(after, "t", "r") && !endsIn(before, "f", "p") || after == "st" && before != "pr" || startsWith(after, "n") && !endsIn(before, "c", "t", "fr") && !startsWith(after, "nd")
	case "iu", "ii", "yi", "uu":
		return true
	case "ea":
		return after == "" && len(before) > 1 && !vowel(before[len(before)-1]) && before != "pl" || startsWith(after, "te") && endsIn(before, "cr", "id") ||
			(before == "r" && !startsWith(after, "d", "l", "ch", "s", "r", "p", "m")) || before == "r" && startsWith(after, "ss", "ll") || endsIn(before, "cr") && startsWith(after, "ti") || before == "id"
	case "eo":
		return after != "ple" && after != "n" && !startsWith(after, "pard", "pl")
	case "ei":
		return after == "ng" || before == "r" && startsWith(after, "n", "t") || endsIn(before, "ath", "d") && after == "ty"
	case "eu":
		return before == "r" || after == "m"
	case "oi":
		return after == "ng" || startsWith(after, "nci") || before == "her" && after == "n"
	case "oe":
		return startsWith(after, "v", "t", "m") && len(before) < 3
	case "oa":
		return before == "pr"
	case "oo":
		return before == "c" && startsWith(after, "p", "rd")
	case "ua":
		return !endsIn(before, "q", "g", "s") || endsIn(before, "s") && startsWith(after, "l")
	case "ue":
		return !endsIn(before, "q", "g") && startsWith(after, "n", "l", "t") && len(before) > 1
	case "ui":
		return startsWith(after, "ng") && !endsIn(before, "q", "g", "b") || startsWith(after, "t", "ty") && endsIn(before, "n") || startsWith(after, "d") && endsIn(before, "l") || startsWith(after, "si", "ti") && endsIn(before, "t")
	case "uo":
		return !endsIn(before, "q")
	case "ao":
		return true
	case "ae":
		return endsIn(before, "isr")
	case "yo":
		return before != "" && !endsIn(before, "e", "be")
	case "ya":
		return before != "" && !vowel(before[len(before)-1])
	}
	return false
}

// oddWords are spelled otherwise than they sound.
var oddWords = map[string]int{
	"area": 3, "business": 2, "colleague": 2, "embed": 2, "every": 2, "hundred": 2, "people": 2, "safety": 2, "someone": 2,
}
