package demo

import (
	"throughline/access"
	"throughline/calendar"
	"throughline/casework"
)

// tellTamwell: the niece of a social worker in the next team, who looked at
// her record. Since then she is restricted.
func (c *caseStory) tellTamwell() {
	isla, claire := "isla-tamwell", "claire-tamwell"
	const first = "2012-05-10"
	c.meet(first, southWorker, adult(claire, "Claire", "Tamwell", "1977-09-09", "F"), child(isla, "Isla", "Tamwell", "2002-06-06", "F"))
	c.allocate(first, southManager, southWorker, "", casework.LeadWorker, isla, claire)
	c.family(first, southWorker, casework.ParentOf, true, claire, isla)
	c.lives(first, southWorker, "2008-05-05", "9 Osier Walk", "Saltwick Bridge", "RB11 3MM", claire, isla)
	c.describe(first, southWorker, isla, "WBRI")
	c.record("2012-05-24", southWorker, access.DirectWork, "assessment", "tamwell/assessment", casework.RecordDetails{
		Happened: day("2012-05-23"), Title: "Initial assessment", Words: "Claire asked for help after Isla stopped going to school. Isla is frightened of two girls there. The school has moved one of them.",
		Voices: []casework.Voice{{Person: c.person(isla), Words: "I will go if Mrs Dunne meets me at the side door.", How: "On a walk", Alone: true, Changed: "Mrs Dunne meets her each day."}}, Complete: true,
	}, isla)
	c.opens("2012-06-20", southSecond, isla)
	c.told = append(c.told, toldCase{day: day("2012-06-26"), who: governance, purpose: access.Governance, answers: &Answer{
		Person: c.person(isla), Outcome: casework.Concern,
		Reason: "Rachel Tamwell is her aunt and is not in the case. She said that she was worried. Her manager has spoken with her, and the family has been told.",
	}})
	c.tellFor("2012-06-27", governance, access.Governance, casework.Restrict{
		ID: c.id("restriction", isla), Person: c.person(isla), Why: "She is the niece of a member of staff, who looked at her record without a reason of work.",
		AskedBy: "Her mother, Claire Tamwell", ReviewOn: day("2013-06-14"),
	})
	c.visit("2012-07-04", southWorker, "2012-07-04", isla, "Isla, you have been at school eleven days running. I told you that only a few people can read your file now.", "Good. It is mine.", true)
	c.visit("2012-11-07", southWorker, "2012-11-07", isla, "Isla, you joined the choir. We agreed that I will come twice more and then stop.", "You can come to the concert.", true)
	c.tell("2012-12-12", governance, casework.LookAtRestriction{
		Restriction: c.id("restriction", isla), ReviewOn: day("2013-06-14"), Why: "She is the niece of a member of staff, who still works here. Isla’s mother asks that it stays.",
	})
	c.opens("2012-11-07", southWorker, isla)
}

