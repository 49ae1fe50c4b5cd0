package web

import (
	"cmp"
	"net/http"
	"slices"
	"strings"

	"throughline/access"
	"throughline/app"
	"throughline/calendar"
	"throughline/casework"
	"throughline/change"
	"throughline/store"
)

// caseFileView is the file of one person: a page that a stranger understands
// in a minute. What the caller may not see is left out without a trace.
type caseFileView struct {
	moment
	Bar       purposeBar
	Heading   string
	About     string // what they are, and how old
	Others    []string
	Tie, Wall string
	Glance    []factRow
	Sections  []fileSection
	Groups    []recordGroup
	SeesWork  bool // records are shown, if there are any
	NewRecord string
	Links     []pageLink
	WhoLooked string
	Data      string
}

// fileSection is one part of a file.
type fileSection struct {
	ID, Heading string
	None        string // what is said when there is nothing
	Rows        []fileRow
	Earlier     []fileRow // what has ended
	Adds        []pageLink
}

// fileRow is one thing of a file. The links say what they act on to those who
// hear them alone.
type fileRow struct {
	Key   string
	Lines []string
	Links []pageLink
}

// recordGroup is the records of one kind, newest first.
type recordGroup struct {
	Kind string
	Rows []recordRow
}

type recordRow struct {
	Day, Title, Href, By string
	Draft                bool
}

var caseFileTemplate = newPage[caseFileView]("case_file.tmpl")

// fileShown is a file while its page is made.
type fileShown struct {
	v     *visit
	id    string
	day   calendar.Date // of the page
	given app.File
	file  *casework.File
	own   store.Filed // how the caller stands to the person
	names map[string]*casework.Person
	view  access.Scope
}

func (v *visit) openFile(id string, how store.How) (*fileShown, app.State, error) {
	st, err := v.state()
	if err != nil {
		return nil, st, err
	}
	looking, err := v.look(how)
	if err != nil {
		return nil, st, err
	}
	given, err := looking.File(v.r.Context(), id)
	if err != nil {
		return nil, st, err
	}
	f := &fileShown{v: v, id: id, day: st.Plan.Day, given: given, file: given.Folder.File(id), view: v.scope(access.View)}
	f.own = store.Filed{Wall: given.Wall, Ties: given.Ties}
	var others []string
	for _, r := range f.file.Relationships {
		others = append(others, r.Person, r.Of)
	}
	for _, a := range f.file.Addresses {
		others = append(others, a.People...)
	}
	others = slices.DeleteFunc(others, f.isOwn)
	slices.Sort(others)
	f.names, err = v.namesOf(slices.Compact(others)...)
	v.readAll()
	return f, st, err
}

// isOwn says whether an id is the person's, or that of a record joined to
// theirs.
func (f *fileShown) isOwn(id string) bool {
	return id == f.id || slices.ContainsFunc(f.file.People, func(p *casework.Person) bool { return p.ID == id })
}

// sees says whether the caller may see such a thing about the person.
func (f *fileShown) sees(body any) bool {
	class, ok := casework.ClassOf(body)
	return ok && f.view.Allows(class, f.given.Wall, f.given.Ties)
}

// mayAdd says whether the caller may record such a thing about the person now.
func (f *fileShown) mayAdd(needs access.Permission, bodies ...any) bool {
	return f.v.Now() && f.v.mayRecord(needs, f.own, bodies...)
}

func (s *Server) caseFilePage(w http.ResponseWriter, r *http.Request, v *visit) error {
	f, st, err := v.openFile(r.PathValue("id"), store.HowOpened)
	if err != nil {
		return err
	}
	view := caseFileView{
		moment: v.moment, Bar: v.bar(), Heading: "Erased", Tie: v.tieWords(f.given.Ties), Glance: f.glance(), Groups: f.recordGroups(),
		SeesWork: f.sees(casework.Relationship{}), Data: v.To("/casework/people/" + f.id + "/data.json"), WhoLooked: v.whoLooked(f.id),
	}
	if f.given.Wall == access.Restricted {
		view.Wall = "Access to this person’s record is restricted."
	}
	if p := f.given.Person; p != nil {
		view.Heading, view.Others = p.NameOn(f.day).Whole(), otherNames(p, f.day)
		view.About = strings.Join(withoutBlank(partWords(p), bornWords(p, f.day)), ", ")
		for _, joined := range f.file.People {
			if joined.ID != f.id {
				view.Others = append(view.Others, joined.NameOn(f.day).Whole()+" (another record of the same person)")
			}
		}
	}
	view.Sections = withoutEmpty(f.whoSection(), f.identifierSection(), f.workSection(), f.familySection(), f.addressSection(), f.careSection(), f.reviewSection(), f.describeSection())
	if v.Now() && len(v.kindsFor(f.own)) > 0 {
		view.NewRecord = "/casework/people/" + f.id + "/records/new"
	}
	if f.mayAdd(access.RecordCasework, casework.Person{}) {
		view.Links = append(view.Links, pageLink{Text: "Change their details", Href: "/casework/people/" + f.id + "/edit"})
	}
	if v.caller.May(access.ReadMeasures) {
		view.Links = append(view.Links, pageLink{Text: "Deadlines", Href: v.To("/casework/people/" + f.id + "/deadlines")})
	}
	if v.caller.May(access.ReadAlerts) {
		view.Links = append(view.Links, pageLink{Text: "Alerts", Href: v.To("/casework/people/" + f.id + "/alerts")})
	}
	view.Links = append(view.Links, v.guardLinks(f.id, f.own, view.SeesWork)...)
	return caseFileTemplate.write(w, http.StatusOK, v.shell("A person’s file", st), view)
}

