package demo

import (
	"throughline/access"
	"throughline/casework"
)

// tellMerrin: a young man who turned 18 during the story, and his sister.
func (c *caseStory) tellMerrin() {
	jordan, bethany := "jordan-merrin", "bethany-merrin"
	const first, started = "2012-03-07", "2008-06-16"
	leaver := who{jordan, "Jordan", "Merrin", "1994-12-03", "M", casework.YoungPerson}
	c.meet(first, southWorker, leaver, child(bethany, "Bethany", "Merrin", "1999-10-10", "F"))
	c.allocate(first, southManager, southWorker, southTeam, casework.LeadWorker, jordan, bethany)
	c.family(first, southWorker, casework.SiblingOf, false, jordan, bethany)
	for _, key := range []string{jordan, bethany} {
		carer := foster("PR1", "Rita and Ged", "RB8 6NN")
		carer.Type = "U4"
		c.describe(first, southWorker, key, "WBRI")
		c.comesIntoCare(southWorker, key, care{started, first, "N8", "C2", "RB12 4BB", carer})
	}
	c.allocate("2012-03-08", southManager, reviewer, reviewTeam, casework.Reviewer, jordan, bethany)
	c.allocate("2012-03-08", southManager, adviser, leavingTeam, casework.PersonalAdviser, jordan)
	c.reviews("2012-03-09", reviewer, jordan,
		review{due: "2012-06-01", held: "2012-05-30", recorded: "2012-06-13", code: "PN1", completed: "2012-06-13", decisions: "Jordan, you want to stay with Rita and Ged after 18 and finish the joinery course. The money must be agreed by October."},
		review{due: "2012-11-30", held: "2012-11-28", recorded: "2012-12-05", code: "PN1", completed: "2012-12-05", decisions: "Jordan, this was your last review. You thanked Rita and Ged, and they cried."})
	c.reviews("2012-03-09", reviewer, bethany,
		review{due: "2012-06-01", held: "2012-05-30", recorded: "2012-06-13", code: "PN6", completed: "2012-06-13", decisions: "Bethany, you sent a voice message. You want to know whether Jordan will still live with you. He will."},
		review{due: "2012-11-30", held: "2012-12-19", recorded: "2013-01-16", code: "PN1", decisions: "Bethany, your review was moved twice, and that was not fair on you."})
	c.write("2012-07-11", adviser, "pathway_plan", jordan+"/pathway", "2012-07-10", "Pathway plan",
		"Jordan, this is your plan. Home: with Rita and Ged. Learning: joinery, second year. Money: to be agreed. People: Bethany, every day. You can cook five meals and want to learn to drive. Next look: January.", jordan)
	c.allocate("2012-09-10", southManager, moneyOfficer, leavingTeam, casework.MoneyOfficer, jordan)
	c.write("2012-10-24", moneyOfficer, "money_package", jordan+"/money", "2012-10-24", "Money from 3 December 2012",
		"£57.90 a week, with travel and tools for the course, paid each Friday, to July 2013. Jordan says that it is enough if the bus fare does not go up.", jordan)
	c.tell("2012-12-04", southWorker, casework.EndCare{Episode: c.id("episode", jordan), Ended: day("2012-12-03"), Reason: "E17"})
	after := details(leaver)
	after.Parts = []casework.Part{casework.CareLeaver}
	c.tell("2012-12-05", southWorker, casework.EditPerson{Person: c.person(jordan), Details: after})
	c.tell("2012-12-05", southManager, casework.EndAllocation{Allocation: c.id("allocation", jordan+"/"+southWorker), Until: day("2012-12-05"), Why: "Jordan is 18. His personal adviser goes on."})
	c.record("2013-01-10", adviser, access.DirectWork, "care_leaver_contact", jordan+"/contact", casework.RecordDetails{
		Happened: day("2013-01-09"), Title: "Tea at Rita and Ged’s", Words: "Jordan, you told me that the course pays for the van test if you pass theory. You have paid your own telephone bill three months running.",
		Codes: map[string]string{"in_touch": "YES", "activity": "F2", "accommodation": "Z1"}, Complete: true,
	}, jordan)
	for _, v := range []struct{ happened, words, said string }{
		{"2012-03-29", "Bethany, you showed me the tree you and Jordan climb.", "Top branch is mine."},
		{"2012-06-28", "Bethany, you are captain of the netball team.", "We won by one."},
		{"2012-10-02", "Bethany, you were worried about Jordan turning 18. We read his plan together, and he said that you could.", "So he is not going."},
	} {
		c.visit(v.happened, southWorker, v.happened, bethany, v.words, v.said, true)
	}
	c.opens("2012-10-23", moneyOfficer, jordan)
	c.opens("2013-01-09", adviser, jordan)
}