// tellNdulo: a brother and sister who live with their aunt.
func (c *caseStory) tellNdulo() {
	amara, chidi, aunt := "amara-ndulo", "chidi-ndulo", "ngozi-ndulo"
	const first, started = "2012-03-01", "2011-02-07"
	c.meet(first, southWorker, adult(aunt, "Ngozi", "Ndulo", "1972-03-03", "F"), child(amara, "Amara", "Ndulo", "2004-08-13", "F"), child(chidi, "Chidi", "Ndulo", "2007-02-26", "M"))
	c.allocate(first, southManager, southWorker, southTeam, casework.LeadWorker, amara, chidi, aunt)
	c.family(first, southWorker, casework.OtherRelation, false, aunt, amara, chidi)
	c.family(first, southWorker, casework.CarerOf, false, aunt, amara, chidi)
	c.family(first, southWorker, casework.SiblingOf, false, amara, chidi)
	c.lives(first, southWorker, "2006-04-01", "30 Cornmarket Court", "Saltwick Bridge", "RB11 8FE", aunt, amara, chidi)
	for _, key := range []string{amara, chidi} {
		c.describe(first, southWorker, key, "BAFR")
		c.comesIntoCare(southWorker, key, care{started, first, "N8", "C2", "RB12 1NA", casework.PlacementDetails{Type: "U1", Provider: "PR1", Carer: "Ngozi Ndulo", Postcode: "RB11 8FE"}})
	}
	c.allocate("2012-03-02", southManager, secondReviewer, reviewTeam, casework.Reviewer, amara, chidi)
	c.allocate("2012-03-02", southManager, careNurseOnly, healthTeam, casework.NamedNurse, amara, chidi)
	for _, key := range []string{amara, chidi} {
		c.reviews("2012-03-02", secondReviewer, key,
			review{due: "2012-04-27", held: "2012-04-25", recorded: "2012-05-09", code: "PN1", completed: "2012-05-09",
				decisions: "You both want to stay with Auntie for always. We will ask the court about special guardianship in the new year."},
			review{due: "2012-10-25", held: "2012-10-24", recorded: "2012-11-05", code: "PN1", completed: "2012-11-05",
				decisions: "Auntie has had her training. Nobody has told you when the court date is, so Ben will write to you both by 9 November."},
			review{due: "2013-04-24"})
	}
	c.assessed("2012-08-20", "2012-08-16", amara, "Review health assessment", "Seen by the nurse. Well. Asks for help with her hair; Ngozi knows a salon.")
	c.dental("2012-08-20", "2012-08-16", chidi, "Examined. One tooth out in September.")
	for _, v := range []struct{ key, happened, words, said string }{
		{amara, "2012-03-22", "Amara, you cooked jollof with Auntie and gave me a box to take home.", "Mine has more pepper."},
		{amara, "2012-06-14", "Amara, you told me you are tired of meetings in school time. They will be after four from now on.", "Everybody stares when I get called out."},
		{chidi, "2012-06-14", "Chidi, you beat me at draughts three times.", "You always go for the corner."},
		{amara, "2012-09-13", "Amara, you asked to see a photograph of your grandmother. I have written to ask for one.", "I want to know if I look like her."},
		{chidi, "2012-12-05", "Chidi, you read to me from the comic. The photograph of your grandmother has come.", "Amara has her nose."},
	} {
		c.visit(v.happened, southWorker, v.happened, v.key, v.words, v.said, true)
	}
	c.opens("2012-10-23", secondReviewer, amara, chidi)
	c.opens("2013-01-15", southManager, amara)
}

