package casework

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"

	"throughline/access"
	"throughline/calendar"
	"throughline/change"
)

// Version is one version of a thing as the store gives it.
type Version struct {
	Kind, ID string
	Version  int
	Seq      int64
	On       calendar.Date
	Body     []byte // JSON; nil when the content was erased
}

// Folder is what a change may look at: the files of the people it named, the
// single things it named, and what Beyond, Seeks and Everywhere asked for. It
// is for rules alone and is never shown: it holds what the caller may not see.
type Folder struct {
	Today calendar.Date
	Staff Directory           // who works here, from the plan
	Kinds *KindList           // the kinds of record in use; nil for those that the program knows of itself
	Found map[string][]string // for each key of Seeks, the people who carry it

	People          Table[Person, *Person]
	Characteristics Table[Characteristics, *Characteristics]
	Identifiers     Table[Identifier, *Identifier]
	Addresses       Table[Address, *Address]
	Relationships   Table[Relationship, *Relationship]
	Involvements    Table[Involvement, *Involvement]
	Allocations     Table[Allocation, *Allocation]
	Episodes        Table[Episode, *Episode]
	LegalStatuses   Table[LegalStatus, *LegalStatus]
	Placements      Table[Placement, *Placement]
	Reviews         Table[Review, *Review]
	Records         Table[Record, *Record]
	Sharings        Table[Sharing, *Sharing]
	Consents        Table[Consent, *Consent]
	Glasses         Table[Glass, *Glass]
	Restrictions    Table[Restriction, *Restriction]
	Holds           Table[Hold, *Hold]
	Breaks          Table[Break, *Break]
	Joins           Table[Join, *Join]
	Destructions    Table[Destruction, *Destruction]
	Alerts          Table[Alert, *Alert]
	Dismissals      Table[Dismissal, *Dismissal]
}

type holder struct {
	put  func(f *Folder, v Version) error
	body func(v Version) (any, error)
}

func hold[T any, P thing[T]](table func(*Folder) *Table[T, P]) holder {
	read := func(v Version) (P, error) {
		body := P(new(T))
		if v.Body == nil {
			return nil, fmt.Errorf("the content of %s was erased", v.Kind)
		}
		if err := json.Unmarshal(v.Body, body); err != nil {
			return nil, fmt.Errorf("version %d of %s %s can't be read: %w", v.Version, v.Kind, v.ID, err)
		}
		*body.identity() = Thing{v.ID, v.Version, v.Seq, v.On}
		return body, nil
	}
	return holder{
		put: func(f *Folder, v Version) error {
			if v.Body == nil {
				return nil
			}
			body, err := read(v)
			if err != nil {
				return err
			}
			table(f).put(body)
			return nil
		},
		body: func(v Version) (any, error) { return read(v) },
	}
}

