package planfile

import (
	"regexp"

	"throughline/ingest/document"
)

var (
	listOfAreas    = regexp.MustCompile(`(?i)\b(areas? (?:for|of) (?:improvement|development)|recommendations?|priorit(?:y|ies)|requirements?|must do|should do|findings)\b`)
	listOfActions  = regexp.MustCompile(`(?i)\b(action plan|actions?|improvement plan|milestones|tasks)\b`)
	timescaleWords = `(?:to be (?:completed|done) |for completion )?(?:immediate(?:ly| actions?)?|within (?:the )?(?:next )?(?:\w+|\d+)[\s-](?:working )?(?:hours?|days?|weeks?|months?|terms?|years?)|in (?:\w+|\d+) (?:weeks|months)|(?:short|medium|long)[\s-]term|(?:\w+|\d+)[\s-]months?)`
	timescaleTail  = `\)?\s*(?:actions?|areas?(?: for improvement)?)?\s*:?\s*$`
	timescaleAlone = regexp.MustCompile(`(?i)^\(?(` + timescaleWords + `)` + timescaleTail)
	timescaleForm  = regexp.MustCompile(`(?i)^[^:]{0,80}?[\s:–—(-]+\(?(` + timescaleWords + `)` + timescaleTail)
	itemLead       = regexp.MustCompile(`(?i)\b(?:lead|owner|who|responsible|led by)\s*:\s*([^;)\n]+)`)
	itemDue        = regexp.MustCompile(`(?i)\b(?:by|due|when|deadline|target date)\b\s*:?\s*([^;)\n]+)`)
	itemStatus     = regexp.MustCompile(`(?i)\b(?:status|progress|rag)\s*:\s*([^;)\n]+)`)
	itemRef        = regexp.MustCompile(`^\s*((?:[A-Z]{1,3}[ .-]?)?\d{1,3}(?:\.\d{1,3})*)[.):]?\s+\S`)
)

// guessList says whether a list is one of areas or actions. A list of anything else, such as the points of a summary, is left out.
func guessList(i int, block document.Block) Table {
	rows := block.Rows
	t := Table{
		Block: i, Place: place(block, rows[0]), Heading: block.Heading, List: true, First: rows[0].Number, Last: rows[len(rows)-1].Number,
		Headers: []int{}, Columns: []Meant{},
	}
	t.Place.Row = 0
	_, timescale := sectionAndTimescale(block.Heading)
	told, deep, levels := 0, 0, 0
	for _, row := range rows {
		text := listText(row)
		if itemLead.MatchString(text) || dueIn(text) != "" {
			if told++; row.Level > 0 {
				deep++
			}
		}
		if _, when := sectionAndTimescale(text); when != "" {
			timescale = when
		}
		levels = max(levels, row.Level)
	}
	means, why := Area, ""
	switch {
	case timescale != "":
		why = "it stands under " + quoted(timescale)
	case listOfAreas.MatchString(block.Heading):
		why = "its heading is of areas for improvement"
	case listOfActions.MatchString(block.Heading):
		means, why = Action, "its heading is of actions"
	case told*2 >= len(rows) && told > 0:
		means, why = Action, "its points say who is to do them or by when"
	}
	if levels > 0 && (deep > 0 || told == 0) { // areas with their actions under them
		means = Area
	}
	t.Plan, t.Confidence = why != "", 70
	if why == "" {
		why = "nothing says that it is a list of areas or actions"
	}
	t.Why = capital(why) + "."
	t.Columns = append(t.Columns, Meant{Column: 1, Name: "", Means: means, Confidence: t.Confidence, Why: t.Why})
	return t
}

// listText gives the words of a point.
func listText(row document.Row) string {
	for _, c := range own(row) {
		return tidy(c.Text)
	}
	return ""
}

// dueIn gives the words of a point that say by when, if they hold a day.
func dueIn(text string) string {
	for _, m := range itemDue.FindAllStringSubmatch(text, -1) {
		for _, f := range days(m[1], false) {
			if f.start < 8 {
				return tidy(m[1])
			}
		}
	}
	return ""
}