// tellZielak: a boy who was written down twice, and his sister.
func (c *caseStory) tellZielak() {
	kacper, twice, zofia, ewa := "kacper-zielak", "kasper-zielack", "zofia-zielak", "ewa-zielak"
	const first, started = "2012-07-30", "2012-08-06"
	c.tell("2012-07-12", southSecond, casework.AddPerson{ID: c.person(twice), Details: details(child(twice, "Kasper", "Zielack", "1998-02-20", "M"))})
	c.allocate("2012-07-12", southManager, southSecond, southTeam, casework.LeadWorker, twice)
	c.write("2012-07-13", southSecond, "case_note", "zielak/first-call", "2012-07-12", "Call from a neighbour", "A boy of about 14 has slept in the neighbour’s shed for two nights. The name was given over the telephone.", twice)
	for _, p := range []who{child(kacper, "Kacper", "Zielak", "1998-02-10", "M"), child(zofia, "Zofia", "Zielak", "2000-10-29", "F")} {
		d := details(p)
		d.Languages, d.Interpreter = []string{"Polish", "English"}, false
		c.tell(first, southSecond, casework.AddPerson{ID: c.person(p.key), Details: d})
	}
	d := details(adult(ewa, "Ewa", "Zielak", "1976-06-15", "F"))
	d.Languages, d.Interpreter = []string{"Polish"}, true
	c.tell(first, southSecond, casework.AddPerson{ID: c.person(ewa), Details: d})
	c.allocate(first, southManager, southSecond, southTeam, casework.LeadWorker, kacper, zofia, ewa)
	c.family(first, southSecond, casework.ParentOf, true, ewa, kacper, zofia)
	c.family(first, southSecond, casework.SiblingOf, false, kacper, zofia)
	c.tellFor("2012-08-01", southManager, access.Supervising, casework.JoinPeople{
		ID: c.id("join", kacper), One: c.person(kacper), Other: c.person(twice), Why: "Same boy: the neighbour’s call was written down with the name as it sounded and the wrong day of birth. His mother confirmed both.",
	})
	for _, key := range []string{kacper, zofia} {
		c.describe("2012-08-02", southSecond, key, "WOTH")
		c.comesIntoCare(southSecond, key, care{started, started, "N5", "V2", "RB12 6SD", foster("PR4", "Jan and Teresa", "RB14 2HP")})
	}
	c.allocate("2012-08-08", southManager, secondReviewer, reviewTeam, casework.Reviewer, kacper, zofia)
	c.allocate("2012-08-08", southManager, careNurseOnly, healthTeam, casework.NamedNurse, kacper, zofia)
	due := workingDays(started, 20)
	for _, key := range []string{kacper, zofia} {
		c.reviews("2012-08-08", secondReviewer, key,
			review{due: due, recorded: "2012-08-31", putOff: "No interpreter could come. Ewa must be able to follow what is said.", newDue: "2012-09-11"})
	}
	c.reviewHeldAfter("2012-09-14", secondReviewer, kacper, due, "2012-09-11", "PN1", "Kacper, your review was late because it mattered that your mum understood. You may ring her any evening.")
	c.reviewHeldAfter("2012-09-14", secondReviewer, zofia, due, "2012-09-11", "PN4", "Zofia, you came and did not want to speak. Samuel will ask you again on your own.")
	c.reviews("2012-09-14", secondReviewer, kacper, review{due: "2012-12-11", held: "2012-12-10", recorded: "2012-12-20", code: "PN1", completed: "2012-12-20", decisions: "Kacper, you would like to go home at Easter. Weekends at home begin in January."})
	c.reviews("2012-09-14", secondReviewer, zofia, review{due: "2012-12-11"})
	c.assessed("2012-09-05", "2012-09-03", kacper, "First health assessment", "Seen by a paediatrician, with an interpreter by telephone. Well. Vaccination records have been asked for from Poland.")
	for _, v := range []struct{ key, happened, words, said string }{
		{kacper, "2012-08-10", "Kacper, you told me about the shed. You were not in trouble, and you are not now.", "I was warm. There was a cat."},
		{zofia, "2012-08-10", "Zofia, you drew while we talked. You gave me the drawing for the file.", "That is our house before."},
		{kacper, "2012-09-20", "Kacper, you have joined the chess club with Jan.", "Jan is good. I am better."},
		{zofia, "2012-11-08", "Zofia, you showed me your Polish Saturday school book.", "I am top in dictation."},
	} {
		c.visit(v.happened, southSecond, v.happened, v.key, v.words, v.said, true)
	}
	c.opens("2012-09-10", secondReviewer, kacper, zofia)
}

