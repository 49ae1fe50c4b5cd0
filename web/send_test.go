package web

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"throughline/ingest/local"
	"throughline/ingest/returns"
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
	nurse.get("/send/training_return").says("January to March 2012 Due 1 May 2012 Now No return October")
	c.clock.goTo("2012-06-01")
	nurse.get("/send/training_return").says("No return, late")
	page := nurse.get("/send/training_return/new").want(http.StatusOK)
	form := page.form("/send/training_return/new")
	period := "training_return/" + c.id["trust"] + "/2012-01-01..2012-03-31"
	if fault := nurse.uploadAll("/send/training_return/new", form, nil).want(http.StatusUnprocessableEntity).fault(fileField); fault != "Choose the workbook that you filled in." {
		t.Errorf("no file: %q", fault)
	}
	for _, other := range []string{"", "training_return/" + c.id["force"] + "/2012-01-01..2012-03-31", "training_return/" + c.id["trust"] + "/2012-04-01..2012-06-30"} {
		wrong := url.Values{"period": {other}}
		if fault := nurse.uploadAll("/send/training_return/new", wrong, trainingFile("150")).want(http.StatusUnprocessableEntity).fault("period"); fault != "Choose the period that the file is for." {
			t.Errorf("the period %q: %q", other, fault)
		}
	}
	look := nurse.uploadAll("/send/training_return/new", url.Values{"period": {period}}, trainingFile("most")).want(http.StatusOK)
	at := strings.SplitN(look.path, "?", 2)[0]
	look.says("What is in the file", "Nothing has been sent yet", "Row 2", "Of them in date", "most", "It is not a whole number.", "Write a whole number in figures, like 12.", "1 organisation")
	for _, key := range []string{"lead", "police"} {
		c.as(key).get(at).want(http.StatusNotFound).hides("training.csv")
		c.as(key).post(at, nil).want(http.StatusNotFound)
	}
	nurse.get("/returns-sent/" + strings.TrimPrefix(at, "/send-looked/")).want(http.StatusForbidden)
	nurse.post(at+"/give-up", nil).want(http.StatusOK).says("The file has been erased. Nothing was sent.")
	nurse.get(at).want(http.StatusNotFound)
	nurse.get("/send/training_return").says("No return, late")
}

// What was looked at is sent, and stands in its period with the report of it, for the agency alone.
func TestAnAgencySendsItsFile(t *testing.T) {
	c := newCouncil(t)
	nurse := c.as("health")
	period := url.Values{"period": {"training_return/" + c.id["trust"] + "/2012-01-01..2012-03-31"}}
	look := nurse.uploadAll("/send/training_return/new", period, trainingFile("most")).want(http.StatusOK)
	sent := nurse.post(look.path, nil).want(http.StatusOK)
	sent.says("The file has been sent: 1 row.", "What was sent", "Hana Health", "Stonebridge NHS Trust", "It is not a whole number.", "training.csv")
	at := strings.SplitN(sent.path, "?", 2)[0]
	if !strings.HasPrefix(at, "/send-received/") {
		t.Fatal(at)
	}
	nurse.get("/send/training_return").says("Received", "1 row")
	nurse.get(look.path).says("What was sent") // a second press of the button sends nothing twice
	nurse.post(look.path, nil).says("What was sent")
	for _, key := range []string{"lead", "police"} {
		c.as(key).get(at).want(http.StatusNotFound).hides("training.csv")
	}

	// A mended file takes its place; the same again changes nothing.
	mended := nurse.uploadAll("/send/training_return/new", period, trainingFile("150")).want(http.StatusOK)
	mended.says("Nothing. Every row could be read, and none breaks a rule.")
	nurse.post(mended.path, nil).want(http.StatusOK).says("The file has been sent: 1 row.")
	nurse.get(at).want(http.StatusNotFound)
	again := nurse.uploadAll("/send/training_return/new", period, trainingFile("150")).want(http.StatusOK)
	again.says("Sending it again would change nothing.")
	if again.button("Send the file") {
		t.Error("what was received can be sent again")
	}

	// The template as it is says that there was nothing to tell, which is a return.
	empty := nurse.get("/send/training_return/template.xlsx").want(http.StatusOK)
	none := nurse.uploadAll("/send/training_return/new", url.Values{"period": {"training_return/" + c.id["trust"] + "/2011-10-01..2011-12-31"}}, map[string][]byte{"t.xlsx": []byte(empty.body)}).want(http.StatusOK)
	nurse.post(none.path, nil).want(http.StatusOK).says("The file has been sent: 0 rows.")

	// What is not such a file is not sent.
	other := nurse.uploadAll("/send/training_return/new", period, map[string][]byte{"notes.csv": []byte("a,b\n1,2\n")}).want(http.StatusOK)
	other.says("It can’t be sent as it is.", "has the headings of")
	if other.button("Send the file") {
		t.Error("a file without the headings can be sent")
	}
}
