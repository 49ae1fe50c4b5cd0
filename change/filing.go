package change

import (
	"throughline/access"
	"throughline/calendar"
)

// CasePrefix begins the kind of everything that is kept about people. Such a
// thing is put with a Filing, and read only through an access.Scope.
const CasePrefix = "case."

// Filing says how a thing about people is found and who may reach it. It is
// written beside each version and replaces the filing of the version before.
type Filing struct {
	About  []string // the people it is about, by id: at most MaxAbout; none for what is about nobody
	Class  access.Class
	Sort   string      // what lists are ordered by, such as a name in lower case or a day
	Wall   access.Wall // for a person's own thing: the wall round everything about them; "" elsewhere
	Group  string      // for a person's own thing: the person they were found to be the same as, or ""
	Ties   []Tie
	Finds  []string // normalised search keys, such as "name:smith" or "nhs:9434765919"
	Person bool     // the thing is itself a person, and About is that person alone
}

// MaxAbout is how many people one thing may be about.
const MaxAbout = 20

// Tie is a relationship that somebody or something has to a person between
// two days, which the thing sets up. Holder is the id of a membership
// (access.Allocated, or glass), a team (access.OfTeam) or an agency
// (access.OfAgency).
type Tie struct {
	Person string
	Holder string
	Level  access.Level // AgencyLevel, TeamLevel, AllocatedLevel or GlassLevel
	From   calendar.Date
	Until  calendar.Date // last day; zero for no end
}
