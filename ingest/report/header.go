package report

import (
	"regexp"
	"slices"
	"strings"
	"time"

	"throughline/calendar"
)

// header finds what a report says of itself: the council, the framework and
// the dates.
type header struct {
	lines []line
	head  []rawLine
}

// headLines is how many lines from the start may say what a report is.
const headLines = 60

func (h header) read(r *Report) {
	r.Framework, r.FrameworkSaid = h.framework()
	r.Council = h.council()
	for _, name := range []string{"Ofsted", "Care Quality Commission"} {
		if h.mentions(name) {
			r.Inspectorates = append(r.Inspectorates, name)
		}
	}
	if h.mentions("HMICFRS") || h.mentions("Constabulary") && r.Framework == JTAI {
		r.Inspectorates = append(r.Inspectorates, "HMICFRS")
	}
	r.Start, r.End = h.onSite()
	r.Published = h.published()
}

func (h header) first(n int) []line { return h.lines[:min(n, len(h.lines))] }

func (h header) mentions(name string) bool {
	return slices.ContainsFunc(h.lines, func(l line) bool { return strings.Contains(l.text, name) })
}

var frameworkSigns = []struct {
	framework Framework
	pattern   *regexp.Regexp
}{
	{MonitoringVisit, regexp.MustCompile(`(?i)\bmonitoring visit\b`)},
	{FocusedVisit, regexp.MustCompile(`(?i)\bfocused (?:assurance )?visit\b`)},
	{SEND, regexp.MustCompile(`(?i)\barea send inspection\b|special educational needs and/?(?: or)? disabilit`)},
	{JTAI, regexp.MustCompile(`(?i)\bjoint targeted area inspection\b|\bJTAI\b`)},
	{SIF, regexp.MustCompile(`(?i)\binspection of services for children in need of help and\b`)},
	{SLAC, regexp.MustCompile(`(?i)\bsafeguarding and looked[ -]after children(?:[’']s services| services|:| inspection|$)`)},
	{ILACS, regexp.MustCompile(`(?i)\binspection of children[’']s social care services\b|\bILACS\b`)},
	{ILACS, regexp.MustCompile(`(?i)^inspection of .*local authority(?: children[’']s services)?$|^the impact of leaders on social work`)},
}

// framework takes the first sign, in the order above, among the lines that say
// what the report is.
func (h header) framework() (Framework, Said) {
	first := h.first(headLines)
	for _, window := range []int{8, len(first)} {
		for _, sign := range frameworkSigns {
			for i, l := range first[:min(window, len(first))] {
				both := l.text
				if i+1 < len(first) {
					both += " " + first[i+1].text
				}
				if sign.pattern.MatchString(l.text) || sign.pattern.MatchString(both) && !sign.pattern.MatchString(strings.TrimPrefix(both, l.text)) {
					return sign.framework, Said{l.text, l.n}
				}
			}
		}
	}
	return UnknownFramework, Said{}
}

const properName = `([A-Z][\w’'&.,-]*(?:(?: |, )(?:[A-Z][\w’'&.,-]*|and|of|on|upon|with|the|&))*)`

var councilPatterns = []*regexp.Regexp{
	regexp.MustCompile(`(?i:^inspection of )` + properName + `(?i: local authority| children[’']s services| children[’']s social care)`),
	regexp.MustCompile(`(?i:^(?:inspection of|focused visit to|monitoring visit (?:of|to)) )` + properName + `(?: Council\b| City\b| County\b)*$`),
	regexp.MustCompile(`(?i:(?:focused|monitoring) (?:assurance )?visit (?:to|of|in) )` + properName + `(?i: local authority| children[’']s services| council| borough| county|$)`),
	regexp.MustCompile(`(?i:^joint (?:targeted )?area inspection of )` + properName + `$`),
	regexp.MustCompile(`(?i:area send inspection of )` + properName + `(?i: local area partnership|$)`),
	regexp.MustCompile(`^` + properName + ` Children[’']s Services$`),
	regexp.MustCompile(`^(` + strings.Replace(properName, `(`, `(?:`, 1) + ` (?:Council|Authority))$`),
	regexp.MustCompile(`^((?:London|Royal) Borough of ` + properName + `)$`),
	regexp.MustCompile(`(?i:^(?:local authority|service name|name of local authority|authority):? )` + properName + `$`),
	regexp.MustCompile(`(?i:^(?:overall effectiveness of )?(?:the )?services? in )` + properName + `(?i:$| (?:is|are)\b)`),
	regexp.MustCompile(`(?:[Ss]ervices|[Cc]hildren) in ` + properName + `[.,]`),
	regexp.MustCompile(`(?i:children[’']s services in )` + properName + `(?i: (?:is|are|requires?)\b|\.)`),
}

var notName = regexp.MustCompile(`(?i) (?:local authority|local area partnership|children[’']s services)$`)

