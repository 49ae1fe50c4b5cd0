package demo

import (
	"strings"

	"throughline/calendar"
	"throughline/casework"
)

// other is a looked-after child of whom little is told, so that there are
// enough to be counted.
type other struct {
	given, family, born, sex         string
	started, need, status            string
	placement, provider, worker      string
	reviewDue, reviewHeld, tookPart  string
	placementFrom, placementMovedFor string // the day of a move, and why
}

var others = []other{
	{"Aaron", "Bickerby", "1996-11-23", "M", "2009-03-02", "N1", "C2", "U4", "PR1", northWorker, "2013-02-12", "", "", "", ""},
	{"Abigail", "Bickerby", "1998-07-04", "F", "2009-03-02", "N1", "C2", "U4", "PR1", northWorker, "2013-02-12", "", "", "", ""},
	{"Aisha", "Qureshan", "2005-09-15", "F", "2011-05-23", "N5", "C2", "U1", "PR1", northWorker, "2012-12-06", "2012-12-05", "PN1", "", ""},
	{"Bilal", "Qureshan", "2008-03-28", "M", "2011-05-23", "N5", "C2", "U1", "PR1", northWorker, "2012-12-06", "2012-12-05", "PN3", "", ""},
	{"Chelsea", "Dransby", "1995-12-19", "F", "2007-10-08", "N1", "C2", "K2", "PR4", northSecond, "2013-01-17", "", "", "", ""},
	{"Dylan", "Dransby", "1999-02-11", "M", "2007-10-08", "N1", "C2", "U6", "PR4", northSecond, "2013-01-17", "2013-01-15", "PN4", "2012-11-12", "CARPL"},
	{"Daisy", "Elmscott", "2010-06-30", "F", "2012-03-19", "N1", "C1", "U6", "PR1", northSecond, "", "2012-04-13", "PN0", "", ""},
	{"Ethan", "Elmscott", "2012-02-02", "M", "2012-03-19", "N1", "C1", "U6", "PR1", northSecond, "", "2012-04-13", "PN0", "", ""},
	{"Faith", "Grindall", "2001-01-25", "F", "2010-11-01", "N4", "C2", "U6", "PR1", northWorker, "2012-11-15", "2012-11-14", "PN1", "", ""},
	{"George", "Grindall", "2003-10-03", "M", "2010-11-01", "N4", "C2", "U6", "PR1", northWorker, "2012-11-15", "2012-11-14", "PN1", "", ""},
	{"Harley", "Hexwood", "1997-08-08", "M", "2012-06-25", "N6", "V2", "K2", "PR1", northSecond, "", "2012-07-20", "PN7", "", ""},
	{"Imogen", "Hexwood", "2000-04-17", "F", "2012-06-25", "N5", "V2", "U6", "PR4", northSecond, "", "2012-07-20", "PN1", "", ""},
	{"Jayden", "Kettlewick", "2004-12-01", "M", "2009-09-14", "N1", "C2", "U4", "PR4", northWorker, "2013-03-07", "", "", "", ""},
	{"Keira", "Kettlewick", "2007-05-26", "F", "2009-09-14", "N1", "C2", "U4", "PR4", northWorker, "2013-03-07", "", "", "", ""},
	{"Leon", "Ashpool", "1996-01-12", "M", "2011-08-22", "N5", "V2", "K2", "PR4", northSecond, "2012-12-13", "", "", "", ""},
	{"Megan", "Ashpool", "2002-09-05", "F", "2011-08-22", "N5", "C2", "U6", "PR1", northSecond, "2012-12-13", "2012-12-12", "PN1", "", ""},
	{"Nathan", "Orlebury", "2006-02-14", "M", "2012-09-10", "N1", "C1", "U3", "PR1", northWorker, "", "2012-10-16", "PN4", "", ""},
	{"Olivia", "Orlebury", "2009-07-21", "F", "2012-09-10", "N1", "C1", "U3", "PR1", northWorker, "", "2012-10-16", "PN0", "", ""},

	{"Paige", "Redshore", "1998-03-31", "F", "2008-04-07", "N1", "C2", "U4", "PR1", southWorker, "2013-02-20", "", "", "", ""},
	{"Reece", "Redshore", "2000-11-09", "M", "2008-04-07", "N1", "C2", "U4", "PR1", southWorker, "2013-02-20", "", "", "", ""},
	{"Saira", "Bashirov", "2011-10-18", "F", "2012-05-08", "N3", "C1", "U6", "PR1", southSecond, "", "2012-05-31", "PN0", "", ""},
	{"Samir", "Bashirov", "2004-05-07", "M", "2012-05-08", "N3", "C1", "U6", "PR1", southSecond, "", "2012-05-31", "PN2", "", ""},
	{"Shannen", "Tolbury", "1995-06-22", "F", "2010-01-18", "N6", "C2", "P2", "PR1", southWorker, "2013-01-09", "2013-01-08", "PN1", "2012-08-20", "CARPL"},
	{"Thomas", "Tolbury", "1999-09-29", "M", "2010-01-18", "N6", "C2", "K2", "PR4", southWorker, "2013-01-09", "", "", "", ""},
	{"Umar", "Vashti", "2001-12-12", "M", "2011-11-28", "N8", "C2", "U6", "PR4", southSecond, "2012-11-29", "2012-11-27", "PN1", "", ""},
	{"Violet", "Wainfold", "2006-08-19", "F", "2011-06-06", "N1", "C2", "P1", "PR0", southSecond, "2012-12-20", "2012-12-18", "PN1", "", ""},
	{"William", "Wainfold", "2008-01-06", "M", "2011-06-06", "N1", "C2", "P1", "PR0", southSecond, "2012-12-20", "2012-12-18", "PN4", "", ""},
	{"Xanthe", "Yardmoor", "2003-03-16", "F", "2012-07-16", "N4", "V2", "U6", "PR1", southWorker, "", "2012-08-10", "PN1", "", ""},
	{"Zack", "Yardmoor", "2005-11-02", "M", "2012-07-16", "N4", "V2", "U6", "PR1", southWorker, "", "2012-08-10", "PN1", "", ""},
	{"Alisha", "Brockwen", "1997-10-27", "F", "2012-10-22", "N5", "V2", "U6", "PR4", southSecond, "", "", "", "", ""},
	{"Brandon", "Brockwen", "1999-12-30", "M", "2012-10-22", "N5", "V2", "U6", "PR4", southSecond, "", "", "", "", ""},
	{"Courtney", "Fawdale", "2000-08-24", "F", "2009-07-27", "N1", "C2", "U6", "PR1", southWorker, "2013-01-24", "2013-01-23", "PN1", "", ""},
	{"Declan", "Fawdale", "2002-02-08", "M", "2009-07-27", "N1", "C2", "U6", "PR1", southWorker, "2013-01-24", "2013-01-23", "PN1", "", ""},
	{"Ella", "Hollisby", "2007-09-13", "F", "2012-11-19", "N1", "C1", "U6", "PR1", southSecond, "", "2012-12-14", "PN1", "", ""},
	{"Finley", "Hollisby", "2010-12-05", "M", "2012-11-19", "N1", "C1", "U6", "PR1", southSecond, "", "2012-12-14", "PN0", "", ""},
	{"Georgia", "Nettlecott", "1996-05-18", "F", "2012-01-09", "N6", "V2", "K2", "PR4", southWorker, "2012-12-21", "2012-12-20", "PN1", "", ""},
}

