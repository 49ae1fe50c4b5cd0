package web

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"throughline/ingest/local"
	"throughline/ingest/returns"
	"throughline/plan"
	"throughline/practice"
)

// trainingFile is a training return of one level, with a cell as given in place of those in date.
func trainingFile(inDate string) map[string][]byte {
	return map[string][]byte{"training.csv": []byte("Trust (needed),For the period that ends on (needed),Due on (needed),Supplied on,Level (needed),Staff who need the level on the day,Of them in date,Errors found,Signed off?\n" +
		"Stonebridge NHS Trust,31/03/2012,03/05/2012,20/04/2012,Level 3 core,200," + inDate + ",0,Yes\n")}
}

func TestAnAgencySeesWhatItIsAskedForAndNothingElse(t *testing.T) {
	c := newCouncil(t)
	nurse := c.as("health")
	page := nurse.get("/send").want(http.StatusOK)
	page.says("Files we ask for", "Stonebridge NHS Trust", "A trust’s training return", "Each quarter")
	page.hides("Out-of-hours shift", "Personal education plan")
	nurse.get("/send/training_return").want(http.StatusOK).says("A trust’s training return", "Download the workbook", "Staff who need the level on the day")
	for _, kind := range []string{"out_of_hours_shift", "personal_education_plan", "visit", "nothing"} {
		for _, page := range []string{"", "/new", "/template.xlsx"} {
			nurse.get("/send/" + kind + page).want(http.StatusNotFound)
		}
	}
	page = c.as("lead").get("/send").want(http.StatusOK)
	page.says("Out-of-hours shift")
	page.hides("A trust’s training return")
	c.as("police").get("/send").want(http.StatusOK).says("No file is asked of your agency")
	for _, key := range []string{"board", "young", "auditor", "owner", "chair"} {
		c.as(key).get("/send").want(http.StatusForbidden)
	}
	made := nurse.get("/send/training_return/template.xlsx").want(http.StatusOK)
	if said := local.States("t.xlsx", []byte(made.body), returns.Usual()); said.Kind != "training_return" || said.Agency != "Stonebridge NHS Trust" {
		t.Errorf("%+v", said)
	}
}

// A file is looked at before it is sent: what is wrong is said by row and column, and nobody but the sender sees it.
func TestAFileIsLookedAtFirst(t *testing.T) {
	c := newCouncil(t)
	nurse := c.as("health")
	form := nurse.get("/send/training_return/new").want(http.StatusOK).form("/send/training_return/new")
	if fault := nurse.uploadAll("/send/training_return/new", form, nil).want(http.StatusUnprocessableEntity).fault(fileField); fault != "Choose the workbook that you filled in." {
		t.Errorf("no file: %q", fault)
	}
	wrong := url.Values{"period": {"2019-01-01"}}
	if fault := nurse.uploadAll("/send/training_return/new", wrong, trainingFile("150")).want(http.StatusUnprocessableEntity).fault("period"); fault != "Choose the period that the file is for." {
		t.Errorf("another period: %q", fault)
	}
	look := nurse.uploadAll("/send/training_return/new", form, trainingFile("most")).want(http.StatusOK)
	at := strings.SplitN(look.path, "?", 2)[0]
	look.says("What is in the file", "Row 2", "Of them in date", "most", "It is not a whole number.", "Write a whole number in figures, like 12.", "1 organisation")
	nurse.uploadAll("/send/training_return/new", form, trainingFile("150")).want(http.StatusOK).says("Nothing. Every row could be read, and none breaks a rule.")
	c.as("lead").get(at).want(http.StatusNotFound).hides("training.csv")
	nurse.get("/returns-sent/" + strings.TrimPrefix(at, "/send-looked/")).want(http.StatusForbidden)
	nurse.post(at+"/give-up", nil).want(http.StatusOK).says("The file has been erased. Nothing was sent.")
	nurse.get(at).want(http.StatusNotFound)
}

func TestWhichAgenciesAreAsked(t *testing.T) {
	send := &practice.Send{Who: "Each trust", From: []string{"NHS community trust", "schools"}}
	for kind, want := range map[string]bool{"NHS community trust": true, "nhs trust": true, "NHS Community Foundation Trust": true, "NHS hospital trust": false, "School": true, "police": false, "": false} {
		if got := isAsked(send, &plan.Agency{Kind: kind}, false); got != want {
			t.Errorf("%q: %t", kind, got)
		}
	}
	if isAsked(send, nil, true) || !isAsked(&practice.Send{Who: "A team"}, nil, true) || isAsked(&practice.Send{Who: "A team"}, nil, false) {
		t.Error("the council is asked for what names no agency, and for nothing else")
	}
}