// council looks for a council's name where reports put it. A name of a council
// that has published reports is taken before any other.
func (h header) council() Said {
	first := h.first(headLines)
	if said := h.councilOnTop(); said.Found() {
		return said
	}
	var other Said
	for _, pattern := range councilPatterns {
		for i, l := range first {
			texts := []string{l.text}
			if i+1 < len(first) {
				texts = append(texts, l.text+" "+first[i+1].text)
			}
			for _, text := range texts {
				m := pattern.FindStringSubmatch(text)
				if m == nil {
					continue
				}
				name := strings.TrimRight(strings.TrimSpace(m[1]), ",.")
				name = notName.ReplaceAllString(name, "")
				if len(Published().Of(name)) > 0 {
					return Said{name, l.n}
				}
				if !other.Found() && CouncilKey(name) != "" && !strings.Contains(name, "Ofsted") && !strings.Contains(name, "Safeguarding") {
					other = Said{name, l.n}
				}
			}
		}
	}
	return other
}

var (
	topStart = regexp.MustCompile(`(?i)^inspection of (?:the )?`)
	topEnd   = regexp.MustCompile(`(?i) local authority\b.*$| children[’']s (?:social care )?services\b.*$`)
)

// councilOnTop looks for a council that has published reports in the first
// lines, which together often make one title.
func (h header) councilOnTop() Said {
	first := h.first(8)
	for i, l := range first {
		text := ""
		for _, more := range first[i:min(i+3, len(first))] {
			text = strings.TrimSpace(text + " " + more.text)
			name := topEnd.ReplaceAllString(topStart.ReplaceAllString(text, ""), "")
			if startsUpper(text) && len(Published().Of(name)) > 0 {
				return Said{name, l.n}
			}
		}
	}
	return Said{}
}

const (
	monthNames = `(?:January|February|March|April|May|June|July|August|September|October|November|December|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)`
	dayNumber  = `(\d{1,2})(?:st|nd|rd|th)?`
)

var (
	dateRange  = regexp.MustCompile(`(?i)\b` + dayNumber + `(?:\s+(` + monthNames + `))?\.?(?:,?\s+(\d{4}))?\s*(?:to|–|—|─|-|and|until)\s*` + dayNumber + `\s+(` + monthNames + `)\.?,?\s+(\d{4})`)
	oneDate    = regexp.MustCompile(`(?i)\b` + dayNumber + `\s+(` + monthNames + `)\.?,?\s+(\d{4})`)
	oneMonth   = regexp.MustCompile(`(?i)\b(` + monthNames + `)\.?,?\s+(\d{4})`)
	onSiteSign = regexp.MustCompile(`(?i)^(?:inspection|visit|fieldwork)? ?dates?\b|\bbetween\b.*\band\b|^dates of|\bvisit\b|\binspection\b`)
	published  = regexp.MustCompile(`(?i)(?:report |first |date )?published(?: on| in|:)?|publication date|date of publication`)
)

// onSite gives the first and last day of the inspection: the first range of
// dates where a line, or the two together, says that it is one.
func (h header) onSite() (start, end Day) {
	for _, signs := range []*regexp.Regexp{regexp.MustCompile(`(?i)^inspection dates?\b`), onSiteSign} {
		for i, l := range h.lines {
			if !signs.MatchString(l.text) {
				continue
			}
			text := l.text
			if i+1 < len(h.lines) {
				text += " " + h.lines[i+1].text
			}
			if m := dateRange.FindStringSubmatch(text); m != nil {
				said := Said{m[0], l.n}
				month, year := orElse(m[2], m[5]), orElse(m[3], m[6])
				return dayOf(m[1], month, year, said), dayOf(m[4], m[5], m[6], said)
			}
		}
	}
	return Day{}, Day{}
}

func orElse(a, b string) string {
	if a == "" {
		return b
	}
	return a
}

func (h header) published() Day {
	for _, l := range h.lines {
		place := published.FindStringIndex(l.text)
		if place == nil {
			continue
		}
		after := l.text[place[1]:]
		if m := oneDate.FindStringSubmatch(after); m != nil {
			return dayOf(m[1], m[2], m[3], Said{m[0], l.n})
		}
		if m := oneMonth.FindStringSubmatch(after); m != nil {
			return dayOf("", m[1], m[2], Said{m[0], l.n})
		}
	}
	return Day{}
}

// dayOf reads a date that the patterns found. One that does not exist, such as
// 31 April, is kept as said and not as a date.
func dayOf(day, month, year string, said Said) Day {
	for m := time.January; m <= time.December; m++ {
		if strings.EqualFold(month[:3], m.String()[:3]) {
			month = m.String()
		}
	}
	d, err := calendar.ParseDated(strings.TrimSpace(day + " " + month + " " + year))
	if err != nil {
		return Day{Said: said}
	}
	return Day{d, said}
}

// OnSite reads the dates of an inspection as they are printed, such as “27
// September to 8 October 2021”. What can't be read is unknown.
func OnSite(printed string) (start, end calendar.Dated) {
	m := dateRange.FindStringSubmatch(printed)
	if m == nil {
		return calendar.Dated{}, calendar.Dated{}
	}
	said := Said{m[0], 1}
	return dayOf(m[1], orElse(m[2], m[5]), orElse(m[3], m[6]), said).Dated, dayOf(m[4], m[5], m[6], said).Dated
}
