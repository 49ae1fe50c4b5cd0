package demo

import (
	"throughline/access"
	"throughline/casework"
)

// tellHaverthorn: three children and their mother, who left home because their
// father frightened them. Where they live now is kept from him.
func (c *caseStory) tellHaverthorn() {
	kids := []string{"ellie-haverthorn", "mason-haverthorn", "alfie-haverthorn"}
	everybody := append([]string{"joanne-haverthorn", "dean-hadrow"}, kids...)
	const first = "2012-04-11"
	c.meet(first, northWorker,
		adult("joanne-haverthorn", "Joanne", "Haverthorn", "1984-02-19", "F"), adult("dean-hadrow", "Dean", "Hadrow", "1981-10-02", "M"),
		child("ellie-haverthorn", "Ellie", "Haverthorn", "2005-03-11", "F"), child("mason-haverthorn", "Mason", "Haverthorn", "2008-09-22", "M"),
		child("alfie-haverthorn", "Alfie", "Haverthorn", "2011-01-30", "M"))
	c.allocate(first, northManager, northWorker, northTeam, casework.LeadWorker, everybody...)
	c.family(first, northWorker, casework.ParentOf, true, "joanne-haverthorn", kids...)
	c.family(first, northWorker, casework.ParentOf, true, "dean-hadrow", kids[1:]...)
	c.family(first, northWorker, casework.FormerPartner, false, "dean-hadrow", "joanne-haverthorn")
	c.family(first, northWorker, casework.HalfSiblingOf, false, "ellie-haverthorn", kids[1:]...)
	c.lives(first, northWorker, "2009-06-01", "22 Alder Bank", "Hollinthwaite", "RB4 2HN", append([]string{"joanne-haverthorn"}, kids...)...)
	for _, key := range kids {
		c.describe(first, northWorker, key, "WBRI")
	}
	c.involve(first, northWorker, constabulary, access.StrategyDiscussion, "Officers went to the house on 10 April", everybody...)
	c.involve(first, northWorker, northmoor, access.Health, "Health visitor and school nurse", kids...)
	c.involve(first, northWorker, larkfell, access.Education, "Ellie is in year 2 and Mason is in the nursery class", kids[:2]...)

	c.tellFor("2012-04-12", detective, access.Enquiry, casework.DecideSharing{
		ID: c.id("sharing", "haverthorn/police"), People: c.people(kids...), Agency: c.agency(council), Part: access.StrategyDiscussion,
		What: "The dates and outcomes of five call-outs since 2010, and that bail conditions are in place", Share: true, Basis: casework.ShareSafeguard,
		Why: "The children’s social worker needs them to judge the risk.", NotSought: "Asking would have told Mr Hadrow that an enquiry had begun.",
	})
	c.record("2012-04-12", northManager, access.Enquiry, "strategy_discussion", "haverthorn/strategy", casework.RecordDetails{
		Happened: day("2012-04-12"), Title: "Strategy discussion",
		Words: "Present: children’s social care, the police, the health visitor, the school nurse and the school. The domestic abuse service sent a note. " +
			"Police shared five call-outs in two years. The school has seen Ellie become quiet since January. Each agency agreed what it will do and by when.",
		Own: map[string]string{
			c.person("ellie-haverthorn"): "Ellie heard the argument on 10 April from the stairs. She is to be seen alone at school by 16 April.",
			c.person("mason-haverthorn"): "Mason was in the room. The nursery will tell us the same day if he is not brought.",
			c.person("alfie-haverthorn"): "Alfie was asleep. The health visitor will see him at home with the social worker on 16 April.",
		},
		Decision: decided("Begin an enquiry with the police and hold a conference by 3 May", "The children have seen and heard harm to their mother more than once, and it is happening more often.",
			"That Mr Hadrow comes back to the house before the family is somewhere safe.", "", "Assess as children in need", "Take no further action"),
		Complete: true,
	}, kids...)
	c.visit("2012-04-16", northWorker, "2012-04-16", "ellie-haverthorn",
		"Ellie, I met you in the library at school. You showed me your reading book and told me about home. I explained that my job is to help keep you, your mum and your brothers safe, and that none of this is your fault.",
		"I put my fingers in my ears. I want Mum to stop crying.", true)
	c.visit("2012-04-17", northWorker, "2012-04-16", "mason-haverthorn",
		"Mason, I came to see you at home. You lined up all your cars by colour. You did not want to talk about shouting, and that was fine.", "My cars can go to a new house.", false)
	c.visit("2012-04-17", northWorker, "2012-04-16", "alfie-haverthorn",
		"Alfie, you were too small to tell me things in words. I saw you go to your mum to be picked up, and settle when she held you.", "", false)
	c.tell("2012-04-23", northWorker, casework.EditAddress{Address: c.id("address", "joanne-haverthorn"), Until: day("2012-04-20"), Reason: ""})
	c.tell("2012-04-23", northWorker, casework.AddAddress{
		ID: c.id("address", "haverthorn/safe"), People: c.people(append([]string{"joanne-haverthorn"}, kids...)...), Kind: casework.HomeAddress,
		Lines: []string{"14 Sedgewick Rise", "Marlholme"}, Postcode: "RB17 6PD", Phone: "01632 960417", From: day("2012-04-21"),
		Masked: true, Reason: "Kept from Dean Hadrow. He has said that he will find them.",
	})
	c.record("2012-04-23", northWorker, access.DirectWork, "masked_details", "haverthorn/safe", casework.RecordDetails{
		Happened: day("2012-04-23"), Title: "Where the family is, and who may know",
		Words: "The family moved to 14 Sedgewick Rise on Saturday 21 April. Only I, my manager and the police officer in the case know. Post goes through the office. " +
			"The school knows who may collect the children and does not hold the address.",
		Complete: true,
	}, "joanne-haverthorn")
	c.tell("2012-04-25", northWorker, casework.RecordConsent{
		ID: c.id("consent", "haverthorn/amberwell"), Person: c.person("joanne-haverthorn"), Agency: c.agency(amberwell), Part: access.DomesticAbuse, Given: true,
		For: "Support for Joanne from an adviser, and for the service to talk to us", By: c.person("joanne-haverthorn"), Capacity: "She is an adult and decided for herself.",
	})
	c.tell("2012-04-25", northWorker, casework.Involve{
		ID: c.id("involvement", "joanne-haverthorn/amberwell"), Person: c.person("joanne-haverthorn"), Agency: c.agency(amberwell), For: access.DomesticAbuse,
		Basis: casework.OnConsent, Why: "Adviser for Joanne", From: day("2012-04-25"),
	})
	c.allocate("2012-04-26", northManager, reviewer, reviewTeam, casework.Reviewer, kids...)
	c.record("2012-05-03", reviewer, access.Reviewing, "conference", "haverthorn/conference", casework.RecordDetails{
		Happened: day("2012-05-03"), Title: "First conference",
		Words: "Joanne came with her adviser. Mr Hadrow’s views were read out; he was not invited to the same meeting. Each agency spoke about what is working and what worries it. " +
			"All agreed that the children need a plan.",
		Own: map[string]string{
			c.person("ellie-haverthorn"): "Plan: emotional harm. Ellie will have time each week with the learning mentor.",
			c.person("mason-haverthorn"): "Plan: emotional harm. Mason’s speech is to be looked at by the health visitor.",
			c.person("alfie-haverthorn"): "Plan: emotional harm. Alfie’s health checks are up to date.",
		},
		Complete: true,
	}, kids...)
	c.record("2012-05-08", reviewer, access.Reviewing, "conference_shared", "haverthorn/shared", casework.RecordDetails{
		Happened: day("2012-05-03"), Title: "What was agreed on 3 May, for the agencies",
		Words: "The three children have a protection plan. School: a quiet word each morning and a call to us the same day if a child is not brought. Health: speech and two-year checks by 15 June. " +
			"Nobody is to give out where the family is.",
		Complete: true,
	}, kids...)
	c.record("2012-05-11", northWorker, access.DirectWork, "domestic_abuse_conference", "haverthorn/marac", casework.RecordDetails{
		Happened: day("2012-05-10"), Title: "Risk conference, 10 May 2012",
		Words:    "Sixteen ticks on the checklist. Actions: alarm at the new home (police), letter to the family court (adviser), safe collection plan (school). To be looked at again if anything happens within 12 months.",
		Complete: true,
	}, "joanne-haverthorn")
	c.tell("2012-05-14", northWorker, casework.DecideSharing{
		ID: c.id("sharing", "haverthorn/solicitor"), People: c.people("joanne-haverthorn", "mason-haverthorn", "alfie-haverthorn"), Recipient: "The solicitor for Mr Hadrow",
		What: "Where Joanne and the children live", Share: false, ConsentSought: true,
		Why: "Joanne said no. Telling him would put her and the children at risk. The court can be given it under seal.",
	})
	c.tell("2012-05-14", northWorker, casework.DecideSharing{
		ID: c.id("sharing", "haverthorn/school"), People: c.people("ellie-haverthorn", "mason-haverthorn"), Agency: c.agency(larkfell),
		What: "Who may collect the children, and whom to ring if anybody else comes", Share: true, Basis: casework.ShareSafeguard, ConsentSought: true,
		Why: "The school can’t keep the children safe at the gate without it. Joanne agreed.",
	})
	for _, v := range []struct{ happened, words, said string }{
		{"2012-05-22", "Ellie, you showed me the bunk bed and where your books go. You asked when you can see your friends. Your mum and I have planned it.", "It is quiet here. I like it."},
		{"2012-06-19", "Ellie, we played the feelings game. You chose the yellow card twice, which means okay.", "I am yellow today."},
		{"2012-07-17", "Ellie, you told me about sports day. You came second in the sack race. You said you sleep all night now.", "I do not put my fingers in my ears any more."},
		{"2012-09-11", "Ellie, you have a new teacher. You said she is kind. You still worry about going to the shops in town.", "What if he is there?"},
		{"2012-11-13", "Ellie, we looked at the plan together. You read the parts about you and changed one word.", "It should say brave."},
	} {
		c.visit(v.happened, northWorker, v.happened, "ellie-haverthorn", v.words, v.said, true)
	}
	c.write("2012-06-12", careNurseOnly, "dental_check", "haverthorn/dental", "2012-06-12", "Dental check", "Ellie was seen by the dentist on 8 June. Two small fillings are needed.", "ellie-haverthorn")
	c.record("2012-07-31", reviewer, access.Reviewing, "conference", "haverthorn/review-conference", casework.RecordDetails{
		Happened: day("2012-07-31"), Title: "First review conference",
		Words: "The family is settled and the plan is working. The plan goes on until the court has decided about contact.", Complete: true,
	}, kids...)
	c.tellNightOfSeptember()
	c.decision("2012-12-04", northManager, "haverthorn/step-down", "From a child protection plan to a child in need plan", decided(
		"End the protection plan and go on with a child in need plan", "The review conference agreed. The court has ordered no contact, and Joanne has kept to the safety plan for seven months.",
		"That Mr Hadrow learns where they live. The alarm stays.", "You do not need as many meetings now. Leila will still come to see you.", "Keep the protection plan for three more months"), kids...)
	c.tell("2012-11-28", northWorker, casework.EditRelationship{
		Relationship: c.id("relationship", "dean-hadrow/parent/mason-haverthorn"), Responsibility: true, Note: "The court ordered no contact on 27 November 2012. He still has parental responsibility.",
	})
	c.tell("2012-12-14", northWorker, casework.EndInvolvement{Involvement: c.id("involvement", "alfie-haverthorn/"+constabulary), Until: day("2012-12-14"), Why: "The protection plan has ended."})
	c.opens("2012-05-02", detective, "ellie-haverthorn", "mason-haverthorn")
	c.opens("2012-05-02", reviewer, kids...)
	c.opens("2012-06-11", careNurseOnly, "ellie-haverthorn", "alfie-haverthorn")
	c.opens("2013-01-22", northWorker, everybody...)
}

