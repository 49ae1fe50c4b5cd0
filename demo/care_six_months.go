package demo

// careSixMonths answers what inspectors wanted for looked-after children
// within six months.
var careSixMonths = []action{
	{
		ref: "A26", title: "Increase the number of independent reviewing officers", areas: []string{"L6-1"},
		planned: "2012-03-28", goLive: "2012-09-03",
		success:     "Twenty-four officers in post, and no child has had more than one change of officer in a year",
		contingency: "Officers from an agency for no longer than six months, each with a named officer beside them",
		parts: []part{
			{
				text: "Money for six more officers", owner: reviewManager, signer: designatedNurse,
				life: life(
					says("2012-06-13", "The case has gone to the council’s directors: the average was 91 children for each officer."),
					completes("2012-09-04", "Agreed for good, not for one year."),
					shows("2012-09-04", "Decision to fund six more officers", "The report to directors and the decision."),
					accepted("2012-09-06"),
				),
			},
			{
				text: "Officers in post", owner: reviewManager, signer: advocacyManager, target: 24, unit: "officers in post",
				milestones: []milestone{{"Posts advertised", "2012-09-28"}, {"First three start", "2012-12-03"}, {"All in post", "2013-03-28"}},
				life: life(
					counts("2012-06-13", 17, "Seventeen, with one leaving in July."),
					ask("2012-08-30", "2013-03-28", "The money comes in September, and social workers with enough experience give three months’ notice."),
					grant("2012-09-06", "Agreed. The group wants officers whom children will keep."),
					counts("2012-09-26", 16, "Sixteen. The posts are advertised, with young people on the panel.", 0),
					counts("2012-12-04", 19, "Three started on Monday.", 1),
					counts("2013-01-21", 20, "Twenty. Two more have accepted, and two posts are advertised again."),
				),
			},
			{
				text: "Induction, and an experienced officer beside each new one", owner: reviewManager, signer: virtualHead,
				life: life(
					says("2012-06-13", "Induction written with the children in care council."),
					ask("2012-08-30", "2013-03-28", "Follows the appointments."),
					grant("2012-09-06", "Agreed, with the appointments."),
					says("2012-12-04", "The three new officers each have somebody beside them for eight weeks."),
					says("2013-01-21", "The first three have finished theirs. The fourth began on 14 January."),
				),
			},
		},
	},
	{
		ref: "A27", title: "Bring every reviewing officer’s caseload down to 70 children or fewer", areas: []string{"L6-1"},
		planned: "2012-03-28", dependsOn: []string{"A26"}, goLive: "2012-10-01",
		success:     "No officer has more than 70 children, all duties counted, and every child is seen between reviews",
		contingency: "No officer above 80 takes a new child; the manager chairs those reviews",
		parts: []part{
			{
				text: "Officers with 70 children or fewer", owner: reviewManager, signer: advocacyManager, target: 24, unit: "officers with 70 children or fewer",
				life: life(
					counts("2012-07-19", 2, "Two of sixteen. The highest is 104."),
					ask("2012-08-30", "2013-05-31", "It can only follow the new officers."),
					grant("2012-09-06", "Agreed. Nobody above 80 is to be given another child from today."),
					counts("2012-12-05", 7, "Seven of nineteen. The highest is 88."),
					counts("2013-01-21", 11, "Eleven of twenty. The highest is 83."),
				),
			},
			{
				text: "Child protection conferences and reviews counted together in each caseload", owner: reviewManager, signer: childInspector,
				life: life(
					says("2012-07-19", "They are counted apart, so neither looks high. Counted together, three officers are above 100."),
					ask("2012-08-30", "2013-03-28", "The present system cannot add the two, so it is done by hand each month."),
					grant("2012-09-06", "Agreed, so long as the count by hand goes to the chair each month."),
					says("2012-12-05", "Counted by hand each month since September."),
					says("2013-01-21", "The performance team will take the count over in March."),
				),
			},
		},
	},
	{
		ref: "A28", title: "Have enough family group conferences for every family that wants one", areas: []string{"L6-2"},
		planned: "2012-03-28", goLive: "2012-09-03",
		success:     "No family waits more than eight weeks, and those refused for want of a coordinator are counted apart from those who said no",
		contingency: "Coordinators are shared with the next county",
		parts: []part{
			{
				text: "Four more coordinators", owner: earlyHelp, signer: advocacyManager, target: 4, unit: "coordinators in post",
				life: life(
					counts("2012-06-12", 1, "One in post. None of the four may have worked on the family’s case."),
					counts("2012-08-28", 4, "All four in post, one of whom speaks Urdu and Punjabi."),
					shows("2012-08-28", "The four posts, and how families can choose", "Posts, hours, languages, and how a family asks for somebody else."),
					accepted("2012-08-30"),
				),
			},
			{
				text: "No family waiting more than eight weeks", owner: earlyHelp, signer: namedNurse,
				life: life(
					says("2012-06-12", "Thirty-one families waiting, the longest for nineteen weeks."),
					ask("2012-09-04", "2012-10-12", "Four families asked to wait until after the school holidays."),
					grant("2012-09-06", "Agreed: those four are their own choice, and the list shows it."),
					completes("2012-10-02", "Nobody has waited more than seven weeks. Twelve families said no, and were asked why."),
					shows("2012-10-02", "Waits for a family group conference, June to September 2012", "Counts by month and wait. Families who declined, and families we could not offer one, are apart."),
					accepted("2012-10-05"),
				),
			},
		},
	},
	{
		ref: "A29", title: "Make every personal education plan help the child to do better", areas: []string{"L6-3"},
		planned: "2012-03-28", goLive: "2012-09-03",
		success:     "Eight in ten plans in a sample are good or better, and no target is the same three terms running",
		contingency: "The virtual school head chairs the next meeting of any plan graded inadequate",
		parts: []part{
			{
				text: "A shorter plan with targets that say who, how and by when", owner: virtualHead, signer: headCare,
				life: life(
					says("2012-05-16", "Children in care council marked the old plan: two out of ten. They said that nobody asked what they like."),
					completes("2012-07-04", "The new plan starts with the child’s own page."),
					shows("2012-07-04", "The new plan", "The blank plan, and one filled in for a made-up child."),
					accepted("2012-07-06"),
				),
			},
			{
				text: "Designated teachers trained", owner: virtualHead, signer: headCare, target: 150, unit: "teachers trained",
				life: life(
					counts("2012-06-20", 62, "Sixty-two trained."),
					counts("2012-09-05", 153, "A hundred and fifty-three, in every school with a looked-after child."),
					shows("2012-09-05", "Designated teachers trained", "Counts by district and kind of school."),
					accepted("2012-09-07"),
				),
			},
			{
				text: "Twenty plans graded each term by two people", owner: headCare, signer: virtualHead,
				life: life(
					says("2012-07-17", "Summer term: nine of twenty good or better, on the old plan."),
					completes("2012-09-05", "The grade guide is agreed, and the autumn’s twenty are drawn at random from the list of all children."),
					shows("2012-09-05", "Grade guide, and the summer’s result", "The guide, and results by criterion."),
					accepted("2012-09-07"),
				),
			},
		},
	},
	{
		ref: "A30", title: "Finish and send out the record of every review on time", areas: []string{"L6-4"},
		planned: "2012-03-28", goLive: "2012-07-02",
		success:     "Decisions reach everybody in five working days and the record in twenty, with the day it went to each person",
		contingency: "The officer sends the decisions from the meeting itself",
		parts: []part{
			{
				text: "Records written and sent within the time", owner: reviewManager, signer: advocacyManager,
				life: life(
					says("2012-06-13", "In May, 61 of 118 records went in time. Writing is quick; typing and posting are slow."),
					completes("2012-09-05", "In August, 74 of 79 went in time. Officers now write the record as a letter to the child."),
					shows("2012-09-05", "Days from review to record, May to August 2012", "Counts by month: written, and sent, apart."),
					accepted("2012-09-07"),
					says("2012-10-15", "September was busy and only 88 of 126 went in time, so this is not finished after all.").inTheWay("Two typists left in September."),
					completes("2012-11-28", "October 109 of 115, and November to date 97 of 99. Letters go by secure mail, so no typist is needed."),
					shows("2012-11-28", "Days from review to record, September to November 2012", "Counts by month, September’s as they were."),
					accepted("2012-11-30"),
				),
			},
			{
				text: "The day on which each person was sent it", owner: reviewManager, signer: virtualHead,
				life: life(
					completes("2012-08-28", "The system keeps a list of who is sent what, and when. A child who has moved is sent it at the new address."),
					shows("2012-08-28", "Distribution list", "One line for each kind of person."),
					sendBack("2012-09-03", "This shows who should be sent it, not that they were. Please show the days for a month’s reviews."),
					shows("2012-09-05", "Days on which records were sent to each kind of person, August 2012", "Counts by kind of person, with parents who may see only a part shown apart."),
					accepted("2012-09-07"),
				),
			},
		},
	},
	{
		ref: "A31", title: "Offer the same training in living on your own to every young person, wherever they live", areas: []string{"L6-5"},
		planned: "2012-03-28", goLive: "2012-09-17",
		success:     "Every young person has started by sixteen, in every district and kind of placement, and can do more at the end than at the start",
		contingency: "A support worker teaches it at home, one to one",
		parts: []part{
			{
				text: "One programme for children’s homes, foster carers and those placed outside the county", owner: headCare, signer: advocacyManager,
				life: life(
					says("2012-06-14", "Four programmes were in use. Young people chose the best parts of each."),
					completes("2012-08-22", "One programme, with a start and an end check of ten skills. It begins in September."),
					shows("2012-08-22", "The programme", "The ten skills, and how each is checked."),
					accepted("2012-08-24"),
				),
			},
			{
				text: "A session on housing and bills in every district", owner: districtsManager, signer: headCare, target: 12, unit: "districts with a session",
				life: life(
					counts("2012-06-26", 2, "Two tried it. Young people asked for somebody who has been homeless to come."),
					ask("2012-08-29", "2012-12-21", "Sessions run in term time, and two districts are new to it."),
					grant("2012-09-06", "Agreed, so long as young people in those two may go to the next district’s."),
					counts("2012-10-17", 8, "Eight of twelve."),
					counts("2012-12-12", 12, "All twelve, six of them with a young person as one of the two leaders."),
					shows("2012-12-12", "Sessions held, by district", "Day, place, how many came, and what they marked at the end."),
					accepted("2012-12-14"),
				),
			},
			{
				text: "Programme fitted to young people with a disability", owner: headCare, signer: advocacyManager,
				life: life(
					ask("2012-08-29", "2012-11-09", "Young people at the two special schools are to help write it when term begins."),
					grant("2012-09-06", "Agreed."),
					says("2012-06-14", "Two special schools will help."),
					completes("2012-10-31", "Pictures, shorter steps, and a choice of who teaches. Nine young people have begun."),
					shows("2012-10-31", "The fitted programme", "Two of the ten skills, as they are taught."),
					accepted("2012-11-02"),
				),
			},
		},
	},
	{
		ref: "A32", title: "Write down, plainly, what a care leaver of eighteen in education is entitled to", areas: []string{"L6-6"},
		planned: "2012-03-28", goLive: "2012-09-03",
		success:     "Young people can say what they will be paid, when, and whom to ask",
		contingency: "The advocacy service’s telephone line answers until the guide is out",
		parts: []part{
			{
				text: "One scheme with amounts, days of payment and how to appeal", owner: headCare, signer: advocacyManager,
				life: life(
					says("2012-05-23", "Five offices paid five different amounts."),
					completes("2012-07-18", "One scheme for the whole county, from September. It names the amount for rent, food, travel, kit and holidays."),
					shows("2012-07-18", "The scheme", "Amounts, days of payment, and how to appeal."),
					accepted("2012-07-20"),
				),
			},
			{
				text: "A guide that young people say is clear", owner: advocacyManager, signer: headCare,
				life: life(
					says("2012-06-27", "First draft read by eight young people. They crossed out a third of it."),
					completes("2012-08-28", "Twelve of twelve could say what they would get, and when."),
					shows("2012-08-28", "“Your money, your course”", "The guide, and how it was tested."),
					accepted("2012-08-30"),
				),
			},
		},
	},
	{
		ref: "A33", title: "See that every care leaver of eighteen in education has enough money, in their own words, paid on time", areas: []string{"L6-6"},
		planned: "2012-03-28", dependsOn: []string{"A32"}, goLive: "2012-09-17",
		success:     "All 96 have a package equal to what they need, paid on the day, and say that it is enough",
		contingency: "A payment from the leaving care manager’s fund on the same day, for anybody left short",
		parts: []part{
			{
				text: "Young people with an agreed package, paid on time", owner: headCare, signer: advocacyManager, target: 96, unit: "young people paid on time",
				life: life(
					counts("2012-06-14", 0, "Waiting for the scheme. Ninety-six young people are in education at eighteen."),
					ask("2012-09-03", "2013-03-28", "Courses start in September, and each package has to be worked out with the young person."),
					grant("2012-09-06", "Agreed, but nobody is to start a course with no payment at all: use the fund."),
					counts("2012-11-15", 48, "Forty-eight. Nobody has gone without: nineteen were paid from the fund."),
					counts("2013-01-18", 71, "Seventy-one. Of the 58 who answered, 39 say that it is enough. Travel is what they are short of."),
				),
			},
			{
				text: "Payments that do not stop on an eighteenth birthday", owner: headCare, signer: virtualHead,
				life: life(
					says("2012-06-14", "The finance system ends every payment on the birthday. Staff restart it by hand, and some weeks are missed."),
					ask("2012-09-03", "2013-03-28", "The finance system changes only in January and April."),
					grant("2012-09-06", "Agreed. The leaving care manager is to have a list of birthdays each month."),
					says("2012-11-15", "Nobody missed a week in October. The list of birthdays works.").inTheWay("The change in January was put off until April by the finance team."),
					says("2013-01-18", "One young person missed a week over Christmas, and was paid on 3 January with an apology."),
				),
			},
		},
	},
	{
		ref: "A34", title: "Have enough clinical psychology for looked-after children, and for those who care for them", areas: []string{"L6-7"},
		planned: "2012-03-28", goLive: "2012-09-03",
		success:     "Every child with a high score on the strengths and difficulties questionnaire has a decision in twenty working days, whatever their placement",
		contingency: "Sessions are bought from the next county’s service for children placed there",
		parts: []part{
			{
				text: "Second psychologist in post", owner: psychologist, signer: headCare,
				life: life(
					says("2012-06-26", "Advertised. Forty-four children are waiting, the longest for 31 weeks."),
					ask("2012-08-28", "2013-01-31", "The person we chose finishes training in December."),
					grant("2012-09-06", "Agreed. Children waiting more than 20 weeks are to be seen elsewhere meanwhile."),
					says("2012-11-20", "Thirty waiting, the longest for 17 weeks."),
					completes("2013-01-08", "She started on 2 January and has seen her first six children."),
					shows("2013-01-08", "Psychology posts and waits", "Hours in post, and waits by month. Children in unsettled placements are shown apart, and are not turned away."),
					accepted("2013-01-10"),
				),
			},
			{
				text: "Need worked out, and paid for", owner: commissioner, signer: headCare,
				life: life(
					completes("2012-06-13", "The need is for 2.4 posts and there is one. Money agreed for one more now, and part of another next year."),
					shows("2012-06-13", "Need for psychology, and the money agreed", "How the need was worked out from referrals and scores, and the decision."),
					accepted("2012-06-15"),
				),
			},
			{
				text: "Telephone line for foster carers", owner: psychologist, signer: namedNurse,
				life: life(
					says("2012-06-26", "On trial two afternoons a week."),
					completes("2012-09-04", "Every weekday afternoon. Carers say that ringing early has kept three placements going."),
					shows("2012-09-04", "Calls to the line, June to August 2012", "Counts by kind of worry, and what carers said."),
					accepted("2012-09-06"),
				),
			},
		},
	},
}
