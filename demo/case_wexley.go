package demo

import (
	"throughline/access"
	"throughline/casework"
)

// tellWexley: two brothers and their sister, looked after from May 2012. Riley’s
// first review and health assessment were late, and some of Jade’s visits and
// plans are not recorded.
func (c *caseStory) tellWexley() {
	tyler, jade, riley := "tyler-wexley", "jade-wexley", "riley-wexley"
	kids := []string{tyler, jade, riley}
	const first, started = "2012-05-14", "2012-05-21"
	c.meet(first, northWorker, adult("donna-wexley", "Donna", "Wexley", "1978-05-05", "F"), child(tyler, "Tyler", "Wexley", "1999-06-30", "M"),
		child(jade, "Jade", "Wexley", "2003-01-17", "F"), child(riley, "Riley", "Wexley", "2009-11-05", "M"))
	c.allocate(first, northManager, northWorker, northTeam, casework.LeadWorker, append(kids, "donna-wexley")...)
	c.family(first, northWorker, casework.ParentOf, true, "donna-wexley", kids...)
	c.family(first, northWorker, casework.SiblingOf, false, tyler, jade, riley)
	c.family(first, northWorker, casework.SiblingOf, false, jade, riley)
	c.lives(first, northWorker, "2010-02-01", "7 Fallow Street", "Hollinthwaite", "RB4 8DJ", append([]string{"donna-wexley"}, kids...)...)
	c.describe(first, northWorker, tyler, "WBRI")
	c.describe(first, northWorker, jade, "WBRI")
	c.describe(first, northWorker, riley, "WBRI")
	for i, key := range kids {
		c.tell(first, northWorker, casework.AddIdentifier{
			ID: c.id("identifier", key+"/local"), Person: c.person(key), Type: casework.LocalChildID, Value: []string{"RCC1204417", "RCC1204418", "RCC1204419"}[i], Source: "Given by the council",
		})
	}
	c.record("2012-05-18", northWorker, access.DirectWork, "assessment", "wexley/assessment", casework.RecordDetails{
		Happened: day("2012-05-18"), Title: "Core assessment",
		Words: "Donna loves her children and has asked for help. Her drinking means that meals, school and bedtimes have not happened for weeks. Tyler has been looking after the younger two. " +
			"Donna agrees that they should be looked after while she is in treatment.",
		Own: map[string]string{
			c.person(tyler): "Tyler does the shopping and puts Riley to bed. He has missed 31 days of school.",
			c.person(jade):  "Jade is behind with reading and wants to catch up.",
			c.person(riley): "Riley is small for his age and has missed his two-year check.",
		},
		Voices: []casework.Voice{
			{Person: c.person(tyler), Words: "If I go, who feeds Riley?", How: "In the car after school", Alone: true, Changed: "The plan says that Tyler sees Riley twice a week."},
			{Person: c.person(riley), Words: "Riley held on to Tyler’s sleeve and did not let go until Tyler sat down.", How: "Seen at home"},
		},
		Complete: true,
	}, kids...)
	c.decision("2012-05-18", northManager, "wexley/care", "Whether the children should be looked after", decided(
		"Look after the three children with Donna’s agreement (section 20)", "Support at home has been tried since January and the children are not fed or at school. Donna agrees.",
		"That the children are placed apart.", "Your mum is getting help. Until she is well you will live with people who will look after you.", "More support at home", "Ask the court for an order now"), kids...)
	c.comesIntoCare(northWorker, tyler, care{started, started, "N1", "V2", "RB4 8DJ", foster("PR1", "The Hesketh-Lunn family", "RB6 1LT")})
	c.comesIntoCare(northWorker, jade, care{started, started, "N1", "V2", "RB4 8DJ", foster("PR1", "Maureen Tidswell", "RB6 3AA")})
	c.comesIntoCare(northWorker, riley, care{started, started, "N1", "V2", "RB4 8DJ", foster("PR1", "Maureen Tidswell", "RB6 3AA")})
	c.tellTidswell()
	c.allocate("2012-05-23", northManager, reviewer, reviewTeam, casework.Reviewer, kids...)
	c.allocate("2012-05-23", northManager, careNurseOnly, healthTeam, casework.NamedNurse, kids...)
	c.involve("2012-05-23", northWorker, larkfell, access.Education, "Tyler is in year 8 and Jade is in year 4", tyler, jade)
	c.allocate("2012-05-24", northManager, teacher, "", casework.SchoolLead, tyler)
	c.wexleyReviews(tyler, jade, riley)
	c.wexleyVisits(tyler, jade, riley)
	c.wexleyHealthAndSchool(tyler, jade, riley)

	c.record("2012-08-09", northWorker, access.DirectWork, "family_group_conference", "wexley/family-conference", casework.RecordDetails{
		Happened: day("2012-08-08"), Title: "Family group conference",
		Words: "Donna, her sister, her father and a neighbour met. The time they had alone is theirs and is not written down. Their plan: their grandfather has the children for tea each Sunday; their aunt is to be assessed to care for them.",
		Voices: []casework.Voice{
			{Person: c.person(jade), Words: "I want Grandad to know I can do roller skates now.", How: "A letter she wrote, read out by the advocate"},
		},
		Complete: true,
	}, kids...)
	for _, key := range kids {
		c.tell("2012-07-09", northWorker, casework.ChangeCare{Person: c.person(key), From: day("2012-07-09"), Status: "C1"})
	}
	moved := foster("PR4", "Sarah and Paul", "RB9 4TT")
	moved.Type = "U4"
	c.tell("2012-09-03", northWorker, casework.ChangeCare{Person: c.person(tyler), From: day("2012-09-03"), Placement: &moved, MoveReason: "CARPL"})
	for _, key := range []string{jade, riley} {
		c.tell("2012-12-17", northWorker, casework.ChangeCare{Person: c.person(key), From: day("2012-12-17"), Status: "C2"})
	}
	c.record("2012-08-29", northWorker, access.DirectWork, "case_note", "jade-wexley/skates", casework.RecordDetails{
		Happened: day("2012-08-28"), Title: "Message from Maureen", Words: "Maureen asks whether Jade may",
	}, jade)
	c.tell("2012-08-30", northWorker, casework.ReviseRecord{Record: c.id("record", "jade-wexley/skates"), Details: casework.RecordDetails{
		Happened: day("2012-08-28"), Title: "Message from Maureen", Words: "Maureen asks whether Jade may go to the rink with the school. Donna says yes, and so do I.", Complete: true,
	}})
	c.record("2013-01-30", northWorker, access.DirectWork, "case_note", "jade-wexley/draft", casework.RecordDetails{
		Happened: day("2013-01-29"), Title: "Telephone call with Donna", Words: "Donna asked about seeing Jade on her own in half term. To finish: what I said about",
	}, jade)
	c.opens("2012-06-13", reviewer, kids...)
	c.opens("2012-06-12", careNurseOnly, tyler, jade)
	c.opens("2012-11-19", teacher, tyler, jade)
	c.opens("2013-01-21", northManager, kids...)
	c.opens("2013-01-30", northWorker, jade, tyler)
}

