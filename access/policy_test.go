package access_test

import (
	"errors"
	"fmt"
	"maps"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/cedar-policy/cedar-go"
	"github.com/cedar-policy/cedar-go/types"
	"github.com/cedar-policy/cedar-go/x/exp/ast"
	"github.com/cedar-policy/cedar-go/x/exp/schema"
	"github.com/cedar-policy/cedar-go/x/exp/schema/validate"
	"github.com/google/go-cmp/cmp"

	"throughline/access"
)

func theShipped(t failer) *access.Policy { return thePolicy(t, nil) }

// failer is what *testing.T, *testing.B and *rapid.T have in common.
type failer interface {
	Helper()
	Fatalf(format string, args ...any)
}

func thePolicy(t failer, files map[string][]byte) *access.Policy {
	t.Helper()
	p, err := access.Overlaid(files)
	if err != nil {
		t.Fatalf("%v", err)
	}
	return p
}

func TestTheShippedPolicyIsChecked(t *testing.T) {
	p, err := access.Shipped()
	if err != nil {
		t.Fatal(err)
	}
	checked, err := p.Check()
	if err != nil {
		t.Fatal(err)
	}
	cells := len(access.Roles) * len(access.Relationships) * len(access.Classes()) * len(access.Walls) * len(access.Purposes) * len(access.Acts)
	if checked.Cells != cells || checked.Rules < 60 || checked.Open == 0 || checked.Open*20 > checked.Cells {
		t.Errorf("%+v of %d cells", checked, cells)
	}
}

