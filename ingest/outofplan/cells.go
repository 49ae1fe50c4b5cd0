package outofplan

import (
	"slices"
	"strconv"
	"strings"

	"throughline/deadline"
	"throughline/ingest/planfile"
	"throughline/plan"
)

func timescaleOrder(t deadline.Timescale) int {
	if i := slices.Index(deadline.Timescales, t); i >= 0 {
		return i
	}
	return len(deadline.Timescales)
}

// written gives words as a file can hold them: lines end with \n alone, signs that no spreadsheet shows have a picture of their own, and
// blanks alone are nothing.
func written(text string) string {
	if strings.TrimSpace(text) == "" {
		return ""
	}
	text = lineEnds.Replace(text)
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\t' || r == '\n':
		case r < ' ':
			return '\u2400' + r
		case r == '\x7f':
			return '\u2421'
		}
		return r
	}, text)
}

var lineEnds = strings.NewReplacer("\r\n", "\n", "\r", "\n")

// cell gives what stands under a heading.
func (m *maker) cell(heading string, o of) string {
	if o.part != nil {
		if text, ok := m.partCell(heading, o.part, o.action); ok {
			return text
		}
	}
	if o.action != nil {
		if text, ok := m.actionCell(heading, o.action); ok {
			return text
		}
	}
	if o.area != nil {
		return m.areaCell(heading, o.area)
	}
	return ""
}

func (m *maker) areaCell(heading string, area *plan.Area) string {
	switch heading {
	case AreaReference:
		return area.Ref
	case Section:
		return area.Section.Words()
	case Timescale:
		return timescaleWords(area.Timescale)
	case Area:
		return area.Words
	case AreaTitle:
		return area.Title
	case AreaDue:
		return area.Due.String()
	case AreaAddressees:
		return strings.Join(area.Addressees, "\n")
	case AreaNotes:
		return strings.Join(area.Notes, "\n")
	case AreaReport:
		if report, ok := m.p.Reports.Get(area.Report); ok {
			return ReportWords(report)
		}
	}
	return ""
}

// ReportWords name a report: who wrote it, and its title.
func ReportWords(r *plan.Report) string {
	if r.Title == "" {
		return r.Inspectorate
	}
	return r.Inspectorate + ": " + r.Title
}

// timescaleWords leaves the cell empty where inspectors set none.
func timescaleWords(t deadline.Timescale) string {
	if t == deadline.None {
		return ""
	}
	return t.Words()
}

// OriginWords name where an action came from.
var OriginWords = map[plan.Origin]string{
	plan.FromArea: "An area for improvement", plan.FromNarrative: "The report’s narrative", plan.FromAudit: "An audit", plan.FromMeeting: "A meeting",
}

// Between stands between several references in a cell.
const Between = "; "

func (m *maker) actionCell(heading string, a *plan.Action) (string, bool) {
	switch heading {
	case AreaReference:
		return m.areaRefs(a), true
	case Section:
		return a.Section.Words(), true
	case Timescale:
		return timescaleWords(a.Timescale), true
	case ActionReference:
		return a.Ref, true
	case Action:
		return a.Title, true
	case Origin:
		return OriginWords[a.Origin], true
	case OriginNote:
		return a.OriginNote, true
	case ActionDue:
		return a.Due.String(), true
	case DependsOn:
		return m.actionRefs(a.DependsOn), true
	case SuccessMeasure:
		return a.SuccessMeasure, true
	case Contingency:
		return a.Contingency, true
	case GoLive:
		return a.GoLive.String(), true
	case PlannedOn:
		return a.PlannedOn.String(), true
	case Standing:
		return m.standing(a), true
	case Claimed, ShownClaims:
		return m.claimed(heading, a.ID), true
	}
	return m.actionFact(heading, a)
}

func (m *maker) actionFact(heading string, a *plan.Action) (string, bool) {
	facts := m.p.Facts(a.ID)
	if facts == nil {
		return "", false
	}
	switch heading {
	case Status:
		return statusWords(facts.Done(), !facts.LastNews.IsZero()), true
	case LastNews:
		return facts.LastNews.String(), true
	case ActionDone:
		return facts.DoneWords(), true
	case Checked:
		return facts.Checked.Words, true
	case Difference:
		return facts.Difference.Words, true
	}
	return "", false
}

// areaRefs names every area that an action serves, the one that it stands under first.
func (m *maker) areaRefs(a *plan.Action) string {
	var refs []string
	first := m.primary(a)
	if first != nil {
		refs = append(refs, first.Ref)
	}
	for _, id := range a.Areas {
		if area, ok := m.p.Areas.Get(id); ok && area != first {
			refs = append(refs, area.Ref)
		}
	}
	return strings.Join(refs, Between)
}

func (m *maker) actionRefs(ids []string) string {
	var refs []string
	for _, id := range ids {
		if a, ok := m.p.Actions.Get(id); ok {
			refs = append(refs, a.Ref)
		}
	}
	return strings.Join(refs, Between)
}

