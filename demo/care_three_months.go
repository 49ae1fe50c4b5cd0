package demo

import "throughline/plan"

// careThreeMonths answers what inspectors wanted for looked-after children
// within three months.
var careThreeMonths = []action{
	{
		ref: "A21", title: "Have every child’s first health assessment ready before the first review", areas: []string{"L3-1"},
		planned: "2012-03-21", goLive: "2012-05-01",
		judgedBy: &judgedBy{
			measure: "initial-health-assessment-on-time", about: "It counts first health assessments that were ready in time.",
			why: "The appointment is booked on the day a child comes into care, so fewer reach the limit without one.", lag: 1, expected: plan.Step,
		},
		success:     "Nine in ten first assessments by a doctor are ready within twenty working days of coming into care, with the day of each step recorded",
		contingency: "A doctor’s clinic is opened on Saturdays while there is a queue",
		parts: []part{
			{
				text: "Request and consent sent within five working days", owner: headCare, signer: careNurse,
				life: life(
					says("2012-04-27", "Most lateness was here: in March the request took eleven working days. It is now part of the placement form."),
					completes("2012-05-30", "In May, 29 of 31 requests went within five working days, with consent."),
					shows("2012-05-30", "Days from coming into care to the request, March to May 2012", "Counts by week, and why two were late."),
					accepted("2012-06-01"),
				),
			},
			{
				text: "Enough clinic places each week, with the report ready for the review", owner: careNurse, signer: deputyPost,
				life: life(
					says("2012-04-26", "Two more clinics a week, one in the north."),
					completes("2012-06-06", "Every child who came into care in April and May was seen, or has a place before the review. Of 52, 46 reports were ready in time."),
					shows("2012-06-06", "First health assessments, April and May 2012", "How many were due, done and ready by a doctor, with the wait at each step."),
					accepted("2012-06-08"),
				),
			},
		},
	},
	{
		ref: "A22", title: "Train advanced nurse practitioners to help with initial health assessments", areas: []string{"L3-1"},
		planned: "2012-03-21", dependsOn: []string{"A21"}, goLive: "2012-09-03",
		success:     "A nurse practitioner who knows the district sees the child with the doctor, and no assessment waits for leave or sickness",
		contingency: "Locum paediatricians cover two clinics a month",
		parts: []part{
			{
				text: "What a nurse practitioner may do, and what a doctor must do and sign", owner: designatedDoctor, signer: headCare,
				life: life(
					says("2012-05-02", "The rules want a registered doctor for the first assessment, so a nurse may prepare it and see the child but may not do it alone."),
					completes("2012-06-01", "Set down in one page and agreed by the medical director. Assessments are counted by who did them."),
					shows("2012-06-01", "Who does what in a first health assessment", "One page, with the rule it rests on."),
					accepted("2012-06-07"),
				),
			},
			{
				text: "Training for advanced nurse practitioners", owner: careNurse, signer: deputyPost, target: 6, unit: "nurse practitioners trained",
				milestones: []milestone{{"First two start the course", "2012-05-14"}, {"First two finish", "2012-11-30"}, {"All six finish", "2013-05-31"}},
				life: life(
					counts("2012-05-16", 0, "The first two started the university course this week. It takes two terms.", 0),
					ask("2012-05-30", "2013-05-31", "The course runs from May and from September, and has no places for all six at once."),
					grant("2012-06-07", "Agreed. It cannot be made shorter, and a doctor does every assessment meanwhile."),
					counts("2012-09-19", 0, "The other four started on Monday."),
					counts("2012-11-28", 2, "The first two have passed, and now work beside the doctor in the north and the west.", 1),
					counts("2013-01-17", 4, "Four of six have passed. The last two finish in May."),
				),
			},
		},
	},
	{
		ref: "A23", title: "See that every looked-after child has a dentist and is seen each year", areas: []string{"L3-2"},
		planned: "2012-03-21", goLive: "2012-06-11",
		success:     "Nine in ten children have been seen in the last twelve months, and each refusal has been talked about with the child",
		contingency: "The mobile dental van visits children’s homes and foster carers’ meetings",
		parts: []part{
			{
				text: "Every child’s dentist and last check on record", owner: headCare, signer: careNurse, target: 1060, unit: "children’s records checked",
				life: life(
					counts("2012-05-29", 420, "420 records checked. Seventy have last year’s date copied from the year before."),
					counts("2012-06-28", 810, "810 checked, by ringing carers and dentists and not by asking the file."),
					ask("2012-06-06", "2012-07-31", "Ringing takes longer than reading the file, and it is finding out the truth."),
					grant("2012-06-14", "Agreed: a true number in July is better than a copied one in June."),
					counts("2012-07-25", 1060, "All 1,060. Seen in the last year: 838. Refused: 61, each with a note of why. The rest have a place before October."),
					shows("2012-07-25", "Dental checks: the whole count", "Counts by district and age, with refusals apart, and children new to care shown too."),
					accepted("2012-07-27"),
				),
			},
			{
				text: "A practice in every district that takes looked-after children at once", owner: commissioner, signer: headCare,
				life: life(
					says("2012-05-22", "Nine of twelve districts have one."),
					says("2012-06-26", "Eleven of twelve. The twelfth practice opens its list in July."),
					completes("2012-07-11", "All twelve, with a name to ring in each."),
					shows("2012-07-11", "Practices that take looked-after children", "One in each district, with the number carers ring."),
					accepted("2012-07-13"),
				),
			},
		},
	},
	{
		ref: "A24", title: "Follow every health issue of a looked-after child to its end, with a trail of who did what", areas: []string{"L3-3"},
		planned: "2012-03-21", goLive: "2012-06-11",
		success:     "Ten issues traced each month from the assessment to the outcome, with no gap and no issue closed without evidence",
		contingency: "The lead nurse reads the whole record of any child with an issue older than three months",
		parts: []part{
			{
				text: "One list of issues for each child, each with an owner, a date and an outcome", owner: careNurse, signer: deputyPost,
				life: life(
					says("2012-05-01", "Issues from 300 assessments entered. Forty were on two assessments running with nothing done."),
					completes("2012-06-06", "In use for every child. An issue cannot be closed without saying what happened for the child."),
					shows("2012-06-06", "The list of issues and its rules", "Made-up example, and the rules for closing an issue."),
					accepted("2012-06-08"),
				),
			},
			{
				text: "Ten issues traced each month from finding to outcome", owner: careNurse, signer: deputyPost,
				life: life(
					says("2012-06-20", "First ten traced. Seven reached an end that helped the child; three stopped when a nurse left."),
					completes("2012-07-31", "Ten traced in June and ten in July. In July nine reached an end."),
					shows("2012-07-31", "Twenty issues traced", "Notes on each of the twenty.").mayNameAChild(),
					sendBack("2012-08-02", "Two of the notes would let somebody who knows the family say who the child is. Please take out ages, schools and places and send it again."),
					shows("2012-08-08", "Twenty issues traced, with details taken out", "The kind of issue, each step with its date and the job of who took it, and the outcome. No child can be known from it."),
					accepted("2012-08-10"),
				),
			},
			{
				text: "Hospital letters reach the child’s health record", owner: fellsideHead, signer: designatedNurse,
				life: life(
					completes("2012-06-06", "A marker on the hospital’s system shows that a child is looked after, and copies each letter to the lead nurse."),
					shows("2012-06-06", "Hospital letters copied to the lead nurse, May 2012", "Counts by clinic: sent, received and filed."),
					accepted("2012-06-08"),
				),
			},
		},
	},
	{
		ref: "A25", title: "Give each young person their own health history when they leave care", areas: []string{"L3-3"},
		planned: "2012-03-21", goLive: "2012-07-02",
		success:     "Every young person leaving care has a health passport they helped to write, and says that it tells them what they want to know",
		contingency: "Those who left this year are sent theirs by a nurse who offers to go through it",
		parts: []part{
			{
				text: "Passport for every young person leaving care", owner: careNurse, signer: deputyPost, target: 90, unit: "passports given",
				life: life(
					counts("2012-06-20", 22, "Twenty-two given. Family health history is the part they most want and we least often have."),
					ask("2012-06-06", "2012-10-31", "Each takes half a day, because old notes come on paper from other counties."),
					grant("2012-06-14", "Agreed. Those who turn eighteen first come first."),
					counts("2012-10-09", 90, "All ninety who have left, or will have left by the end of October."),
					shows("2012-10-09", "Passports given, and what young people said", "Counts by month and ten comments, used with permission."),
					accept("2012-10-11").by(childDetective),
					sign("2012-10-12").by(childDetective),
				),
			},
			{
				text: "Design chosen by young people", owner: advocacyManager, signer: headCare,
				life: life(
					says("2012-04-18", "Fourteen young people met twice. They do not want it to look like a hospital letter."),
					completes("2012-05-30", "They chose a small book that fits a pocket, with their own name for it."),
					shows("2012-05-30", "The design, and why they chose it", "Pictures of the blank book, and what they said about each of three designs."),
					accepted("2012-06-01"),
				),
			},
			{
				text: "Personal adviser goes through it with each young person", owner: headCare, signer: careNurse,
				life: life(
					says("2012-06-21", "Advisers are learning how from a nurse, in pairs."),
					ask("2012-06-06", "2012-12-21", "It follows the passports."),
					grant("2012-06-14", "Agreed, with the passports."),
					says("2012-11-14", "Sixty-one of ninety done. Some would rather do it with a nurse or a carer, and that counts."),
					completes("2012-12-17", "Eighty-four done. Six said that they did not want to, and know that they can ask later."),
					shows("2012-12-17", "Talks about the passport", "Counts: done with whom, refused, and asked for again."),
					accepted("2012-12-19"),
				),
			},
		},
	},
}
