package plan

import (
	"encoding/json"
	"fmt"
	"slices"

	"throughline/access"
	"throughline/calendar"
	"throughline/change"
)

// The kinds of thing that a plan is made of, as the store names them.
const (
	KindAuthority    = "authority"
	KindAgency       = "agency"
	KindPost         = "post"
	KindHolding      = "holding"
	KindMembership   = "membership"
	KindDelegation   = "delegation"
	KindTeam         = "team"
	KindTeamPlace    = "team_place"
	KindInspection   = "inspection"
	KindReport       = "report"
	KindJudgement    = "judgement"
	KindArea         = "area"
	KindStatedFigure = "stated_figure"
	KindMeasureLink  = "measure_link"
	KindRebase       = "rebase"
	KindYardstick    = "yardstick"
	KindVerdict      = "verdict"
	KindAction       = "action"
	KindPart         = "part"
	KindEvidence     = "evidence"
	KindExtension    = "extension"
	KindImport       = "import"
	KindImportedRow  = "imported_row"
	KindCopy         = "copy"
	KindSettlement   = "settlement"
	KindUpdate       = "update" // read a page at a time; not held in a Plan
)

// Kinds lists the kinds that a Plan holds.
var Kinds = slices.Sorted(func(yield func(string) bool) {
	for kind := range holders {
		if !yield(kind) {
			return
		}
	}
})

// Plan is one authority's plan at a moment: as at Day, counting ledger
// entries up to Position. A Plan is never changed once made; With gives a new one.
type Plan struct {
	Authority     string // random id
	AuthorityName string
	Day           calendar.Date
	Position      int64

	Agencies      Table[Agency, *Agency]
	Posts         Table[Post, *Post]
	Holdings      Table[Holding, *Holding]
	Memberships   Table[Membership, *Membership]
	Delegations   Table[Delegation, *Delegation]
	Teams         Table[Team, *Team]
	TeamPlaces    Table[TeamPlace, *TeamPlace]
	Inspections   Table[Inspection, *Inspection]
	Reports       Table[Report, *Report]
	Judgements    Table[Judgement, *Judgement]
	Areas         Table[Area, *Area]
	StatedFigures Table[StatedFigure, *StatedFigure]
	MeasureLinks  Table[MeasureLink, *MeasureLink]
	Rebases       Table[Rebase, *Rebase]
	Yardsticks    Table[Yardstick, *Yardstick]
	Verdicts      Table[Verdict, *Verdict]
	Actions       Table[Action, *Action]
	Parts         Table[Part, *Part]
	Evidence      Table[Evidence, *Evidence]
	Extensions    Table[Extension, *Extension]
	Imports       Table[Import, *Import]
	ImportedRows  Table[ImportedRow, *ImportedRow]
	Copies        Table[Copy, *Copy]
	Settlements   Table[Settlement, *Settlement]

	derived *derived
}

// Version is one version of a thing as the store gives it.
type Version struct {
	Kind, ID string
	Version  int
	Seq      int64
	On       calendar.Date
	Body     []byte // JSON; nil when the content was erased
}

type holder struct {
	put   func(p *Plan, v Version) error
	clone func(p *Plan)
}

func hold[T any, P thing[T]](table func(*Plan) *Table[T, P]) holder {
	return holder{
		put: func(p *Plan, v Version) error {
			if v.Body == nil {
				table(p).remove(v.ID)
				return nil
			}
			body := P(new(T))
			if err := json.Unmarshal(v.Body, body); err != nil {
				return fmt.Errorf("version %d of %s %s can't be read: %w", v.Version, v.Kind, v.ID, err)
			}
			*body.identity() = Thing{v.ID, v.Version, v.Seq, v.On}
			table(p).put(body)
			return nil
		},
		clone: func(p *Plan) { t := table(p); *t = t.clone() },
	}
}

// holdName takes the authority's name from the thing that holds it.
func holdName(p *Plan, v Version) error {
	if v.Body == nil {
		p.AuthorityName = ""
		return nil
	}
	var body struct {
		Name string `json:"name"`
	}
	if err := json.Unmarshal(v.Body, &body); err != nil {
		return fmt.Errorf("the authority's name can't be read: %w", err)
	}
	p.AuthorityName = body.Name
	return nil
}

