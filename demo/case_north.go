package demo

import (
	"throughline/access"
	"throughline/casework"
)

// tellSorrelby: a baby who was adopted, and her brother who was not. Since the
// order she has two records, which nothing links for anybody but the adoption
// service.
func (c *caseStory) tellSorrelby() {
	kian, poppy := "kian-sorrelby", "poppy-sorrelby"
	const first, started = "2012-02-27", "2011-08-15"
	c.meet(first, northSecond, adult("kim-sorrelby", "Kim", "Sorrelby", "1988-12-08", "F"),
		child(kian, "Kian", "Sorrelby", "2006-04-25", "M"), child(poppy, "Poppy", "Sorrelby", "2011-07-19", "F"))
	c.allocate(first, northManager, northSecond, northTeam, casework.LeadWorker, kian, poppy, "kim-sorrelby")
	c.family(first, northSecond, casework.ParentOf, true, "kim-sorrelby", kian, poppy)
	c.family(first, northSecond, casework.HalfSiblingOf, false, kian, poppy)
	c.describe(first, northSecond, kian, "MWBC")
	c.describe(first, northSecond, poppy, "MWBC")
	for _, key := range []string{kian, poppy} {
		c.comesIntoCare(northSecond, key, care{started, first, "N1", "C1", "RB3 9VC", foster("PR1", "Lorna and Vic", "RB2 5KE")})
	}
	c.allocate("2012-02-28", northManager, secondReviewer, reviewTeam, casework.Reviewer, kian, poppy)
	c.allocate("2012-02-28", northManager, careNurseOnly, healthTeam, casework.NamedNurse, kian, poppy)
	c.tell("2012-04-30", northSecond, casework.ChangeCare{Person: c.person(poppy), From: day("2012-04-30"), Status: "E1"})
	c.tell("2012-04-30", northSecond, casework.ChangeCare{Person: c.person(kian), From: day("2012-04-30"), Status: "C2"})
	c.reviews("2012-02-28", secondReviewer, kian,
		review{due: "2012-05-18", held: "2012-05-16", recorded: "2012-05-21", code: "PN1", completed: "2012-05-21",
			decisions: "Kian, the court has decided that you will stay with Lorna and Vic. You will see Poppy before she moves, and have a photograph book."},
		review{due: "2012-11-16", held: "2012-11-29", recorded: "2012-12-03", code: "PN1", completed: "2012-12-03",
			decisions: "Kian, your review was two weeks late. You want to write to Poppy at her birthday, and that will happen through the letterbox service."},
		review{due: "2013-05-29"})
	c.reviews("2012-02-28", secondReviewer, poppy,
		review{due: "2012-05-18", held: "2012-05-16", recorded: "2012-05-21", code: "PN0", completed: "2012-05-21", decisions: "Poppy, the plan is for you to be adopted. A family has been found who have read everything about you."},
		review{due: "2012-07-13", held: "2012-07-12", recorded: "2012-07-16", code: "PN0", completed: "2012-07-16", decisions: "Poppy, you have been in your new home for four weeks. You crawl to the door when your dad comes in."})
	c.tell("2012-05-08", adoptionWorker, casework.Allocate{
		ID: c.id("allocation", poppy+"/"+adoptionWorker), Person: c.person(poppy), Membership: c.member(adoptionWorker), Team: c.id("team", adoptionTeam),
		Role: casework.AdoptionLead, For: access.Adoption, From: day("2012-05-08"),
	})
	c.record("2012-06-11", adoptionWorker, access.DirectWork, "adoption_record", poppy+"/match", casework.RecordDetails{
		Happened: day("2012-06-08"), Title: "Matching panel",
		Words:    "The panel recommended the match and the decision maker agreed on 11 June. Introductions begin on 12 June. A letter for later life is with the file.",
		Decision: decided("Agree the match", "They can meet Poppy’s needs now and have thought about what she will ask later.", "", "", "Look for another family"), Complete: true,
	}, poppy)
	c.tell("2012-06-18", northSecond, casework.ChangeCare{
		Person: c.person(poppy), From: day("2012-06-18"), Placement: &casework.PlacementDetails{Type: "A6", Provider: "PR1", Postcode: "RB19 7KD"}, MoveReason: "CARPL",
	})
	for _, v := range []struct{ key, happened, words, said string }{
		{kian, "2012-03-20", "Kian, you showed me the hens. You have named all six.", "The brown one is boss."},
		{kian, "2012-05-02", "Kian, we talked about what the judge decided. You asked if it is your fault. It is not.", "I want to know where she is."},
		{kian, "2012-06-14", "Kian, we made the photograph book for Poppy. You wrote your name on the last page.", "She can look at it when she is sad."},
		{kian, "2012-09-05", "Kian, you are in the top reading group. Lorna took a photograph for your book.", "I got a star."},
		{kian, "2012-11-21", "Kian, you were quiet today. We walked round the field and you told me it is nearly the day Poppy left.", "I do not want to talk today."},
		{poppy, "2012-06-22", "Poppy, I saw you in your new home. You slept with the blanket from Lorna’s.", ""},
		{poppy, "2012-07-30", "Poppy, you pulled yourself up on the chair and laughed.", ""},
	} {
		c.visit(v.happened, northSecond, v.happened, v.key, v.words, v.said, v.key == kian)
	}
	c.assessed("2012-03-14", "2012-03-12", poppy, "Review health assessment, six-monthly", "Seen by a paediatrician. Growing well along her line. All immunisations given.")
	c.assessed("2012-03-14", "2012-03-12", kian, "Review health assessment", "Seen by the nurse. Well. Hearing checked at school.")
	c.dental("2012-10-10", "2012-10-09", kian, "Examined. Two teeth sealed.")
	c.tell("2012-12-17", northSecond, casework.EndCare{Episode: c.id("episode", poppy), Ended: day("2012-12-14"), Reason: "E12"})
	c.tell("2012-12-17", northManager, casework.EndAllocation{Allocation: c.id("allocation", poppy+"/"+northSecond), Until: day("2012-12-17"), Why: "The adoption order was made."})
	c.tell("2012-12-17", northManager, casework.EndAllocation{Allocation: c.id("allocation", poppy+"/"+secondReviewer), Until: day("2012-12-17"), Why: "No longer looked after."})
	c.tell("2012-12-17", northManager, casework.EndAllocation{Allocation: c.id("allocation", poppy+"/"+careNurseOnly), Until: day("2012-12-17"), Why: "No longer looked after."})
	c.tell("2012-12-18", adoptionWorker, casework.KeepApart{
		ID: c.id("break", poppy), Before: c.person(poppy), After: c.person("poppy-fenwright"), OrderOn: day("2012-12-14"),
		Details: details(child("poppy-fenwright", "Poppy", "Fenwright", "2011-07-19", "F")),
	})
	c.tell("2012-12-18", adoptionWorker, casework.Allocate{
		ID: c.id("allocation", "poppy-fenwright/"+adoptionWorker), Person: c.person("poppy-fenwright"), Membership: c.member(adoptionWorker), Role: casework.AdoptionLead,
		For: access.Adoption, From: day("2012-12-18"),
	})
	c.write("2013-01-09", adoptionWorker, "adoption_record", "poppy-fenwright/support", "2013-01-08", "Support after the order",
		"The family asked about the yearly letter. They would like to send a photograph too. Agreed until Poppy is 18, and she can read it all then.", "poppy-fenwright")
	c.opens("2012-06-07", adoptionWorker, poppy)
	c.opens("2013-01-08", adoptionWorker, poppy, "poppy-fenwright")
	c.opens("2012-11-28", secondReviewer, kian)
}