func (o other) key() string { return strings.ToLower(o.given + "-" + o.family) }

// team gives the manager, team and reviewing officer of a worker’s children.
func teamOf(worker string) (manager, team, chair string) {
	if worker == northWorker || worker == northSecond {
		return northManager, northTeam, reviewer
	}
	return southManager, southTeam, secondReviewer
}

func (c *caseStory) tellOthers() {
	for i, o := range others {
		manager, team, chair := teamOf(o.worker)
		key, came := o.key(), o.recorded(i)
		c.meet(came, o.worker, child(key, o.given, o.family, o.born, o.sex))
		c.allocate(came, manager, o.worker, team, casework.LeadWorker, key)
		if i > 0 && others[i-1].family == o.family {
			c.family(came, o.worker, casework.SiblingOf, false, others[i-1].key(), key)
		}
		placement := casework.PlacementDetails{Type: o.placement, Provider: o.provider}
		if o.placementFrom != "" {
			placement.Type, placement.Provider = "U6", "PR1"
		}
		c.comesIntoCare(o.worker, key, care{o.started, came, o.need, o.status, "", placement})
		c.allocate(came, manager, chair, reviewTeam, casework.Reviewer, key)
		due := o.reviewDue
		if due == "" {
			due = workingDays(o.started, 20)
		}
		held := review{due: due, held: o.reviewHeld, code: o.tookPart}
		if o.reviewHeld != "" {
			held.recorded, held.completed = workingDays(o.reviewHeld, 4), workingDays(o.reviewHeld, 4)
			held.decisions = "The plan goes on as it is. What each person will do is in the record that was sent to you."
		}
		c.reviews(came, chair, key, held)
		if o.placementFrom != "" {
			to := casework.PlacementDetails{Type: o.placement, Provider: o.provider}
			c.tell(o.placementFrom, o.worker, casework.ChangeCare{Person: c.person(key), From: day(o.placementFrom), Placement: &to, MoveReason: o.placementMovedFor})
		}
	}
}

// tellMistake: two cousins taken for one boy, and parted again.
func (c *caseStory) tellMistake() {
	one, other := "thomas-tolbury", "tom-tolbury"
	c.meet("2012-10-01", southSecond, child(other, "Tom", "Tolbury", "1999-09-19", "M"))
	c.tell("2012-10-02", southManager, casework.JoinPeople{ID: c.id("join", one), One: c.person(one), Other: c.person(other), Why: "Same name, and days of birth ten days apart."})
	c.tell("2012-10-16", southManager, casework.PartPeople{Join: c.id("join", one), Why: "They are cousins. Both families have shown a birth certificate."})
}

// recorded is the day on which the child was written down: two days after they
// came, or with the others who were there before.
func (o other) recorded(i int) string {
	opened := day("2012-02-20")
	if day(o.started).Before(opened) {
		return workingDays(opened.String(), i/6)
	}
	d, err := calendar.AddWorkingDays(day(o.started), 1)
	if err != nil {
		panic("the demonstration is damaged: " + err.Error())
	}
	return d.String()
}
