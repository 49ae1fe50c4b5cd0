package report

import (
	"regexp"
	"strconv"
	"strings"
)

// itemAfter says whether the line after this one begins an area.
func (r *lists) itemAfter() bool {
	if r.at+1 >= len(r.lines) {
		return false
	}
	next := r.lines[r.at+1]
	_, isTime := timescaleOf(next.text)
	return next.mark != "" || isTime || startsWithVerb(next.text)
}

// subheading says whether the line is a short heading, of two lines at most,
// with areas or a timescale under it.
func (r *lists) subheading() bool {
	l := r.lines[r.at]
	if l.mark != "" || !startsUpper(l.text) || endsList(l) && !sectionHead.MatchString(bare(l.text)) {
		return false
	}
	end := r.headingEnd()
	if end == 0 {
		return false
	}
	next := r.lines[end]
	_, isTime := timescaleOf(next.text)
	follows := next.mark != "" && (styleOf(next.mark) != "1" || r.style != "1" || next.mark == strconv.Itoa(r.number+1) || next.mark == "1") &&
		!(styleOf(next.mark) == "1" && r.style != "1" && r.style != "")
	return isTime || follows
}

// headingEnd is the place of the line after a heading that begins here; 0 when
// none does.
func (r *lists) headingEnd() int {
	letters := 0
	for i := r.at; i < len(r.lines) && i <= r.at+1; i++ {
		l := r.lines[i]
		letters += len(l.text)
		if i > r.at && (l.gap || l.mark != "") {
			return i
		}
		if letters > longestHeading || strings.HasSuffix(l.text, ".") {
			return 0
		}
		if i+1 < len(r.lines) {
			next := r.lines[i+1]
			if _, isTime := timescaleOf(next.text); next.gap || next.mark != "" || isTime {
				return i + 1
			}
		}
	}
	return 0
}

// leadsIn says whether a sentence that ends in a colon begins here, with areas
// or a timescale under it.
func (r *lists) leadsIn() bool {
	for i := r.at; i < len(r.lines) && i < r.at+6; i++ {
		l := r.lines[i]
		if l.mark != "" || i > r.at && l.gap {
			return false
		}
		if strings.HasSuffix(l.text, ":") {
			return true
		}
	}
	return false
}

// wholeHeading reads a heading or a lead-in of several lines, and goes to its last.
func (r *lists) wholeHeading() string {
	words := r.lines[r.at].text
	for !strings.HasSuffix(words, ":") && r.at+1 < len(r.lines) {
		next := r.lines[r.at+1]
		if _, isTime := timescaleOf(next.text); next.gap || next.mark != "" || isTime {
			break
		}
		words += " " + next.text
		r.at++
	}
	return bare(words)
}

var inOrderTo = regexp.MustCompile(`(?i)^in order to\b`)

// marksSoon says whether bullets or numbers follow within a few lines.
func (r *lists) marksSoon() bool {
	for i := r.at; i < len(r.lines) && i < r.at+8; i++ {
		if _, isTime := timescaleOf(r.lines[i].text); r.lines[i].mark != "" || isTime {
			return true
		}
	}
	return false
}

var verbs = regexp.MustCompile(`(?i)^(?:urgently |further |continue to |fully |also |take (?:urgent )?(?:action|steps) to )?(?:accelerate|accurately|address|agree|align|amend|appoint|apply|assess|assure|audit|build|clarify|` +
	`complete|consider|continue|convene|co-?ordinate|create|decrease|deliver|demonstrate|develop|embed|enable|engage|enhance|ensure|establish|evaluate|expand|extend|` +
	`finalise|fund|identify|implement|improve|increase|introduce|investigate|make|maintain|monitor|prioritise|produce|progress|promote|provide|raise|record|recruit|reduce|refresh|` +
	`require|resolve|revise|review|secure|seek|set|share|strengthen|support|sustain|take|tackle|target|track|train|undertake|update|use|work)\b`)

// startsWithVerb says whether words begin as inspectors begin an area:
// “ensure that…”, “improve…”.
func startsWithVerb(text string) bool { return verbs.MatchString(text) }

var dangling = regexp.MustCompile(`(?i)(?:\b(?:to|and|or|of|the|a|an|that|which|by|for|with|in|on|at|from|not|is|are|be|should|must|will|their|its)|,|-|–)$`)

// danglingEnd says that words can't end where they do.
func danglingEnd(words string) bool { return dangling.MatchString(words) }