func (m *maker) standing(a *plan.Action) string {
	words := a.Standing.Words()
	if a.Ending == nil || a.Standing == plan.Live {
		return words
	}
	words += " on " + a.Ending.On.Long()
	if by, ok := m.p.Actions.Get(a.Ending.SupersededBy); ok {
		words += ", and " + by.Ref + " takes its place"
	}
	return words
}

// The words of Status.
const (
	notStarted = "Not started"
	inProgress = "In progress"
	done       = "Done"
)

func statusWords(isDone, news bool) string {
	switch {
	case isDone:
		return done
	case news:
		return inProgress
	default:
		return notStarted
	}
}

// The words of Measure.
const (
	YesOrNo  = "Yes or no"
	ByNumber = "By number"
)

func (m *maker) partCell(heading string, part *plan.Part, a *plan.Action) (string, bool) {
	switch heading {
	case PartReference:
		return part.Ref, true
	case Part:
		return part.Text, true
	case Owner:
		return m.postTitle(part.Owner), true
	case Agency:
		return m.p.AgencyName(m.p.AgencyOfPost(part.Owner)), true
	case Signer:
		return m.postTitle(part.Signer), true
	case SignerAgency:
		return m.p.AgencyName(m.p.AgencyOfPost(part.Signer)), true
	case Due:
		return part.Due.String(), true
	case Measure:
		if part.Kind == plan.Quantity {
			return ByNumber, true
		}
		return YesOrNo, true
	case Target:
		if part.Kind == plan.Quantity {
			return strconv.Itoa(part.Target), true
		}
		return "", true
	case Unit:
		return part.Unit, true
	case Milestones:
		return milestones(part.Milestones), true
	case Reached:
		return reached(part.Milestones), true
	case RevisedDue:
		return part.Extended.String(), true
	case ApprovedBy:
		return m.approver(part), true
	case RequestedDue:
		return m.requested(part), true
	}
	return m.partFact(heading, part, a)
}

func (m *maker) partFact(heading string, part *plan.Part, _ *plan.Action) (string, bool) {
	facts := m.p.FactsOfPart(part)
	switch heading {
	case Status:
		return statusWords(facts.Done, !facts.LastNews.IsZero()), true
	case Progress:
		return progress(part), true
	case Wanting:
		return strings.Join(facts.Wanting, " "), true
	case SignedOn:
		if part.Signed == nil {
			return "", true
		}
		return part.Signed.On.String(), true
	case LastNews:
		return facts.LastNews.String(), true
	case Accepted, Waiting:
		accepted, waiting := 0, 0
		for _, e := range m.p.EvidenceFor(part.ID) {
			switch {
			case e.CountsOn(m.p.Day):
				accepted++
			case e.State == plan.Offered:
				waiting++
			}
		}
		if heading == Waiting {
			return strconv.Itoa(waiting), true
		}
		return strconv.Itoa(accepted), true
	}
	return "", false
}

// postTitle is the title alone: the agency has a column of its own.
func (m *maker) postTitle(id string) string {
	if post, ok := m.p.Posts.Get(id); ok {
		return post.Title
	}
	return ""
}

func progress(part *plan.Part) string {
	switch {
	case part.Kind == plan.Quantity:
		return plan.Number(part.Progress.Quantity) + " of " + plan.Number(part.Target) + " " + part.Unit
	case part.Progress.Complete:
		return "Complete on " + part.Progress.CompleteOn.Long()
	default:
		return ""
	}
}

// approver names who approved the date that a part was extended to.
func (m *maker) approver(part *plan.Part) string {
	if part.Extended.IsZero() {
		return ""
	}
	for _, x := range slices.Backward(m.p.ExtensionsOf(part.ID)) {
		if x.State == plan.Approved && x.Until == part.Extended {
			if by, ok := m.p.Memberships.Get(x.DecidedBy); ok {
				return by.Name
			}
		}
	}
	return ""
}

func (m *maker) requested(part *plan.Part) string {
	for _, x := range slices.Backward(m.p.ExtensionsOf(part.ID)) {
		if x.State == plan.Asked {
			return x.Until.String()
		}
	}
	return ""
}

// claimed gives what the files that an action came from say of it.
func (m *maker) claimed(heading, action string) string {
	var said []string
	for _, row := range m.imported[action] {
		words := claimWords[planfile.Fact(row.Claim)]
		if heading == ShownClaims {
			words = moreTime(row.Entry)
		}
		if words != "" && !slices.Contains(said, words) {
			said = append(said, words)
		}
	}
	return strings.Join(said, "\n")
}

var claimWords = map[planfile.Fact]string{
	planfile.NotStarted: notStarted, planfile.InProgress: inProgress, planfile.Done: done, planfile.DoneAndEmbedded: "Done and embedded",
}
