package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"throughline/access"
)

func policyFolder(t *testing.T, text string) string {
	t.Helper()
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "ours.cedar"), []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return dir
}

const oursToo = `// A council's own rule.
@id("our-auditors-conferences")
@because("our auditors may read the conferences of a child allocated to them")
@source("decided by our Caldicott Guardian, 4 March 2013")
permit (principal == Role::"auditor", action == Action::"view", resource == Compartment::"conference")
when { context.relationship == Relationship::"allocated" }
when { context.purpose == Purpose::"auditing" };
`

func TestAccessCheck(t *testing.T) {
	said := tl(t, "access", "check", policyFolder(t, oursToo)).ok()
	if !strings.Contains(said, "can be used") || !strings.Contains(said, "fingerprint") {
		t.Errorf("said %q", said)
	}
	for name, c := range map[string]struct{ text, words string }{
		"an unknown role":         {strings.Replace(oursToo, `"auditor"`, `"auditors"`, 1), "ours.cedar:5:"},
		"a rule without a reason": {strings.Replace(oursToo, "@because(\"our auditors may read the conferences of a child allocated to them\")\n", "", 1), "ours.cedar:"},
		"a wall taken down":       {strings.Replace(oursToo, "our-auditors-conferences", "wall-board-and-young-people", 1), "wall-"},
		"not Cedar":               {"let everybody in", "ours.cedar:1:5"},
	} {
		tl(t, "access", "check", policyFolder(t, c.text)).fails(exitError, c.words)
		if t.Failed() {
			t.Fatal(name)
		}
	}
	tl(t, "access", "check", t.TempDir()).fails(exitError, "put files that end in .cedar there")
	tl(t, "access", "check", filepath.Join(t.TempDir(), "nowhere")).fails(exitError, "can't be read")
}

func TestAccessExplain(t *testing.T) {
	data := demonstration(t)
	record := one[string](t, behind(t, data), "SELECT thing_id FROM filing WHERE kind = 'case.record' ORDER BY thing_id LIMIT 1")
	area := one[string](t, behind(t, data), "SELECT thing_id FROM version WHERE kind = 'area' ORDER BY thing_id LIMIT 1")
	member := somebody(t, access.BoardMember)
	before := len(uses(t, data))

	said := tl(t, "access", "explain", member, record, "--data", data).ok()
	if !strings.Contains(said, "may not open this record") || strings.Count(said, "\n") != 1 {
		t.Errorf("a Board member and a child's record: %q", said)
	}
	said = tl(t, "access", "explain", member, area, "--data", data).ok()
	if !strings.Contains(said, "may open this record, because it is part of the plan") {
		t.Errorf("a Board member and an area: %q", said)
	}
	var answer struct {
		Allowed  bool   `json:"allowed"`
		Sentence string `json:"sentence"`
	}
	if err := json.Unmarshal([]byte(tl(t, "access", "explain", member, record, "--format", "json", "--data", data).ok()), &answer); err != nil || answer.Allowed || answer.Sentence == "" {
		t.Errorf("as JSON: %+v %v", answer, err)
	}
	if after := len(uses(t, data)); after != before+3 {
		t.Errorf("%d of 3 uses were recorded", after-before)
	}
	tl(t, "access", "explain", "nobody@example.org", record, "--data", data).fails(exitError, "check the email address")
	tl(t, "access", "explain", member, "nowhere", "--data", data).fails(exitError, "copy the id")
	tl(t, "access", "explain", member, record, "--purpose", "curiosity", "--data", data).fails(exitError, "is not a purpose")
	// Only those who check access may ask.
	tl(t, "access", "explain", member, record, "--as", member, "--data", data).fails(exitError, "You do not have permission to ask why somebody may reach a record.")
}

// A council's own policy is in force where it is named, and is on record.
func TestACouncilsOwnPolicyIsChecked(t *testing.T) {
	data := demonstration(t)
	bad := policyFolder(t, strings.Replace(oursToo, `"auditor"`, `"auditors"`, 1))
	tl(t, "plan", "show", "--data", data, "--policy", bad).fails(exitError, "ours.cedar:5:")
	tl(t, "plan", "show", "--data", data, "--policy", policyFolder(t, oursToo)).ok()
}
