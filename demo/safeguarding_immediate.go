package demo

// safeguardingImmediate answers what inspectors wanted put right at once. The
// hospitals that act here are invented; the area's words name real ones.
var safeguardingImmediate = []action{
	{
		ref: "A1", title: "Review how hospitals govern safeguarding, and put right what the review finds", areas: []string{"S0-1"},
		planned: "2012-03-14", goLive: "2012-05-28",
		success:     "An unannounced visit by somebody independent finds the urgent findings put right on every ward that children use",
		contingency: "The chief nurse reports each week to the commissioners until the re-test is passed",
		parts: []part{
			{
				text: "Independent review of the board’s governance of safeguarding", owner: fellsideHead, signer: designatedNurse,
				milestones: []milestone{{"Reviewer appointed", "2012-03-16"}, {"Report to the trust’s board", "2012-04-17"}},
				life: life(
					says("2012-03-19", "A reviewer from outside the county started today. She has the minutes of the last twelve months of board meetings.", 0),
					completes("2012-04-18", "The board took the report in public yesterday and accepted all eleven findings.", 1),
					shows("2012-04-18", "Report of the governance review", "Eleven findings, each with how serious it is and what the board decided. No patient or member of staff is named.").dated("2012-04-12"),
					accepted("2012-04-20"),
				),
			},
			{
				text: "Safeguarding arrangements on every ward reviewed, with an owner and a date for each finding", owner: fellsideHead, signer: headSafeguarding,
				life: life(
					says("2012-03-28", "Eleven of fourteen wards visited. Staff know who to ring in the day; fewer know at night."),
					says("2012-04-26", "All fourteen wards visited. Twenty-six findings, four of them urgent: each has a named owner."),
					completes("2012-05-21", "The four urgent findings are closed and the other twenty-two have owners and dates. Night staff now have the on-call number on the ward board."),
					shows("2012-05-21", "Ward findings and who owns them", "One line for each finding: ward, how serious, action, owner, date, and what we saw when we went back."),
					accepted("2012-05-25"),
				),
			},
			{
				text: "Re-test of the urgent findings by an unannounced visit", owner: commissioner, signer: headSafeguarding,
				life: life(
					says("2012-05-31", "Visit planned with a paediatrician from another trust. The wards have not been told the day."),
					completes("2012-06-18", "Visited on a Saturday night. Three of four urgent findings were plainly put right. The fourth, the handover sheet, was in use on all wards but one, and we saw that put right on Monday."),
					shows("2012-06-18", "Letter after the unannounced visit", "What was looked at, who was spoken to by job and not by name, and what was found.").dated("2012-06-18").expires("2013-03-29"),
					accepted("2012-06-21"),
				),
			},
		},
	},
	{
		ref: "A2", title: "Review safeguarding in out-of-hours, walk-in, and accident and emergency health services", areas: []string{"S0-2"},
		planned: "2012-03-14", goLive: "2012-07-02",
		success:     "In a sample of fifty attendances at each kind of service, every child has a recorded safeguarding check and a letter to the health visitor or school nurse",
		contingency: "The designated doctor reads every under-two attendance each morning until the sample is met",
		parts: []part{
			{
				text: "Out-of-hours doctors’ services", owner: commissioner, signer: headSafeguarding,
				life: life(
					says("2012-03-29", "Both out-of-hours providers visited. One checks whether a child has a plan; the other could not, because it had no link."),
					completes("2012-05-16", "Both providers can now see whether a child has a child protection plan, and we tested the link on four nights."),
					shows("2012-05-16", "Review of out-of-hours doctors’ services", "What we found in each service, what was changed, and the four night tests."),
					accepted("2012-05-18"),
				),
			},
			{
				text: "Walk-in centres", owner: namedNurse, signer: deputyPost,
				life: life(
					says("2012-04-26", "Four of seven centres reviewed. The recording sheet has no place for who came with the child.").inTheWay("Two centres are moving building this spring."),
					ask("2012-05-14", "2012-07-20", "Two centres move building in June. A review before the move would tell us about rooms that nobody will use."),
					grant("2012-05-17", "Agreed, so long as the five other centres are finished by the end of May and the two have a senior nurse on each shift until then."),
					says("2012-05-31", "The five other centres are finished. The new sheet asks who brought the child and who they live with."),
					completes("2012-07-17", "All seven centres reviewed, the last two in their new buildings.").by(nurseDelegate),
					shows("2012-07-17", "Review of the seven walk-in centres", "A page for each centre: what was found, what changed, and the sample of fifty attendances.").by(nurseDelegate),
					accepted("2012-07-19"),
				),
			},
			{
				text: "Accident and emergency departments", owner: fellsideHead, signer: designatedNurse,
				life: life(
					says("2012-04-19", "Both departments reviewed. The letter to the health visitor was sent for six children in ten."),
					completes("2012-06-12", "The letter now goes by itself when a child is discharged: 49 of 50 in the sample. The one missed was a family from abroad with no address here."),
					shows("2012-06-12", "Sample of fifty attendances at each department", "Counts only: how many had the check, the letter and the name of the person who came with the child."),
					accepted("2012-06-14"),
				),
			},
		},
	},
}
