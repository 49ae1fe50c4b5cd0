package plan_test

import (
	"throughline/access"
	"throughline/calendar"
	"throughline/deadline"
	"throughline/plan"
)

// The people of the invented group, by membership: each has one role, and
// holds the post named after them here, if any.
var thePeople = []struct {
	id, name, agency, post string
	role                   access.Role
}{
	{"ada", "Ada Admin", "council", "", access.Administrator},
	{"olive", "Olive Owner", "council", "audit", access.PlanOwner},
	{"carl", "Carl Care", "council", "services", access.AgencyLead},
	{"nina", "Nina Nurse", "trust", "nurse", access.AgencyLead},
	{"dora", "Dora Doctor", "trust", "doctor", access.AgencyLead},
	{"chris", "Chris Chair", "trust", "chairing", access.GroupChair},
	{"dev", "Dev Deputy", "police", "deputy", access.DeputyChair},
	{"sue", "Sue Super", "police", "superintendent", access.AgencyLead},
	{"hal", "Hal Head", "school", "head", access.AgencyLead},
	{"aud", "Aud Auditor", "council", "", access.Auditor},
	{"bea", "Bea Board", "council", "", access.BoardMember},
	{"yara", "Yara Young", "council", "", access.YoungPerson},
}

var thePosts = []plan.AddPost{
	{ID: "audit", Agency: "council", Title: "Head of inspection and audit"},
	{ID: "services", Agency: "council", Title: "Head of children's services"},
	{ID: "nurse", Agency: "trust", Title: "Lead nurse"},
	{ID: "doctor", Agency: "trust", Title: "Designated doctor"},
	{ID: "chairing", Agency: "trust", Title: "Chair of the group", Seat: plan.ChairSeat},
	{ID: "deputy", Agency: "police", Title: "Deputy chair of the group", Seat: plan.DeputySeat},
	{ID: "superintendent", Agency: "police", Title: "Superintendent"},
	{ID: "head", Agency: "school", Title: "Headteacher"},
}

// startTheGroup sets up the agencies, posts and people on publication day.
func startTheGroup(t failer) *acting {
	t.Helper()
	a := startActing(t, publication)
	founder := access.Caller{Account: "founder", Authority: "westmoor", Roles: []access.Role{access.Administrator}}
	changes := []plan.Change{
		plan.AddAgency{ID: "council", AgencyName: "Westmoor Council", Kind: "council"},
		plan.AddAgency{ID: "trust", AgencyName: "Northmoor Trust", Kind: "NHS trust"},
		plan.AddAgency{ID: "police", AgencyName: "Moor Police", Kind: "police"},
		plan.AddAgency{ID: "school", AgencyName: "Highfield School", Kind: "school"},
	}
	for _, post := range thePosts {
		changes = append(changes, post)
	}
	for _, who := range thePeople {
		changes = append(changes, plan.AddMember{ID: who.id, Account: "account-" + who.id, Person: who.name, Agency: who.agency, Roles: []access.Role{who.role}})
		if who.post != "" {
			changes = append(changes, plan.AppointHolder{ID: "holding-" + who.post, Post: who.post, Membership: who.id, From: publication})
		}
	}
	for _, ch := range changes {
		if _, err := a.tryOn(founder, ch, a.today); err != nil {
			t.Fatalf("%s: %v", ch.Name(), err)
		}
	}
	return a
}

func theInspection() plan.Inspection {
	return plan.Inspection{
		Title: "Safeguarding and looked-after children", Regime: "slac", Inspectorates: []string{"Ofsted", "Care Quality Commission"},
		Start: calendar.Known(calendar.Must(2012, 1, 23)), End: calendar.Known(calendar.Must(2012, 2, 3)),
	}
}

func theReport() plan.Report {
	return plan.Report{Inspection: "inspection", Inspectorate: "Ofsted", Title: "Ofsted's report", Published: calendar.Known(publication)}
}

