package access

import (
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"
)

// The policy is written in Cedar, so that an information governance lead can
// read it. See docs/guide/access-policy.md.
//
//go:embed policy
var shipped embed.FS

// schemaFile says what a rule may speak of, for any tool that knows Cedar.
const schemaFile = "throughline.cedarschema"

// ShippedFiles gives the texts of the policy in the program, by name: the
// rules and their schema.
func ShippedFiles() (map[string][]byte, error) {
	entries, err := shipped.ReadDir("policy")
	if err != nil {
		return nil, fmt.Errorf("list the policy: %w", err)
	}
	files := map[string][]byte{}
	for _, entry := range entries {
		text, err := shipped.ReadFile("policy/" + entry.Name())
		if err != nil {
			return nil, fmt.Errorf("read the policy: %w", err)
		}
		files[entry.Name()] = text
	}
	return files, nil
}

// Policy says which classes of record each role opens, by the caller's
// relationship to the person, the wall round the person, the purpose and the
// act. It never changes once made, and many may use it at once. What it says
// is worked out a part at a time, when first asked for; Check works out all.
type Policy struct {
	rules       []rule
	blocks      []block // by role and purpose
	fingerprint string
}

// Decision is what the policy says of one role. Rule is the id of the rule
// that allowed it, or of the wall or other rule that forbade it; it and the
// others are "" when nothing allowed it.
type Decision struct {
	Allowed             bool
	Rule, File, Because string
}

// Shipped is the policy in the program, as it is without a council's files.
func Shipped() (*Policy, error) { return Overlaid(nil) }

// Overlaid is the policy with a council's files laid over it, each named by
// its file name and holding rules in Cedar. A rule with the id of one in the
// program takes its place; any other is added. The error is Faults, each with
// its place and what to do about it.
func Overlaid(files map[string][]byte) (*Policy, error) {
	rules, err := shippedRules()
	if err != nil {
		return nil, err
	}
	own, err := ShippedFiles()
	if err != nil {
		return nil, err
	}
	council, faults := readRules(files)
	rules, more := overlay(rules, council)
	if faults = append(faults, more...); len(faults) > 0 {
		return nil, faults
	}
	return &Policy{rules: rules, blocks: make([]block, len(Roles)*len(Purposes)), fingerprint: fingerprintOf(own, files)}, nil
}

// shippedRules reads the program's own rules once.
var shippedRules = sync.OnceValues(func() ([]rule, error) {
	files, err := ShippedFiles()
	if err != nil {
		return nil, err
	}
	delete(files, schemaFile)
	rules, faults := readRules(files)
	if len(faults) > 0 {
		return nil, faults
	}
	return rules, nil
})

// wallPrefix begins the id of each rule that a council can't replace.
const wallPrefix = "wall-"

// overlay puts a council's rules in place of those with their ids, and the
// others after them.
func overlay(rules, council []rule) (all []rule, faults Faults) {
	all = slices.Clone(rules)
	for _, r := range council {
		if strings.HasPrefix(r.id, wallPrefix) {
			faults = append(faults, r.fault("The id “"+r.id+"” begins with “"+wallPrefix+"”, which is kept for the walls in the program. No file can replace a wall. Give the rule another id."))
			continue
		}
		if i := slices.IndexFunc(rules, func(own rule) bool { return own.id == r.id }); i >= 0 {
			all[i] = r
			continue
		}
		all = append(all, r)
	}
	return all, faults
}

func fingerprintOf(sets ...map[string][]byte) string {
	var all []byte
	for _, files := range sets {
		for _, name := range slices.Sorted(maps.Keys(files)) {
			all = fmt.Appendf(all, "%q %d\n%s\n", name, len(files[name]), files[name])
		}
		all = append(all, "end\n"...)
	}
	sum := sha256.Sum256(all)
	return hex.EncodeToString(sum[:])
}

// Fingerprint is the SHA-256 of every text of the policy, in hexadecimal: two
// policies with one fingerprint say the same.
func (p *Policy) Fingerprint() string { return p.fingerprint }

// Decide says whether a role may do the act to a record of the class, about a
// person with the wall, to whom it has the relationship. What is not declared
// is not allowed. For the purpose Emergency, the relationships Unrelated and
// OfAuthority are those of somebody who has broken the glass.
func (p *Policy) Decide(role Role, relationship Relationship, class Class, wall Wall, purpose Purpose, act Act) Decision {
	b := p.block(role, purpose)
	at, ok := cellOf(act, relationship, wall, class)
	if b == nil || !ok {
		return Decision{}
	}
	n := b.cells[at]
	if n == 0 {
		return Decision{}
	}
	r := p.rules[max(n, -n)-1]
	return Decision{Allowed: n > 0, Rule: r.id, File: r.file, Because: r.because}
}

// Checked is what Check found.
type Checked struct {
	Rules int // in force
	Cells int // role × relationship × class × wall × purpose × act
	Open  int // cells that something opens
}

// Check works out the whole of the policy. The error is Faults: a rule that
// opens nothing, because walls or other rules forbid all that it would allow,
// says something that isn't so.
func (p *Policy) Check() (Checked, error) {
	checked := Checked{Rules: len(p.rules), Cells: len(p.blocks) * cellsInBlock}
	used := make([]bool, len(p.rules))
	for _, role := range Roles {
		for _, purpose := range Purposes {
			b := p.block(role, purpose)
			if b.err != nil {
				return checked, b.err
			}
			for _, n := range b.used {
				used[n] = true
			}
			for _, n := range b.cells {
				if n > 0 {
					checked.Open++
				}
			}
		}
	}
	var faults Faults
	for i, r := range p.rules {
		if !used[i] && r.permits {
			faults = append(faults, r.fault("The rule “"+r.id+"” opens nothing, because walls or other rules forbid all that it would allow. Take it out, or change who or what it names."))
		}
	}
	if len(faults) > 0 {
		return checked, faults
	}
	return checked, nil
}
