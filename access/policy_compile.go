package access

import (
	"fmt"
	"iter"
	"slices"
	"strconv"
	"sync"

	"github.com/cedar-policy/cedar-go"
	cedarast "github.com/cedar-policy/cedar-go/ast"
	"github.com/cedar-policy/cedar-go/types"
	"github.com/cedar-policy/cedar-go/x/exp/eval"
)

// block is what the policy says of one role and purpose: for each act,
// relationship, wall and class, the rule that decided.
type block struct {
	once  sync.Once
	cells []int16 // n: rule n-1 allows it; -n: rule n-1 forbids it; 0: nothing allows it
	masks [5][5][3]uint64
	used  []int // rules that allowed or forbade something
	err   error
}

const cellsInBlock = 5 * 5 * 3 * 63

// cellOf is the place in a block. It is not ok for what isn't declared.
func cellOf(act Act, relationship Relationship, wall Wall, class Class) (at int, ok bool) {
	a, r := slices.Index(Acts, act), slices.Index(Relationships, relationship)
	w, known := wall.Number()
	c, declared := class.Number()
	if a < 0 || r < 0 || !known || !declared {
		return 0, false
	}
	return ((a*len(Relationships)+r)*len(Walls)+w)*len(Compartments)*len(Sensitivities) + c, true
}

// block gives what the policy says of the role and purpose, nil for one that
// isn't declared.
func (p *Policy) block(role Role, purpose Purpose) *block {
	r, u := slices.Index(Roles, role), slices.Index(Purposes, purpose)
	if p == nil || r < 0 || u < 0 {
		return nil
	}
	b := &p.blocks[r*len(Purposes)+u]
	b.once.Do(func() { b.compile(p.rules, role, purpose) })
	return b
}

func (b *block) compile(rules []rule, role Role, purpose Purpose) {
	b.cells = make([]int16, cellsInBlock)
	used := make([]bool, len(rules))
	for a, act := range Acts {
		left := narrowed(rules, role, purpose, act)
		if len(left) == 0 {
			continue
		}
		for r, relationship := range Relationships {
			for w, wall := range Walls {
				for c, class := range Classes() {
					at, _ := cellOf(act, relationship, wall, class)
					n, err := left.decide(request(role, relationship, class, wall, purpose, act), used)
					if err != nil {
						b.err = err // and the cell stays shut
						continue
					}
					if b.cells[at] = n; n > 0 {
						b.masks[a][r][w] |= 1 << c
					}
				}
			}
		}
	}
	for i, u := range used {
		if u {
			b.used = append(b.used, i)
		}
	}
}

// request is the question put to Cedar for one cell.
func request(role Role, relationship Relationship, class Class, wall Wall, purpose Purpose, act Act) cedar.Request {
	return cedar.Request{
		Principal: types.NewEntityUID("Role", types.String(role)),
		Action:    types.NewEntityUID("Action", types.String(act)),
		Resource:  types.NewEntityUID("Compartment", types.String(class.Compartment)),
		Context: types.NewRecord(types.RecordMap{
			"relationship": types.NewEntityUID("Relationship", types.String(relationship)),
			"sensitivity":  types.NewEntityUID("Sensitivity", types.String(class.Sensitivity)),
			"wall":         types.NewEntityUID("Wall", types.String(wall)),
			"purpose":      types.NewEntityUID("Purpose", types.String(purpose)),
		}),
	}
}

// remaining is rules by their place in the policy.
type remaining []struct {
	place  int
	policy *cedar.Policy
}

// All is what cedar.Authorize goes through, in the order of the policy.
func (l remaining) All() iter.Seq2[cedar.PolicyID, *cedar.Policy] {
	return func(yield func(cedar.PolicyID, *cedar.Policy) bool) {
		for _, each := range l {
			if !yield(cedar.PolicyID(strconv.Itoa(each.place)), each.policy) {
				return
			}
		}
	}
}

// narrowed leaves what can still matter once the role, purpose and act are
// known. Where nothing permits, nothing is left: to forbid it too changes
// nothing, and a Decision then says that nothing allows it.
func narrowed(rules []rule, role Role, purpose Purpose, act Act) (left remaining) {
	known := request(role, "", Class{}, "", purpose, act)
	env := eval.Env{
		Entities:  types.EntityMap{},
		Principal: known.Principal, Action: known.Action, Resource: eval.Variable("resource"),
		Context: types.NewRecord(types.RecordMap{
			"relationship": eval.Variable("relationship"), "sensitivity": eval.Variable("sensitivity"), "wall": eval.Variable("wall"),
			"purpose": types.NewEntityUID("Purpose", types.String(purpose)),
		}),
	}
	permits := false
	for i, r := range rules {
		if policy, keep := eval.PartialPolicy(env, r.cedar); keep {
			left = append(left, struct {
				place  int
				policy *cedar.Policy
			}{i, cedar.NewPolicyFromAST((*cedarast.Policy)(policy))})
			permits = permits || r.permits
		}
	}
	if !permits {
		return nil
	}
	return left
}

// decide asks Cedar, and gives the place of the rule that decided as a block
// holds it.
func (l remaining) decide(asked cedar.Request, used []bool) (int16, error) {
	answer, why := cedar.Authorize(l, nil, asked)
	if len(why.Errors) > 0 {
		return 0, fmt.Errorf("rule %s could not answer: %s", why.Errors[0].PolicyID, why.Errors[0].Message)
	}
	decided := int16(0)
	for i, reason := range why.Reasons {
		place, err := strconv.Atoi(string(reason.PolicyID))
		if err != nil {
			return 0, fmt.Errorf("read which rule decided: %w", err)
		}
		used[place] = true
		if i == 0 {
			decided = int16(place + 1)
		}
	}
	if answer != cedar.Allow {
		return -decided, nil
	}
	return decided, nil
}