// tellTidswell: a foster carer, whose own record is about her approval.
func (c *caseStory) tellTidswell() {
	carer := who{"maureen-tidswell", "Maureen", "Tidswell", "1959-08-21", "F", casework.OtherPerson}
	c.meet("2012-05-21", northWorker, carer)
	c.allocate("2012-05-21", northManager, northSecond, northTeam, casework.LeadWorker, carer.key)
	c.family("2012-05-22", northWorker, casework.CarerOf, false, carer.key, "jade-wexley", "riley-wexley")
	c.write("2012-06-07", northSecond, "carer_approval", "maureen-tidswell/approval", "2012-06-06", "Yearly review of approval",
		"Approved for two children of any age. The panel thanked Maureen for taking Riley and Jade together at short notice. Training in first aid to be renewed by September.", carer.key)
}

func (c *caseStory) wexleyReviews(tyler, jade, riley string) {
	due := workingDays("2012-05-21", 20)
	c.reviews("2012-05-24", reviewer, tyler,
		review{due: due, held: "2012-06-14", recorded: "2012-06-19", code: "PN1", completed: "2012-06-19",
			decisions: "Tyler, you chaired the first half. You will see Riley and Jade twice a week. Leila will find out about the football club by 29 June. You will meet Farah."},
		review{due: monthsAfter("2012-06-14", 3), held: "2012-09-12", recorded: "2012-09-24", code: "PN1", completed: "2012-09-24",
			decisions: "Tyler, you said the move to Sarah and Paul was your choice. You stay there until you are 18 if you wish. School will put your catch-up lessons in writing."},
		review{due: monthsAfter("2012-09-12", 6)})
	c.reviews("2012-05-24", reviewer, jade,
		review{due: due, held: "2012-06-14", recorded: "2012-06-19", code: "PN2", completed: "2012-06-19",
			decisions: "Jade, Samuel spoke for you. You stay with Maureen and Riley. Your school plan must be written by 12 July."},
		review{due: monthsAfter("2012-06-14", 3), held: "2012-09-12", recorded: "2012-10-15", code: "PN6", completed: "2012-10-15",
			decisions: "Jade, you sent a drawing. Grandad’s Sundays go well. The dentist is still to be booked."},
		review{due: monthsAfter("2012-09-12", 6)})
	c.reviews("2012-05-24", reviewer, riley,
		review{due: due, held: "2012-06-26", recorded: "2012-07-18", code: "PN0", completed: "2012-07-18",
			decisions: "Riley, you played under the table. The review was late because the chair was ill. Your health assessment has not been done and must be by 17 July."},
		review{due: monthsAfter("2012-06-26", 3), held: "2012-09-25", recorded: "2012-09-28", code: "PN0",
			decisions: "Riley, you stay with Maureen and Jade. The two-year check is done."},
		review{due: monthsAfter("2012-09-25", 6)})
	c.write("2012-06-20", reviewer, "review_record", "tyler-wexley/review", "2012-06-14", "Record of your first review",
		"Tyler, this is what we talked about and what was agreed. You told us that the hardest part is not knowing whether Riley has eaten. Maureen now sends you a message each night.", tyler)
}

