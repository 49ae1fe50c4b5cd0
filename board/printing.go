package board

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"throughline/calendar"
	"throughline/plan"
)

// DemoMark stands at the top and the foot of every demonstration paper.
const DemoMark = "Demonstration. Every agency, person and figure is invented. Only the areas for improvement are quoted from a published report."

// This file holds the words that both forms of a paper print around its data.

var headings = map[string]string{
	"purpose":      "Purpose of the report and summary",
	"key":          "Key information and questions for Board members",
	"inspection":   "The inspection and its areas for improvement",
	"additional":   "Additional actions",
	"decisions":    "Decisions required",
	"exempt":       "Exempt items",
	"implications": "Implications",
	"cleared":      "Cleared by",
	"questions":    "Questions for Board members",
	"contact":      "Contact",
	"rows":         "Annex A: the rows behind each statement",
	"definitions":  "Annex B: what the words and figures mean",
	"stated":       "Annex C: figures published before",
}

// Heading is the heading of a section.
func (d PaperData) Heading(section string) string { return d.Template.heading(section) }

// FurtherWords says that the plan goes beyond the listed areas.
func (PaperData) FurtherWords() string {
	return "The action plan holds actions beyond those that answer the areas for improvement in the inspection report."
}

// AdditionalWords says how far the additional actions are and where they are
// listed.
func (d PaperData) AdditionalWords() string {
	for _, s := range d.Statements {
		if s.Statement.Section == plan.Additional {
			return fmt.Sprintf("%s They are listed in table %d.", s.Statement.Sentence, s.Table)
		}
	}
	return ""
}

// AreasWords introduces the areas.
func (PaperData) AreasWords() string {
	return "The areas for improvement below are in the inspectors' own words, in the order in which they were listed."
}

// StatedWords introduces the figures published before.
func (PaperData) StatedWords() string {
	return "These figures were published before, about the same plan. They are kept as published and nothing is worked out from them. " +
		"Areas and actions are counted separately, because the published figures do not always say which they count."
}

// Marks are the warnings at the top of a paper.
func (d PaperData) Marks() []string {
	marks := slices.Clone(d.Notices)
	if d.Demo {
		marks = append(marks, DemoMark)
	}
	switch d.State {
	case Draft:
		marks = append(marks, "Draft, not published")
	case Withdrawn:
		marks = append(marks, "Withdrawn draft, never published")
	case Published: // needs no mark
	}
	return marks
}

// Kind is the class by which a paper's styles say on every printed side what
// its marks say at its top: "demonstration", "draft", both, or "".
func (d PaperData) Kind() string {
	var kinds []string
	if d.Demo {
		kinds = append(kinds, "demonstration")
	}
	if d.State != Published {
		kinds = append(kinds, "draft")
	}
	return strings.Join(kinds, "-")
}

// Detail is one line about the paper.
type Detail struct{ Name, Value string }

// Details is what stands under the title.
func (d PaperData) Details() []Detail {
	list := slices.Concat([]Detail{{"Committee", d.Committee}, {"Meeting", d.Meeting.Long()}}, d.Template.details(), []Detail{{"Plan as at", d.AsAt.Long()}, {"Known at", d.KnownAt.Words()}})
	if d.Reference != "" {
		list = append(list, Detail{"Reference", d.Reference}, Detail{"Published", d.PublishedOn.Long()})
	}
	author := d.Author.Name
	if author != "" && d.Author.Agency != "" {
		author += ", " + d.Author.Agency
	}
	if author != "" {
		list = append(list, Detail{"Author", author})
	}
	return slices.Concat(list, d.ClearDays.details(d.Meeting))
}

// Words is the position and time as people read them.
func (k KnownAt) Words() string {
	words := "entry " + plan.Number(int(k.Position))
	if !k.Time.IsZero() {
		t := k.Time.In(calendar.London())
		words += ", " + calendar.DayOf(t).Long() + " at " + strings.Replace(t.Format("3:04pm"), ":00", "", 1)
	}
	return words
}

// InspectionWords tells when the inspection was, what it found and what was
// published.
func (d PaperData) InspectionWords() []string {
	i := d.Inspection
	if i.Title == "" {
		return nil
	}
	who := make([]string, len(i.Inspectorates))
	for n, name := range i.Inspectorates {
		who[n] = withArticle(name)
	}
	first := "Inspectors carried out this inspection"
	if len(who) > 0 {
		first = capital(listed(who)) + " carried out this inspection"
	}
	if i.Start.Precision != calendar.Unknown && i.End.Precision != calendar.Unknown {
		first += " between " + i.Start.Long() + " and " + i.End.Long()
	}
	words := []string{first + ": " + inSentence(i.Title, "Ofsted") + "."}
	if i.Outcome != "" {
		words = append(words, "The overall outcome, in the inspectors' words: “"+strings.TrimRight(i.Outcome, ".")+"”.")
	}
	for _, r := range i.Reports {
		words = append(words, fmt.Sprintf("%s published its report%s.", capital(withArticle(r.Inspectorate)), onDay(r.Published)))
	}
	if len(i.Judgements) > 0 {
		words = append(words, "Judgements: "+strings.Join(i.Judgements, "; ")+".")
	}
	return words
}

// withArticle fits an inspectorate's name into a sentence.
func withArticle(name string) string {
	if strings.HasPrefix(name, "Care Quality") {
		return "the " + name
	}
	return name
}

func onDay(d calendar.Dated) string {
	switch d.Precision {
	case calendar.ToTheDay:
		return " on " + d.Long()
	case calendar.ToTheMonth:
		return " in " + d.Long()
	default:
		return ", on a day not recorded"
	}
}