// tellPickersby: early help, on consent. Their mother gave consent to the
// school, kept it from health, and took it back in November.
func (c *caseStory) tellPickersby() {
	liam, freya, gemma := "liam-pickersby", "freya-pickersby", "gemma-pickersby"
	const first = "2012-06-11"
	c.meet(first, northSecond, adult(gemma, "Gemma", "Pickersby", "1983-03-30", "F"), child(liam, "Liam", "Pickersby", "2006-10-17", "M"), child(freya, "Freya", "Pickersby", "2010-05-02", "F"))
	c.allocate(first, northManager, northSecond, northTeam, casework.LeadWorker, liam, freya, gemma)
	c.family(first, northSecond, casework.ParentOf, true, gemma, liam, freya)
	c.family(first, northSecond, casework.SiblingOf, false, liam, freya)
	c.lives(first, northSecond, "2011-09-12", "3 Tannery Cottages", "Hollinthwaite", "RB4 5YY", gemma, liam, freya)
	c.write("2012-06-13", northSecond, "case_note", "pickersby/contact", "2012-06-12", "Telephone call with Gemma",
		"Gemma is tired. Liam will not go to bed and is cross at school. She would like help and not a social worker.", liam, freya)
	c.decision("2012-06-14", northManager, "pickersby/early-help", "What help to offer", decided("Offer early help", "Nobody is at risk of harm. Gemma wants help and can say what would help.",
		"", "Somebody called Tariq will come to see you and your mum.", "Assess as children in need", "Give advice only"), liam, freya)
	c.allocate("2012-06-14", northManager, familyWorker, earlyTeam, casework.FamilySupport, liam, freya, gemma)
	for _, key := range []string{liam, freya, gemma} {
		c.tell("2012-06-22", northManager, casework.EndAllocation{Allocation: c.id("allocation", key+"/"+northSecond), Until: day("2012-06-22"), Why: "Early help has begun."})
	}
	consent := func(on, key, agency string, given bool, what string) {
		c.tell(on, familyWorker, casework.RecordConsent{
			ID: c.id("consent", key+"/"+agency), Person: c.person(key), Agency: c.agency(agency), Part: access.EarlyHelp, Given: given, For: what,
			By: c.person(gemma), Capacity: "She has parental responsibility, and understood that she can change her mind.",
		})
	}
	consent("2012-06-25", liam, larkfell, true, "The school taking part and seeing the assessment")
	consent("2012-06-25", freya, northmoor, false, "The health visitor seeing the assessment")
	c.tell("2012-06-25", familyWorker, casework.Involve{
		ID: c.id("involvement", liam+"/"+larkfell), Person: c.person(liam), Agency: c.agency(larkfell), For: access.EarlyHelp, Basis: casework.OnConsent,
		Why: "The teacher joins the meetings", From: day("2012-06-25"),
	})
	c.record("2012-07-05", familyWorker, access.DirectWork, "early_help_assessment", "pickersby/assessment", casework.RecordDetails{
		Happened: day("2012-07-04"), Title: "Early help assessment",
		Words: "Strengths: Gemma is warm with both children and has a good friend next door. Needs: a bedtime that works; a break for Gemma; somebody for Liam to tell when he is cross. " +
			"Plan: bedtime chart (Gemma, from Monday), club on Thursdays (Tariq, by 12 July), a card to show the teacher (school, by September).",
		Voices:   []casework.Voice{{Person: c.person(liam), Words: "I am not naughty. I am tired.", How: "While building a den", Alone: true, Changed: "The card says tired, and not naughty."}},
		Complete: true,
	}, liam, freya)
	c.tell("2012-09-26", familyWorker, casework.DecideSharing{
		ID: c.id("sharing", "pickersby/health-visitor"), People: c.people(freya), Agency: c.agency(northmoor), Part: access.EarlyHelp, What: "The early help assessment", Share: false,
		Why: "Gemma said no in June and again today. Nobody is at risk without it.", ConsentSought: true,
	})
	c.tell("2012-11-05", familyWorker, casework.WithdrawConsent{Consent: c.id("consent", liam+"/"+larkfell), Said: "Gemma said that things are better and that school need not come to the meetings any more."})
	c.write("2012-11-27", familyWorker, "early_help_assessment", "pickersby/review", "2012-11-27", "Review of the plan",
		"Bedtime works five nights in seven. Liam goes to the club. One more meeting in February and then we stop.", liam, freya)
	c.opens("2012-09-26", familyWorker, liam, freya)
	c.opens("2012-10-03", teacher, liam)
}