// The schema names what the program names, and the rules are right by it.
func TestTheSchemaIsTheProgramsOwn(t *testing.T) {
	files, err := access.ShippedFiles()
	if err != nil {
		t.Fatal(err)
	}
	var s schema.Schema
	if err := s.UnmarshalCedar(files["throughline.cedarschema"]); err != nil {
		t.Fatal(err)
	}
	resolved, err := s.Resolve()
	if err != nil {
		t.Fatal(err)
	}
	got := map[types.EntityType][]string{}
	for kind, enum := range resolved.Enums {
		for _, value := range enum.Values {
			got[kind] = append(got[kind], string(value.ID))
		}
	}
	want := map[types.EntityType][]string{
		"Role": asTexts(access.Roles), "Compartment": asTexts(access.Compartments), "Relationship": asTexts(access.Relationships),
		"Sensitivity": asTexts(access.Sensitivities), "Wall": asTexts(access.Walls), "Purpose": asTexts(access.Purposes),
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if len(resolved.Actions) != len(access.Acts) {
		t.Errorf("actions %v", resolved.Actions)
	}
	validator := validate.New(resolved)
	for id, policy := range cedarPolicies(t, files) {
		if err := validator.Policy(id, (*ast.Policy)(policy.AST())); err != nil {
			t.Errorf("%v", err)
		}
	}
}

func asTexts[T ~string](list []T) (all []string) {
	for _, v := range list {
		all = append(all, string(v))
	}
	return all
}

// cedarPolicies reads the texts as anybody with Cedar would, by id.
func cedarPolicies(t failer, files map[string][]byte) map[string]*cedar.Policy {
	t.Helper()
	all := map[string]*cedar.Policy{}
	for name, text := range files {
		if !strings.HasSuffix(name, ".cedar") {
			continue
		}
		list, err := cedar.NewPolicyListFromBytes(name, text)
		if err != nil {
			t.Fatalf("%v", err)
		}
		for _, policy := range list {
			all[string(policy.Annotations()["id"])] = policy
		}
	}
	return all
}

func TestEveryRuleSaysWhyAndWhence(t *testing.T) {
	files, err := access.ShippedFiles()
	if err != nil {
		t.Fatal(err)
	}
	for id, policy := range cedarPolicies(t, files) {
		notes := policy.Annotations()
		if !strings.Contains(string(notes["source"]), "practice-facts §") {
			t.Errorf("%s has the source %q", id, notes["source"])
		}
		if wall := strings.HasPrefix(id, "wall-"); wall != (policy.Effect() == cedar.Forbid) {
			t.Errorf("%s is a wall: %t, and yet its effect is %v", id, wall, policy.Effect())
		}
	}
}

// The whole policy as a person reviews it: what each role, purpose and
// relationship opens. Run with UPDATE=1 to write it again after a change made
// on purpose.
func TestThePolicyIsAsReviewed(t *testing.T) {
	const name = "testdata/policy-table.txt"
	got := policyTable(theShipped(t))
	if os.Getenv("UPDATE") == "1" {
		if err := os.WriteFile(name, []byte(got), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("the policy is not as it was reviewed (-want +got):\n%s\nif it is right, run this test with UPDATE=1", diff)
	}
}

func policyTable(p *access.Policy) string {
	var b strings.Builder
	b.WriteString("What each role opens. A part of the work stands for all its records, unless followed by how sensitive they may be.\n")
	for _, role := range access.Roles {
		fmt.Fprintf(&b, "\n%s\n", role.Name())
		opens := false
		for _, purpose := range access.Purposes {
			lines := tableLines(p, role, purpose)
			if len(lines) == 0 {
				continue
			}
			opens = true
			fmt.Fprintf(&b, "  %s\n", purpose.Name())
			for _, line := range lines {
				fmt.Fprintf(&b, "    %s\n", line)
			}
		}
		if !opens {
			b.WriteString("  nothing\n")
		}
	}
	return b.String()
}

// tableLines gives what is open at each relationship, with the walls that it
// is open behind.
func tableLines(p *access.Policy, role access.Role, purpose access.Purpose) (lines []string) {
	for _, relationship := range slices.Backward(access.Relationships) {
		for _, act := range access.Acts {
			var order []string
			behind := map[string][]string{}
			for _, wall := range access.Walls {
				if parts := openParts(p, role, relationship, wall, purpose, act); parts != "" {
					if behind[parts] == nil {
						order = append(order, parts)
					}
					behind[parts] = append(behind[parts], map[access.Wall]string{access.NoWall: "no wall", access.Restricted: "restricted", access.AdoptionWall: "adoption wall"}[wall])
				}
			}
			for _, parts := range order {
				lines = append(lines, fmt.Sprintf("%s, %s, %s:", relationship, act, strings.Join(behind[parts], " or ")))
				lines = append(lines, wrapped(parts)...)
			}
		}
	}
	return lines
}

func wrapped(list string) (lines []string) {
	line := "   "
	for word := range strings.SplitSeq(list, " ") {
		if len(line)+len(word) > 110 {
			lines = append(lines, line)
			line = "   "
		}
		line += " " + word
	}
	return append(lines, line)
}

func openParts(p *access.Policy, role access.Role, relationship access.Relationship, wall access.Wall, purpose access.Purpose, act access.Act) string {
	var parts []string
	for _, compartment := range access.Compartments {
		var open []string
		for _, sensitivity := range access.Sensitivities {
			if p.Decide(role, relationship, access.Class{Sensitivity: sensitivity, Compartment: compartment}, wall, purpose, act).Allowed {
				open = append(open, string(sensitivity))
			}
		}
		switch len(open) {
		case 0:
		case len(access.Sensitivities):
			parts = append(parts, string(compartment))
		default:
			parts = append(parts, string(compartment)+" ("+strings.Join(open, ", ")+")")
		}
	}
	return strings.Join(parts, ", ")
}

// The fingerprint is of every text: of the program's, and of a council's.
func TestFingerprint(t *testing.T) {
	seen := map[string]string{}
	for name, files := range map[string]map[string][]byte{
		"none": nil, "a": {"a.cedar": []byte("// a")}, "b": {"b.cedar": []byte("// a")}, "changed": {"a.cedar": []byte("// b")},
		"two": {"a.cedar": []byte("// a"), "b.cedar": nil}, "moved": {"a.cedar": nil, "b.cedar": []byte("// a")},
	} {
		mark := thePolicy(t, files).Fingerprint()
		if other := seen[mark]; other != "" || len(mark) != 64 || mark != thePolicy(t, maps.Clone(files)).Fingerprint() {
			t.Errorf("%s and %s both have the fingerprint %s", name, other, mark)
		}
		seen[mark] = name
	}
}

func TestNothingIsDecidedForWhatIsNotDeclared(t *testing.T) {
	p := theShipped(t)
	class := access.Class{Sensitivity: access.Personal, Compartment: access.SocialCare}
	if d := p.Decide(access.SocialWorker, access.Allocated, class, access.NoWall, access.DirectWork, access.View); !d.Allowed || d.Rule != "social-worker-own-children" || d.File != "social-work.cedar" || d.Because == "" {
		t.Fatalf("%+v", d)
	}
	for name, d := range map[string]access.Decision{
		"role":         p.Decide("mayor", access.Allocated, class, access.NoWall, access.DirectWork, access.View),
		"relationship": p.Decide(access.SocialWorker, "friend", class, access.NoWall, access.DirectWork, access.View),
		"compartment":  p.Decide(access.SocialWorker, access.Allocated, access.Class{Sensitivity: access.Personal, Compartment: "x"}, access.NoWall, access.DirectWork, access.View),
		"sensitivity":  p.Decide(access.SocialWorker, access.Allocated, access.Class{Compartment: access.SocialCare}, access.NoWall, access.DirectWork, access.View),
		"wall":         p.Decide(access.SocialWorker, access.Allocated, class, "", access.DirectWork, access.View),
		"purpose":      p.Decide(access.SocialWorker, access.Allocated, class, access.NoWall, "", access.View),
		"act":          p.Decide(access.SocialWorker, access.Allocated, class, access.NoWall, access.DirectWork, "burn"),
	} {
		if d != (access.Decision{}) {
			t.Errorf("an unknown %s: %+v", name, d)
		}
	}
	if d := p.Decide(access.HealthProfessional, access.OfAgency, access.Class{Sensitivity: access.Sensitive, Compartment: access.Conference}, access.NoWall, access.DirectWork, access.View); d != (access.Decision{}) {
		t.Errorf("nothing allows it: %+v", d)
	}
	if d := p.Decide(access.SocialWorker, access.Allocated, class, access.AdoptionWall, access.DirectWork, access.View); d.Allowed || d.Rule != "wall-adoption" || d.File != "walls.cedar" {
		t.Errorf("behind the wall: %+v", d)
	}
}

func TestARuleThatOpensNothingIsFound(t *testing.T) {
	p := thePolicy(t, map[string][]byte{"ours.cedar": []byte(aRule("board-sees", `principal == Role::"board_member"`))})
	_, err := p.Check()
	var faults access.Faults
	if !errors.As(err, &faults) || len(faults) != 1 || faults[0].File != "ours.cedar" || !strings.Contains(faults[0].Sentence, "“board-sees” opens nothing") {
		t.Errorf("got %v", err)
	}
}

// aRule lets a principal see everything.
func aRule(id, principal string) string {
	return "@id(\"" + id + "\")\n@because(\"we said so\")\n@source(\"cabinet, 1 February 2013\")\npermit (" + principal + ", action == Action::\"view\", resource);\n"
}