func withoutEmpty(sections ...fileSection) []fileSection {
	return slices.DeleteFunc(sections, func(s fileSection) bool { return s.Heading == "" })
}

// whoLooked is where to see who looked at a person, for those who may.
func (v *visit) whoLooked(person string) string {
	if !v.caller.May(access.ReadViews) {
		return ""
	}
	return "/casework/people/" + person + "/views"
}

func dates(from, until calendar.Date) string {
	switch {
	case from.IsZero() && until.IsZero():
		return ""
	case from.IsZero():
		return "Until " + until.Long()
	case until.IsZero():
		return "From " + from.Long()
	default:
		return from.Long() + " to " + until.Long()
	}
}

func hasEnded(until, day calendar.Date) bool { return !until.IsZero() && until.Before(day) }

// put puts a row among those of now, or those that have ended.
func (s *fileSection) put(row fileRow, isOver bool) {
	if isOver {
		s.Earlier = append(s.Earlier, row)
		return
	}
	s.Rows = append(s.Rows, row)
}

func (s *fileSection) add(may bool, text, href string) {
	if may {
		s.Adds = append(s.Adds, pageLink{Text: text, Href: href})
	}
}

// changing links to the form that changes a thing, and to its history.
func (f *fileShown) changing(needs access.Permission, path, id, text, about string) []pageLink {
	links := []pageLink{{Text: "History", Href: f.v.To("/casework/things/" + id + "/history"), About: about}}
	held, ok := f.given.Filed[id]
	if ok && f.v.Now() && f.v.caller.May(needs) && f.v.scope(needs.Act()).Allows(held.Class, held.Wall, held.Ties) {
		links = append([]pageLink{{Text: text, Href: "/casework/" + path + "/" + id + "/edit", About: about}}, links...)
	}
	return links
}

func (f *fileShown) adding(path string) string {
	return "/casework/people/" + f.id + "/" + path + "/new"
}

func (f *fileShown) whoSection() fileSection {
	s := fileSection{ID: "who", Heading: "Who they are"}
	p := f.given.Person
	if p == nil {
		return fileSection{}
	}
	for _, n := range p.Names {
		s.Rows = append(s.Rows, fileRow{Key: change.UpperFirst(n.Kind.Words()), Lines: withoutBlank(n.Whole(), dates(n.From, n.Until))})
	}
	for _, fact := range []fileRow{
		{Key: "Born", Lines: withoutBlank(datedText(p.Born))}, {Key: "Expected", Lines: withoutBlank(datedText(p.Expected))}, {Key: "Died", Lines: withoutBlank(datedText(p.Died))},
		{Key: "Sex", Lines: withoutBlank(change.UpperFirst(casework.SexCodes.Label(p.Sex)))}, {Key: "Languages", Lines: withoutBlank(strings.Join(p.Languages, ", "))},
	} {
		if len(fact.Lines) > 0 {
			s.Rows = append(s.Rows, fact)
		}
	}
	if p.Interpreter {
		s.Rows = append(s.Rows, fileRow{Key: "Interpreter", Lines: []string{"Needs one"}})
	}
	s.Rows = append(s.Rows, fileRow{Key: "Details", Links: f.changing(access.RecordCasework, "people", f.id, "Change", "these details")})
	return s
}

func (f *fileShown) identifierSection() fileSection {
	s := fileSection{ID: "identifiers", Heading: "Identifiers", None: "No identifier is recorded that you may see."}
	for _, i := range f.file.Identifiers {
		lines := withoutBlank(i.Value, "From: "+i.Source, dates(i.From, i.Until))
		if i.Wrong != "" {
			lines = append(lines, "Not this person’s: "+i.Wrong)
		}
		s.put(fileRow{i.Type.Words(), lines, f.changing(access.RecordCasework, "identifiers", i.ID, "End or correct", lowerFirst(i.Type.Words()))}, i.Wrong != "" || hasEnded(i.Until, f.day))
	}
	s.add(f.mayAdd(access.RecordCasework, identifierForm().may()...), "Add an identifier", f.adding("identifiers"))
	return s
}

