package web

import (
	"context"
	"net/http"
	"testing"
	"time"

	"throughline/calendar"
	"throughline/plan"
)

// Before its effect can be seen, somebody says by which measure an action will
// be judged. It can be taken back, with the reason, and that stays in sight.
func TestAnActionIsHeldToAMeasure(t *testing.T) {
	c := newReturnsCouncil(t)
	at := "/actions/" + c.id["action"]
	owner := c.as("owner")
	owner.get(at).want(http.StatusOK).says("Did it make a difference?", "Nobody has said yet by which measure it will be judged whether this made a difference.")
	owner.get(at + "/yardstick").want(http.StatusOK).says("No measure is linked to an area that this action serves. Link one to the area first.")
	owner.get(at + "/yardstick/end").want(http.StatusOK).says("Nothing has been laid down by which this action is judged.")
	c.do("owner", plan.LinkMeasure{Area: c.id["area"], Measure: onTime, Why: "It counts who was seen in time."})

	form := owner.get(at + "/yardstick").want(http.StatusOK).form(at + "/yardstick")
	owner.post(at+"/yardstick", form).want(http.StatusUnprocessableEntity).says("Choose a measure of the practice pack.", "Enter the day practice changes.", "Choose how you expect the measure to move.", "Say why this action should move this measure.")
	form.Set("measure", onTime)
	form.Set("go_live-day", "31")
	form.Set("go_live-month", "2")
	form.Set("go_live-year", "2020")
	form.Set("lag", "a few")
	form.Set("expected", "step")
	form.Set("why", "The new pathway books the appointment on the first day.")
	refused := owner.post(at+"/yardstick", form).want(http.StatusUnprocessableEntity)
	refused.hides("Choose a measure of the practice pack.") // what is right isn't found fault with beside what is wrong
	refused.says("Day practice changes must be a real date: there is no 31 February 2020.", "The months must be a whole number, like 412.", "The new pathway books the appointment on the first day.")
	form.Set("go_live-day", "1")
	form.Set("lag", "2")
	page := owner.post(at+"/yardstick", form).want(http.StatusOK)
	page.says("What this action will be judged by has been laid down.", "Higher is better.", "Practice changes on 1 February 2020. The effect can be seen 2 months later, from 1 April 2020.",
		"It is expected to move at once, to a new level.", "It has not been worked out yet.", "Not judged yet", "Take back what it is judged by")
	if page.button("Say how we will know it made a difference") {
		t.Error("a second one is offered")
	}
	owner.get(at + "/yardstick").want(http.StatusOK).says("Take that back first, with the reason.")
	seen := c.as("board").get(at).want(http.StatusOK)
	seen.says("The new pathway books the appointment on the first day.")
	seen.hides("Take back what it is judged by")

	form = owner.get(at + "/yardstick/end").want(http.StatusOK).form(at + "/yardstick/end")
	owner.post(at+"/yardstick/end", form).want(http.StatusUnprocessableEntity).says("Say why it is taken back.")
	form.Set("reason", "Another shows it better.")
	owner.post(at+"/yardstick/end", form).want(http.StatusOK).says("It has been taken back.", "Another shows it better.", "Nobody has said yet by which measure")
	owner.post(at+"/yardstick/end", form).want(http.StatusNotFound)
}

// Whoever may read the plan sees the verdict and how strong it is, without a
// figure; on an earlier day they see what stood then.
func TestAnActionsPageSaysTheVerdict(t *testing.T) {
	c := newReturnsCouncil(t)
	at := "/actions/" + c.id["action"]
	c.do("owner", plan.LinkMeasure{Area: c.id["area"], Measure: onTime, Why: "It counts who was seen in time."})
	today := c.app.Today()
	c.do("owner", plan.LayDownYardstick{ID: c.app.NewID(), Action: c.id["action"], Measure: onTime, GoLive: today.AddMonths(1), Expected: plan.Slope, Why: "It books on the first day."})
	found := plan.Found{Yardstick: c.plan().YardstickOf(c.id["action"]).ID, Verdict: plan.Improved, Strength: "charted", Chart: "XmR chart", Period: "quarter", Before: 14, After: 9, Until: calendar.Must(2018, 3, 31)}
	c.do("owner", plan.RecordVerdicts{Found: []plan.Found{found}})
	c.as("young").get(at).want(http.StatusOK).says("Got better", "in the 9 quarters since, against the 14 quarters before", "Charted: tested against the measure’s own past", "31 March 2018")
	found.Verdict, found.Strength, found.After = plan.NoSignal, "", 10
	c.do("owner", plan.RecordVerdicts{Found: []plan.Found{found}})
	for _, who := range []string{"owner", "chair"} {
		c.as(who).get("/home").want(http.StatusOK).says("Taken back, or got worse", "a difference had been shown until 31 March 2018.", "Nothing more than chance alone would give")
	}
	c.as("board").get("/home").want(http.StatusOK).hides("Taken back, or got worse")
	c.as("board").get(at).want(http.StatusOK).says("Taken back. No more than chance", "a difference had been shown until 31 March 2018.")
	if _, err := c.app.Do(t.Context(), c.caller("lead"), plan.RecordVerdicts{Found: []plan.Found{found}}); err == nil {
		t.Error("an agency's lead writes verdicts")
	}
}

