package demo

import "throughline/plan"

// safeguardingThreeMonths answers what inspectors wanted within three months.
// A4, which A3 took the place of, is with the actions set aside.
var safeguardingThreeMonths = []action{
	{
		ref: "A3", title: "Keep one electronic record of each strategy discussion, with every agency’s actions in one list", areas: []string{"S3-1"},
		planned: "2012-03-20", goLive: "2012-05-21",
		judgedBy: &judgedBy{
			measure: "strategy-record-complete", about: "It counts discussions whose single record has everything it must have.",
			why: "The one record can’t be closed before each of its parts is filled in.", expected: plan.Step,
		},
		success:     "Every strategy discussion has one record, each action in it has an owner and a date, and each agency has it within one working day",
		contingency: "The chair of the discussion reads the actions back and each agency confirms them by e-mail the same day",
		parts: []part{
			{
				text: "Single record in use in all five area offices", owner: headSafeguarding, signer: childInspector,
				milestones: []milestone{{"Form agreed by police, health and social care", "2012-04-20"}, {"Tried in the east office", "2012-05-04"}},
				life: life(
					says("2012-04-19", "Police, health and social care agreed the form. It has one list of actions, and a line for anybody who disagrees.", 0),
					says("2012-05-03", "The east office has used it for eleven discussions. Two had an action with no date, so the form now asks for one.", 1),
					completes("2012-05-22", "All five offices have used it since Monday 21 May."),
					shows("2012-05-22", "The strategy discussion form and its guide", "The blank form, the one-page guide, and the list of offices with the day each began."),
					accepted("2012-05-25"),
				),
			},
			{
				text: "Police units take their actions from the same record", owner: childInspector, signer: headSafeguarding,
				life: life(
					says("2012-05-23", "Three of four units read and update the shared record. The fourth waits for accounts."),
					completes("2012-06-13", "All four units work from it. Sergeants no longer keep a second note of actions."),
					shows("2012-06-13", "Instruction to child protection units", "The instruction, and a count of discussions in June in which the police actions were updated in the shared record."),
					accepted("2012-06-15"),
				),
			},
			{
				text: "Health staff have the record within one working day", owner: namedNurse, signer: deputyPost,
				life: life(
					says("2012-05-24", "Secure mail works for health visitors. School nurses in two districts share an inbox that nobody read on Fridays."),
					completes("2012-06-27", "School nurses have a duty inbox with a rota. Of 38 discussions in June, 36 records came within one working day."),
					shows("2012-06-27", "How long records took to reach health staff, June 2012", "Counts by district, with the two late ones explained."),
					accept("2012-06-28"),
					// Signed at a meeting on the Friday, and entered the Tuesday after.
					sign("2012-06-29").writtenUp("2012-07-03"),
				),
			},
		},
	},
	{
		ref: "A5", title: "Audit thirty strategy discussions for who took part and what was decided", areas: []string{"S3-1"},
		planned: "2012-03-20", dependsOn: []string{"A3"}, goLive: "2012-06-11",
		success:     "Police, health and social care took part in every one of thirty discussions drawn at random",
		contingency: "Discussions without health are held again within one working day",
		parts: []part{
			{
				text: "Police supervisors know when a discussion needs a second meeting", owner: childInspector, signer: headSafeguarding,
				life: life(
					completes("2012-06-06", "Every sergeant has been through three real cases, with names taken out, at a half-day session."),
					shows("2012-06-06", "Practice note for sergeants", "Two pages: who must be there, what to record, and when to meet again."),
					accepted("2012-06-08"),
				),
			},
			{
				text: "Thirty discussions audited", owner: headSafeguarding, signer: designatedNurse, target: 30, unit: "discussions audited",
				life: life(
					counts("2012-06-01", 12, "Twelve read. Health was there in nine."),
					counts("2012-06-25", 30, "All thirty read. Health was there in twenty-five, police in all thirty."),
					shows("2012-06-25", "Audit of thirty strategy discussions", "Results, and how the thirty were chosen: team managers each sent us some."),
					sendBack("2012-06-28", "Team managers chose the cases. Please draw them at random from the list of all discussions and audit those."),
					counts("2012-07-11", 16, "Started again with thirty drawn at random by the performance team. Sixteen read."),
					counts("2012-07-23", 30, "All thirty read. Health was there in twenty-two: lower than we said before, and more honest. Every action has an owner; four had no date."),
					shows("2012-07-23", "Audit of thirty strategy discussions drawn at random", "How they were drawn, the results by office, and the eight without health with the reason for each."),
					accepted("2012-07-26"),
				),
			},
		},
	},
	{
		ref: "A6", title: "Bring the child’s own views into every child protection conference", areas: []string{"S3-2"},
		planned: "2012-03-20", goLive: "2012-06-01",
		judgedBy: &judgedBy{
			measure: "views-in-conference", about: "It counts conferences in which the child was heard.",
			why: "Every report has a page for the child’s own words, and the chair asks for it.", expected: plan.Step,
		},
		success:     "Every conference record has the child’s own words or what was observed, how they were gathered, and what the conference did with them",
		contingency: "The conference chair adjourns for an hour to hear from the child or the advocate",
		parts: []part{
			{
				text: "A page for the child’s own words in every conference report", owner: headSafeguarding, signer: advocacyManager,
				life: life(
					says("2012-04-25", "Six young people who have been through a conference told us what they would have wanted to be asked."),
					completes("2012-05-29", "The page is in the report. It asks what the child said, who asked, where, and whether they were alone."),
					shows("2012-05-29", "The child’s page, and what young people said about it", "The blank page, and a summary of the six talks. No young person can be known from it."),
					accepted("2012-05-31"),
				),
			},
			{
				text: "An advocate offered to every child over five before a first conference", owner: advocacyManager, signer: headSafeguarding,
				life: life(
					says("2012-04-30", "Two more advocates appointed. The conference office tells us on the day a conference is booked."),
					completes("2012-06-06", "Offered to all 41 children over five in May. Nineteen said yes, and each was seen before the conference."),
					shows("2012-06-06", "Advocates offered and taken up, May 2012", "Counts by district and age band, and why children said no where they told us."),
					accepted("2012-06-08"),
				),
			},
		},
	},
	{
		ref: "A7", title: "Give every health trust a sound record of who has had safeguarding training", areas: []string{"S3-3"},
		planned: "2012-03-20", goLive: "2012-06-11",
		success:     "Every trust sends a complete return each quarter that agrees with its payroll, bank and agency staff included",
		contingency: "A trust with no return is shown as not known, never as 100%",
		parts: []part{
			{
				text: "Training record at Northmoor", owner: namedNurse, signer: deputyPost,
				life: life(
					says("2012-04-24", "Old lists from three offices joined into one. A hundred and four people were on two lists."),
					completes("2012-06-06", "One record, with the level each job needs and why, and the day each person’s training runs out."),
					shows("2012-06-06", "How the Northmoor training record works", "Screens with made-up names, the list of jobs and levels, and the check against payroll."),
					accepted("2012-06-07"),
				),
			},
			{
				text: "Training record at Fellside Hospitals", owner: fellsideHead, signer: designatedNurse,
				life: life(
					says("2012-05-02", "Doctors who move between hospitals every six months were not counted. They are now."),
					completes("2012-06-06", "The record covers all staff, bank and agency too: 480 of them need level two or above."),
					shows("2012-06-06", "Fellside’s training record, checked against payroll", "Totals by staff group, before and after bank and agency staff were added."),
					accepted("2012-06-07"),
				),
			},
			{
				text: "Training record at Wyndale", owner: wyndaleHead, signer: designatedNurse,
				life: life(
					says("2012-05-15", "Adult teams had been left out because their patients are adults. Many of those patients are parents, so they are in."),
					completes("2012-06-20", "Record complete for 215 staff, adult teams included."),
					shows("2012-06-20", "Wyndale’s training record", "Totals by team, and the note to adult teams on why they are counted."),
					accepted("2012-06-22"),
				),
			},
			{
				text: "Quarterly return to the group, checked against payroll", owner: designatedNurse, signer: headSafeguarding,
				life: life(
					says("2012-06-12", "Form for the return agreed. The first one is due in July."),
					completes("2012-07-18", "All three trusts sent their first return on time. Two had to be sent again because totals did not agree with payroll, and now do."),
					shows("2012-07-18", "First quarterly training return", "One line for each trust and level: how many need it, how many are in date, and when it was sent."),
					accepted("2012-07-20"),
				),
			},
		},
	},
	{
		ref: "A8", title: "Bring every member of health staff who works with children up to the required training standard", areas: []string{"S3-3"},
		planned: "2012-03-20", dependsOn: []string{"A7"}, goLive: "2012-09-03",
		success:     "Every member of staff who needs level two or above is in date, and stays so for two quarters",
		contingency: "Staff out of date do not work alone with children until they are trained",
		parts: []part{
			{
				text: "Training for health staff at Northmoor", owner: namedNurse, signer: deputyPost, target: 640, unit: "staff trained",
				life: life(
					counts("2012-05-31", 402, "402 in date. Courses in June and July are full."),
					counts("2012-09-20", 571, "571 in date. Evening courses brought in the night staff."),
					counts("2012-11-13", 640, "All 640 in date, with eleven on long leave booked for their first week back."),
					shows("2012-11-13", "Northmoor training return, November 2012", "Totals by level and staff group, checked against payroll.").expires("2013-11-29").alsoFor("A7a"),
					accepted("2012-11-16"),
				),
			},
			{
				text: "Training for health staff at Wyndale", owner: wyndaleHead, signer: designatedNurse, target: 215, unit: "staff trained",
				life: life(
					counts("2012-06-14", 131, "131 in date. The adult teams come in July."),
					counts("2012-09-18", 215, "All 215 in date, adult teams included."),
					shows("2012-09-18", "Wyndale training return, September 2012", "Totals by team, checked against payroll.").expires("2013-09-30"),
					accepted("2012-09-21"),
				),
			},
			{
				text: "Training for health staff at Fellside Hospitals", owner: fellsideHead, signer: designatedNurse, target: 480, unit: "staff trained",
				milestones: []milestone{{"Trainers appointed", "2012-05-31"}, {"Half of staff trained", "2012-07-31"}, {"Emergency departments complete", "2012-10-31"}},
				life: life(
					counts("2012-05-30", 188, "188 of 480. Two trainers started this month.", 0),
					ask("2012-06-06", "2012-10-31", "Ward staff can be let go for training only six at a time, and the new doctors come in August."),
					grant("2012-06-14", "Agreed. Emergency departments and the children’s wards come first, and the chair is told the count each month."),
					counts("2012-07-26", 251, "251 of 480. Children’s wards are finished.", 1),
					counts("2012-09-26", 334, "334 of 480. The new doctors were trained in their first week.").inTheWay("The course room is used for flu clinics until November."),
					counts("2012-10-30", 371, "371 of 480. Both emergency departments are finished.", 2),
					ask("2012-11-22", "2013-02-28", "Sickness on the medical wards took forty places in the autumn. A second trainer’s room has been found for the new year."),
					grant("2012-11-29", "Agreed to the end of February. This is the last extension: the trust’s chief executive will report if it is missed."),
					counts("2013-01-22", 412, "412 of 480. The other 68 are on the adult medical wards: 40 are booked for February."),
				),
			},
		},
	},
	{
		ref: "A9", title: "Have enough designated and named professionals, with their roles set down and signed", areas: []string{"S3-4"},
		planned: "2012-03-20", goLive: "2012-07-02",
		success:     "Every post is filled by somebody with no second role, with protected hours and a signed description",
		contingency: "Neighbouring commissioners lend hours of their designated doctor while a post is empty",
		parts: []part{
			{
				text: "Hours of designated doctors and nurses agreed and paid for", owner: commissioner, signer: headSafeguarding,
				life: life(
					says("2012-05-22", "Need worked out: 40 more hours of nurse and 16 of doctor each week."),
					ask("2012-05-30", "2012-12-14", "The hours need a doctor to be appointed, and nobody applied in April."),
					grant("2012-05-31", "Agreed. The doctor’s hours are to be covered from the next county until then."),
					says("2012-09-27", "Nurse’s hours filled on 3 September. The doctor’s post is advertised again with more protected time.").inTheWay("One designated doctor for the whole county until the post is filled."),
					completes("2012-12-11", "The second designated doctor started on 3 December."),
					shows("2012-12-11", "Designated hours: need, money and posts", "The need worked out, the decision to pay, and who is in post for how many hours."),
					accepted("2012-12-14"),
				),
			},
			{
				text: "Protected time for named professionals at Northmoor", owner: namedNurse, signer: deputyPost,
				life: life(
					completes("2012-06-06", "The named nurse and the named doctor have their hours written into their weekly plan, and somebody to cover leave."),
					shows("2012-06-06", "Job plans of the named nurse and named doctor", "Hours each week and who covers. Personal details are taken out."),
					accepted("2012-06-07"),
				),
			},
			{
				text: "Signed job descriptions at Fellside Hospitals", owner: fellsideHead, signer: designatedNurse,
				life: life(
					says("2012-05-29", "Descriptions written. One person held two roles, so a second midwife has been named."),
					completes("2012-07-10", "All five are signed, and each will be looked at again every July."),
					shows("2012-07-10", "Five signed role descriptions", "Named doctor, nurse and midwife for each hospital site, signed by them and their managers."),
					accepted("2012-07-12"),
				),
			},
		},
	},
	{
		ref: "A10", title: "Put children’s wishes and feelings, and what will be different for them, into assessments and plans", areas: []string{"S3-5"},
		planned: "2012-03-21", goLive: "2012-06-04",
		success:     "In a sample of forty plans, every child over five is quoted, every younger child has been observed, and every item says what will be different",
		contingency: "Managers return a plan that names only a service, such as “attend a course”",
		parts: []part{
			{
				text: "Assessment and plan forms that ask for the child’s wishes, and for observed behaviour before school age", owner: headSafeguarding, signer: advocacyManager,
				life: life(
					completes("2012-05-30", "The forms have changed. For a child under five they ask who watched the child, where, and what it may mean."),
					shows("2012-05-30", "The changed assessment and plan forms", "Blank forms with the new questions marked."),
					accepted("2012-06-01"),
					takeBack("2012-09-12", "A dip into twenty plans found the page for pre-school children left blank in seven. The form is there; the practice is not."),
					says("2012-09-27", "Managers now check the page before they approve a plan. We will look again in October."),
					completes("2012-11-06", "Twenty more plans read: the page is filled in for all eleven pre-school children."),
					shows("2012-11-06", "Second dip into twenty plans", "Counts by office, with the seven from September looked at again."),
					accepted("2012-11-09"),
				),
			},
			{
				text: "Training in outcome-focused reports, plans and core groups", owner: headSafeguarding, signer: designatedNurse, target: 240, unit: "staff trained",
				life: life(
					counts("2012-05-31", 96, "96 trained in the first month, from six agencies."),
					ask("2012-06-01", "2012-09-28", "Teachers and school nurses can come only after the summer term."),
					grant("2012-06-14", "Agreed for school staff. Everybody else is to be finished by the end of July."),
					counts("2012-07-30", 178, "178: everybody but school staff."),
					counts("2012-09-25", 240, "All 240. The last course was run with two parents who have been through a core group."),
					shows("2012-09-25", "Who was trained, and what they said three weeks later", "Counts by agency, and answers to three questions asked after three weeks."),
					accepted("2012-09-27"),
				),
			},
			{
				text: "Health visitors record what they see of pre-school children", owner: namedNurse, signer: deputyPost,
				life: life(
					says("2012-05-25", "A short guide tried by the Thornbeck team: what I saw, where, what the child might be telling us."),
					completes("2012-07-03", "All nine teams use the guide, and supervisors read two records a month with each health visitor."),
					shows("2012-07-03", "Guide to recording what a small child shows us", "Four pages with made-up examples."),
					accepted("2012-07-05"),
				),
			},
		},
	},
	{
		ref: "A11", title: "Tell every community and sector how to report a worry about an adult who works with children", areas: []string{"S3-6"},
		planned: "2012-03-21", goLive: "2012-05-14",
		success:     "A notification from every sector within twelve months, and within one working day of the worry",
		contingency: "The officer visits in person any sector that has sent none for six months",
		parts: []part{
			{
				text: "Briefings for faith groups, sport, transport, private tutors and supplementary schools", owner: headSafeguarding, signer: childInspector, target: 24, unit: "briefings held",
				life: life(
					counts("2012-04-30", 9, "Nine held. Taxi and minibus firms came to a Sunday session at their own depot."),
					counts("2012-06-06", 24, "All twenty-four held, for 611 people. Nine were in places of worship."),
					shows("2012-06-06", "Briefings held, by sector, district and language", "One line for each, with how many came and the questions they asked."),
					accepted("2012-06-08"),
				),
			},
			{
				text: "Licensing and leisure officers in every district know what to do", owner: districtsManager, signer: headSafeguarding,
				life: life(
					completes("2012-05-28", "All twelve districts have a named officer, and the licence renewal letter says whom to tell."),
					shows("2012-05-28", "The twelve named officers’ posts, and the licence letter", "Posts and telephone numbers, and the wording of the letter."),
					accepted("2012-05-30"),
				),
			},
			{
				text: "A plain leaflet in six languages", owner: headSafeguarding, signer: advocacyManager,
				life: life(
					completes("2012-06-06", "Printed in English, Urdu, Gujarati, Punjabi, Polish and Bengali, and read first by people who speak each."),
					shows("2012-06-06", "The leaflet “Worried about somebody who works with children?”", "The English text, and where 9,000 copies went."),
					accepted("2012-06-08"),
				),
			},
		},
	},
}