// tellFarnsby: a young person in a children’s home, and his sister with
// foster carers. He was missing for a night in January.
func (c *caseStory) tellFarnsby() {
	connor, lexi := "connor-farnsby", "lexi-farnsby"
	const first, started = "2012-02-24", "2010-09-06"
	c.meet(first, southWorker, child(connor, "Connor", "Farnsby", "1997-05-19", "M"), child(lexi, "Lexi", "Farnsby", "2001-03-24", "F"))
	c.allocate(first, southManager, southWorker, southTeam, casework.LeadWorker, connor, lexi)
	c.family(first, southWorker, casework.SiblingOf, false, connor, lexi)
	c.describe(first, southWorker, connor, "WBRI", "BEH")
	c.comesIntoCare(southWorker, connor, care{started, first, "N1", "C2", "RB12 9QW", casework.PlacementDetails{Type: "K2", Provider: "PR4", Carer: "Quarry House", Postcode: "RB16 4LD", URN: "SC900231"}})
	c.comesIntoCare(southWorker, lexi, care{started, first, "N1", "C2", "RB12 9QW", foster("PR1", "The Pryce-Lowther family", "RB8 2RR")})
	c.allocate(first, southManager, reviewer, reviewTeam, casework.Reviewer, connor, lexi)
	c.allocate(first, southManager, careNurseOnly, healthTeam, casework.NamedNurse, connor, lexi)
	c.allocate(first, southManager, teacher, "", casework.SchoolLead, connor)
	c.reviews("2012-02-27", reviewer, connor,
		review{due: "2012-04-13", held: "2012-04-12", recorded: "2012-04-20", code: "PN5", completed: "2012-04-20",
			decisions: "Connor, you asked Samuel to speak for you. You want a key to your own cupboard, and you have one from today."},
		review{due: "2012-10-12", held: "2012-10-30", recorded: "2012-11-20", code: "PN7", completed: "",
			decisions: "Connor, you were not there and nobody had asked for your views. I will come to see you before the next one."},
		review{due: "2013-04-30"})
	c.reviews("2012-02-27", reviewer, lexi,
		review{due: "2012-04-13", held: "2012-04-12", recorded: "2012-04-20", code: "PN1", completed: "2012-04-20", decisions: "Lexi, you asked to see Connor each fortnight, and the home will bring him."},
		review{due: "2012-10-12", held: "2012-10-10", recorded: "2012-10-17", code: "PN1", completed: "2012-10-17", decisions: "Lexi, you are going to the big school. You want to walk there with Mia."},
		review{due: "2013-04-10"})
	c.assessed("2012-05-15", "2012-05-14", connor, "Review health assessment", "Connor came and then left. Weight and height taken. To be offered again at the home.")
	c.write("2012-05-16", careNurseOnly, "dental_check", connor+"/dental/2012-05-14", "2012-05-14", "Dental check", "Refused. Connor says that it hurt last time. A gentler dentist has been found.", connor)
	c.schoolPlan("2012-07-04", "2012-07-03", connor, "Two suspensions this term. One lesson a day in the garden with Mr Hale, which he never misses. Target: two full days by October.")
	for _, v := range []struct{ key, happened, words, said string }{
		{connor, "2012-03-27", "Connor, we walked to the quarry. You told me you do not trust plans.", "They change it and do not tell you."},
		{connor, "2012-05-30", "Connor, you showed me the cupboard with the key.", "Nobody has been in it."},
		{connor, "2012-08-07", "Connor, you were out when I came. I waited an hour and left you a note.", ""},
		{connor, "2012-10-09", "Connor, you did not want to see me. You said so clearly and I went.", "Not today."},
		{lexi, "2012-04-03", "Lexi, you have a kitten. Its name is Button.", "She sleeps on my bed but it is a secret."},
		{lexi, "2012-08-07", "Lexi, you had been to see Connor. You worry about him.", "He is thin."},
		{lexi, "2012-12-11", "Lexi, you sang me your part in the play.", "I am the innkeeper."},
	} {
		c.visit(v.happened, southWorker, v.happened, v.key, v.words, v.said, v.said != "")
	}
	c.tellMissingNight(connor)
	c.opens("2012-10-29", reviewer, connor)
	c.opens("2013-01-28", southWorker, connor, lexi)
}

// tellMissingNight: the glass is broken again, and nobody has looked at why
// by the end of the story.
func (c *caseStory) tellMissingNight(connor string) {
	const night = "2013-01-26" // a Saturday
	c.tellAtNight(night, "22:18", access.Emergency, casework.BreakGlass{
		ID: c.id("glass", connor+"/january"), Person: c.person(connor), Reason: "Connor has not come back to Quarry House. The police ask where he may have gone and who he trusts.",
	})
	c.told = append(c.told, toldCase{day: day(night), clock: "22:20", who: dutyWorker, purpose: access.Emergency, opens: c.person(connor)})
	c.tellAtNight(night, "23:52", access.DirectWork, casework.WriteRecord{
		ID: c.id("record", connor+"/night"), Of: "out_of_hours_call", People: c.people(connor),
		Details: casework.RecordDetails{
			Happened: day(night), Title: "Missing from Quarry House, 21:30 to 23:40",
			Words:  "Reported missing at 22:05. He rang Lexi’s carers at 23:15 from a telephone box and they kept him talking until the police came. Back at 23:40, cold and hungry. Handed over to Ben Atherley for Monday.",
			Voices: []casework.Voice{{Person: c.person(connor), Words: "I only wanted to hear her voice.", How: "On the telephone", Alone: true}}, Complete: true,
		},
	})
	c.write("2013-01-28", southWorker, "case_note", connor+"/after", "2013-01-28", "After Saturday night", "Connor, I rang you this morning. You may ring Lexi every evening at seven. I have asked somebody who does not work for us to talk to you about why you left.", connor)
}

