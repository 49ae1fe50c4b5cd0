package web

import (
	"net/http"
	"net/url"
	"slices"
	"strings"

	"throughline/access"
	"throughline/app"
	"throughline/casework"
	"throughline/change"
	"throughline/store"
	"throughline/web/govuk"
)

// Which people the list of retention shows.
const (
	keptDue     = "due"
	keptHeld    = "held"
	keptUnknown = "unknown"
)

var keptShows = []struct{ key, text string }{
	{"", "Everybody"}, {keptDue, "Something is due"}, {keptHeld, "A legal hold keeps something"}, {keptUnknown, "Something can’t be told"},
}

// keptAtOnce is how many people one page works through, so that no page takes
// long.
const keptAtOnce = 200

// keptSummary is how long everything about one person is kept.
type keptSummary struct {
	due, held, open, until, unknown int
	whys                            []string // why it is kept, or what is missing, each once
}

func (v *visit) summary(all []casework.Kept, wall access.Wall) (sum keptSummary) {
	for _, k := range all {
		because := because(k, wall)
		switch {
		case k.Keeping.DueOn(v.now.Plan.Day):
			sum.due++
			continue
		case k.Keeping.State == casework.KeepHeld:
			sum.held++
		case k.Keeping.State == casework.KeepOpen:
			sum.open++
		case k.Keeping.State == casework.KeepUnknown:
			sum.unknown++
		default:
			sum.until++
		}
		if !slices.Contains(sum.whys, because) {
			sum.whys = append(sum.whys, because)
		}
	}
	return sum
}

// because says why a thing is kept. The rule for adoptions is not named but
// behind the adoption wall: that there was one is known to the adoption service
// alone.
func because(k casework.Kept, wall access.Wall) string {
	if k.Keeping.Rule == adoptionRule && wall != access.AdoptionWall {
		return "A rule asks for it to be kept for very long."
	}
	return k.Keeping.Because
}

const adoptionRule = "adoption"

func (sum keptSummary) shown(show string) bool {
	switch show {
	case keptDue:
		return sum.due > 0
	case keptHeld:
		return sum.held > 0
	case keptUnknown:
		return sum.unknown > 0
	default:
		return true
	}
}

// retentionList is how long the records of each person are kept.
func (s *Server) retentionList(w http.ResponseWriter, r *http.Request, v *visit) error {
	q := r.URL.Query()
	show, after := q.Get("show"), q.Get("after")
	if !slices.ContainsFunc(keptShows, func(each struct{ key, text string }) bool { return each.key == show }) {
		return change.Problems{{Kind: change.Invalid, Sentence: "That is not one of the lists. Choose one of those on the page."}}
	}
	table := sheetTable{Caption: "How long records are kept", Head: []string{"Who", "Due", "Kept", "Can’t be told", "Why"}, Empty: "Nobody whom you may see is like that."}
	last, looked, more, err := v.retentionRows(&table, show, after)
	if err != nil {
		return err
	}
	view := sheet{
		Heading: "How long records are kept", Tables: []sheetTable{table},
		About: []string{"Worked out today for each record from the rules that are on, as the facts stand. Nothing is destroyed by itself: a list is proposed, looked through by somebody else, and signed by another person again."},
		Links: []pageLink{{Text: "Lists of records to destroy", Href: "/governance/destructions"}},
	}
	if v.caller.May(access.HoldRecords) {
		view.Links = append(view.Links, pageLink{Text: "Legal holds", Href: "/governance/holds"})
	}
	if !v.caller.Council {
		view.About = append(view.About, "What is listed is what your agency brought, of those whom it works with.")
	}
	for _, each := range keptShows {
		if each.key == show {
			view.About = append(view.About, "Shown: "+lowerFirst(each.text)+".")
			continue
		}
		view.Links = append(view.Links, pageLink{Text: "Show: " + lowerFirst(each.text), Href: withQuery(r.URL.Path, showing(each.key))})
	}
	if after != "" {
		view.First = withQuery(r.URL.Path, showing(show))
	}
	if more {
		next := showing(show)
		next.Set("after", last)
		view.Next = withQuery(r.URL.Path, next)
		view.About = append(view.About, count(looked, "person was", "people were")+" looked through. There are more on the next page.")
	}
	return v.sheet(w, http.StatusOK, "How long records are kept", view)
}

func showing(key string) url.Values {
	q := url.Values{}
	if key != "" {
		q.Set("show", key)
	}
	return q
}

// retentionRows works through people until a page is full, or enough were
// looked through. It gives the last one, how many, and whether there are more.
func (v *visit) retentionRows(table *sheetTable, show, after string) (last string, looked int, more bool, err error) {
	looking, err := v.governing(store.HowListed)
	if err != nil {
		return "", 0, false, err
	}
	last = after
	for looked < keptAtOnce && len(table.Rows) < listRows {
		rows, next, err := looking.PeopleAfter(v.r.Context(), false, last, listRows)
		if err != nil {
			return last, looked, false, err
		}
		for i, row := range rows {
			if len(table.Rows) == listRows {
				return last, looked, true, nil
			}
			if err := v.retentionRow(table, show, row); err != nil {
				return last, looked, false, err
			}
			last = row.Filed.Thing
			looked++
			more = next || i+1 < len(rows)
		}
		if !next {
			return last, looked, false, nil
		}
	}
	return last, looked, more, nil
}

