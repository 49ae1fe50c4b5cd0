package matrix

import (
	"cmp"
	"net/url"
	"regexp"
	"slices"
	"strings"

	"throughline/access"
	"throughline/casework"
	"throughline/web"
)

// unfilled are the ways in to which a form is sent that writes nothing in the
// council's ledger, or that no page has a form for, and why each is left out.
var unfilled = map[string]string{
	"POST /casework/purpose":                    "chooses why the sender looks",
	"POST /casework/search":                     "asks, and TestEveryWayInForEveryRoleAndClass searches",
	"POST /casework/people/{id}/join":           "looks for another record of the person",
	"POST /governance/views":                    "asks whom somebody looked at",
	"POST /casework/drafts/{id}":                "is tried with a draft of somebody else's, below",
	"POST /casework/drafts/{id}/drop":           "the same",
	"POST /casework/people/{id}/alerts/dismiss": "is of an alert that stands, and TestWhoMayDismissAnAlert tries every role",
}

// better is what fields are filled in with that words do not suit.
var better = map[string]url.Values{
	"POST /casework/people/new": {
		"name-1-until": nil, "name-2-until": nil, "parts": {"child"}, "expected-day": nil, "expected-month": nil, "expected-year": nil, "membership": nil,
	},
	"POST /casework/people/{id}/edit": {
		"name-1-until": nil, "name-2-until": nil, "expected-day": nil, "expected-month": nil, "expected-year": nil, "membership": nil,
	},
	"POST /casework/people/{id}/care-changes/new": {"carer": {"The Filleds"}, "lines": {"4 Filled Road"}, "postcode": {""}},
	"POST /casework/people/{id}/addresses/new":    {"lines": {"3 Filled Road"}, "postcode": {""}, "phone": {""}, "email": {""}},
	"POST /casework/people/{id}/adoption":         {"confirm": {"yes"}},
	"POST /casework/people/{id}/care/new":         {"home_postcode": {""}},
	"POST /casework/people/{id}/records/new":      {"options": {"To wait\nTo do nothing"}, "dissent": {""}},
}

// numbers are identifiers as each type is written.
var numbers = map[casework.IdentifierType]string{casework.NHSNumber: "9434765919", casework.UPN: "H801200001001", casework.FormerUPN: "H801200001001", casework.ULN: "1000000019"}

// standing are filled-in forms that are refused in the end too, because of how
// things stand in this world.
var standing = map[string]string{
	"POST /casework/people/{id}/adoption":                         "everybody is the record from before an adoption already",
	"POST /casework/people/{id}/characteristics/new":              "everybody is described already, and the form changes that",
	"POST /casework/people/{id}/relationships/new":                "how these people stand to each other does not allow it",
	"POST /casework/people/{id}/restrict":                         "everybody is restricted already",
	"POST /casework/people/{id}/care/new":                         "everybody is looked after already",
	"POST /casework/people/{id}/records/new lado_allegation":      "nobody is an adult",
	"POST /casework/people/{id}/records/new supervision_personal": "nobody is an adult",
	"POST /casework/people/{id}/records/new carer_approval":       "nobody is an adult",
	"POST /casework/people/{id}/checks/new":                       "nobody but the sender answers requests",
	"POST /casework/people/{id}/involvements/new health":          "the only agency for it is involved already",
	"POST /casework/records/{id}/edit":                            "whose draft it is writes nothing by the same form",
	"POST /governance/destructions/{id}":                          "nothing is left on any list",
}

// ending are the ways in that say what nobody may write down afterwards, or end
// who may do what, and so are taken late, and last.
var ending = []*regexp.Regexp{
	regexp.MustCompile(`/consents/\{id\}|/(addresses|care-changes)/new$`),
	regexp.MustCompile(`/(involvements|care)/\{id\}`),
	regexp.MustCompile(`/(allocations|checks|joins)/\{id\}|/(restrict|adoption)$`),
}

// rank is when a way in is taken.
func (f *filled) rank() int {
	return 1 + slices.IndexFunc(ending, func(late *regexp.Regexp) bool { return late.MatchString(f.route.Pattern) })
}

