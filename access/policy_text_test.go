package access_test

import (
	"errors"
	"os"
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"

	"throughline/access"
)

// notes is what each rule must say of itself, on one line.
const notes = `@id("ours") @because("we said so") @source("cabinet, 1 February 2013")`

// Each file that can't stand is refused with its place and the mend.
func TestFaultsAreNamed(t *testing.T) {
	for _, c := range []struct{ name, text, place, mend string }{
		{"ours.cedar", notes + "\npermit (principal == Role::\"socal_worker\", action, resource);", "2:22",
			"There is no Role called “socal_worker”. Write one of these: plan_owner, "},
		{"ours.cedar", notes + "\npermit (principal, action, resource)\nwhen { resource in [Compartment::\"health\", Compartment::\"helth\"] };", "3:44",
			"There is no Compartment called “helth”. Write one of these: identity, "},
		{"ours.cedar", notes + "\npermit (principal, action, resource)\nwhen { context.relationship == Relationship::\"aloc\" };", "3:32", "There is no Relationship called “aloc”."},
		{"ours.cedar", notes + "\npermit (principal, action, resource)\nwhen { context.purpose != Purpose::\"fun\" };", "3:27", "There is no Purpose called “fun”."},
		{"ours.cedar", notes + "\npermit (principal, action, resource)\nunless { context.wall == Wall::\"brick\" };", "3:26", "There is no Wall called “brick”."},
		{"ours.cedar", notes + "\npermit (principal, action, resource)\nwhen { context.sensitivity == Sensitivity::\"\" };", "3:31", "There is no Sensitivity called “”."},
		{"ours.cedar", notes + "\npermit (principal, action in [Action::\"view\", Action::\"look\"], resource);", "2:47", "There is no Action called “look”. Write one of these: view, record, count, register, arrange."},
		{"ours.cedar", notes + "\npermit (principal, action, resource)\nwhen { context.relationship == Purpose::\"direct_work\" };", "3:32",
			"context.relationship is a Relationship, and Purpose::\"direct_work\" is a Purpose, so they are never the same. Write a Relationship here."},
		{"ours.cedar", notes + "\npermit (principal == Compartment::\"health\", action, resource);", "2:22", "principal is a Role, and Compartment::\"health\" is a Compartment"},
		{"ours.cedar", notes + "\npermit (principal, action, resource)\nwhen { context.relationship == \"allocated\" };", "3:33",
			"context.relationship is compared with names of the type Relationship, such as Relationship::\"none\". Write such a name here."},
		{"ours.cedar", notes + "\npermit (principal, action, resource)\nwhen { context.relation == Relationship::\"team\" };", "3:16", "A rule compares principal, "},
		{"ours.cedar", notes + "\npermit (principal, action, resource)\nwhen { context has foo };", "3:20", "A rule compares principal, "},
		{"ours.cedar", notes + "\npermit (principal, action, resource)\nwhen { false };", "3:8", "A rule compares principal, "},
		{"ours.cedar", notes + "\npermit (principal, action, resource)\nwhen { 1 + 9223372036854775807 == 2 };", "3:8", "A rule compares principal, "},
		{"ours.cedar", notes + "\npermit (principal, action, resource)\nwhen { if true then true else false };", "3:11", "A rule compares principal, "},
		{"ours.cedar", notes + "\npermit (principal, action, resource)\nwhen { ip(\"10.0.0.1\").isLoopback() };", "3:23", "A rule compares principal, "},
		{"ours.cedar", notes + "\npermit (principal is Role, action, resource);", "2:9", "A rule compares principal, "},
		{"ours.cedar", notes + "\npermit (principal, action in [], resource);", "2:20", "An empty list compares with nothing. Name something in it."},
		{"ours.cedar", notes + "\npermit (principal, action, resource)\nwhen { principal in [] };", "3:8", "Compare principal with a list of names, using “in”"},
		{"ours.cedar", notes + "\npermit (principal, action, resource)\nwhen { principal == [Role::\"lado\"] };", "3:8", "Compare principal with a list of names, using “in”"},

		{"ours.cedar", notes + "\npermit (principal, action, resource)\n  wen { true };", "3:7", "This can't be read as a rule at “{”. Look just before this place"},
		{"ours.cedar", notes + "\npermit (principal, action, resource)", "2:37", "This can't be read as a rule"},
		{"ours.cedar", notes + "\npermit (principal, action, resource)\nwhen { principal == Role::\"lado };", "3:27", "can't be read"},
		{"ours.cedar", "\xff", "1:1", "This file is not plain text in UTF-8. Save it as UTF-8."},
		{"ours.cedar", "// é\n \x00", "2:2", "There is a control character here"},
		{"ours.txt", "", "1:1", "The name of a file of rules ends in “.cedar”. Rename this file"},

		{"ours.cedar", "permit (principal, action, resource);", "1:1", "Each rule needs an @id of its own"},
		{"ours.cedar", "// ours\n@id(\"Ours!\") @because(\"a\") @source(\"b\") permit (principal, action, resource);", "2:1", "Each rule needs an @id of its own"},
		{"ours.cedar", "@id(\"ours\") @source(\"b\") permit (principal, action, resource);", "1:1", "Each rule needs a @because"},
		{"ours.cedar", "@id(\"ours\")\n@because(\"We said so.\") @source(\"b\") permit (principal, action, resource);", "2:1", "without its full stop"},
		{"ours.cedar", "@id(\"ours\") @because(\"we said\") permit (principal, action, resource);", "1:1", "Each rule needs a @source"},
		{"ours.cedar", notes + "\n@note(\"x\") permit (principal, action, resource);", "2:1", "Take out @note."},

		{"ours.cedar", strings.Replace(notes, "ours", "wall-lado", 1) + "\nforbid (principal == Role::\"operator\", action, resource);", "1:1", "No file can replace a wall. Give the rule another id."},
		{"ours.cedar", strings.Replace(notes, "ours", "wall-new", 1) + "\npermit (principal, action, resource);", "2:1", "A wall forbids. Write “forbid”"},
		{"ours.cedar", notes + "permit (principal, action, resource);\n" + notes + "permit (principal, action, resource);", "2:1", "The id “ours” is already that of the rule at ours.cedar:1:1."},
	} {
		_, err := access.Overlaid(map[string][]byte{c.name: []byte(c.text)})
		if _, ok := errors.AsType[access.Faults](err); !ok {
			t.Errorf("%s\ngave %v", c.text, err)
			continue
		}
		if first, _, _ := strings.Cut(err.Error(), "\n"); !strings.HasPrefix(first, c.name+":"+c.place+": ") || !strings.Contains(first, c.mend) {
			t.Errorf("%s\ngave %s\nwant %s:%s: … %s", c.text, err, c.name, c.place, c.mend)
		}
	}
}

