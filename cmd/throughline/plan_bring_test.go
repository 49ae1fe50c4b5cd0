package main

import (
	"strings"
	"testing"

	"throughline/access"
)

func TestPlanImportBringsTheFileIn(t *testing.T) {
	data, owner := demonstration(t), somebody(t, access.PlanOwner)
	path := planFile(t, "Version 17.csv", "Recommendation,Action,Lead,By when,Current status\nEnsure that every child is seen alone.,Agree one form,Designated nurse,31/10/2013,Completed\n"+
		"Ensure that every child is seen alone.,Train staff,Somebody in housing,Ongoing,In progress\n")
	bring := func(more ...string) said {
		return tl(t, append([]string{"plan", "import", path, "--data", data, "--as", owner}, more...)...)
	}
	show := func() string { return tl(t, "plan", "show", "--data", data, "--format", "json").ok() }
	before := show()
	bring().fails(exitError, "Choose the post that “Somebody in housing” is.")
	bring("--owner", "Somebody in housing=Designated nurse").fails(exitError, "record 3: no due date could be read.")
	bring("--owner", "Somebody in housing=Nobody").fails(exitError, "There is no post called \"Nobody\"")
	bring("--inspection", "of another council").fails(exitError, "There is no inspection called \"of another council\"")
	if refused := bring("--format", "json"); refused.code != exitError || !strings.Contains(refused.out, `"refused": "The file was not imported. Nothing was written."`) || !strings.Contains(refused.out, "Somebody in housing") {
		t.Errorf("%+v", refused)
	}
	if show() != before {
		t.Fatal("something was written of a file that was refused")
	}
	settled := []string{"--owner", "Somebody in housing=Designated nurse", "--area-dates"}
	if out := bring(settled...).ok(); out != "Version 17.csv was imported: 2 actions and 1 new areas for improvement. What it claims is shown beside each action.\n" {
		t.Error(out)
	}
	if show() == before {
		t.Error("the plan is as it was")
	}
	bring(settled...).fails(exitError, "This file was imported as Version 17.csv")
	tl(t, "plan", "import", path, "--data", data, "--as", somebody(t, access.BoardMember)).fails(exitError, "You do not have permission to change actions and parts.")
	tl(t, "verify", "--data", data).ok()
}