var holders = map[string]holder{
	KindAuthority:    {put: holdName, clone: func(*Plan) {}},
	KindAgency:       hold(func(p *Plan) *Table[Agency, *Agency] { return &p.Agencies }),
	KindPost:         hold(func(p *Plan) *Table[Post, *Post] { return &p.Posts }),
	KindHolding:      hold(func(p *Plan) *Table[Holding, *Holding] { return &p.Holdings }),
	KindMembership:   hold(func(p *Plan) *Table[Membership, *Membership] { return &p.Memberships }),
	KindDelegation:   hold(func(p *Plan) *Table[Delegation, *Delegation] { return &p.Delegations }),
	KindTeam:         hold(func(p *Plan) *Table[Team, *Team] { return &p.Teams }),
	KindTeamPlace:    hold(func(p *Plan) *Table[TeamPlace, *TeamPlace] { return &p.TeamPlaces }),
	KindInspection:   hold(func(p *Plan) *Table[Inspection, *Inspection] { return &p.Inspections }),
	KindReport:       hold(func(p *Plan) *Table[Report, *Report] { return &p.Reports }),
	KindJudgement:    hold(func(p *Plan) *Table[Judgement, *Judgement] { return &p.Judgements }),
	KindArea:         hold(func(p *Plan) *Table[Area, *Area] { return &p.Areas }),
	KindStatedFigure: hold(func(p *Plan) *Table[StatedFigure, *StatedFigure] { return &p.StatedFigures }),
	KindMeasureLink:  hold(func(p *Plan) *Table[MeasureLink, *MeasureLink] { return &p.MeasureLinks }),
	KindRebase:       hold(func(p *Plan) *Table[Rebase, *Rebase] { return &p.Rebases }),
	KindYardstick:    hold(func(p *Plan) *Table[Yardstick, *Yardstick] { return &p.Yardsticks }),
	KindVerdict:      hold(func(p *Plan) *Table[Verdict, *Verdict] { return &p.Verdicts }),
	KindAction:       hold(func(p *Plan) *Table[Action, *Action] { return &p.Actions }),
	KindPart:         hold(func(p *Plan) *Table[Part, *Part] { return &p.Parts }),
	KindEvidence:     hold(func(p *Plan) *Table[Evidence, *Evidence] { return &p.Evidence }),
	KindExtension:    hold(func(p *Plan) *Table[Extension, *Extension] { return &p.Extensions }),
	KindImport:       hold(func(p *Plan) *Table[Import, *Import] { return &p.Imports }),
	KindImportedRow:  hold(func(p *Plan) *Table[ImportedRow, *ImportedRow] { return &p.ImportedRows }),
	KindCopy:         hold(func(p *Plan) *Table[Copy, *Copy] { return &p.Copies }),
	KindSettlement:   hold(func(p *Plan) *Table[Settlement, *Settlement] { return &p.Settlements }),
}

// With gives the plan with versions applied, in the order given, for a day
// and a position. Versions of kinds that a Plan doesn't hold are passed over.
// The receiver is not changed.
func (p *Plan) With(day calendar.Date, position int64, versions []Version) (*Plan, error) {
	next := *p
	next.Day, next.Position, next.derived = day, position, &derived{}
	cloned := map[string]bool{}
	for _, v := range versions {
		h, ok := holders[v.Kind]
		if !ok {
			continue
		}
		if !cloned[v.Kind] {
			h.clone(&next)
			cloned[v.Kind] = true
		}
		if err := h.put(&next, v); err != nil {
			return nil, err
		}
	}
	return &next, nil
}

// Change is a named, typed change to a plan. Decide looks at the plan and the
// context and gives what to write, or Problems that say why not. It changes
// nothing itself.
type Change interface {
	Name() string // as the ledger and the audit trail show it: "report on a part"
	Needs() access.Permission
	Decide(p *Plan, c change.Context) ([]change.Put, error)
}
