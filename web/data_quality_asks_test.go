package web

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
)

// What is missing is asked for with one press: who was asked finds it on their own pages, nobody else does, and the page says what changed since.
func TestWhatIsMissingIsAskedForWithOneClick(t *testing.T) {
	c := newReturnsCouncil(t)
	analyst, nurse := c.as("analyst"), c.as("nurse")
	page := analyst.get("/data-quality").want(http.StatusOK)
	page.says("Nobody was asked for anything.", "Ask Stonebridge NHS Trust for what is missing: Initial health assessments on time", "Ask social workers")
	offered := page.form("/data-quality/ask")
	if offered.Get("about") != "measure" || offered.Get("of") == "" || offered.Get("role") != "social_worker" {
		t.Errorf("the first button asks %v", offered)
	}
	measure := offered.Get("of")
	asked := analyst.post("/data-quality/ask", url.Values{"about": {"measure"}, "of": {measure}, "agency": {c.id["trust"]}}).want(http.StatusOK)
	asked.says("They have been asked.", "Asked Stonebridge NHS Trust on 1 June 2018 . Then 2 couldn’t be told in the figure for May 2018. It is the same now.", "By Anna Analyst", "Open")
	asked.hides("Ask Stonebridge NHS Trust<span class=\"govuk-visually-hidden\"> for what is missing: Initial health assessments on time")
	at := asked.link("Asked Stonebridge NHS Trust on 1 June 2018")
	analyst.post("/data-quality/ask", url.Values{"about": {"measure"}, "of": {measure}, "agency": {c.id["trust"]}}).want(http.StatusUnprocessableEntity).says("They were asked for this already")
	analyst.post("/data-quality/ask", url.Values{"about": {"file"}, "of": {"training_return"}, "agency": {c.id["trust"]}, "from": {"soon"}}).want(http.StatusUnprocessableEntity)
	c.as("manager").get("/data-quality").want(http.StatusOK).says("Asked Stonebridge NHS Trust")
	c.as("manager").get("/data-quality").hides(`action="/data-quality/ask"`)
	analyst.get("/data-quality?as-at=2018-05-31").want(http.StatusOK).says("Nobody was asked for anything.")

	for _, path := range []string{"/home", "/send"} {
		nurse.get(path).want(http.StatusOK).says("Asked of you: what is missing", "Initial health assessments on time", "2 couldn’t be told. Asked on 1 June 2018 by Anna Analyst.")
		nurse.get(path).hides("566910") // a child of the return
	}
	for _, key := range []string{"officer", "teacher", "lead"} {
		c.as(key).get("/home").want(http.StatusOK).hides("Asked of you")
		c.as(key).get(at).want(http.StatusNotFound)
		c.as(key).post(at, url.Values{"outcome": {"recorded"}}).want(http.StatusNotFound)
	}
	c.as("young").get(at).want(http.StatusNotFound)

	// Two months later the same two are still waited for, in the figure of a later month.
	c.clock.goTo("2018-08-01")
	nurse.get(at).want(http.StatusOK).says("Then 2 couldn’t be told in the figure for May 2018. Now it is 2 in the figure for July 2018.", "What came of it?")
	nurse.get(at).hides("The ask is taken back")
	nurse.post(at, url.Values{}).want(http.StatusUnprocessableEntity).says("Choose what came of it.")
	nurse.post(at, url.Values{"outcome": {"taken_back"}}).want(http.StatusUnprocessableEntity)
	c.as("manager").post(at, url.Values{"outcome": {"recorded"}}).want(http.StatusNotFound)
	analyst.post("/returns/"+c.id["return"]+"/undo", url.Values{"reason": {"It was another year’s"}})
	analyst.get("/data-quality").want(http.StatusOK).says("Then 2 couldn’t be told in the figure for May 2018. Now there are none.")
	nurse.get(at).want(http.StatusOK).says("Now there are none.")
	nurse.post(at, url.Values{"outcome": {"recorded"}}).want(http.StatusOK).says("The ask is ended.")
	nurse.get("/home").want(http.StatusOK).hides("Asked of you")
	nurse.post(at, url.Values{"outcome": {"cannot"}}).want(http.StatusUnprocessableEntity)
	analyst.get("/data-quality").want(http.StatusOK).says("It is recorded now", "Nora Nurse, 1 August 2018")
	c.as("auditor").get("/history/"+strings.TrimPrefix(at, "/data-asks/")).want(http.StatusOK).says("Ask for data that is missing", "What came of it", "How many couldn’t be told")
}

// An agency whose file has not come is asked for it, and what came since is said. Somebody of a role is asked on their own first page.
func TestAFileThatHasNotComeIsAskedFor(t *testing.T) {
	c := newReturnsCouncil(t)
	analyst, nurse := c.as("analyst"), c.as("nurse")
	analyst.get("/data-quality").want(http.StatusOK).says("By file that no return carries", "A trust’s training return Period No return, late January to March 2018", "Ask Stonebridge NHS Trust for what is missing: A trust’s training return")
	file := url.Values{"about": {"file"}, "of": {"training_return"}, "agency": {c.id["trust"]}, "from": {"2018-01-01"}, "until": {"2018-03-31"}}
	asked := analyst.post("/data-quality/ask", file).want(http.StatusOK)
	asked.says("There was no return, and there is none yet.")
	at := asked.link("Asked Stonebridge NHS Trust on 1 June 2018")
	nurse.get("/send").want(http.StatusOK).says("Asked of you: what is missing", "A trust’s training return, 1 January 2018 to 31 March 2018")
	if href := nurse.get(at).want(http.StatusOK).link("The file, with a workbook to fill in"); href != "/send/training_return" {
		t.Errorf("it leads to %s", href)
	}
	content := []byte(strings.NewReplacer("31/03/2012", "31/03/2018", "03/05/2012", "02/05/2018", "20/04/2012", "20/04/2018").Replace(string(trainingFile("150")["training.csv"])))
	look := nurse.uploadAll("/send/training_return/new", url.Values{"period": {"training_return/" + c.id["trust"] + "/2018-01-01..2018-03-31"}}, map[string][]byte{"training.csv": content}).want(http.StatusOK)
	nurse.post(look.path, nil).want(http.StatusOK).says("The file has been sent: 1 row.")
	analyst.get("/data-quality").want(http.StatusOK).says("There was no return. It has come since.")
	analyst.get("/data-quality").hides("A trust’s training return</a></th>") // it is in no list of what is missing any more
	analyst.post("/data-quality/ask", url.Values{"about": {"file"}, "of": {"training_return"}, "agency": {c.id["trust"]}, "from": {"2018-01-01"}, "until": {"2018-03-31"}}).want(http.StatusUnprocessableEntity).says("Nothing of it is missing now")

	asked = analyst.post("/data-quality/ask", url.Values{"about": {"clock"}, "of": {"C17"}, "role": {"reviewing_officer"}}).want(http.StatusOK)
	asked.says("Asked independent reviewing officers on 1 June 2018")
	c.as("reviewer").get("/home").want(http.StatusOK).says("Asked of you", "First review of a looked-after child")
	c.as("worker").get("/home").want(http.StatusOK).hides("Asked of you")
	analyst.post(asked.link("Asked independent reviewing officers on 1 June 2018"), url.Values{"outcome": {"taken_back"}}).want(http.StatusOK).says("The ask is taken back")
	c.as("reviewer").get("/home").hides("Asked of you")
}