// The page of verdicts groups the live actions by what was found, says how many
// would come out well by chance, and has them worked out again by those who may.
func TestWhatMadeADifference(t *testing.T) {
	c := newReturnsCouncil(t)
	c.do("owner", plan.LinkMeasure{Area: c.id["area"], Measure: onTime, Why: "It counts who was seen in time."})
	c.as("young").get("/verdicts").want(http.StatusOK).says("What made a difference?", "Not judged: 1 action", "Measure linked, not tested yet.")
	c.do("owner", plan.LayDownYardstick{ID: c.app.NewID(), Action: c.id["action"], Measure: onTime, GoLive: calendar.Must(2017, 4, 1), Expected: plan.Step, Why: "It books on the first day."})
	owner := c.as("owner")
	form := owner.get("/verdicts/work-out").want(http.StatusOK).form("/verdicts/work-out")
	owner.post("/verdicts/work-out", form).want(http.StatusOK).says("1 verdict changed and recorded.", "Can’t be told: 1 action", "there are too few figures from before practice changed")
	owner.post("/verdicts/work-out", form).want(http.StatusOK).says("The verdicts are as they were.")
	c.as("board").get("/verdicts/work-out").want(http.StatusForbidden)
	c.as("chair").post("/verdicts/work-out", form).want(http.StatusForbidden)

	page := owner.get("/actions/" + c.id["action"] + "/verdict").want(http.StatusOK)
	page.says("There are figures for", "from before practice changed. At least 12 are needed.", "Practice changed on 1 April 2017.", "This was frozen when practice changed.", "A run chart, because many of the figures from before are the same", "Control chart of")
	if rows := page.tableRows(); len(rows) != 12 {
		t.Errorf("%d figures in the table", len(rows))
	}
	c.as("board").get("/actions/" + c.id["action"] + "/verdict").want(http.StatusForbidden)
	owner.get("/actions/" + c.id["area"] + "/verdict").want(http.StatusNotFound)

	c.do("owner", plan.RecordVerdicts{Found: []plan.Found{{Yardstick: c.plan().YardstickOf(c.id["action"]).ID, Verdict: plan.Improved, Strength: "charted", Period: "month", Before: 24, After: 9, Until: calendar.Must(2018, 3, 31)}}})
	c.as("board").get("/verdicts").want(http.StatusOK).says("Made a difference: 1 action", "Of 1 judged, up to one of them could be expected to come out as improved by chance alone", "Indicative: a sign, and no proof.")
}

// A service that runs works the verdicts out by itself, until it is stopped.
func TestVerdictsAreWorkedOutByThemselves(t *testing.T) {
	c := newReturnsCouncil(t)
	c.do("owner", plan.LinkMeasure{Area: c.id["area"], Measure: onTime, Why: "It counts who was seen in time."})
	c.do("owner", plan.LayDownYardstick{ID: c.app.NewID(), Action: c.id["action"], Measure: onTime, GoLive: calendar.Must(2017, 4, 1), Expected: plan.Step, Why: "It books on the first day."})
	ctx, stop := context.WithCancel(t.Context())
	stopped := make(chan struct{})
	go func() {
		defer close(stopped)
		c.app.KeepVerdicts(ctx, time.Millisecond, func(council string, err error) { t.Errorf("%s: %v", council, err) })
	}()
	for end := time.Now().Add(time.Minute); c.plan().VerdictOf(c.id["action"]) == nil; time.Sleep(10 * time.Millisecond) {
		if time.Now().After(end) {
			t.Fatal("nothing was worked out within a minute")
		}
	}
	stop()
	<-stopped
}
