package plan

import (
	"cmp"
	"slices"
	"sync"
)

// derived is what is worked out from a Plan, once, when first asked for.
type derived struct {
	index  sync.Once
	byLink links
	facts  sync.Once
	status map[string]*ActionFacts
}

type links struct {
	partsOf      map[string][]*Part        // by action, removed parts left out
	evidenceFor  map[string][]*Evidence    // by part
	extensionsOf map[string][]*Extension   // by part
	actionsFor   map[string][]*Action      // by area
	measuresOf   map[string][]*MeasureLink // by area, those that stand
	yardstickOf  map[string]*Yardstick     // by action, the one that stands
	verdictOf    map[string]*Verdict       // by action, by whichever yardstick
	ordered      []*Action
}

func (p *Plan) links() *links {
	d := p.derived
	if d == nil { // a Plan made by hand, not by With
		return buildLinks(p)
	}
	d.index.Do(func() { d.byLink = *buildLinks(p) })
	return &d.byLink
}

func buildLinks(p *Plan) *links {
	l := &links{map[string][]*Part{}, map[string][]*Evidence{}, map[string][]*Extension{}, map[string][]*Action{}, map[string][]*MeasureLink{}, map[string]*Yardstick{}, map[string]*Verdict{}, nil}
	for part := range p.Parts.All() {
		if part.Removed == nil {
			l.partsOf[part.Action] = append(l.partsOf[part.Action], part)
		}
	}
	for _, parts := range l.partsOf {
		slices.SortStableFunc(parts, func(a, b *Part) int { return naturalCompare(a.Ref, b.Ref) })
	}
	for e := range p.Evidence.All() {
		for _, part := range once(e.Parts) {
			l.evidenceFor[part] = append(l.evidenceFor[part], e)
		}
	}
	for link := range p.MeasureLinks.All() {
		if link.Ended == nil {
			l.measuresOf[link.Area] = append(l.measuresOf[link.Area], link)
		}
	}
	for y := range p.Yardsticks.All() {
		if y.Ended == nil {
			l.yardstickOf[y.Action] = y
		}
	}
	for v := range p.Verdicts.All() {
		l.verdictOf[v.Action] = v
	}
	for x := range p.Extensions.All() {
		l.extensionsOf[x.Part] = append(l.extensionsOf[x.Part], x)
	}
	l.ordered = make([]*Action, 0, p.Actions.Len())
	for a := range p.Actions.All() {
		l.ordered = append(l.ordered, a)
	}
	slices.SortStableFunc(l.ordered, func(a, b *Action) int {
		return cmp.Or(cmp.Compare(a.Order, b.Order), naturalCompare(a.Ref, b.Ref))
	})
	for _, a := range l.ordered {
		for _, area := range once(a.Areas) {
			l.actionsFor[area] = append(l.actionsFor[area], a)
		}
	}
	return l
}

// once leaves out repeats, so that nothing is counted twice for being named twice.
func once(ids []string) []string {
	kept := make([]string, 0, len(ids))
	for _, id := range ids {
		if !slices.Contains(kept, id) {
			kept = append(kept, id)
		}
	}
	return kept
}

// PartsOf gives the parts of an action that are still in the plan, in order.
func (p *Plan) PartsOf(action string) []*Part { return p.links().partsOf[action] }

// EvidenceFor gives all evidence offered for a part, oldest first.
func (p *Plan) EvidenceFor(part string) []*Evidence { return p.links().evidenceFor[part] }

// ExtensionsOf gives the extensions asked for a part, oldest first.
func (p *Plan) ExtensionsOf(part string) []*Extension { return p.links().extensionsOf[part] }

// ActionsFor gives the actions that serve an area, in the plan's order.
func (p *Plan) ActionsFor(area string) []*Action { return p.links().actionsFor[area] }

// MeasuresOf gives the measures that an area is linked to, in the order in which they were linked.
func (p *Plan) MeasuresOf(area string) []*MeasureLink { return p.links().measuresOf[area] }

// InOrder gives every action in the plan's order, whatever its standing.
func (p *Plan) InOrder() []*Action { return p.links().ordered }

// naturalCompare orders "A2" before "A10".
func naturalCompare(a, b string) int {
	for a != "" && b != "" {
		aText, aNumber, aRest := leadingNumber(a)
		bText, bNumber, bRest := leadingNumber(b)
		if c := cmp.Or(cmp.Compare(aText, bText), cmp.Compare(aNumber, bNumber)); c != 0 {
			return c
		}
		a, b = aRest, bRest
	}
	return cmp.Compare(len(a), len(b))
}

func leadingNumber(s string) (text string, number int, rest string) {
	i := 0
	for i < len(s) && (s[i] < '0' || s[i] > '9') {
		i++
	}
	text = s[:i]
	j := i
	for j < len(s) && s[j] >= '0' && s[j] <= '9' && j-i < 9 {
		number = number*10 + int(s[j]-'0')
		j++
	}
	return text, number, s[j:]
}