var holders = map[string]holder{
	KindPerson:          hold(func(f *Folder) *Table[Person, *Person] { return &f.People }),
	KindCharacteristics: hold(func(f *Folder) *Table[Characteristics, *Characteristics] { return &f.Characteristics }),
	KindIdentifier:      hold(func(f *Folder) *Table[Identifier, *Identifier] { return &f.Identifiers }),
	KindAddress:         hold(func(f *Folder) *Table[Address, *Address] { return &f.Addresses }),
	KindRelationship:    hold(func(f *Folder) *Table[Relationship, *Relationship] { return &f.Relationships }),
	KindInvolvement:     hold(func(f *Folder) *Table[Involvement, *Involvement] { return &f.Involvements }),
	KindAllocation:      hold(func(f *Folder) *Table[Allocation, *Allocation] { return &f.Allocations }),
	KindEpisode:         hold(func(f *Folder) *Table[Episode, *Episode] { return &f.Episodes }),
	KindLegalStatus:     hold(func(f *Folder) *Table[LegalStatus, *LegalStatus] { return &f.LegalStatuses }),
	KindPlacement:       hold(func(f *Folder) *Table[Placement, *Placement] { return &f.Placements }),
	KindReview:          hold(func(f *Folder) *Table[Review, *Review] { return &f.Reviews }),
	KindRecord:          hold(func(f *Folder) *Table[Record, *Record] { return &f.Records }),
	KindSharing:         hold(func(f *Folder) *Table[Sharing, *Sharing] { return &f.Sharings }),
	KindConsent:         hold(func(f *Folder) *Table[Consent, *Consent] { return &f.Consents }),
	KindGlass:           hold(func(f *Folder) *Table[Glass, *Glass] { return &f.Glasses }),
	KindRestriction:     hold(func(f *Folder) *Table[Restriction, *Restriction] { return &f.Restrictions }),
	KindHold:            hold(func(f *Folder) *Table[Hold, *Hold] { return &f.Holds }),
	KindBreak:           hold(func(f *Folder) *Table[Break, *Break] { return &f.Breaks }),
	KindJoin:            hold(func(f *Folder) *Table[Join, *Join] { return &f.Joins }),
	KindDestruction:     hold(func(f *Folder) *Table[Destruction, *Destruction] { return &f.Destructions }),
	KindAlert:           hold(func(f *Folder) *Table[Alert, *Alert] { return &f.Alerts }),
	KindDismissal:       hold(func(f *Folder) *Table[Dismissal, *Dismissal] { return &f.Dismissals }),
}

// KindsHeld lists the kinds of thing that a Folder holds, in order of name.
func KindsHeld() []string { return slices.Sorted(maps.Keys(holders)) }

// Open reads versions into a folder for a day. Versions of kinds that a
// Folder doesn't hold, and erased ones, are passed over.
func Open(today calendar.Date, staff Directory, versions []Version) (*Folder, error) {
	f := &Folder{Today: today, Staff: staff}
	for _, v := range versions {
		h, ok := holders[v.Kind]
		if !ok {
			continue
		}
		if err := h.put(f, v); err != nil {
			return nil, err
		}
	}
	return f, nil
}

// Decode reads one version as a pointer to its type, such as *Person. It is an
// error when the kind is not of casework, or the content was erased.
func Decode(v Version) (any, error) {
	h, ok := holders[v.Kind]
	if !ok {
		return nil, fmt.Errorf("nothing in casework is of the kind %q", v.Kind)
	}
	return h.body(v)
}

// Change is a named, typed change to what is kept about people. Decide looks
// at the folder and the context and gives what to write, or Problems that say
// why not. It changes nothing itself.
type Change interface {
	Name() string // as the ledger and the audit trail show it, without content
	Needs() access.Permission
	About() []string  // people whose files it must see
	Things() []string // other things it must see
	Decide(f *Folder, c change.Context) ([]change.Put, error)
}

// Wider is a Change that must see more people's files than it can name before
// the first are read. It is asked again until it names nobody new.
type Wider interface{ Beyond(f *Folder) []string }

// Seeker is a Change that must know who carries a search key: Folder.Found.
type Seeker interface{ Seeks() []string }

// Everywhere is a Change that must see every thing of some kinds that is about
// nobody, such as a legal hold over the whole authority.
type Everywhere interface{ Everywhere() []string }

// Directory is what casework must know about staff, teams and agencies. The
// plan keeps them.
type Directory interface {
	Worker(membership string) (Worker, bool)
	Team(team string) (Team, bool)
	Agency(agency string) (Agency, bool)
	// CouncilHolders counts the people who hold one of the roles today, for
	// the council itself.
	CouncilHolders(roles ...access.Role) int
}

// Worker is somebody's place in an agency.
type Worker struct {
	Name, Account, Agency string
	Roles                 []access.Role
	Ended                 calendar.Date // last day; zero for no end
}

// Team is a team of an agency.
type Team struct {
	Name, Agency string
	Ended        calendar.Date // last day; zero for no end
}

// Agency is a partner.
type Agency struct {
	Name    string
	Council bool
	Ended   calendar.Date // last day; zero for no end
}
