package report

import (
	"regexp"
	"strings"

	"throughline/deadline"
)

var (
	footnoteMark = regexp.MustCompile(`([a-z?.:])\d{1,2}$`)

	// The headings of lists, as reports of each framework write them.
	listHeads = []struct {
		pattern *regexp.Regexp
		kind    AreaKind
	}{
		{regexp.MustCompile(`(?i)^(?:areas? for priority actions?|priority and immediate actions?|priority actions?|immediate actions?|priority areas for improvement)$`), ForPriority},
		{regexp.MustCompile(`(?i)^what (?:needs|need) to (?:improve|be improved)(?: in this area of social work practice| to .*)?$`), ForImprovement},
		{regexp.MustCompile(`(?i)^(?:key |main |other |further )?areas? (?:for|of) (?:improvement|development)$`), ForImprovement},
		{regexp.MustCompile(`(?i)^(?:key |main )?recommendations?(?: for (?:improvement|action))?$`), Recommended},
	}
	// A sentence that leads in to the list, such as the founding paper's.
	leadIn = regexp.MustCompile(`(?i)\bareas? (?:for|of) improvement\b.*:$`)

	// The headings that end a list. Source: the headings that follow the lists of 431 published reports.
	endHeads = regexp.MustCompile(`(?i)^(?:` + strings.Join([]string{
		`(?:the )?experiences? and progress`, `the impact of leaders`, `the effectiveness of`, `summary(?: for children| of (?:key )?findings| for)?\b`,
		`main findings`, `key strengths`, `(?:the )?(?:local authority|lscb|board)[’']s strengths`, `progress since`, `inspection (?:findings|judgements?)\b`,
		`information about`, `executive summary`, `what (?:the )?inspection judgements? mean`, `notes?$`, `findings$`, `next steps$`, `contents$`,
		`inspection team`, `about this inspection`, `inspection details`, `children who need help and protection(?: (?:are|requires?|is)\b|:|$)`,
		`what (?:is it like|is working well|the local)`, `strengths$`, `outstanding practice`, `outcomes? for (?:looked[ -]after )?children`,
		`decisions? required`, `local area partnership details`, `the office for standards`, `if you (?:are not happy|would like)`, `overall effectiveness`,
		`capacity for improvement`, `record of main findings`, `annex\b`, `appendix\b`, `yours sincerely`,
	}, "|") + `)`)

	// Whose list it is: a report of 2013 to 2017 has the council's, and then the safeguarding board's.
	boardHead   = regexp.MustCompile(`(?i)^(?:the )?(?:local safeguarding children board|lscb)(?: \(lscb\))?$|^what does the lscb need to improve|^inspection judgements? about the lscb`)
	councilHead = regexp.MustCompile(`(?i)^the local authority$|^what does the local authority need to improve`)

	sectionHead = regexp.MustCompile(`(?i)^(?:services for )?(?:safeguarding(?: services| children(?: and young people)?)?|looked[ -]after children(?:[’']s services)?|services for looked[ -]after children|children looked after)$`)

	timescaleHead = regexp.MustCompile(`(?i)^(immediately|with immediate effect|immediate|within (?:the next )?(\w+) (working days|days|weeks?|months?|years?)(?: of (?:the )?(?:publication|receipt|inspection|report).*)?)$`)

	noneSaid = regexp.MustCompile(`(?i)^(?:there (?:are|were|is) |(?:this|the) inspection (?:did not|has not|identified) |inspectors (?:did not|have not|identified) )?(?:no|none|find any|found any|identif(?:y|ied) any)\b.{0,60}$`)
)

// bare is a heading without its colon, question mark or footnote's number.
func bare(text string) string {
	text = strings.TrimRight(footnoteMark.ReplaceAllString(text, "$1"), " :?.…")
	return strings.Join(strings.Fields(text), " ")
}

// listHead says whether a line is the heading of a list of areas.
func listHead(l line) (AreaKind, bool) {
	if len(l.text) > longestHeading && !strings.HasSuffix(l.text, ":") || strings.HasSuffix(l.text, ".") || !startsUpper(l.text) && !strings.HasSuffix(l.text, ":") {
		return "", false
	}
	for _, head := range listHeads {
		if head.pattern.MatchString(bare(l.text)) {
			return head.kind, true
		}
	}
	if leadIn.MatchString(l.text) {
		return ForImprovement, true
	}
	return "", false
}

// endsList says whether a line is a heading after which a list has ended.
func endsList(l line) bool {
	return l.mark == "" && startsUpper(l.text) && !strings.HasSuffix(l.text, ".") && endHeads.MatchString(l.text)
}

// timescaleOf reads a heading such as “Within three months:”. A timescale that
// is not one of the three is found, with None.
func timescaleOf(text string) (deadline.Timescale, bool) {
	if len(text) > longestHeading {
		return deadline.None, false
	}
	m := timescaleHead.FindStringSubmatch(bare(text))
	switch {
	case m == nil:
		return deadline.None, false
	case m[2] == "":
		return deadline.Immediate, true
	case strings.EqualFold(m[3], "months") && (strings.EqualFold(m[2], "three") || m[2] == "3"):
		return deadline.ThreeMonths, true
	case strings.EqualFold(m[3], "months") && (strings.EqualFold(m[2], "six") || m[2] == "6"):
		return deadline.SixMonths, true
	}
	return deadline.None, true
}