func theArea(ref string, timescale deadline.Timescale) plan.Area {
	return plan.Area{
		Inspection: "inspection", Report: "report", Ref: ref, Section: plan.Safeguarding, Timescale: timescale, Title: "Area " + ref,
		Words: "Ensure that " + ref + " is put right.", Rule: deadline.RuleFor(timescale, "the Ofsted report was published", publication, false),
	}
}

// The parts of the plan. A1b belongs to the chair's own agency.
func partOf(owner, signer string) plan.Part {
	return plan.Part{Text: "What " + owner + " does", Owner: owner, Signer: signer, Kind: plan.YesOrNo}
}

func countedPart(owner, signer string) plan.Part {
	part := partOf(owner, signer)
	part.Kind, part.Target, part.Unit = plan.Quantity, 480, "staff trained"
	part.Milestones = []plan.Milestone{{Text: "Course booked", Due: planned.AddDays(20)}, {Text: "Half trained", Due: planned.AddDays(40)}}
	return part
}

func withID(id string, part plan.Part) plan.Part {
	part.ID = id
	return part
}

// startThePlan is the group with an inspection and three actions, on the day
// they were planned.
func startThePlan(t failer) *acting {
	t.Helper()
	a := startTheGroup(t)
	a.do("olive", plan.RecordInspection{ID: "inspection", Body: theInspection()})
	a.do("olive", plan.RecordReport{ID: "report", Body: theReport()})
	a.do("olive", plan.RecordArea{ID: "S3-1", Body: theArea("S3-1", deadline.ThreeMonths)})
	a.do("olive", plan.RecordArea{ID: "S6-1", Body: theArea("S6-1", deadline.SixMonths)})
	a.until(planned)
	a.do("olive", plan.PlanAction{ID: "A1", Body: threeMonthAction("Train every worker"), Parts: []plan.Part{
		withID("A1a", partOf("services", "superintendent")), withID("A1b", partOf("nurse", "deputy")), withID("A1c", countedPart("superintendent", "audit")),
	}})
	a.do("olive", plan.PlanAction{ID: "A2", Body: additionalAction("Hold a school visit"), Parts: []plan.Part{withID("A2a", partOf("head", "services"))}})
	a.do("olive", plan.PlanAction{ID: "A3", Body: plan.Action{
		Inspection: "inspection", Title: "Record strategy discussions once", Section: plan.Safeguarding, Timescale: deadline.SixMonths,
		Origin: plan.FromArea, Areas: []string{"S6-1"}, DependsOn: []string{"A1"},
	}, Parts: []plan.Part{withID("A3a", partOf("services", "head")), withID("A3b", partOf("head", "audit"))}})
	return a
}

func threeMonthAction(title string) plan.Action {
	return plan.Action{
		Inspection: "inspection", Title: title, Section: plan.Safeguarding, Timescale: deadline.ThreeMonths,
		Origin: plan.FromArea, Areas: []string{"S3-1"},
	}
}

func additionalAction(title string) plan.Action {
	return plan.Action{Inspection: "inspection", Title: title, Section: plan.Additional, Origin: plan.FromMeeting, Due: calendar.Must(2012, 12, 31)}
}

// minutes is evidence that names no child.
func minutes(parts ...string) plan.OfferEvidence {
	return plan.OfferEvidence{Parts: parts, Title: "Minutes", Description: "Minutes of the meeting", Classification: plan.NamesNoChild}
}

func saysComplete(part string) plan.ReportProgress {
	return plan.ReportProgress{Part: part, Text: "It is complete.", Complete: true}
}

// show offers evidence for a part and has it accepted.
func (a *acting) show(offers, judges string, offer plan.OfferEvidence) {
	a.t.Helper()
	id := a.do(offers, offer)
	a.do(judges, plan.JudgeEvidence{Evidence: id, Accept: true})
}

// finish brings part A1a, the council's, to done.
func (a *acting) finish() {
	a.t.Helper()
	a.do("carl", saysComplete("A1a"))
	a.show("carl", "sue", minutes("A1a"))
	a.do("sue", plan.SignPart{Part: "A1a"})
	if done, wanting := a.isDone(); !done {
		a.t.Fatalf("A1a is not done: %v", wanting)
	}
}
