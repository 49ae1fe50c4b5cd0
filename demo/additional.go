package demo

import "throughline/plan"

// additional are the actions that answer no listed area: from what the
// reports say in passing, from audits, and from meetings.
var additional = []action{
	{
		ref: "A35", title: "Talk with every child who has been missing, soon after they come back", planned: "2012-04-12", due: "2012-08-31",
		origin: plan.FromNarrative, originNote: "the report says that talks with children who had been missing were not always offered.", goLive: "2012-07-02",
		success:     "Every child is offered a talk within 72 hours, with somebody they choose",
		contingency: "The duty social worker visits the next day",
		parts: []part{
			{
				text: "Police tell the council on the day a child is found", owner: childInspector, signer: headSafeguarding,
				life: life(
					says("2012-06-07", "Three of four units do so by nine each morning."),
					completes("2012-07-24", "All four do."),
					shows("2012-07-24", "Notices sent, July 2012", "Counts by unit: same day, next day, later."),
					accepted("2012-07-27"),
				),
			},
			{
				text: "A talk offered within 72 hours", owner: headCare, signer: advocacyManager,
				life: life(
					says("2012-06-20", "Offered to 31 of 44 children in May. Most who said no were offered only somebody they did not know."),
					completes("2012-08-28", "Offered to all 39 in July, and 33 said yes."),
					shows("2012-08-28", "Talks offered, accepted and held, May to July 2012", "Counts by month, and what children said had made them go."),
					accepted("2012-08-30"),
				),
			},
		},
	},
	{
		ref: "A36", title: "Help schools and the public to know what private fostering is", planned: "2012-04-12", due: "2012-09-28",
		origin: plan.FromNarrative, originNote: "the report notes how few private fostering notifications there were.", goLive: "2012-09-03",
		success:     "More notifications than last year, and from schools in every district",
		contingency: "School admissions staff ask one question of every new family",
		parts: []part{
			{
				text: "Posters and a page for the public", owner: headSafeguarding, signer: virtualHead,
				life: life(
					says("2012-06-18", "Language schools and mosques helped us to write it."),
					completes("2012-09-13", "In libraries, surgeries and language schools."),
					shows("2012-09-13", "The poster, and where it went", "The wording in four languages, and numbers sent."),
					accepted("2012-09-17"),
				),
			},
			{
				text: "A question at school admission", owner: virtualHead, signer: headSafeguarding,
				life: life(
					completes("2012-09-24", "In use in all districts from this term: five children notified already."),
					shows("2012-09-24", "The admission question", "The question, the note for staff, and notifications by district where more than five."),
					accepted("2012-09-26"),
				),
			},
		},
	},
	{
		ref: "A37", title: "Get a report from the family doctor for every first child protection conference", planned: "2012-04-17", due: "2012-10-31",
		origin: plan.FromNarrative, originNote: "the report says that family doctors seldom sent one.",
		success:     "A report from eight in ten practices asked",
		contingency: "The designated doctor rings the practice the day before",
		parts: []part{
			{
				text: "Practices that send a report when asked", owner: commissioner, signer: headSafeguarding, target: 120, unit: "practices sending reports",
				life: life(
					counts("2012-06-19", 21, "Twenty-one of 150 practices. They say that they are asked too late."),
					counts("2012-10-02", 46, "Forty-six. The request now goes on the day the conference is booked.").inTheWay("The practice liaison post is empty and will not be filled before the trust is abolished."),
				),
			},
			{
				text: "A one-page form that takes ten minutes", owner: commissioner, signer: headSafeguarding,
				life: life(
					says("2012-06-19", "Drafted with four doctors."),
				),
			},
		},
	},
	{
		ref: "A38", title: "Tell looked-after children how to complain, in their own words", planned: "2012-04-26", due: "2012-07-31",
		origin: plan.FromMeeting, originNote: "Young people at the group’s meeting on 26 April 2012 said that nobody reads the leaflet.", goLive: "2012-08-01",
		success:     "Young people can say how to complain and who will help them",
		contingency: "Advocates carry the old leaflet and explain it",
		parts: []part{
			{
				text: "Leaflet and film made by young people", owner: advocacyManager, signer: headCare,
				life: life(
					says("2012-06-14", "Five young people are making it. The film is two minutes long."),
					completes("2012-07-18", "Finished. It begins: “You are not in trouble.”"),
					shows("2012-07-18", "The leaflet, and the words of the film", "Everybody in the film is an actor."),
					accepted("2012-07-20"),
				),
			},
			{
				text: "Given to every child at their next review", owner: headCare, signer: advocacyManager,
				life: life(
					completes("2012-07-27", "It is in every review pack, and officers show the film."),
					shows("2012-07-27", "Review pack", "The list of what is in it."),
					accepted("2012-07-30"),
				),
			},
		},
	},
	{
		ref: "A39", title: "Have every agency check its own safeguarding against the law’s list", planned: "2012-05-31", due: "2012-11-30",
		origin: plan.FromNarrative, originNote: "the report says that agencies’ own checks were uneven.",
		success:     "Every agency returns an honest check with what it will put right",
		contingency: "Two agencies check one another where one has not returned",
		parts: []part{
			{
				text: "Checks returned", owner: headSafeguarding, signer: chairPost, target: 9, unit: "agencies returned",
				life: life(
					counts("2012-09-19", 4, "Four of nine."),
					counts("2012-11-27", 9, "All nine. Two marked themselves lower than last year, and were thanked for it at the meeting."),
					shows("2012-11-27", "What nine agencies found", "One page for each agency: strong, weak, and what it will put right by when.").expires("2013-11-30"),
					accepted("2012-11-29"),
				),
			},
		},
	},
	{
		ref: "A40", title: "Help foster carers to keep children safe online", planned: "2012-05-31", due: "2012-10-31",
		origin: plan.FromNarrative, originNote: "the report says that carers asked for this.", goLive: "2012-09-10",
		success:     "Every carer household has been, and can say what to do when a child is sent something frightening",
		contingency: "A social worker goes through it at the next visit",
		parts: []part{
			{
				text: "Carer households trained", owner: headCare, signer: virtualHead, target: 310, unit: "households trained",
				life: life(
					counts("2012-07-19", 90, "Ninety. Two young people lead the second half and carers like it best."),
					counts("2012-10-23", 312, "Everybody: 312 households, with two approved this month."),
					shows("2012-10-23", "Households trained, and what carers said they changed", "Counts by district and answers three weeks later."),
					accepted("2012-10-26"),
				),
			},
		},
	},
	{
		ref: "A41", title: "Have a trained interpreter at every conference that needs one", planned: "2012-05-31", due: "2012-09-28",
		origin: plan.FromNarrative, originNote: "the report met a family whose older child had interpreted.", goLive: "2012-09-03",
		success:     "No child interprets for their family",
		contingency: "A conference is put off for a day when no interpreter can come, unless the child would be at risk",
		parts: []part{
			{
				text: "Interpreters checked and trained in safeguarding", owner: headSafeguarding, signer: advocacyManager,
				life: life(
					says("2012-07-10", "The interpreting service will train thirty people."),
					completes("2012-09-19", "Thirty-two people in fourteen languages, each with an enhanced check."),
					shows("2012-09-19", "Certificate of the interpreting service", "Its accreditation, and the number trained by language.").expires("2012-11-30"),
					accepted("2012-09-21"),
					shows("2012-12-10", "Renewed certificate of the interpreting service", "Its accreditation for the next two years. The service was a week late in asking for it.").expires("2014-11-28"),
					accept("2012-12-12"),
					completes("2012-12-12", "Accredited again: thirty-four people in fifteen languages. No conference used one of them between 30 November and today."),
					sign("2012-12-13"),
				),
			},
			{
				text: "What families with an interpreter say", owner: advocacyManager, signer: headSafeguarding,
				life: life(
					completes("2012-09-25", "Eleven families answered. Ten understood everything; one would have liked to meet the interpreter first, which is now offered."),
					shows("2012-09-25", "Answers from eleven families", "Four questions, and answers put together."),
					accepted("2012-09-27"),
				),
			},
		},
	},
	{
		ref: "A42", title: "Put young people on the panels that choose staff for children’s services", planned: "2012-07-26", due: "2012-12-31",
		origin: plan.FromMeeting, originNote: "Asked for by young people at the group’s meeting on 28 June 2012.", goLive: "2012-12-03",
		success:     "A young person with a full vote on every panel",
		contingency: "Young people write a question for each interview and read the answers",
		parts: []part{
			{
				text: "The rule, and pay for their time", owner: headCare, signer: advocacyManager,
				life: life(
					says("2012-10-11", "Personnel agreed the pay. It will not touch anybody’s benefits."),
					completes("2012-12-05", "The rule began on Monday. Seven panels had a young person in the autumn."),
					shows("2012-12-05", "Rule for panels", "The rule, the pay, and a note for those who chair."),
					accepted("2012-12-07"),
				),
			},
			{
				text: "Young people trained", owner: advocacyManager, signer: headCare, target: 12, unit: "young people trained",
				life: life(
					counts("2012-11-14", 13, "Thirteen trained, over two Saturdays."),
					shows("2012-11-14", "The training, and how it went", "The plan for the two days, and what they marked. First names are left out."),
					accepted("2012-11-16"),
				),
			},
		},
	},
	{
		ref: "A43", title: "Bring adult mental health staff into core groups when a parent is their patient", planned: "2012-04-26", due: "2012-11-30",
		origin: plan.FromNarrative, originNote: "the report says that adult services were often missing from core groups.",
		success:     "Adult staff come to, or report to, nine in ten core groups of families they work with",
		contingency: "The core group meets at the clinic",
		parts: []part{
			{
				text: "Adult teams come or report", owner: wyndaleHead, signer: headSafeguarding,
				life: life(
					says("2012-06-12", "Came or reported in 12 of 40."),
					says("2012-09-20", "Came or reported in 19 of 38."),
					ask("2012-11-15", "2013-03-29", "Two adult teams are joining, and nobody knows yet whose patients are whose."),
					grant("2012-11-29", "Agreed to the end of March. A count by team is wanted each month."),
					says("2012-11-27", "Came or reported in 24 of 41."),
					says("2013-01-22", "Came or reported in 27 of 39. The joined team is the weakest: 3 of 11."),
				),
			},
			{
				text: "Core group dates sent to adult teams when they are set", owner: headSafeguarding, signer: wyndaleHead,
				life: life(
					says("2012-06-12", "By hand, from two offices."),
					ask("2012-11-15", "2013-03-29", "Follows the joining of the adult teams."),
					grant("2012-11-29", "Agreed, with the other part."),
					says("2012-11-27", "From four of five offices."),
				),
			},
		},
	},
	{
		ref: "A44", title: "Find out whether pathway plans help young people, by audit", planned: "2012-09-27", due: "2013-01-31",
		origin: plan.FromAudit, originNote: "From the council’s own audit of leaving care, September 2012.",
		success:     "The weak points are known, and each has an owner",
		contingency: "The leaving care manager reads five plans a week",
		parts: []part{
			{
				text: "Forty plans audited by somebody with no part in them", owner: reviewManager, signer: advocacyManager,
				life: life(
					says("2012-11-15", "Forty drawn at random. Eighteen read."),
					completes("2012-12-10", "All read. Education and housing are strong. Health and friendships are thin, and in nine plans the young person’s own view is not there."),
					shows("2012-12-10", "Audit of forty pathway plans", "How they were drawn, results by question, and ten read a second time by somebody else."),
					accepted("2012-12-12"),
				),
			},
			{
				text: "Each weak point owned, and talked over with young people", owner: headCare, signer: virtualHead,
				life: life(
					says("2012-12-19", "Nine young people read the results. They would put friendships first."),
					completes("2013-01-22", "Five weak points have owners and dates. The nine plans have been done again with the young person."),
					shows("2013-01-22", "What will change in pathway plans", "Five points with owners and dates, and what young people said."),
					accepted("2013-01-24"),
				),
			},
		},
	},
	{
		ref: "A45", title: "Give every health visitor supervision on the children they worry about most", planned: "2012-10-25", due: "2013-03-29",
		origin: plan.FromAudit, originNote: "From Northmoor’s own audit of health visiting, October 2012.",
		success:     "Every health visitor has it every twelve weeks, and sooner when they ask",
		contingency: "Groups of four, led by the named nurse",
		parts: []part{
			{
				text: "Supervisors trained and named for every team", owner: namedNurse, signer: deputyPost,
				life: life(
					says("2012-11-20", "Seven of nine teams have a trained supervisor."),
					completes("2012-12-14", "All nine."),
					shows("2012-12-14", "Supervisors by team", "Posts and the day each was trained."),
					accepted("2012-12-18"),
				),
			},
			{
				text: "Health visitors supervised in the last twelve weeks", owner: namedNurse, signer: deputyPost, target: 118, unit: "health visitors supervised",
				life: life(
					counts("2012-11-20", 60, "Sixty of 118."),
					shows("2013-01-15", "Supervision booked, January to March 2013", "Dates booked, by team."),
					counts("2013-01-17", 97, "Ninety-seven. The south team lost its supervisor to another trust at Christmas."),
					sendBack("2013-01-18", "This shows who is booked, not who has been supervised. Please show the last twelve weeks."),
					shows("2013-01-30", "Supervision held, November 2012 to January 2013", "Sessions held by team, with the twenty-one health visitors still to come and a date for each."),
				),
			},
			{
				text: "A way to ask for supervision sooner", owner: namedNurse, signer: deputyPost, added: "2012-11-20",
				life: life(
					says("2012-11-20", "Health visitors would like to send a message rather than ring."),
					completes("2013-01-28", "One number to text, answered the same day. Fourteen have used it."),
					shows("2013-01-28", "Texts for supervision, January 2013", "Counts by team, and hours to an answer."),
					accept("2013-01-31"),
				),
			},
		},
	},
	{
		ref: "A46", title: "Take Board members and young people to see services together", planned: "2012-12-07", due: "2013-04-30",
		origin: plan.FromMeeting, originNote: "Asked for at the Corporate Parenting Board on 6 December 2012.",
		success:     "A visit every two months, with what was seen and what changed told to the next Board",
		contingency: "Young people bring a film of the service to the Board",
		parts: []part{
			{
				text: "A year’s visits, chosen by young people", owner: advocacyManager, signer: headCare,
				life: life(
					says("2013-01-16", "Young people chose four places to begin with: two children’s homes, the leaving care office and the contact centre."),
				),
			},
			{
				text: "What was seen told to each Board, and what changed told to the next", owner: headCare, signer: advocacyManager,
				life: life(
					says("2013-01-16", "A one-page form is ready for the first visit on 20 February."),
				),
			},
		},
	},
}