// FooterLines is what stands at the foot.
func (d PaperData) FooterLines() []string {
	var lines []string
	if d.Demo {
		lines = append(lines, DemoMark)
	}
	identity := fmt.Sprintf("Plan as at %s, known at %s.", d.AsAt.Long(), d.KnownAt.Words())
	if d.Reference == "" {
		return append(lines, "Not published. "+identity)
	}
	return append(lines, fmt.Sprintf("Reference %s. Published on %s. %s", d.Reference, d.PublishedOn.Long(), identity),
		"SHA-256 of this paper's data: "+d.DataHash)
}

// beside is what the paper prints after a sentence: lateness, what is left
// out, and what has been checked.
func beside(st Statement) string {
	var all []string
	for _, s := range []string{st.Lateness, st.LeftOutSentence, st.Checks} {
		if s != "" {
			all = append(all, s)
		}
	}
	return strings.Join(all, " ")
}

func figuresOf(st Statement) string {
	return fmt.Sprintf("Actions: %s. Complete: %s. Complete but for one part: %s. Remaining: %s, of which in progress: %s. Left out: %s.",
		plan.Number(st.Total), plan.Number(st.Complete), plan.Number(len(st.Except)), plan.Number(st.Remaining), plan.Number(st.InProgress), plan.Number(len(st.LeftOut)))
}

func counted(st Statement) []Row {
	var rows []Row
	for _, row := range st.Rows {
		if row.Bucket != LeftOut {
			rows = append(rows, row)
		}
	}
	return rows
}

func bucketWords(b Bucket) string {
	switch b {
	case Complete:
		return "Complete"
	case Except:
		return "Complete but for one part"
	case Remaining:
		return "Remaining"
	default:
		return "Left out"
	}
}

func duesOf(row Row) []string {
	list := []string{row.Due.Long()}
	if !row.ApprovedDate.IsZero() {
		list = append(list, "later date approved: "+row.ApprovedDate.Long())
	}
	if row.DaysLate > 0 {
		list = append(list, fmt.Sprintf("%s %s late", plan.Number(row.DaysLate), either(row.DaysLate, "day", "days")))
	}
	return list
}

func doneWords(row Row) string {
	if row.Bucket == Complete {
		return fmt.Sprintf("%s, on %s", row.Done.Words, row.DoneOn.Long())
	}
	return row.Done.Words
}

func wantingOf(row Row) []string {
	var list []string
	if len(row.Parts) == 0 {
		return []string{"It has no parts, so it can't be done yet."}
	}
	for _, part := range row.Parts {
		if !part.Done {
			list = append(list, fmt.Sprintf("Part %s, %s (%s). %s", part.Ref, inSentence(part.Text, part.Agency), part.Owner, strings.Join(part.Wanting, " ")))
		}
	}
	return list
}

func endedWords(row LeftOutRow) string {
	words := capital(row.Standing.Words())
	if row.SupersededBy != "" {
		words += " by " + row.SupersededBy
	}
	return words
}

func decidedWords(row LeftOutRow) string {
	if row.On.IsZero() {
		return "Not recorded"
	}
	return row.On.Long() + " by " + cmp.Or(row.By, "a person no longer listed")
}

func areaNote(a AreaRow) string {
	return fmt.Sprintf("%s; due %s; %s", a.Ref, a.Due.Long(), lowerFirst(a.Done.Words))
}

func rulesOfAreas(areas []AreaRow) string {
	for _, a := range areas {
		if a.DueRule != areas[0].DueRule || a.Due != areas[0].Due {
			return "" // each says its own in the programs' data; the dates stand beside the areas
		}
	}
	if len(areas) == 0 || areas[0].DueRule == "" {
		return ""
	}
	return "Due " + areas[0].Due.Long() + ": " + areas[0].DueRule + "."
}

// ruleList says once how each date in a table was reached.
func ruleList(rows []Row) []string {
	var list []string
	seen := map[string]bool{}
	for _, row := range rows {
		line := row.Due.Long() + ": " + row.DueRule + "."
		if row.Due.IsZero() || row.DueRule == "" || seen[line] {
			continue
		}
		seen[line] = true
		list = append(list, line)
	}
	return list
}

func decisionWords(committee string, d Decision) string {
	return fmt.Sprintf("The %s is asked to %s %s.", strings.TrimPrefix(cmp.Or(committee, "Board"), "The "), d.Kind, strings.TrimRight(d.Text, ". "))
}

func contactLines(c Contact) []string {
	var lines []string
	for _, line := range []string{c.Name, c.Role, prefixed("Telephone: ", c.Phone), prefixed("Email: ", c.Email)} {
		if line != "" {
			lines = append(lines, line)
		}
	}
	if len(lines) == 0 {
		return []string{"No contact has been entered."}
	}
	return lines
}

func prefixed(prefix, s string) string {
	if s == "" {
		return ""
	}
	return prefix + s
}

func statedWords(s StatedData) string {
	words := "“" + strings.Trim(s.Text, "“”\".") + "”"
	if s.Exception != "" {
		words += "; " + s.Exception
	}
	if s.Source != "" {
		words += " (" + s.Source + ")"
	}
	return words
}

// paragraphs splits prose at blank lines.
func paragraphs(text string) []string {
	var list []string
	for p := range strings.SplitSeq(text, "\n\n") {
		if p = strings.Join(strings.Fields(p), " "); p != "" {
			list = append(list, p)
		}
	}
	return list
}
