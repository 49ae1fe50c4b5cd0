package access

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Explanation is why a caller may or may not do something to a record. It
// names the rule, and so hints at what kind of record it is: it is for those
// who check access, and never for the person who was refused.
type Explanation struct {
	Allowed  bool
	Rule     string // "" when nothing allows it
	File     string
	Sentence string
}

var doing = map[Act]string{
	View: "open this record", Record: "add to this record", Count: "have this record counted", Register: "add somebody new under this kind of record",
	Arrange: "allocate, join or restrict the person by this record",
}

// Explain says in a sentence why the caller may, or may not, do the act to a
// record of the class about a person with the wall, to whom they have the ties.
func (p *Policy) Explain(c Caller, purpose Purpose, act Act, class Class, wall Wall, ties Ties) Explanation {
	name := c.Name
	if name == "" {
		name = "This person"
	}
	does := doing[act]
	switch {
	case does == "":
		return Explanation{Sentence: name + " may not do that: it is nothing that is ever done with a record."}
	case c.Account == "" || c.Authority == "" || len(c.Roles) == 0:
		return Explanation{Sentence: name + " may not " + does + ": they have no role in this authority today."}
	case !purpose.Known():
		return Explanation{Sentence: name + " may not " + does + ": they gave no purpose that the policy knows, and nothing is opened without one."}
	}
	allowed := p.Scope(c, purpose, act).Allows(class, wall, ties)
	nearest := nearestOf(c, ties)
	for _, as := range p.standings(c, purpose, act, ties) {
		d := p.Decide(as.role, as.relationship, class, wall, as.purpose, act)
		if d.Rule == "" || d.Allowed != allowed || !allowed && (as.early || as.relationship != nearest) {
			continue
		}
		may := " may not "
		if allowed {
			may = " may "
		}
		sentence := name + may + does + ", because " + d.Because + " (rule " + d.Rule + ")."
		if !allowed {
			sentence += p.couldBe(c, purpose, act, class, wall)
		}
		return Explanation{Allowed: allowed, Rule: d.Rule, File: d.File, Sentence: sentence}
	}
	before := "."
	if purpose == Emergency && !ties.Glass {
		before = " before the glass is broken."
	}
	return Explanation{Sentence: name + " may not " + does + ": they ask as " + rolesInWords(c.Roles) + " " + standingWords[nearest] +
		", for the purpose “" + purpose.Name() + "”, and nothing in the policy allows it" + before + p.couldBe(c, purpose, act, class, wall)}
}

// standing is one way in which the caller stands to the person.
type standing struct {
	role         Role
	relationship Relationship
	purpose      Purpose
	early        bool // in an emergency, before the glass is broken
}

// standings gives every way in which the caller stands to the person, the
// nearest first.
func (p *Policy) standings(c Caller, purpose Purpose, act Act, ties Ties) (all []standing) {
	own := []Relationship{Unrelated}
	if c.Council {
		own = []Relationship{OfAuthority, Unrelated}
	}
	for _, held := range []struct {
		has bool
		as  Relationship
	}{{ties.Allocated, Allocated}, {ties.Team, OfTeam}, {ties.Agency, OfAgency}} {
		for _, role := range c.Roles {
			if held.has {
				all = append(all, standing{role, held.as, purpose, false})
			}
		}
	}
	for _, role := range c.Roles {
		if ties.Glass && slices.Contains(granted[role], BreakGlass) && p.serves(role, purpose, slices.Index(Acts, act)) {
			all = append(all, standing{role, own[0], Emergency, false})
		}
		for _, as := range own {
			all = append(all, standing{role, as, purpose, purpose == Emergency})
		}
	}
	return all
}

// nearestOf is the nearest relationship that the caller has to the person.
func nearestOf(c Caller, ties Ties) Relationship {
	switch {
	case ties.Allocated:
		return Allocated
	case ties.Team:
		return OfTeam
	case ties.Agency:
		return OfAgency
	case c.Council:
		return OfAuthority
	default:
		return Unrelated
	}
}

var standingWords = map[Relationship]string{
	Allocated: "who is allocated to the person", OfTeam: "whose team is allocated to the person", OfAgency: "whose agency is involved with the person",
	OfAuthority: "of the council who is not allocated to the person", Unrelated: "who has no tie to the person",
}

// couldBe says what would let the caller in: a nearer tie, or else another
// purpose; "" when neither would.
func (p *Policy) couldBe(c Caller, purpose Purpose, act Act, class Class, wall Wall) string {
	for _, nearer := range []struct {
		as    Relationship
		words string
	}{{Allocated, " allocated to the person could."}, {OfTeam, " whose team is allocated to the person could."}, {OfAgency, " whose agency is involved with the person could."}} {
		for _, role := range c.Roles {
			if p.Decide(role, nearer.as, class, wall, purpose, act).Allowed {
				return " " + upperFirst(article(role)) + nearer.words
			}
		}
	}
	for _, other := range Purposes {
		for _, role := range c.Roles {
			if other != Emergency && p.Decide(role, Allocated, class, wall, other, act).Allowed {
				return " " + upperFirst(article(role)) + " allocated to the person could, for the purpose “" + other.Name() + "”."
			}
		}
	}
	return ""
}

func rolesInWords(roles []Role) string {
	all := make([]string, len(roles))
	for i, role := range roles {
		all[i] = article(role)
	}
	if len(all) < 2 {
		return strings.Join(all, "")
	}
	return strings.Join(all[:len(all)-1], ", ") + " and " + all[len(all)-1]
}

// article gives the role as words within a sentence, as in "an auditor".
func article(role Role) string {
	name := role.Name()
	if name == "" {
		return "somebody with an unknown role"
	}
	if role != CaldicottGuardian && role != BoardMember {
		first, size := utf8.DecodeRuneInString(name)
		name = string(unicode.ToLower(first)) + name[size:]
	}
	if strings.ContainsAny(name[:1], "aeiou") {
		return "an " + name
	}
	return "a " + name
}

func upperFirst(s string) string {
	first, size := utf8.DecodeRuneInString(s)
	return string(unicode.ToUpper(first)) + s[size:]
}