func (f *fileShown) workSection() fileSection {
	s := fileSection{ID: "work", Heading: "Who works with them", None: "Nobody is recorded."}
	for _, a := range f.file.Allocations {
		lines := withoutBlank(f.v.allocatedWords(a), workPartWords(a.For), a.Reason, dates(a.From, a.Until), a.Why)
		needs, path := access.Allocate, "allocations"
		if a.Role.Checks() {
			needs, path = access.AllocateChecks, "checks"
		}
		s.put(fileRow{a.Role.Words(), lines, f.changing(needs, path, a.ID, "End", "the allocation of "+f.v.allocatedWords(a))}, hasEnded(a.Until, f.day))
	}
	for _, i := range f.file.Involvements {
		name := f.v.now.Plan.AgencyName(i.Agency)
		basis := map[casework.Basis]string{casework.Statutory: "By a statutory duty", casework.OnConsent: "By consent"}[i.Basis]
		lines := withoutBlank(workPartWords(i.For), basis, i.Why, dates(i.From, i.Until), i.Ending)
		s.put(fileRow{name, lines, f.changing(access.RecordCasework, "involvements", i.ID, "End", "the involvement of "+name)}, i.Stopped || hasEnded(i.Until, f.day))
	}
	s.add(f.mayAdd(access.Allocate, allocationForm().may()...), "Allocate to a worker or a team", f.adding("allocations"))
	s.add(f.mayAdd(access.AllocateChecks, checkForm().may()...), "Allocate to answer a request or to audit", f.adding("checks"))
	s.add(f.mayAdd(access.RecordCasework, involvementForm().may()...), "Add an agency", f.adding("involvements"))
	return f.orLeftOut(s, casework.Allocation{}, casework.Allocation{Role: casework.RequestLead})
}

// orLeftOut leaves a section out that is empty because the caller may not see
// what would be in it.
func (f *fileShown) orLeftOut(s fileSection, bodies ...any) fileSection {
	if len(s.Rows)+len(s.Earlier)+len(s.Adds) == 0 && !slices.ContainsFunc(bodies, f.sees) {
		return fileSection{}
	}
	return s
}

func (f *fileShown) familySection() fileSection {
	s := fileSection{ID: "family", Heading: "Family and household", None: "No relationship is recorded."}
	for _, r := range f.file.Relationships {
		mine, other := r.Of, r.Person
		if !f.isOwn(mine) {
			mine, other = r.Person, r.Of
		}
		person := f.names[other]
		if person == nil {
			continue
		}
		name := person.NameOn(f.day).Whole()
		lines := withoutBlank(change.UpperFirst(kinshipTo(r, mine)), change.UpperFirst(bornWords(person, f.day)))
		if r.Responsibility {
			if r.Person == other {
				lines = append(lines, "Has parental responsibility for this person")
			} else {
				lines = append(lines, "This person has parental responsibility for them")
			}
		}
		lines = append(lines, withoutBlank(r.Note, dates(r.From, r.Until))...)
		links := append([]pageLink{{Text: "Open their file", Href: f.v.To("/casework/people/" + other), About: name}},
			f.changing(access.RecordCasework, "relationships", r.ID, "Change or end", "the relationship to "+name)...)
		s.put(fileRow{name, lines, links}, hasEnded(r.Until, f.day))
	}
	s.add(f.mayAdd(access.RecordCasework, relationships()...), "Add a relationship", f.adding("relationships"))
	return f.orLeftOut(s, relationships()...)
}

func (f *fileShown) addressSection() fileSection {
	s := fileSection{ID: "addresses", Heading: "Where they live", None: "No address is recorded that you may see."}
	for _, a := range f.file.Addresses {
		lines := withoutBlank(a.Whole(), a.Phone, a.Email, dates(a.From, a.Until))
		if a.Masked {
			lines = append(lines, "Masked. "+a.Reason)
		}
		var with []string
		for _, id := range a.People {
			if p := f.names[id]; p != nil && !f.isOwn(id) {
				with = append(with, p.NameOn(f.day).Whole())
			}
		}
		if len(with) > 0 {
			lines = append(lines, "With "+strings.Join(with, ", "))
		}
		s.put(fileRow{change.UpperFirst(addressKindWords[a.Kind]), lines, f.changing(access.RecordCasework, "addresses", a.ID, "End or mask", "the address from "+a.From.Long())}, hasEnded(a.Until, f.day))
	}
	s.add(f.mayAdd(access.RecordCasework, addressForm().may()...), "Add an address", f.adding("addresses"))
	return s
}