// setAside are the actions that are no longer asked for, and why.
var setAside = []action{
	{
		ref: "A4", title: "Send each agency a paper copy of every strategy discussion", areas: []string{"S3-1"}, planned: "2012-03-20",
		success: "Each agency has the copy within two working days", contingency: "The record is read out by telephone",
		parts: []part{{
			text: "Copies sent by recorded post", owner: headSafeguarding, signer: childInspector,
			life: life(
				says("2012-04-12", "The east office began on 2 April. Copies take three days and nobody can add to them."),
			),
		}},
		ending: &ending{
			on: "2012-04-26", by: chair, standing: plan.Superseded, replacedBy: "A3",
			reason: "The electronic record reaches every agency at once and can be added to, so paper copies would make a second version.",
		},
	},
	{
		ref: "A47", title: "Move the out-of-hours team into the ambulance control room", planned: "2012-04-26", due: "2012-12-21",
		origin: plan.FromMeeting, originNote: "Suggested at the group’s meeting on 26 April 2012.",
		success: "Calls about children are answered by people sitting together", contingency: "A direct line between the two rooms",
		parts: []part{{
			text: "Desks and telephones in the control room", owner: dutyManager, signer: childInspector,
			life: life(
				says("2012-07-17", "Room for four desks, not seven."),
			),
		}},
		ending: &ending{
			on: "2012-10-25", by: chair, standing: plan.Withdrawn,
			reason: "The lease of the control room ends in 2013. The direct line, tried since July, does what was wanted.",
		},
	},
	{
		ref: "A48", title: "Give every walk-in centre its own safeguarding nurse", planned: "2012-06-14", due: "2013-03-29",
		origin: plan.FromNarrative, originNote: "the Care Quality Commission’s report suggests it.",
		success: "A safeguarding nurse in every centre, every day", contingency: "A nurse on call for all seven centres",
		parts: []part{{text: "Seven nurses appointed", owner: namedNurse, signer: deputyPost}},
		ending: &ending{
			on: "2012-06-28", by: deputy, standing: plan.NotAccepted,
			reason: "Seven nurses cannot be found without taking them from health visiting. Training every nurse in the centres (A2 and A8) helps more children.",
		},
	},
}