// tellQuillan: a baby who was expected when the story of her family began.
func (c *caseStory) tellQuillan() {
	lacey, shannon := "lacey-quillan", "shannon-quillan"
	const first = "2012-08-14"
	young := details(who{shannon, "Shannon", "Quillan", "1993-11-11", "F", casework.ParentCarer})
	young.Parts = []casework.Part{casework.ParentCarer, casework.YoungPerson}
	c.tell(first, southSecond, casework.AddPerson{ID: c.person(shannon), Details: young})
	unborn := casework.PersonDetails{Parts: []casework.Part{casework.Child}, Names: []casework.Name{{Kind: casework.KnownAs, Given: "Baby", Family: "Quillan"}}}
	unborn.Expected = calendar.Known(day("2012-10-12"))
	c.tell(first, southSecond, casework.AddPerson{ID: c.person(lacey), Details: unborn})
	c.allocate(first, southManager, southSecond, southTeam, casework.LeadWorker, lacey, shannon)
	c.family(first, southSecond, casework.ParentOf, true, shannon, lacey)
	c.involve(first, southSecond, fellside, access.Health, "Midwife", lacey)
	c.record("2012-09-04", southManager, access.Enquiry, "strategy_discussion", "quillan/strategy", casework.RecordDetails{
		Happened: day("2012-09-03"), Title: "Strategy discussion before birth", Words: "Present: the midwife, the police, the health visitor and social care. Shannon’s last home was not safe and she has nowhere settled to go.",
		Decision: decided("Ask the court for an order when the baby is born, and look for a place for both together", "Shannon wants to learn to care for her baby and is doing what was asked.", "That no place is free.", "", "Plan for the baby to go home with support"),
		Complete: true,
	}, lacey)
	born := details(child(lacey, "Lacey", "Quillan", "2012-10-09", "F"))
	born.Names = append([]casework.Name{{Kind: casework.KnownAs, Given: "Baby", Family: "Quillan", Until: day("2012-10-09")}}, born.Names...)
	c.tell("2012-10-10", southSecond, casework.EditPerson{Person: c.person(lacey), Details: born})
	c.comesIntoCare(southSecond, lacey, care{"2012-10-12", "2012-10-15", "N5", "C1", "RB12 3GA", casework.PlacementDetails{Type: "R3", Provider: "PR5", Carer: "Hawthorn House, mother and baby", Postcode: "RB10 7XT"}})
	c.describe("2012-10-15", southSecond, lacey, "WBRI")
	c.allocate("2012-10-17", southManager, secondReviewer, reviewTeam, casework.Reviewer, lacey)
	c.allocate("2012-10-17", southManager, careNurseOnly, healthTeam, casework.NamedNurse, lacey)
	c.reviews("2012-10-17", secondReviewer, lacey,
		review{due: workingDays("2012-10-12", 20), held: "2012-11-08", recorded: "2012-11-14", code: "PN0", completed: "2012-11-14",
			decisions: "Lacey, you and your mum stay at Hawthorn House together. She sings to you. The staff say that you watch her face."},
		review{due: "2013-02-08"})
	c.assessed("2012-11-06", "2012-11-05", lacey, "First health assessment", "Seen by a paediatrician. A well baby, gaining weight.")
	c.visit("2012-10-19", southSecond, "2012-10-18", lacey, "Lacey, you are nine days old. Your mum fed you while we talked.", "", false)
	c.visit("2012-11-29", southSecond, "2012-11-29", lacey, "Lacey, you smiled at the mobile over your cot.", "", false)
	c.visit("2013-01-10", southSecond, "2013-01-10", lacey, "Lacey, you hold up your head. Your mum had written down every feed.", "", false)
	c.opens("2012-11-07", secondReviewer, lacey)
}
