package report

import (
	"errors"
	"strings"
	"unicode/utf8"
)

// Limit is the most text, in bytes, that a report may have: about 700 pages.
const Limit = 2 << 20

// Read reads the text of a report: pasted, from a text file, or as pdftotext
// -layout gives it. Every line of a list of areas is in an area, or a warning
// says why not. What the text does not have is left empty, with a warning. The
// error is for what is no text, or too much of it, as a sentence.
func Read(text string) (Report, []Warning, error) {
	switch {
	case len(text) > Limit:
		return Report{}, nil, errors.New("the text is longer than any report: give the report alone, at most 2 MB of text")
	case strings.TrimSpace(text) == "":
		return Report{}, nil, errors.New("there is no text to read: paste the report, or choose its file")
	case notText(text):
		return Report{}, nil, errors.New("this is not text: give a report as a .txt or .pdf file, or paste its words")
	}
	r := lists{reading: readLines(text)}
	r.lists()
	out := Report{Areas: append([]Area{}, r.areas...), Inspectorates: []string{}}
	h := header{lines: r.lines, head: r.reading.head}
	h.read(&out)
	out.Judgements = append([]Judgement{}, judgements(r.reading.head, r.lines, out.Framework)...)
	return out, append(missing(out), r.warningsWithin()...), nil
}

// notText says that a file is of another kind: it has bytes that no text has.
func notText(text string) bool {
	head := text[:min(len(text), 4096)]
	strange := 0
	for i, r := range head {
		if r == 0 && !strings.HasPrefix(text, "\xff\xfe") || r == utf8.RuneError && i+utf8.UTFMax < len(head) {
			strange++
		}
	}
	return strange > len(head)/20
}

// missing says what a report's reader must enter, since its text lacks it.
func missing(r Report) (all []Warning) {
	say := func(found bool, text string) {
		if !found {
			all = append(all, Warning{Text: text})
		}
	}
	say(r.Council.Found(), "The council’s name was not found in the text.")
	say(r.Framework != UnknownFramework, "The kind of inspection was not found in the text. Choose it.")
	say(!r.Start.Date.IsZero(), "The dates of the inspection were not found in the text. Enter them.")
	say(!r.Published.Date.IsZero(), "The date of publication was not found in the text. Enter it.")
	say(len(r.Judgements) > 0 || r.Framework == JTAI || r.Framework == FocusedVisit || r.Framework == MonitoringVisit || r.Framework == SEND, "No judgement was found in the text.")
	say(len(r.Areas) > 0, "No area for improvement, recommendation or priority action was found. We look for lists under headings such as “What needs to improve”, “Areas for improvement”, “Recommendations” and “Areas for priority action”.")
	return all
}