// tellIvesham: two children whose father is ill, and who are children in need
// at home.
func (c *caseStory) tellIvesham() {
	noah, ava, mark := "noah-ivesham", "ava-ivesham", "mark-ivesham"
	const first = "2012-10-08"
	c.meet(first, northWorker, adult(mark, "Mark", "Ivesham", "1975-07-14", "M"), child(noah, "Noah", "Ivesham", "2003-04-09", "M"), child(ava, "Ava", "Ivesham", "2006-12-20", "F"))
	c.allocate(first, northManager, northWorker, northTeam, casework.LeadWorker, noah, ava, mark)
	c.family(first, northWorker, casework.ParentOf, true, mark, noah, ava)
	c.family(first, northWorker, casework.SiblingOf, false, noah, ava)
	c.lives(first, northWorker, "2004-08-02", "51 Kilnside", "Marlholme", "RB17 2BQ", mark, noah, ava)
	c.describe(first, northWorker, noah, "WBRI", "AUT")
	c.record("2012-10-19", northWorker, access.DirectWork, "assessment", "ivesham/assessment", casework.RecordDetails{
		Happened: day("2012-10-18"), Title: "Initial assessment",
		Words:    "Mark is having treatment for cancer and is in hospital one week in three. An aunt stays then. The children are well loved and worried. They need somebody to ring and a plan for bad days.",
		Own:      map[string]string{c.person(noah): "Noah needs to know what happens next. A picture calendar helps.", c.person(ava): "Ava has begun to ask what will happen if Dad dies. A bereavement worker will meet her."},
		Voices:   []casework.Voice{{Person: c.person(noah), Words: "Tell me the day before, not on the day.", How: "He wrote it", Changed: "Everybody who comes rings the day before."}},
		Complete: true,
	}, noah, ava)
	c.tell("2012-10-22", northWorker, casework.DecideSharing{
		ID: c.id("sharing", "ivesham/school"), People: c.people(noah, ava), Agency: c.agency(schools), What: "That their father is ill, and the dates of his treatment", Share: true,
		Basis: casework.SharePublicTask, Why: "So that the children’s teachers can look out for them. Mark asked us to.", ConsentSought: true,
	})
	c.visit("2012-11-15", northWorker, "2012-11-15", ava, "Ava, we made a worry box with a slot in the lid. You posted three worries and kept one in your pocket.", "One is secret.", true)
	c.visit("2013-01-17", northWorker, "2013-01-16", noah, "Noah, I rang on Tuesday to say I was coming on Wednesday. You had the calendar ready and told me the next four dates.", "You were on time.", true)
	c.opens("2013-01-16", northWorker, noah, ava)
}

