package planfile

import (
	"testing"

	"throughline/ingest/document"
)

// The plans below have the columns and the ways of writing of plans that councils have published. Their people and actions are invented.
var plans = []struct {
	name string
	doc  document.Document
}{
	{"torbay", workbook(
		sheetOf("Tracker",
			row(cell("Children's Services Improvement Action Tracker", bold, wide(8)), merged, merged, merged, merged, merged, merged, merged),
			row("Version 17 (080617)"),
			row("No.", "What?", "Who?", "How?", "When?", "Success measures", "Current status", "Outcome (report for Q1, Q2, Q3, Q4)"),
			row(cell("Leadership and management", bold, wide(8)), merged, merged, merged, merged, merged, merged, merged),
			row("1.1", "Strengthen management oversight of frontline practice", "Head of Safeguarding and Review", "Monthly audits of ten cases", "31/03/2017", "90% of audits show grip", "12/03/17 Audit tool agreed.\n30/04/17 COMPLETED", "Q1: 62%\nQ2: 81%"),
			row("1.2", "Roll out the new recording system", "Dana Firth, Alex Moor", "1. Build\n2. Train\n3. Go live", "1. 31/12/16\n2. 31/01/17\n3. 31/03/17", "No paper files", "Phase 1 completed Phase 2 under way", ""),
			row("1.3", "Bring caseloads down", "Service Manager Assessment", "Recruit six social workers", "end of Q2 2016/17", "No caseload over 20", "Progressing. Two posts filled.", ""),
			row("Page 2 of 39"),
			row("No.", "What?", "Who?", "How?", "When?", "Success measures", "Current status", "Outcome (report for Q1, Q2, Q3, Q4)"),
			row("1.4", "Refresh the threshold document", "LSCB", "Workshop with partners", "Ongoing", "", "Not started", ""),
		))},
	{"bathnes", document.Document{Kind: document.Word, Blocks: []document.Block{
		tableOf(1, "Improvement plan\nStandard 1: Children are protected",
			row("Actions required", "Lead officer(s)", "date", "Progress October 2003", "Action from October 2003"),
			row("Review the referral and assessment teams", "Chris Vale and Robin Hurst", "31 December 2003", "Review completed; report to go to members.", "Report to Executive in November"),
			row("Train all staff in the assessment framework", "Training Manager", "March 2004", "Completed September 2003", "None"),
			row("Agree a protocol with health", "Chris Vale / PCT", "ASAP", "Work has not yet begun.", "Meeting to be set")),
		tableOf(2, "Improvement plan\nStandard 2: Children are cared for",
			row("Actions required", "Lead officer(s)", "date", "Progress October 2003", "Action from October 2003"),
			row("Increase the number of foster carers", "Lee Marsh", "30/9/03", "In progress: 12 of 20 recruited", "Campaign continues")),
	}}},
	{"norfolk", document.Document{Kind: document.Word, Blocks: []document.Block{
		tableOf(1, "Multi-agency action plan",
			row("Recommendation", "Scope (local / regional / national)", "Action", "Lead agency", "Key milestones", "Target date", "Progress indicator (R/A/G)", "Agency response", "Date of completion and outcome"),
			row("1. Information is shared across the county border", "Regional", "Agree one protocol for children who move", "Norfolk Constabulary\nSuffolk County Council",
				"1. Draft the protocol\n2. Consult partners\n3. Agree at both boards\n4. Train staff", "1. 31/12/16\n2. 31/01/17\n3. 31/01/17\n4. 31/03/17", "G", "Agreed in full", ""),
			row("2. Health visitors are told of moves", "Local", "Send a monthly list", "Norfolk and Suffolk NHS Foundation Trust", "First list sent", "28/02/2017", "A", "", ""),
			row("3. Audits are done together", "Local", "Hold a joint audit", "Police", "Audit held", "31/03/2017", "G", "Agreed", "12/03/2017 Audit held and lessons shared")),
	}}},
	{"lscb", document.Document{Kind: document.Word, Blocks: []document.Block{
		tableOf(1, "Strategic Business Plan 2014-15\nPriority 1: Early help",
			row("How will the LSCB do this", "What", "Responsible lead/group", "By when", "Desired outcome", "What will impact be and how measured"),
			row("Test whether early help reaches children", "Multi-agency audit of 30 cases", "Quality Assurance sub group", "September 2014", "Help comes sooner", "Audit grades"),
			row("Hear from children", "Survey in ten schools", "Voice group; Schools", "Autumn term 2014", "Children say what helped", "Survey answers")),
	}}},
	{"apa", workbook(sheetOf("APA 2009",
		row("Area for improvement", "Current performance RAG", "Progress achieved", "Key future actions", "Lead", "Resources"),
		row("Timeliness of initial assessments", cell("", filled("FFFF00")), "From 61% to 70%", "Second duty team from June", "Sam Reed", "£90k"),
		row("Stability of placements", cell("", filled("FF0000")), "Two panels held", "Sufficiency strategy", "Kit Lowe", "Within budget"),
		row("Education of looked after children", cell("", filled("00B050")), "Virtual head in post", "Celebrate results", "Virtual School", ""))),
	},
	{"southglos", workbook(sheetOf("Plan",
		row("Outcome", "Progress report", "BRAG"),
		row("1. Children are seen quickly", "Visits within five days rose to 88%.", "B"),
		row("2. Plans are clear to families", "Template agreed. Training continues.", "A"),
		row("Key: Blue = complete and embedded; Red = off track; Amber = on track; Green = complete")),
	)},
	{"staffordshire", workbook(
		sheetOf("Accelerated progress plan",
			row("Area of weakness", cell("Accountable officers", wide(2)), merged, "Actions", cell("Impact measures and milestones", wide(3)), merged, merged, "Governance"),
			row("", "LA", "CCG", "", "3 months", "6 months", "12 months", ""),
			row("Waiting times for assessment", "Jo Park", "Max Tull", "Open a second clinic", "Clinic open", "Waits under 20 weeks", "Waits under 13 weeks", "SEND Board"),
			row("Quality of plans", "Jo Park", "Max Tull", "Audit 20 plans a month", "Tool agreed", "60% good", "80% good", "SEND Board")),
		sheetOf("Risk register",
			row("Risk", "Likelihood", "Impact", "Mitigation", "Owner"),
			row("Staff leave", "High", "High", "Retention payments", "Jo Park")),
	)},
	{"lancashire", document.Document{Kind: document.Word, Blocks: []document.Block{
		tableOf(1, "Priority Action Plan 2025",
			row("Priority action", "Action", "Expected impact (the difference made)", "Key indicators", "Monitoring evidence", "Lead", "Due date", "Status"),
			row(cell("1. Waits for speech therapy are cut", tall(2)), "Recruit eight therapists", "Children are seen in time", "Mean wait", "Monthly report", "ICB", "30/09/2025", "In progress"),
			row(merged, "Commission a second provider", "Choice for families", "Contract signed", "Contract", "Lancashire County Council; ICB", "31/12/2025", "Not started"),
			row("2. Plans are written in time", "Add four plan writers", "Plans in 20 weeks", "% in 20 weeks", "Weekly count", "Lancashire County Council", "31/05/2025", "Completed")),
	}}},
	{"sheffield", workbook(
		sheetOf("Actions",
			row("Ref", "Must do / should do", "Action", "Lead", "Target date", "Status"),
			row("M1", "Must do", "Record physical health checks on admission", "Ward managers", cell("31/03/2022", day("2022-03-31")), cell("", filled("0070C0"))),
			row("M2", "Must do", "Fill vacant nursing posts", "Director of Nursing", cell("30/06/2022", day("2022-06-30")), cell("", filled("FFC000"))),
			row("S1", "Should do", "Repaint the day room", "Estates", cell("30/04/2022", day("2022-04-30")), cell("", filled("00B050"))),
			row("", "Total", "", "", "", "3")),
		sheetOf("Key",
			row(cell("Key", bold)),
			row(cell("", filled("FF0000")), "Off track"),
			row(cell("", filled("FFC000")), "On track"),
			row(cell("", filled("00B050")), "Complete"),
			row(cell("", filled("0070C0")), "Complete and checked by Care Standards Peer Inspection")),
	)},
	{"stockport", document.Document{Kind: document.Text, Blocks: []document.Block{recordsOf(
		row("Priority", "Action", "Owner", "Deadline", "Progress"),
		row("1", "Write the joint strategy", "Head of Inclusion", "30/04/2021", "completed and embedded"),
		row("1", "Publish the local offer", "Parent carer forum; Council", "31/05/2021", "Completed"),
		row("1", "Train school leaders", "Schools", "30/06/2021", "progressing"),
		row("2", "Map therapies", "CCG", "30/07/2021", "Not Started"))}}},
	{"bromsgrove", document.Document{Kind: document.Text, Blocks: []document.Block{recordsOf(
		row("Ref.", "Action", "Lead", "Original date", "Revised date", "Approved by", "RAG", "Corrective action"),
		row("1.1", "Adopt the core strategy", "Kim Dale", "31/01/09", "", "", "Green", ""),
		row("1.2", "Let the depot contract", "Pat Wynn", "30/11/08", "28/02/09", "Cabinet 3/12/08", "Amber", "Extra officer"),
		row("1.3", "Close the archive", "Pat Wynn", "31/12/08", "31/03/09", "", "Red", ""))}}},
	{"northdevon", workbook(sheetOf("Tracker",
		row(cell("Table A: live recommendations", bold)),
		row("Ref", "Recommendation", "Agreed action", "Responsible officer", "Due date", "Update"),
		row("19-04", "Reconcile the payroll monthly", "Monthly sign-off", "Head of Resources", "31/03/2023", "Two months reconciled, work continues"),
		nil,
		row(cell("Table B: completed since the last meeting", bold)),
		row("Ref", "Recommendation", "Agreed action", "Responsible officer", "Due date", "Date completed"),
		row("18-11", "Test the backup", "Yearly test", "IT Manager", "30/09/2022", "14/10/2022"),
		nil,
		row(cell("Table C: extensions requested", bold)),
		row("Ref", "Recommendation", "Agreed action", "Responsible officer", "Due date", "Extension requested"),
		row("20-02", "Review the leases", "Survey of sites", "Estates Manager", "31/12/2022", "30/06/2023")))},
}

func TestPublishedPlans(t *testing.T) {
	for _, p := range plans {
		t.Run(p.name, func(t *testing.T) { wantReading(t, p.name, readAll(p.doc)) })
	}
}