func (v *visit) retentionRow(table *sheetTable, show string, row app.Found) error {
	if row.Person == nil || row.Person.Group != "" {
		return nil // destroyed, or joined to another who is listed
	}
	all, err := v.s.app.Retention(v.r.Context(), v.caller, row)
	if err != nil {
		return err
	}
	sum := v.summary(all, row.Filed.Wall)
	if !sum.shown(show) {
		return nil
	}
	const mostWhys = 3
	whys := sum.whys
	if len(whys) > mostWhys {
		whys = append(slices.Clone(whys[:mostWhys]), "And other reasons.")
	}
	table.Rows = append(table.Rows, sheetRow{[]sheetCell{
		linked(v.calledOf(row.Person), "/governance/retention/"+row.Filed.Thing), words(count(sum.due, "record")),
		words(count(sum.held+sum.open+sum.until, "record")), words(count(sum.unknown, "record")), words(whys...),
	}})
	return nil
}

func (s *Server) retentionPage(w http.ResponseWriter, _ *http.Request, v *visit) error {
	return v.showRetention(w, http.StatusOK, v.start())
}

// showRetention is everything about one person, without content, and how long
// each is kept.
func (v *visit) showRetention(w http.ResponseWriter, status int, form *govuk.Form) error {
	id, ctx := v.r.PathValue("id"), v.r.Context()
	looking, err := v.governing(store.HowOpened)
	if err != nil {
		return err
	}
	found, err := v.personFound(looking, id)
	if err != nil {
		return err
	}
	person, wall := found.Person, found.Filed.Wall
	all, err := v.s.app.Retention(ctx, v.caller, found)
	if err != nil {
		return err
	}
	lists, err := looking.About(ctx, id, casework.KindDestruction)
	if err != nil {
		return err
	}
	table := sheetTable{Heading: "Records", Caption: "How long each record is kept", Head: []string{"What", "Now", "Why"}, Empty: "Nothing about this person is left."}
	slices.SortStableFunc(all, func(a, b casework.Kept) int { return strings.Compare(keptName(a.Kind, a.Of), keptName(b.Kind, b.Of)) })
	for _, k := range all {
		table.Rows = append(table.Rows, sheetRow{[]sheetCell{words(keptName(k.Kind, k.Of)), v.keptCell(k, wall), words(because(k, wall))}})
	}
	view := sheet{
		Form: form, Caption: v.calledOf(person), Heading: "How long records are kept",
		About: []string{"What each record says is not shown here."},
	}
	if v.caller.May(access.HoldRecords) && wall != access.AdoptionWall {
		view.Links = append(view.Links, pageLink{Text: "Hold this person’s records", Href: "/governance/holds/new?person=" + id})
	}
	view.Links = append(view.Links, pageLink{Text: "Everybody", Href: "/governance/retention"})
	if !v.s.app.MayPropose(v.caller, found) {
		view.About = append(view.About, "What is listed is what your agency brought. What becomes of it is decided with the whole file, by the council.")
	}
	waiting := false
	for d := range lists.Destructions.All() {
		view.Links = append(view.Links, pageLink{Text: "The list proposed on " + d.ProposedOn.Long(), Href: "/governance/destructions/" + d.ID, About: "(" + destructionWords(d.State) + ")"})
		waiting = waiting || d.State != casework.DestructionDone && d.State != casework.DestructionRefused
	}
	view.Tables = []sheetTable{table}
	if v.summary(all, wall).due > 0 && !waiting && v.s.app.MayPropose(v.caller, found) {
		view.Asks = []askView{{
			Form: form, Heading: "Propose a list to destroy", Action: "/governance/retention/" + id, Button: "Propose what is due", Secondly: true,
			About: []string{"What is due is put on a list, without what it says. Nothing is destroyed until somebody else has looked through the list and another person has signed it."},
		}}
	}
	return v.sheet(w, status, "How long a person’s records are kept", view)
}

func (v *visit) keptCell(k casework.Kept, wall access.Wall) sheetCell {
	switch {
	case k.Keeping.DueOn(v.now.Plan.Day):
		return tagged("Due", "red", "Since "+k.Keeping.Until.AddDays(1).Long())
	case k.Keeping.State == casework.KeepHeld:
		return tagged("Held", "purple")
	case k.Keeping.State == casework.KeepOpen:
		return tagged("In use", "blue")
	case k.Keeping.State == casework.KeepUnknown:
		return tagged("Can’t be told", "yellow")
	case k.Keeping.Rule == adoptionRule && wall != access.AdoptionWall, k.Keeping.Until.IsZero():
		return tagged("Kept", "green")
	default:
		return tagged("Kept", "green", "To "+k.Keeping.Until.Long())
	}
}

// keptName is what a record is, without its content.
func keptName(kind, of string) string {
	if record, ok := casework.KindOf(of); ok {
		return record.Name
	}
	return orNothing(caseKindWords[kind], "Record")
}

func (s *Server) proposeDestruction(w http.ResponseWriter, r *http.Request, v *visit) error {
	form, err := v.typed(w)
	if err != nil {
		return err
	}
	if err := v.governs(casework.KindPerson); err != nil {
		return err
	}
	id := s.app.NewID()
	_, err = v.doGovern(casework.ProposeDestruction{ID: id, Person: r.PathValue("id")})
	if err != nil {
		status, err := v.refused(form, err)
		if err != nil {
			return err
		}
		return v.showRetention(w, status, form)
	}
	return v.done(w, "The list is proposed. Somebody else must look through it, and then another person must sign it.", "/governance/destructions/"+id)
}