// tellBrackwell: short breaks, which are no time in care in most figures.
func (c *caseStory) tellBrackwell() {
	callum, sandra := "callum-brackwell", "sandra-brackwell"
	const first = "2012-03-06"
	c.meet(first, northSecond, adult(sandra, "Sandra", "Brackwell", "1970-01-11", "F"), child(callum, "Callum", "Brackwell", "2001-11-28", "M"))
	c.allocate(first, northManager, northSecond, northTeam, casework.LeadWorker, callum, sandra)
	c.family(first, northSecond, casework.ParentOf, true, sandra, callum)
	c.lives(first, northSecond, "1999-03-01", "18 Weir Meadows", "Hollinthwaite", "RB4 7LN", sandra, callum)
	c.describe(first, northSecond, callum, "WBRI", "LD", "MOB")
	c.comesIntoCare(northSecond, callum, care{"2012-03-10", "2012-03-12", "N2", "V4", "RB4 7LN", casework.PlacementDetails{Type: "K2", Provider: "PR1", Carer: "Swallow Lodge", Postcode: "RB5 1GH", URN: "SC900117"}})
	c.record("2012-03-13", northSecond, access.DirectWork, "visit", callum+"/visit/2012-03-13", casework.RecordDetails{
		Happened: day("2012-03-13"), Title: "First weekend away",
		Words:    "Callum, you went to Swallow Lodge for two nights. The staff say that you liked the water table best and slept well.",
		Voices:   []casework.Voice{{Person: c.person(callum), Words: "Callum chose the picture for “again”.", How: "With his picture cards"}},
		Complete: true,
	}, callum)
	c.visit("2012-09-13", northSecond, "2012-09-12", callum, "Callum, you showed me round the garden and pointed to your peg.", "Callum chose the picture for “happy”.", false)
}