func TestEveryFaultIsGiven(t *testing.T) {
	_, err := access.Overlaid(map[string][]byte{
		"b.cedar": []byte("@id(\"b\") permit (principal == Role::\"a\", action == Action::\"b\", resource == Compartment::\"c\");"),
		"a.cedar": []byte("nonsense"),
	})
	var faults access.Faults
	if !errors.As(err, &faults) || len(faults) != 6 || faults[0].File != "a.cedar" {
		t.Errorf("got %v", err)
	}
}

// A council's file takes a rule's place by its id, or adds one.
func TestACouncilsFile(t *testing.T) {
	class := access.Class{Sensitivity: access.Personal, Compartment: access.StrategyDiscussion}
	opens := func(p *access.Policy, role access.Role) bool {
		return p.Decide(role, access.OfAgency, class, access.NoWall, access.Enquiry, access.View).Allowed
	}
	if p := theShipped(t); !opens(p, access.PoliceOfficer) || opens(p, access.EducationProfessional) {
		t.Fatal("the shipped policy is another")
	}
	p := thePolicy(t, map[string][]byte{"stonebridge.cedar": []byte(`
// The police of Stonebridge see strategy records only where they are named,
// and schools see them as the police did.
@id("police-strategy-records")
@because("a police officer named on the case may see its strategy discussions")
@source("Stonebridge information sharing agreement, 1 June 2026")
permit (principal == Role::"police_officer", action == Action::"view", resource == Compartment::"strategy_discussion")
when { context.relationship == Relationship::"allocated" && context.purpose == Purpose::"enquiry" };

@id("stonebridge-schools-strategy")
@because("a school at the discussion may see its record")
@source("Stonebridge information sharing agreement, 1 June 2026")
permit (principal == Role::"education_professional", action == Action::"view", resource == Compartment::"strategy_discussion")
when { [Relationship::"agency", Relationship::"allocated"].contains(context.relationship) }
when { !(context.purpose != Purpose::"enquiry") };
`)})
	if opens(p, access.PoliceOfficer) || !opens(p, access.EducationProfessional) {
		t.Error("the council's file is not in force")
	}
	if _, err := p.Check(); err != nil {
		t.Error(err)
	}
	if d := p.Decide(access.EducationProfessional, access.OfAgency, class, access.NoWall, access.Enquiry, access.View); d.File != "stonebridge.cedar" || d.Rule != "stonebridge-schools-strategy" {
		t.Errorf("%+v", d)
	}
}

// Whatever a file holds, it is read or refused at a place inside it.
func TestNoFileIsTooStrange(t *testing.T) {
	words := []string{notes, "permit", "forbid", "(", ")", "{", "}", ";", ",", "principal", "action", "resource", "==", "in", "[", "]", "Role::\"lado\"", "when", "unless", "context.wall",
		"\"", "//", "\n", "é", "@", "::", "&&", "!", "\x00"}
	rapid.Check(t, func(t *rapid.T) {
		text := strings.Join(rapid.SliceOf(rapid.SampledFrom(words)).Draw(t, "words"), " ")
		_, err := access.Overlaid(map[string][]byte{"ours.cedar": []byte(text)})
		var faults access.Faults
		if err != nil && !errors.As(err, &faults) {
			t.Fatalf("%v", err)
		}
		lines := strings.Split(text, "\n")
		for _, fault := range faults {
			if fault.Line < 1 || fault.Line > len(lines) || fault.Column < 1 || fault.Column > utf8.RuneCountInString(lines[fault.Line-1])+1 || fault.Sentence == "" {
				t.Fatalf("%+v is not a place in %q", fault, text)
			}
		}
	})
}

// The rules in the guide can be used as they stand.
func TestTheGuidesRules(t *testing.T) {
	guide, err := os.ReadFile("../docs/guide/access-policy.md")
	if err != nil {
		t.Fatal(err)
	}
	_, after, _ := strings.Cut(string(guide), "```cedar\n")
	var rules strings.Builder
	for block := range strings.SplitSeq(after, "```cedar\n") {
		rule, _, _ := strings.Cut(block, "```")
		rules.WriteString(rule)
	}
	checked, err := thePolicy(t, map[string][]byte{"guide.cedar": []byte(rules.String())}).Check()
	shipped, errShipped := theShipped(t).Check()
	if err != nil || errShipped != nil || checked.Rules != shipped.Rules+1 {
		t.Errorf("%+v, %v; shipped %+v, %v", checked, err, shipped, errShipped)
	}
}
