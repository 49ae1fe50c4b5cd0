package demo

import (
	"throughline/access"
	"throughline/casework"
)

// tellStaff: supervision. What is about children goes on their files; what is
// about the worker stays with the two of them.
func (c *caseStory) tellStaff() {
	leila := "leila-as-person"
	d := details(who{leila, "Leila", "Farrow", "", "", casework.Professional})
	d.Membership = c.member(northWorker)
	c.tell("2012-04-02", northManager, casework.AddPerson{ID: c.person(leila), Details: d})
	c.allocate("2012-04-02", northManager, northManager, "", casework.Supervisor, leila)
	c.allocate("2012-04-02", northManager, northWorker, "", casework.CoWorker, leila)
	for _, s := range []struct{ on, children, worker string }{
		{"2012-06-27", "The plan for each child was read through. What has changed since last month, what worries us and who does what by when.",
			"Leila has 14 children and two court statements in one week. We agreed that Chloe takes the next new family. Leave booked for August."},
		{"2012-09-26", "The three moves since July were talked through. Each child knows why.", "Leila would like to train as a practice educator. I will ask in the autumn round."},
		{"2013-01-23", "Visits, reviews and health were checked against their days. Jade’s visits since October are not on her file.", "A hard month. Leila asked for an earlier meeting in February, on the 6th."},
	} {
		c.record(s.on, northManager, access.Supervising, "supervision", "supervision/"+s.on, casework.RecordDetails{
			Happened: day(s.on), Title: "Supervision", Words: s.children,
			Own: map[string]string{
				c.person("tyler-wexley"):     "Sees his brother twice a week, as he asked.",
				c.person("jade-wexley"):      "Dentist to be booked. Who: Leila. By: the next review.",
				c.person("riley-wexley"):     "Weight is being checked each month.",
				c.person("ellie-haverthorn"): "Sleeping well. The safety plan is read again each month.",
			},
			Complete: true,
		}, "tyler-wexley", "jade-wexley", "riley-wexley", "ellie-haverthorn")
		c.record(s.on, northManager, access.Supervising, "supervision_personal", "supervision/personal/"+s.on, casework.RecordDetails{
			Happened: day(s.on), Title: "Supervision: for the two of us", Words: s.worker, Complete: true,
		}, leila)
	}
}

// tellAllegations: adults who work with children. Nobody but the designated
// officer reads of it.
func (c *caseStory) tellAllegations() {
	craig, wendy := "craig-ollerton", "wendy-garstone"
	worker := func(key, given, family, born, sex string) who {
		return who{key, given, family, born, sex, casework.Professional}
	}
	c.meet("2012-05-28", officer, worker(craig, "Craig", "Ollerton", "1980-09-14", "M"))
	c.tell("2012-05-28", officer, casework.Allocate{
		ID: c.id("allocation", craig+"/"+officer), Person: c.person(craig), Membership: c.member(officer), Role: casework.Officer, For: access.DesignatedOfficer, From: day("2012-05-28"),
	})
	c.write("2012-05-29", officer, "lado_allegation", craig+"/allegation", "2012-05-25", "Residential worker: behaviour that may show unsuitability",
		"Told on Monday 28 May of something said on Friday 25 May. He shouted at a young person and blocked a doorway. Employer, police and I spoke the same day. "+
			"He has other duties until the meeting on 1 June.", craig)
	c.tell("2012-06-01", officer, casework.DecideSharing{
		ID: c.id("sharing", craig+"/employer"), People: c.people(craig), Recipient: "The home’s registered provider", What: "That an allegation was made, and its words", Share: true,
		Basis: casework.ShareSafeguard, Why: "The employer must act on it, and keep the young people safe.", NotSought: "It would have told him before the meeting.", Part: access.DesignatedOfficer,
	})
	c.tell("2012-07-05", officer, casework.AmendRecord{
		Record: c.id("record", craig+"/allegation"), Words: "Two meetings held. He has had training and a warning from his employer. The young person was told what happened and said that it was fair.",
		Reason: "The allegation was closed.", Outcome: "unsubstantiated", Ended: day("2012-07-04"),
	})
	c.meet("2012-09-19", officer, worker(wendy, "Wendy", "Garstone", "1958-02-02", "F"))
	c.record("2012-09-19", officer, access.DirectWork, "lado_allegation", wendy+"/advice", casework.RecordDetails{
		Happened: day("2005-11-14"), Title: "Advice to a youth club, 2005", Words: "Entered from the paper file. The club asked whether a remark should be reported. Advice given; no allegation was made.",
		Outcome: "advice", Ended: day("2005-11-18"), Complete: true,
	}, wendy)
	c.opens("2012-06-29", officer, craig)
}

// tellGovernance: what is held, what is past its time, and who asked about
// looks that nobody expected.
func (c *caseStory) tellGovernance() {
	c.tell("2012-09-25", governance, casework.PlaceHold{
		ID: c.id("hold", "quarry-house"), People: c.people("connor-farnsby", "craig-ollerton"), Title: "Claim about Quarry House",
		Why: "A solicitor has written for a former resident. Nothing about the home may be destroyed until the claim ends.", ReviewOn: day("2013-09-25"),
	})
	c.tell("2012-10-30", governance, casework.PlaceHold{
		ID: c.id("hold", "county-review"), Title: "Review of historic records", Why: "The council is reviewing how it kept records before 1990.", ReviewOn: day("2012-12-20"),
	})
	c.tell("2012-12-20", guardian, casework.LiftHold{Hold: c.id("hold", "county-review"), Why: "The review reported on 14 December and needs no more records."})
	c.tell("2013-01-16", governance, casework.ProposeDestruction{ID: c.id("destruction", "wendy-garstone"), Person: c.person("wendy-garstone")})
	c.opens("2012-09-18", guardian, "ellie-haverthorn")
	c.opens("2013-01-16", governance, "wendy-garstone", "nadine-orwick")
	// A look without a tie, which nobody has answered yet.
	c.opens("2013-01-29", northSecond, "amara-ndulo")
}