func (f *fileShown) careSection() fileSection {
	s := fileSection{ID: "care", Heading: "Time in care", None: "They are not, and have not been, looked after."}
	open := false
	for _, e := range newest(f.file.Episodes, func(e *casework.Episode) calendar.Date { return e.Started }) {
		lines := withoutBlank(dates(e.Started, e.Ended), change.UpperFirst(casework.NeedCodes.Label(e.Need)))
		if e.EndReason != "" {
			lines = append(lines, "Ended: "+casework.CeasedCodes.Label(e.EndReason))
		}
		open = open || e.Ended.IsZero()
		links := f.changing(access.RecordCasework, "care", e.ID, "End", "the time in care from "+e.Started.Long())
		s.put(fileRow{"Looked after", lines, links}, !e.Ended.IsZero())
	}
	for _, l := range newest(f.file.LegalStatuses, func(l *casework.LegalStatus) calendar.Date { return l.From }) {
		s.put(fileRow{"Legal status", withoutBlank(change.UpperFirst(casework.LegalStatusCodes.Label(l.Code))+" ("+l.Code+")", dates(l.From, l.Until)), f.changing("", "", l.ID, "", "the legal status from "+l.From.Long())}, !l.Until.IsZero())
	}
	for _, p := range newest(f.file.Placements, func(p *casework.Placement) calendar.Date { return p.From }) {
		lines := withoutBlank(change.UpperFirst(casework.PlacementCodes.Label(p.Type))+" ("+p.Type+")", p.Carer, p.Postcode, dates(p.From, p.Until))
		s.put(fileRow{"Placement", lines, f.changing("", "", p.ID, "", "the placement from "+p.From.Long())}, !p.Until.IsZero())
	}
	s.add(!open && f.mayAdd(access.RecordCasework, casework.Episode{}), "Start a time in care", f.adding("care"))
	s.add(open && f.mayAdd(access.RecordCasework, casework.Episode{}), "Change the legal status or placement", f.adding("care-changes"))
	return f.orLeftOut(s, casework.Episode{})
}

func newest[T any](all []T, on func(T) calendar.Date) []T {
	sorted := slices.Clone(all)
	slices.SortStableFunc(sorted, func(a, b T) int { return cmp.Compare(on(b).String(), on(a).String()) })
	return sorted
}

func (f *fileShown) reviewSection() fileSection {
	s := fileSection{ID: "reviews", Heading: "Reviews", None: "No review is recorded."}
	for _, r := range newest(f.file.Reviews, func(r *casework.Review) calendar.Date { return r.Due }) {
		lines := []string{"Due by " + r.Due.Long()}
		if !r.Held.IsZero() {
			lines = append(lines, "Held on "+r.Held.Long())
		}
		if r.Participation != "" {
			lines = append(lines, "How the child took part: "+casework.ParticipantCodes.Label(r.Participation))
		}
		if r.Chair != "" {
			lines = append(lines, "Chair: "+nameOf(f.v.now.Plan, r.Chair))
		}
		if r.Postponed != "" {
			lines = append(lines, "Put off: "+r.Postponed)
		}
		lines = append(lines, withoutBlank(r.Decisions)...)
		s.put(fileRow{"Review", lines, f.changing(access.RecordCasework, "reviews", r.ID, "Record or change", "the review due on "+r.Due.Long())}, !r.Held.IsZero())
	}
	s.add(f.file.LookedAfter(f.day) != nil && f.mayAdd(access.RecordCasework, casework.Review{}), "Plan a review", f.adding("reviews"))
	return f.orLeftOut(s, casework.Review{})
}

func (f *fileShown) describeSection() fileSection {
	s := fileSection{ID: "description", Heading: "Ethnicity, disability and needs", None: "Nothing is recorded."}
	for _, c := range f.file.Characteristics {
		var disabilities []string
		for _, code := range c.Disabilities {
			disabilities = append(disabilities, casework.DisabilityCodes.Label(code))
		}
		for _, row := range []fileRow{
			{Key: "Ethnic group", Lines: withoutBlank(casework.EthnicityCodes.Label(c.Ethnicity))}, {Key: "Gender", Lines: withoutBlank(c.Gender)},
			{Key: "Disability", Lines: disabilities}, {Key: "Religion or belief", Lines: withoutBlank(c.Religion)}, {Key: "What helps them take part", Lines: withoutBlank(c.Needs)},
		} {
			if len(row.Lines) > 0 {
				s.Rows = append(s.Rows, row)
			}
		}
		s.Rows = append(s.Rows, fileRow{Key: "Description", Links: f.changing(access.RecordCasework, "characteristics", c.ID, "Change", "this description")})
	}
	s.add(len(f.file.Characteristics) == 0 && f.mayAdd(access.RecordCasework, casework.Characteristics{}), "Describe them", f.adding("characteristics"))
	return f.orLeftOut(s, casework.Characteristics{})
}