// tellHaloum: a young person who came to the country by himself.
func (c *caseStory) tellHaloum() {
	idris := "idris-haloum"
	const first, started = "2012-04-18", "2012-04-16"
	d := details(child(idris, "Idris", "Haloum", "1996-05-01", "M"))
	d.Parts, d.Estimated, d.Languages, d.Interpreter = []casework.Part{casework.YoungPerson}, true, []string{"Arabic"}, true
	c.tell(first, southSecond, casework.AddPerson{ID: c.person(idris), Details: d})
	c.allocate(first, southManager, southSecond, southTeam, casework.LeadWorker, idris)
	c.describe(first, southSecond, idris, "OOTH")
	c.tell(first, southSecond, casework.AddIdentifier{ID: c.id("identifier", idris+"/home-office"), Person: c.person(idris), Type: casework.HomeOffice, Value: "RB 0412 77", Source: "The letter he carried"})
	c.comesIntoCare(southSecond, idris, care{started, first, "N8", "V2", "", foster("PR4", "Hassan and Lynn", "RB13 5CA")})
	c.allocate("2012-04-23", southManager, secondReviewer, reviewTeam, casework.Reviewer, idris)
	c.allocate("2012-04-23", southManager, careNurseOnly, healthTeam, casework.NamedNurse, idris)
	c.reviews("2012-04-24", secondReviewer, idris,
		review{due: workingDays(started, 20), held: "2012-05-11", recorded: "2012-05-17", code: "PN1", completed: "2012-05-17", decisions: "Idris, with an interpreter. You want college, and to look for your brother through the Red Cross."},
		review{due: "2012-08-10", held: "2012-08-09", recorded: "2012-08-21", code: "PN1", completed: "2012-08-21", decisions: "Idris, you have a place on the language course. The letter to the Red Cross has gone."},
		review{due: "2013-02-08"})
	c.assessed("2012-05-31", "2012-05-30", idris, "First health assessment", "Seen by a paediatrician after the first review: no interpreter was free before. Teeth need care. Sleep is poor.")
	c.dental("2012-06-15", "2012-06-14", idris, "Three fillings done. One more visit.")
	c.tell("2012-07-19", southSecond, casework.EndIdentifier{Identifier: c.id("identifier", idris+"/home-office"), Wrong: "The letter was about somebody else. The right reference is being asked for."})
	c.allocate("2012-08-01", southManager, adviser, leavingTeam, casework.PersonalAdviser, idris)
	c.write("2012-10-17", adviser, "pathway_plan", idris+"/pathway", "2012-10-16", "Pathway plan", "Idris, this is your plan in English, and the Arabic copy is in your room. College three days. Football on Sundays. Your solicitor is looking after your application.", idris)
	for _, v := range []struct{ happened, words, said string }{
		{"2012-04-20", "Idris, the interpreter and I told you that you are safe and that nobody here works for the police.", "I want to sleep, then to study."},
		{"2012-06-01", "Idris, you made tea for us. You have a bicycle.", "I know all the roads now."},
		{"2012-07-13", "Idris, you had a letter about your brother that was a mistake. We sat for a while.", "I will try again."},
		{"2012-11-22", "Idris, you answered in English and only looked at the interpreter twice.", "Put that I passed level one."},
	} {
		c.visit(v.happened, southSecond, v.happened, idris, v.words, v.said, true)
	}
	c.opens("2012-05-10", secondReviewer, idris)
}

// tellOrwick: a care leaver at university, who has asked to see her record.
func (c *caseStory) tellOrwick() {
	nadine := "nadine-orwick"
	const first = "2012-03-20"
	c.meet(first, adviser, who{nadine, "Nadine", "Orwick", "1991-04-27", "F", casework.CareLeaver})
	c.allocate(first, southManager, adviser, leavingTeam, casework.PersonalAdviser, nadine)
	c.allocate(first, southManager, moneyOfficer, leavingTeam, casework.MoneyOfficer, nadine)
	contact := func(on, words, living string) {
		c.record(on, adviser, access.DirectWork, "care_leaver_contact", nadine+"/contact/"+on, casework.RecordDetails{
			Happened: day(on), Title: "Telephone call", Words: words, Codes: map[string]string{"in_touch": "YES", "activity": "F1", "accommodation": living}, Complete: true,
		}, nadine)
	}
	contact("2012-06-14", "Nadine, you passed your first year. You have nowhere to stay in August, and I will sort that by the end of the month.", "U1")
	contact("2012-10-11", "Nadine, your second year has begun. The vacation money came late and you lent from a friend. I have asked why.", "U1")
	c.write("2012-06-29", moneyOfficer, "money_package", nadine+"/vacation", "2012-06-29", "Vacation money, summer 2012", "£98 a week for ten weeks from 30 June, paid on Fridays. First payment sent on 20 July, three weeks late.", nadine)
	c.tell("2012-10-15", adviser, casework.DecideSharing{
		ID: c.id("sharing", nadine+"/university"), People: c.people(nadine), Recipient: "The university’s care leavers’ adviser", What: "That Nadine was looked after, and her adviser’s number",
		Share: true, Basis: casework.ShareOnConsent, Why: "She asked for it, to get the bursary.", ConsentSought: true, Part: access.LeavingCare,
	})
	c.record("2013-01-14", governance, access.SubjectAccess, "access_request", nadine+"/request", casework.RecordDetails{
		Happened: day("2013-01-11"), Title: "Request to see her record", Words: "Nadine would like to read all of it, with somebody beside her. Identity checked. Reply due by 11 February. Omar Haddad will sit with her.", Complete: true,
	}, nadine)
	c.opens("2013-01-24", adviser, nadine)
	c.opens("2013-01-25", moneyOfficer, nadine)
}
