package report

import (
	"regexp"
	"strings"
)

// scales are the words that each framework grades with, best first.
var scales = map[Framework][]string{
	SLAC:  {"outstanding", "good", "adequate", "inadequate"},
	SIF:   {"outstanding", "good", "requires improvement", "inadequate"},
	ILACS: {"outstanding", "good", "requires improvement to be good", "inadequate"},
}

var (
	gradeWords  = regexp.MustCompile(`(?i)^(?:grade:? ?\d? ?\(?)?(outstanding|good|adequate|inadequate|requires? improvement(?: to be good)?)\)?$`)
	gradeAtEnd  = regexp.MustCompile(`(?i)^(.{6,140}?)(?:\s*[:–]\s*|\s{2,}|\s+[-]\s+)(outstanding|good|adequate|inadequate|requires? improvement(?: to be good)?)$`)
	verdict     = regexp.MustCompile(`(?i)\b((?:children[’']s services in .{2,60}?|(?:the )?(?:overall effectiveness|local safeguarding children board|lscb|effectiveness of the lscb|arrangements)\b.{0,120}?))\s+(?:is|are) ?(?:that children[’']s services )?(?:judged (?:to be )?)?(outstanding|good|adequate|inadequate)\b`)
	wanting     = regexp.MustCompile(`(?i)\b(children[’']s services in .{2,60}?|(?:the )?(?:overall effectiveness|local safeguarding children board|lscb|effectiveness of the lscb)\b.{0,60}?)\s+(requires? improvement(?: to be good)?)\b`)
	overallSaid = regexp.MustCompile(`(?i)^(the overall judgement) is (?:that children[’']s services )?(?:are )?(outstanding|good|inadequate|requires? improvement(?: to be good)?)\b`)
	rowStart    = regexp.MustCompile(`^(?:The |Overall |\d+(?:\.\d+)?\.? )`)
	notAspect   = regexp.MustCompile(`(?i)^(?:judgement|grade|aspect)\b`)
)

// WordOn gives a grade as a word of the framework's scale: “Require
// improvement” is “requires improvement” of several services. "" when it is
// not on the scale.
func WordOn(framework Framework, said string) string {
	word := strings.ToLower(strings.Join(strings.Fields(said), " "))
	word = strings.Replace(word, "require improvement", "requires improvement", 1)
	for _, each := range scales[framework] {
		if word == each {
			return each
		}
	}
	return ""
}

// judgements reads the grades of the tables on a report's first pages and of
// its sentences.
func judgements(head []rawLine, lines []line, framework Framework) (all []Judgement) {
	seen := map[string]bool{}
	add := func(aspect, grade string, n int) {
		aspect = strings.Trim(numbered.ReplaceAllString(strings.Join(strings.Fields(aspect), " "), ""), " :–-")
		key := strings.TrimPrefix(strings.ToLower(aspect), "the ")
		if key == "" || seen[key] || notAspect.MatchString(aspect) {
			return
		}
		seen[key] = true
		all = append(all, Judgement{aspect, WordOn(framework, grade), Said{strings.Join(strings.Fields(grade), " "), n}})
	}
	for _, row := range tableRows(head) {
		add(row.aspect, row.grade, row.n)
	}
	if framework == SLAC {
		for _, l := range lines {
			if m := gradeAtEnd.FindStringSubmatch(l.text); m != nil {
				add(m[1], m[2], l.n)
			}
		}
	}
	if framework != SIF {
		return all
	}
	for i, l := range lines[:min(headLines, len(lines))] {
		text := l.text
		if i+1 < len(lines) && !lines[i+1].gap {
			text += " " + lines[i+1].text
		}
		for _, sentence := range []*regexp.Regexp{verdict, wanting, overallSaid} {
			if m := sentence.FindStringSubmatchIndex(text); m != nil && m[0] < len(l.text) && m[0] < 60 {
				add(text[m[2]:m[3]], text[m[4]:m[5]], l.n)
			}
		}
	}
	return all
}

type gradeRow struct {
	aspect, grade string
	n             int
}

// tableRows reads rows of what was judged and its grade: blocks of lines
// parted by blank ones, whose right halves together are a grade.
func tableRows(head []rawLine) (rows []gradeRow) {
	var block []rawLine
	for i := 0; i <= len(head); i++ {
		if i < len(head) && head[i].text != "" {
			block = append(block, head[i])
			continue
		}
		rows = append(rows, rowsOf(block)...)
		block = nil
	}
	return rows
}

// rowsOf reads a block. It is one row when its right halves make one grade,
// and several when each begins as a row does.
func rowsOf(block []rawLine) (rows []gradeRow) {
	var row gradeRow
	put := func() {
		if row.grade = strings.Join(strings.Fields(row.grade), " "); gradeWords.MatchString(row.grade) && row.aspect != "" {
			rows = append(rows, row)
		}
		row = gradeRow{}
	}
	for _, l := range block {
		left, right := l.text, ""
		if each, other, ok := halves(l); ok {
			left, right = each, other.text
		} else if m := gradeAtEnd.FindStringSubmatch(l.text); m != nil {
			left, right = m[1], m[2]
		} else if gradePart.MatchString(l.text) && l.indent > 20 {
			left, right = "", l.text
		}
		if rowStart.MatchString(left) && (strings.TrimSpace(row.grade) != "" || numbered.MatchString(left)) && !onlyStart(row.grade) {
			put()
		}
		if row.n == 0 || row.grade == "" && right != "" {
			row.n = l.n
		}
		row.aspect += " " + left
		row.grade += " " + right
	}
	put()
	return rows
}

// onlyStart says that a grade has begun on a line above what it grades.
func onlyStart(grade string) bool {
	return strings.EqualFold(strings.TrimSpace(grade), "requires") || strings.EqualFold(strings.TrimSpace(grade), "require")
}

var numbered = regexp.MustCompile(`^\d+(?:\.\d+)?\.? +`)

var gradePart = regexp.MustCompile(`(?i)^(?:outstanding|good|adequate|inadequate|requires?|improvement|requires? improvement(?: to be good)?|requires? improvement to|improvement to be|to be good|be good)$`)