// tellNightOfSeptember: the duty worker opens the record at night, and the
// Caldicott Guardian looks at why.
func (c *caseStory) tellNightOfSeptember() {
	const night = "2012-09-15" // a Saturday
	c.tellAtNight(night, "23:05", access.Emergency, casework.BreakGlass{
		ID: c.id("glass", "haverthorn/september"), Person: c.person("ellie-haverthorn"),
		Reason: "Police rang: a man is shouting outside the old house. I must know where the children are and who may be told.",
	})
	c.told = append(c.told, toldCase{day: day(night), clock: "23:08", who: dutyWorker, purpose: access.Emergency, opens: c.person("ellie-haverthorn")})
	c.tellAtNight(night, "23:41", access.DirectWork, casework.WriteRecord{
		ID: c.id("record", "haverthorn/night"), Of: "out_of_hours_call", People: c.people("ellie-haverthorn", "mason-haverthorn", "alfie-haverthorn"),
		Details: casework.RecordDetails{
			Happened: day(night), Title: "Call from the police, 23:02",
			Words: "Mr Hadrow was outside the house the family left in April. Nobody was in. Officers took him away for breach of bail. I rang Joanne: all four are safe at home. " +
				"The manager on call agreed that nobody needs to move tonight. Handed over to Leila Farrow for Monday morning.",
			Decision: decided("Leave the family where they are", "He does not know where they live, and he is in custody until Monday.", "", "", "Move the family tonight"), Complete: true,
		},
	})
	c.tell("2012-09-18", guardian, casework.ReviewGlass{
		Glass: c.id("glass", "haverthorn/september"), Justified: true, Words: "The police confirmed the call. The record was open for under an hour and only the children’s file was read.",
	})
}
