package intoplan

import (
	"slices"
	"strings"
	"unicode"

	"throughline/deadline"
	"throughline/ingest/planfile"
	"throughline/plan"
)

// Suggest gives choices to start from: those remembered where they still hold, and those that the words themselves settle. An owner is
// only suggested where the words name a post, the person who holds it, or an agency that has one post.
func Suggest(r *planfile.Reading, p *plan.Plan, inspection string, before Choices) Choices {
	c := NewChoices(inspection)
	c.AreaDates = before.AreaDates
	c.Report = onlyReport(p, inspection)
	if report, ok := p.Reports.Get(before.Report); ok && report.Inspection == inspection {
		c.Report = before.Report
	}
	words := DistinctIn(r)
	for _, owner := range words.Owners {
		post := before.Owners[owner.Text]
		if !open(p, post) {
			post = namedPost(p, owner)
		}
		if post != "" {
			c.Owners[owner.Text] = post
			agency := p.AgencyOfPost(post)
			if c.Signers[agency] = before.Signers[agency]; !open(p, c.Signers[agency]) {
				c.Signers[agency] = SignerFor(p, agency)
			}
		}
	}
	for _, section := range words.Sections {
		c.Sections[section.Text] = sectionNamed(section.Text)
		if chosen, ok := before.Sections[section.Text]; ok {
			c.Sections[section.Text] = chosen
		}
	}
	for _, timescale := range words.Timescales {
		c.Timescales[timescale.Text] = timescaleNamed(timescale.Text)
		if chosen, ok := before.Timescales[timescale.Text]; ok {
			c.Timescales[timescale.Text] = chosen
		}
	}
	for _, area := range words.Areas {
		c.Areas[area.Text] = NewArea
		if held := areaNamed(p, inspection, area.Text); held != "" {
			c.Areas[area.Text] = held
		} else if before.Areas[area.Text] == NoArea {
			c.Areas[area.Text] = NoArea
		}
	}
	return c
}

func open(p *plan.Plan, post string) bool {
	held, ok := p.Posts.Get(post)
	return ok && held.Ended.IsZero()
}

func onlyReport(p *plan.Plan, inspection string) (only string) {
	for r := range p.Reports.All() {
		if r.Inspection == inspection {
			if only != "" {
				return ""
			}
			only = r.ID
		}
	}
	return only
}

func namedPost(p *plan.Plan, owner Words) string {
	words := plainWords(owner.Text)
	if words == "" {
		return ""
	}
	var whole, titled, held, ofAgency []string
	for post := range p.Posts.All() {
		if !post.Ended.IsZero() {
			continue
		}
		if words == plainWords(p.AgencyName(post.Agency)+" "+post.Title) {
			whole = append(whole, post.ID)
		}
		if contains(words, plainWords(post.Title)) {
			titled = append(titled, post.ID)
		}
		if holder, ok := p.Holder(post.ID, p.Day); ok && contains(words, plainWords(holder.Name)) {
			held = append(held, post.ID)
		}
		if contains(words, plainWords(p.AgencyName(post.Agency))) {
			ofAgency = append(ofAgency, post.ID)
		}
	}
	ways := [][]string{whole, titled, held, ofAgency}
	if owner.exported { // a post that has ended is asked for: another agency may call one the same
		ways = ways[:1]
	}
	for _, found := range ways {
		if len(found) == 1 {
			return found[0]
		}
	}
	return ""
}

// contains says whether words holds the name as whole words.
func contains(words, name string) bool {
	return name != "" && strings.Contains(" "+words+" ", " "+name+" ")
}

var apostrophes = strings.NewReplacer("'", "", "’", "")

// plainWords are words without capitals, stops and apostrophes, which people leave out or put in as they please.
func plainWords(s string) string {
	return strings.Join(strings.FieldsFunc(apostrophes.Replace(strings.ToLower(s)), func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r)
	}), " ")
}

// SignerFor gives who would sign what an agency owns: the chair of the multi-agency group, or the deputy for the chair's own agency.
func SignerFor(p *plan.Plan, agency string) string {
	var chair, deputy *plan.Post
	for post := range p.Posts.All() {
		switch {
		case !post.Ended.IsZero():
		case post.Seat == plan.ChairSeat:
			chair = post
		case post.Seat == plan.DeputySeat:
			deputy = post
		}
	}
	if chair != nil && chair.Agency != agency {
		return chair.ID
	}
	if deputy != nil && deputy.Agency != agency {
		return deputy.ID
	}
	return ""
}

func sectionNamed(words string) plan.Section {
	words = plainWords(words)
	switch {
	case strings.Contains(words, "looked after"), strings.Contains(words, "in care"), contains(words, "lac"), contains(words, "cla"):
		return plan.LookedAfterChildren
	case strings.Contains(words, "safeguarding"), strings.Contains(words, "child protection"):
		return plan.Safeguarding
	default:
		return plan.ChildrensServices
	}
}

func timescaleNamed(words string) deadline.Timescale {
	words = plainWords(words)
	switch {
	case contains(words, "immediate"), contains(words, "immediately"):
		return deadline.Immediate
	case contains(words, "three months"), contains(words, "3 months"):
		return deadline.ThreeMonths
	case contains(words, "six months"), contains(words, "6 months"):
		return deadline.SixMonths
	default:
		return deadline.None
	}
}

// areaNamed finds the area of the inspection that has the same words, whatever the capitals and the stops.
func areaNamed(p *plan.Plan, inspection, words string) string {
	words = plainWords(words)
	var found []string
	for a := range p.Areas.All() {
		if a.Inspection == inspection && slices.Contains([]string{plainWords(a.Words), plainWords(a.Title), plainWords(a.Ref), plainWords(a.Ref + " " + a.Title)}, words) {
			found = append(found, a.ID)
		}
	}
	if len(found) == 1 {
		return found[0]
	}
	return ""
}