func (c *caseStory) wexleyVisits(tyler, jade, riley string) {
	for _, v := range []struct{ key, happened, recorded, words, said string }{
		{tyler, "2012-05-25", "2012-05-25", "Tyler, I came to see how your first days have been. You had unpacked one bag and left one by the door. We rang Riley together.", "I am not stopping long."},
		{tyler, "2012-06-29", "2012-07-02", "Tyler, you showed me the pitch behind the house. You start training on Tuesday. You asked about your mum and I told you what I know.", "Riley eats his tea now. Maureen told me."},
		{tyler, "2012-08-10", "2012-08-10", "Tyler, we talked about moving to Sarah and Paul’s. You have had tea there twice. You asked to finish the summer first and we agreed 3 September.", "It is nearer Riley."},
		{tyler, "2012-09-07", "2012-09-07", "Tyler, both bags are unpacked. You said school is better since the lessons changed.", "You can put that I am all right."},
		{tyler, "2012-10-19", "2012-10-22", "Tyler, we went for chips. You told me about the match and about a bad dream. I asked Farah to see you sooner and you said yes.", "Do not tell everybody about the dream."},
		{tyler, "2012-11-30", "2012-11-30", "Tyler, you have grown out of your coat and Paul is getting another. You asked what the court will decide for Riley and Jade.", "Will they ask me?"},
		{tyler, "2013-01-11", "2013-01-11", "Tyler, you told me about Christmas with all three of you at Grandad’s. You would like it to be every year.", "Best one."},
		{jade, "2012-05-25", "2012-05-25", "Jade, you showed me your room and the goldfish. You asked how long it will be. I said I do not know yet, and that I will tell you as soon as I do.", "His name is Kevin."},
		{jade, "2012-06-29", "2012-07-02", "Jade, you read me a whole page. Maureen says you read to Riley each night.", "I can do the long words."},
		{jade, "2012-08-24", "2012-08-29", "Jade, we made a calendar of Sundays with Grandad. You skated all the way to the gate.", "I only fell over once."},
		{jade, "2012-10-19", "2012-10-22", "Jade, you told me that some girls asked why you do not live with your mum. We thought of three things you could say.", "I will say it is private."},
		{riley, "2012-05-25", "2012-05-25", "Riley, you sat on Maureen’s knee and then came to look at my keys. You ate two bananas.", ""},
		{riley, "2012-06-29", "2012-07-02", "Riley, you have learned to jump. You said “Tyler” and pointed at the photograph.", ""},
		{riley, "2012-08-24", "2012-08-29", "Riley, you played in the sand and shared the blue spade with Jade.", ""},
		{riley, "2012-10-19", "2012-10-22", "Riley, you have new shoes. You put them on by yourself, on the wrong feet, and were proud.", ""},
		{riley, "2012-12-07", "2012-12-07", "Riley, you helped to stir the cake. You are talking in short sentences now.", ""},
	} {
		c.visit(v.recorded, northWorker, v.happened, v.key, v.words, v.said, v.key == tyler)
	}
}

