package web

import (
	"net/url"
	"strings"

	"throughline/access"
	"throughline/calendar"
	"throughline/plan"
	"throughline/store"
)

// eachParam asks for each look on a line of its own. The looks of one member,
// or at one person, are each on a line too.
const eachParam = "each"

// looksAt gives a page of the looks at a person.
func (v *visit) looksAt(person string) ([]store.Looks, string, error) {
	ctx, db, page, q := v.r.Context(), v.s.app.Store(), v.pageOf(), v.r.URL.Query()
	switch by := q.Get("by"); {
	case by != "":
		return single(db.ViewsBetween(ctx, v.caller, person, by, page))
	case !v.folds():
		return single(db.ViewsOfPerson(ctx, v.caller, person, page))
	default:
		return db.LooksAtPerson(ctx, v.caller, person, page)
	}
}

// looksBy gives a page of the looks that a member of staff had.
func (v *visit) looksBy(member string) ([]store.Looks, string, error) {
	ctx, db, page, q := v.r.Context(), v.s.app.Store(), v.pageOf(), v.r.URL.Query()
	switch of := q.Get("of"); {
	case of != "":
		return single(db.ViewsBetween(ctx, v.caller, of, member, page))
	case !v.folds():
		return single(db.ViewsByMember(ctx, v.caller, member, page))
	default:
		return db.LooksByMember(ctx, v.caller, member, page)
	}
}

// single makes each view a line of its own.
func single(views []store.Viewing, next string, err error) ([]store.Looks, string, error) {
	lines := make([]store.Looks, len(views))
	for i, each := range views {
		lines[i] = store.Looks{
			Viewing: each, First: each.At, Count: 1, Purposes: []access.Purpose{each.Purpose}, Hows: []store.How{each.How},
			Stood: []store.Standing{{Wall: each.Wall, Ties: each.Ties}},
		}
	}
	return lines, next, err
}

// folds says whether the looks of one day are one line on this page.
func (v *visit) folds() bool {
	q := v.r.URL.Query()
	return q.Get(eachParam) != yesValue && q.Get("by") == "" && q.Get("of") == ""
}

func (v *visit) foldedWords(whose string) string {
	if v.folds() {
		return "All the looks of one day " + whose + " are one line, which you can open."
	}
	return "Each look is a line of its own."
}

func (v *visit) foldingLink() pageLink {
	if v.folds() {
		return pageLink{Text: "Each look on a line of its own", Href: v.r.URL.Path + "?" + eachParam + "=" + yesValue}
	}
	return pageLink{Text: "The looks of each day in one line", Href: v.r.URL.Path}
}

// openLooks is where the looks of one line are shown one by one: those of the
// same member, or at the same person, from the latest of the line.
func openLooks(path, whose, id, before string) string {
	q := url.Values{"before": {before}}
	if id == "" {
		q.Set(eachParam, yesValue)
	} else {
		q.Set(whose, id)
	}
	return path + "?" + q.Encode()
}

// lookRow is one line of looks. Whose says of which looks they are, for
// somebody who hears the link alone.
func (v *visit) lookRow(l store.Looks, opens string, who sheetCell, whose string, roles ...string) sheetRow {
	when := words(stamp(l.At))
	if l.Count > 1 {
		when = sheetCell{Link: &pageLink{Text: "All " + plan.Number(l.Count) + " looks", Href: opens, About: whose}, Lines: []string{spanOf(l)}}
	}
	var why, what []string
	for _, p := range l.Purposes {
		if name := p.Name(); name != "" {
			why = append(why, name)
		}
	}
	for _, how := range l.Hows {
		what = append(what, howWords(how))
	}
	seen, stood := seenWords(l.Viewing), []string{"None"}
	if l.How == store.HowReadExempt {
		why, seen = []string{"Reading a paper"}, ""
	} else {
		stood = v.stoodWords(l)
	}
	return sheetRow{[]sheetCell{when, who, words(append(why, roles...)...), words(append(what, seen)...), words(stood...)}}
}

// spanOf is the day, and the first and last time, of the looks of a line.
func spanOf(l store.Looks) string {
	first, last := l.First.In(calendar.London()), l.At.In(calendar.London())
	from, to := first.Format("3:04pm"), last.Format("3:04pm")
	if calendar.DayOf(first) != calendar.DayOf(last) { // recorded just after midnight
		return stamp(l.First) + " to " + stamp(l.At)
	}
	if from == to {
		return stamp(l.At)
	}
	return calendar.DayOf(last).Long() + ", first at " + from + ", last at " + to
}

// stoodWords says each way in which whoever looked stood to the person.
func (v *visit) stoodWords(l store.Looks) (all []string) {
	for _, s := range l.Stood {
		each := l.Viewing
		each.Wall, each.Ties = s.Wall, s.Ties
		all = append(all, v.tiesThen(each))
	}
	return all
}

// tiesThen says how whoever looked stood to the person when they did, as it was
// recorded then. Nearly everybody has a tie to the council as an agency, so
// that of its own staff says no more than that they act for it.
func (v *visit) tiesThen(each store.Viewing) string {
	if each.Person == "" {
		return "None"
	}
	agency, known := v.now.Plan.Agencies.Get(each.Agency)
	council := known && agency.Kind == plan.CouncilKind
	var all []string
	for _, tie := range []struct {
		has   bool
		words string
	}{
		{each.Ties.Allocated, "allocated to them"}, {each.Ties.Team, "allocated to their team"},
		{each.Ties.Agency && !council, "their agency works with the person"}, {each.Ties.Glass, "opened in an emergency"},
		{council && !each.Ties.Allocated && !each.Ties.Team, "acts for the council, with no tie of their own"},
	} {
		if tie.has {
			all = append(all, tie.words)
		}
	}
	if each.Wall != access.NoWall && each.Wall != "" {
		all = append(all, "behind a wall")
	}
	if len(all) == 0 {
		return "None"
	}
	return strings.ToUpper(all[0][:1]) + strings.Join(all, "; ")[1:]
}