// byHand are forms that no page of this world offers anybody, because of how
// things stand in it, and what they would be sent with.
var byHand = map[string]url.Values{
	"POST /casework/joins/{id}/part":             {"why": {said}, "seen": {"1"}},      // both records are apart already
	"POST /casework/people/{id}/join/{other}":    {"why": {said}},                     // everybody is kept apart by an adoption
	"POST /governance/retention/{id}":            {"why": {said}, "confirm": {"yes"}}, // nothing is past its time
	"POST /governance/destructions/{id}/destroy": {},                                  // no list is signed
}

// kindAt is the kind of thing whose id an address takes, by the address's
// beginning.
var kindAt = map[string]string{
	"/casework/people/": casework.KindPerson, "/casework/records/": casework.KindRecord, "/casework/consents/": casework.KindConsent, "/casework/joins/": casework.KindJoin, "/casework/dismissals/": casework.KindDismissal,
	"/governance/glass/": casework.KindGlass, "/governance/alerts/": casework.KindAlert, "/governance/restrictions/": casework.KindRestriction,
	"/governance/holds/": casework.KindHold, "/governance/retention/": casework.KindPerson, "/governance/destructions/": casework.KindDestruction,
}

// taking are the things whose ids a way in takes.
func taking(c *council, route web.Route) (things []*thing) {
	_, path, _ := strings.Cut(route.Pattern, " ")
	prefix, under, takes := strings.Cut(path, "{id}")
	if !takes {
		return nil
	}
	kind, of := kindAt[prefix], func(*thing) bool { return true }
	if form, small := forms[strings.TrimSuffix(strings.TrimPrefix(prefix, "/casework/"), "/")]; small && kind == "" {
		kind = form.kind
		if form.of != nil {
			of = form.of
		}
	}
	for _, x := range c.things {
		sealed := x.kind == casework.KindRecord && x.draft != (under == "/edit")
		if x.kind == kind && of(x) && !sealed && len(x.about) > 0 {
			things = append(things, x)
		}
	}
	return things
}

// variant is one of several things that one way in writes.
type variant struct {
	name  string
	query string // asks for its form
	body  any
	set   url.Values // what it has in its fields
}

// variants are what a way in writes, by its class.
func variants(route web.Route) (all []variant) {
	switch _, path, _ := strings.Cut(route.Pattern, " "); path {
	case "/casework/people/{id}/records/new":
		for _, k := range casework.Kinds {
			all = append(all, variant{k.Code, "?of=" + k.Code, casework.Record{Class: k.Class}, url.Values{"step": {"complete"}}})
		}
	case "/casework/people/{id}/identifiers/new":
		for _, t := range casework.IdentifierTypes {
			all = append(all, variant{string(t), "", casework.Identifier{Type: t}, url.Values{"type": {string(t)}, "value": {cmp.Or(numbers[t], "A1")}}})
		}
	case "/casework/people/{id}/allocations/new":
		for _, part := range access.Compartments {
			all = append(all, variant{string(part), "", casework.Allocation{For: part}, url.Values{"for": {string(part)}}})
		}
	case "/casework/people/{id}/involvements/new":
		for _, part := range access.Compartments {
			all = append(all, variant{string(part), "", casework.Involvement{For: part}, url.Values{"for": {string(part)}}})
		}
	case "/casework/people/{id}/addresses/new":
		all = []variant{{"", "", casework.Address{}, nil}, {"masked", "", casework.Address{Masked: true}, url.Values{"masked": {"yes"}}}}
	case "/casework/people/{id}/edit", "/casework/people/new":
		all = []variant{{"", "", casework.Person{}, nil}}
	case "/casework/people/{id}/relationships/new":
		var every []any
		for _, part := range casework.RelatedIn {
			every = append(every, casework.Relationship{For: part})
		}
		all = []variant{{"", "", every, url.Values{"find": {""}, "direction": {"other"}, "kinship": {string(casework.Kinships[0])}}}}
	default:
		form, small := forms[strings.TrimSuffix(strings.TrimPrefix(path, "/casework/people/{id}/"), "/new")]
		if small && form.adds != nil {
			return []variant{{"", "", form.adds(), nil}}
		}
		all = []variant{{}}
	}
	return all
}