func (c *caseStory) wexleyHealthAndSchool(tyler, jade, riley string) {
	c.assessed("2012-06-13", "2012-06-12", tyler, "First health assessment",
		"Seen by a paediatrician, registered with the General Medical Council. Well. Immunisations up to date. Low mood talked about with Tyler, who would like to see somebody. Referred to psychology the same day.")
	c.assessed("2012-06-13", "2012-06-12", jade, "First health assessment", "Seen by a paediatrician. Well. Needs glasses for reading; eye test booked. Registered with a dentist but not seen for two years.")
	c.assessed("2012-07-18", "2012-07-17", riley, "First health assessment",
		"Seen by an advanced nurse practitioner because no doctor’s appointment was free. After the first review. Small for his age; weight to be checked each month. Two immunisations given.")
	c.dental("2012-07-03", "2012-07-02", tyler, "Examined. No treatment needed. Next due in January.")
	c.schoolPlan("2012-06-18", "2012-06-13", tyler, "Catch-up lessons in mathematics each Tuesday; the pupil premium pays. Tyler wants to be an electrician. Target: 95% attendance by July.")
	c.schoolPlan("2012-11-20", "2012-11-14", tyler, "Attendance is 97%. Two grades up in mathematics. Next target: an after-school place in the workshop from January.")
	c.schoolPlan("2012-07-19", "2012-07-12", jade, "Reading is eight months behind and closing. Twenty minutes with a reading volunteer each day.")
	c.tell("2012-07-10", northWorker, casework.RecordConsent{
		ID: c.id("consent", "tyler/psychology"), Person: c.person(tyler), Agency: c.agency(wyndale), Part: access.Health, Given: true, For: "Talking to a psychologist, Farah",
		By: c.person(tyler), Capacity: "Tyler is 13. He understands what it is for, that it is private, and that he can stop.",
	})
	c.tell("2012-07-10", northWorker, casework.RecordConsent{
		ID: c.id("consent", "jade/advocate"), Person: c.person(jade), Agency: c.agency(voice), Given: false, For: "An advocate of her own between reviews",
		By: c.person(jade), Capacity: "Jade is 9. She knows what an advocate does because Samuel spoke for her, and does not want one just now.",
	})
	c.allocate("2012-07-16", northManager, therapist, "", casework.Therapist, tyler)
	c.write("2012-08-02", therapist, "psychology_dates", "tyler-wexley/psychology/dates", "2012-08-01", "Dates and plan",
		"First met on 1 August, seven weeks after the referral. Fortnightly at school from September, for about ten meetings. To be looked at in December.", tyler)
	for _, n := range []struct{ happened, recorded, words string }{
		{"2012-08-01", "2012-08-02", "First meeting. Tyler was wary and then talked about looking after his brother. We agreed what is private and what is not."},
		{"2012-09-13", "2012-09-13", "Tyler drew a timeline. Sleep is better. Worry about his brother is less when he hears each evening."},
		{"2012-10-24", "2012-10-25", "Seen sooner at his request, about a dream. We practised settling after waking."},
		{"2012-12-12", "2012-12-13", "Looked back at what has changed. Tyler chose to go on once a month."},
	} {
		c.write(n.recorded, therapist, "psychology_notes", "tyler-wexley/psychology/"+n.happened, n.happened, "Meeting", n.words, tyler)
	}
}
