package demo

import "throughline/plan"

// safeguardingSixMonths answers what inspectors wanted within six months.
var safeguardingSixMonths = []action{
	{
		ref: "A12", title: "Find out what domestic abuse services there are, what families need, and what is missing", areas: []string{"S6-1"},
		planned: "2012-03-27", goLive: "2012-09-03",
		success:     "The partnership agrees one picture of need and gaps, written with families who have used the services",
		contingency: "The review goes ahead on the police figures alone and is widened in the autumn",
		parts: []part{
			{
				text: "Map of services, their places, waits and end of funding", owner: earlyHelp, signer: abuseManager,
				life: life(
					says("2012-05-15", "Seventeen services found, four of which nobody here had heard of."),
					completes("2012-07-24", "The map is finished. Three services lose their money next March, and there is nothing for children in the north of the county."),
					shows("2012-07-24", "Domestic abuse services in the county", "Each service with who it is for, places, wait, cost, who pays and until when."),
					accepted("2012-07-27"),
				),
			},
			{
				text: "What families who used the services say", owner: abuseManager, signer: headSafeguarding, target: 30, unit: "families heard",
				life: life(
					counts("2012-06-21", 11, "Eleven families heard, in places they chose."),
					counts("2012-08-21", 31, "Thirty-one families, with nineteen children who wanted to say something themselves."),
					shows("2012-08-21", "What families told us", "Themes and short quotations. Places and details are changed so that nobody can be found from it."),
					accepted("2012-08-24"),
				),
			},
			{
				text: "Figures for incidents with children, and repeats", owner: childInspector, signer: headSafeguarding,
				life: life(
					completes("2012-06-26", "Three years of figures by district. One incident in three had a child in the home; one family in four came back within the year."),
					shows("2012-06-26", "Incidents with children in the home, by district and year", "Totals only. Numbers from one to five are not shown."),
					accepted("2012-06-28"),
				),
			},
		},
	},
	{
		ref: "A13", title: "Fund help for people who use violence at home, before they reach court", areas: []string{"S6-1"},
		planned: "2012-03-27", dependsOn: []string{"A12"}, goLive: "2013-04-15",
		success:     "A programme in the east and the west of the county, taking people before any charge, with a link worker for each partner and child",
		contingency: "Places are bought from the next county’s programme until ours opens",
		parts: []part{
			{
				text: "Three years’ money agreed by the partners", owner: earlyHelp, signer: deputyPost,
				milestones: []milestone{{"Costs worked out", "2012-10-31"}, {"Council’s share in the budget", "2013-02-21"}},
				life: life(
					says("2012-05-30", "Waiting for the review. Two other counties have told us what theirs cost."),
					ask("2012-08-29", "2013-03-29", "The council sets its budget in February, and cannot promise three years before that."),
					grant("2012-09-06", "Agreed, because a promise without a budget is worth nothing to families. The costs are wanted by the end of October."),
					says("2012-10-30", "Costs worked out: £186,000 a year for sixty places.", 0),
					says("2013-01-23", "In the council’s draft budget. The police have agreed their third; health will decide in March."),
				),
			},
			{
				text: "Way in to the programme before any charge", owner: childInspector, signer: headSafeguarding,
				life: life(
					says("2012-07-18", "Drafted with the prosecution service. Nobody is to be told that the programme makes a charge go away."),
					completes("2012-10-16", "Officers can offer it at the first call, and the service rings within two days."),
					shows("2012-10-16", "Route into the programme", "The route, the words officers use, and when it must not be offered."),
					accepted("2012-10-19"),
				),
			},
			{
				text: "Programme open in the east and the west", owner: abuseManager, signer: headSafeguarding,
				life: life(
					says("2012-06-21", "We have found rooms in the west. Nothing in the east yet."),
					ask("2012-08-29", "2013-04-30", "The programme opens a month after the money is agreed."),
					grant("2012-09-06", "Agreed, with the same reasons as for the money."),
					says("2012-11-21", "Rooms found in both places and two of three workers chosen. They start when the money is agreed.").inTheWay("No money yet."),
					says("2013-01-17", "Staff trained alongside the next county’s team, so that the first group can start in April."),
				),
			},
		},
	},
	{
		ref: "A14", title: "Give children who live with domestic abuse somebody to talk to, before child protection is needed", areas: []string{"S6-1"},
		planned: "2012-03-27", dependsOn: []string{"A12"}, goLive: "2012-10-01",
		success:     "Forty children’s places at a time, no wait longer than six weeks, and children saying that it helped",
		contingency: "School counsellors take the youngest children while places fill",
		parts: []part{
			{
				text: "Counselling places open", owner: abuseManager, signer: headSafeguarding, target: 40, unit: "places open",
				milestones: []milestone{{"Counsellors appointed", "2012-08-31"}, {"First children seen", "2012-10-05"}},
				life: life(
					counts("2012-06-21", 0, "Waiting for the money to be agreed."),
					counts("2012-09-11", 0, "Three counsellors appointed.", 0),
					ask("2012-09-06", "2012-12-21", "The money came in September and counsellors have to give notice."),
					grant("2012-09-27", "Agreed. Children are to be seen from October as each counsellor starts."),
					counts("2012-10-24", 16, "Sixteen places open in three towns.", 1),
					counts("2012-11-23", 32, "Thirty-two places. The north has its first."),
					counts("2013-01-09", 40, "All forty open. The longest wait is five weeks."),
					shows("2013-01-09", "Children’s counselling: places and waits", "Places by town, waits, and what children marked on the feedback card."),
					accepted("2013-01-11"),
				),
			},
			{
				text: "Two years’ money agreed", owner: earlyHelp, signer: designatedNurse,
				life: life(
					says("2012-06-20", "The schools forum has been asked for half."),
					completes("2012-09-05", "Two years agreed: half from schools, half from the council and health."),
					shows("2012-09-05", "Minute of the decision to fund counselling", "The minute, with the amount, the years and who pays."),
					accepted("2012-09-07"),
				),
			},
		},
	},
	{
		ref: "A15", title: "Put a named manager on every out-of-hours shift", areas: []string{"S6-2"},
		planned: "2012-03-28", goLive: "2012-06-01",
		judgedBy: &judgedBy{
			measure: "out-of-hours-manager", about: "It counts shifts that had a named manager.",
			why: "The rota names the manager of each shift a month ahead.", expected: plan.Step,
		},
		success:     "No shift without a named manager for three months, and every night’s work accepted by the day team by half past nine",
		contingency: "The head of safeguarding is on call for a shift that cannot be filled",
		parts: []part{
			{
				text: "Rota with a named manager on every shift", owner: dutyManager, signer: childInspector,
				life: life(
					says("2012-04-30", "Three managers now, and a fourth from 1 June. Of 63 shifts in April, 51 had a named manager."),
					completes("2012-06-13", "Every shift since 14 May has had one. We rang each at a time they did not expect."),
					shows("2012-06-13", "Out-of-hours rota and test calls", "The rota by post, and the result of twenty test calls."),
					accepted("2012-06-15"),
				),
			},
			{
				text: "Each night’s work handed over, and accepted by the day team by half past nine", owner: dutyManager, signer: namedNurse,
				life: life(
					says("2012-05-23", "In use in three of five offices. The form now asks who decided, and why."),
					completes("2012-06-20", "All five offices accept by half past nine. Two handovers in June were late, both after a bank holiday."),
					shows("2012-06-20", "Handovers accepted, May and June 2012", "Counts by office and day, with the late ones explained."),
					accepted("2012-06-22"),
				),
			},
		},
	},
	{
		ref: "A16", title: "Use one version of the pre-CAF checklist and the CAF form everywhere", areas: []string{"S6-3"},
		planned: "2012-03-28", goLive: "2012-09-03",
		success:     "Every agency uses the same version, with consent dated and the child’s own view in it",
		contingency: "Forms of an old version are sent back with the new one filled in as far as it can be",
		parts: []part{
			{
				text: "One checklist and one form agreed", owner: earlyHelp, signer: virtualHead, due: "2012-07-31",
				life: life(
					says("2012-05-22", "Nine versions were in use. Parents helped us to choose the questions to keep."),
					completes("2012-07-05", "Agreed by all agencies."),
					shows("2012-07-05", "The checklist and the form", "Both, with a guide to each question."),
					sendBack("2012-07-09", "The form asks for consent once, for everybody. Please let a family choose which agencies are told."),
					says("2012-07-11", "Consent is now asked agency by agency, and can be changed later."),
					shows("2012-07-11", "The checklist and the form, with consent agency by agency", "Both, with the new consent page."),
					completes("2012-07-11", "Changed as the group asked, and sent to every agency."),
					accepted("2012-07-13"),
				),
			},
			{
				text: "School leads trained in the form", owner: virtualHead, signer: headSafeguarding, target: 180, unit: "school leads trained",
				life: life(
					counts("2012-06-14", 40, "The first forty came in half-term."),
					counts("2012-07-19", 131, "131 before the end of term."),
					counts("2012-09-05", 184, "184, at the training day before term. Every secondary school and nine in ten primaries have somebody."),
					shows("2012-09-05", "School leads trained, by district", "Counts, and the schools that have nobody yet with a date for each."),
					accepted("2012-09-07"),
				),
			},
			{
				text: "Health visitors and school nurses use the form", owner: namedNurse, signer: deputyPost,
				life: life(
					says("2012-07-25", "Old forms taken off the system.").by(nurseDelegate),
					completes("2012-09-04", "All teams have used it since 1 August, and supervisors read one each month with every nurse."),
					shows("2012-09-04", "Use of the form by health visitors and school nurses, August 2012", "Counts by team and version."),
					accepted("2012-09-06"),
				),
			},
		},
	},
	{
		ref: "A17", title: "Check the quality of CAFs in every district, and carry them into social work when a case escalates", areas: []string{"S6-3"},
		planned: "2012-03-28", dependsOn: []string{"A16"}, goLive: "2013-04-01",
		success:     "Two auditors agree on nine CAFs in ten, and every child who comes to social work with a CAF has it on file from the first day",
		contingency: "Social workers ring the lead professional before the first visit",
		parts: []part{
			{
				text: "CAFs graded by two people from different agencies", owner: earlyHelp, signer: designatedNurse, target: 120, unit: "CAFs graded",
				life: life(
					counts("2012-07-25", 12, "A first twelve, to try the grade guide. Two people agreed on only seven."),
					ask("2012-08-29", "2013-03-29", "Grades mean nothing until people agree on them, so the guide is being rewritten with examples."),
					grant("2012-09-06", "Agreed. A quick count of grades that nobody trusts would be worse than waiting."),
					counts("2012-11-22", 52, "Fifty-two from eight of twelve districts. The two agree on nine in ten with the new guide."),
					counts("2013-01-24", 88, "Eighty-eight, from eleven districts. Consent is good; the child’s view is thin for children under eight."),
				),
			},
			{
				text: "CAF on the child’s file from the first day when a case escalates", owner: headSafeguarding, signer: namedNurse,
				life: life(
					says("2012-07-26", "Of twenty cases that escalated in June, the CAF was on file in eight."),
					ask("2012-08-29", "2013-03-29", "The present recording system cannot attach it, so a clerk has to. The new system will."),
					grant("2012-09-06", "Agreed, with a clerk in each office until then."),
					says("2012-11-20", "Fourteen of twenty in October.").inTheWay("Two offices have no clerk."),
					says("2013-01-16", "Sixteen of twenty in December. The last office has its clerk from 4 February."),
					shows("2013-01-30", "Cases that escalated, December 2012 and January 2013", "Counts by office: with a CAF, and with it on file on the first day."),
				),
			},
		},
	},
	{
		ref: "A18", title: "Obtain a new IT system for children’s records", areas: []string{"S6-4"},
		planned: "2012-03-29", goLive: "2012-12-03",
		success:     "Social workers spend an hour a day less at a screen, and every management decision has its reason, its author and its time",
		contingency: "The present system’s support is bought for one more year",
		newGoLive: &newGoLive{
			on: "2012-11-29", goLive: "2013-09-02",
			contingency: "The present system’s support is bought until March 2014, and no record is closed on it until it has been checked in the new one",
		},
		parts: []part{
			{
				text: "What is wanted, written with social workers", owner: recordsManager, signer: designatedNurse,
				life: life(
					says("2012-05-24", "Thirty-four social workers shadowed for a day each. They write the same thing in up to five places."),
					completes("2012-08-14", "Written, and read back by the social workers we shadowed."),
					shows("2012-08-14", "What the new system must do", "Ninety needs in plain words, each with who asked for it by job."),
					accepted("2012-08-17"),
				),
			},
			{
				text: "Contract signed with a supplier", owner: recordsManager, signer: childInspector,
				milestones: []milestone{{"Suppliers invited", "2012-09-14"}, {"Shown to social workers", "2012-11-16"}, {"Contract signed", "2013-01-31"}},
				life: life(
					says("2012-06-27", "Notice to the market drafted."),
					ask("2012-08-21", "2013-01-31", "Buying rules give suppliers forty days, and social workers are to try each system for two days."),
					grant("2012-08-23", "Agreed. The group would rather wait than buy a system that social workers have not tried."),
					says("2012-09-14", "Five suppliers invited.", 0),
					says("2012-11-19", "Sixty social workers tried three systems with made-up children.", 1),
					completes("2013-01-15", "Signed yesterday.", 2),
					shows("2013-01-15", "Decision to award the contract", "The scores, the reasons, and the cost over seven years. The supplier’s prices line by line are left out."),
					accepted("2013-01-18"),
				),
			},
			{
				text: "Records moved and checked", owner: recordsManager, signer: designatedNurse,
				life: life(
					ask("2012-08-21", "2013-09-30", "Follows the contract."),
					grant("2012-08-23", "Agreed, with the contract."),
					says("2012-11-19", "Cleaning the old records has begun: 3,100 duplicate names found, 900 put right."),
					says("2013-01-22", "2,240 of the duplicates are put right."),
				),
			},
			{
				text: "Social workers trained before they start", owner: recordsManager, signer: namedNurse, target: 620, unit: "social workers trained",
				life: life(
					ask("2012-08-21", "2013-08-30", "Training comes in the weeks before the system starts, so that nobody forgets it."),
					grant("2012-08-23", "Agreed, with the contract."),
					counts("2013-01-22", 0, "Training is planned for June to August. Twelve social workers have agreed to help others in their office."),
				),
			},
			{
				text: "Tablets for home visits", owner: recordsManager, signer: childInspector,
				life: life(
					says("2012-06-27", "Six tablets on trial. Families say that they would rather be looked at."),
					remove("2012-11-29", "The trial showed that families do not want it. The council’s own technology programme will look at it again in 2014."),
				),
			},
		},
	},
	{
		ref: "A19", title: "Record supervision, and the reasons for managers’ decisions, on the child’s file now", areas: []string{"S6-4"},
		planned: "2012-03-29", goLive: "2012-07-02",
		success:     "In a sample of fifty files, every decision has options, a reason, a name and a time, and no child’s case went more than four weeks without supervision",
		contingency: "The service manager reads five files a week from any team below nine in ten",
		parts: []part{
			{
				text: "A decision page on the present system", owner: headSafeguarding, signer: designatedNurse,
				life: life(
					says("2012-06-19", "On trial in the west office. The first thing managers said is that it makes them think twice."),
					completes("2012-08-29", "In all five offices. It cannot be saved without a reason."),
					shows("2012-08-29", "The decision page", "A picture of the blank page, and ten decisions with names and details taken out."),
					accepted("2012-08-31"),
				),
			},
			{
				text: "Supervision on fifty files audited", owner: headSafeguarding, signer: namedNurse, target: 50, unit: "files audited",
				life: life(
					ask("2012-09-05", "2012-10-31", "An audit in August would have found half the supervisors on leave."),
					grant("2012-09-06", "Agreed."),
					counts("2012-09-27", 20, "Twenty read: supervision is on time in sixteen."),
					counts("2012-10-23", 50, "All fifty read. Supervision is on time in forty-four, and the reason for a decision is clear in forty-seven."),
					shows("2012-10-23", "Audit of supervision on fifty files", "How the fifty were drawn, the results by team, and what the three weakest teams will do."),
					accepted("2012-10-26"),
				),
			},
		},
	},
	{
		ref: "A20", title: "Bring health and social care’s accounts of a child’s life into one chronology", areas: []string{"S6-4"},
		planned: "2012-03-29", dependsOn: []string{"A18"}, goLive: "2013-10-01",
		success:     "A social worker, a health visitor and a hospital doctor each see the same dated list of what matters",
		contingency: "A joint paper chronology is made for every child with a child protection plan",
		parts: []part{
			{
				text: "Agreement on what may be shared, and with whom", owner: namedNurse, signer: deputyPost,
				life: life(
					says("2012-06-19", "The lawyers of all six agencies have met."),
					ask("2012-08-30", "2012-12-14", "Two trusts’ boards meet only in November."),
					grant("2012-09-05", "Agreed until both boards have met."),
					completes("2012-12-04", "Signed by all six agencies. A child old enough to understand is told what is shared."),
					shows("2012-12-04", "Information sharing agreement", "The signed agreement, and the page for children that young people wrote."),
					accepted("2012-12-07"),
				),
			},
			{
				text: "Hospital attendances in the chronology", owner: fellsideHead, signer: designatedNurse,
				life: life(
					ask("2012-09-05", "2013-01-31", "The hospital’s own system changes in the autumn."),
					grant("2012-09-06", "Agreed. A weekly list by secure mail is to start now."),
					says("2012-11-27", "The weekly list has come every Monday since October. The link itself waits for the new system."),
					says("2013-01-23", "Tested with made-up patients. It takes dates but not the reason for attending.").inTheWay("The supplier of the council’s new system was chosen only this month."),
					ask("2013-01-28", "2013-09-30", "The link can be finished only when the council’s new system is in place."),
				),
			},
			{
				text: "One chronology that every agency can read", owner: recordsManager, signer: childInspector,
				life: life(
					ask("2012-08-21", "2013-12-20", "The chronology is part of the new system."),
					refuse("2012-08-23", "Too long for families to wait, with nothing before it. Ask again with an earlier date and something for children now."),
					ask("2012-09-05", "2013-06-28", "A shared chronology on the present system for children with a child protection plan, and the rest when the new system starts."),
					grant("2012-09-06", "Agreed: this gives the children most at risk something this winter."),
					says("2012-11-21", "Shared chronologies made for 140 of 610 children with a plan."),
					says("2013-01-22", "282 of 610."),
				),
			},
		},
	},
}
