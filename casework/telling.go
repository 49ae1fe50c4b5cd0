package casework

import (
	"slices"
	"strings"

	"throughline/access"
)

// Told is how much of how long records are kept, and why, may be told to
// whoever asks. Its zero value tells nothing.
type Told struct {
	Whole     bool   // everything about the person; otherwise only what Agency brought, and nothing of what others know
	Agency    string // of whoever asks
	Holds     bool   // the titles of holds over the person
	WideHolds bool   // the titles of holds over the whole authority
}

// ToldBy is what a scope, of the act View, lets somebody be told about a
// person with a wall to whom they have ties.
func ToldBy(scope access.Scope, wall access.Wall, ties access.Ties) Told {
	return Told{
		Whole: scope.Allows(DestructionClass(wall), wall, access.Ties{}), Agency: scope.Caller.Agency,
		Holds: scope.Allows(holdClass, wall, ties), WideHolds: scope.Allows(wideHoldClass, access.NoWall, access.Ties{}),
	}
}

// titles says whether the title of a hold may be told.
func (t Told) titles(h *Hold) bool {
	if len(h.People) == 0 {
		return t.WideHolds
	}
	return t.Holds
}

// titledFor is what whoever takes part in a destruction is told of holds.
func titledFor(by access.Caller) Told {
	may := by.May(access.HoldRecords)
	return Told{Whole: true, Holds: may, WideHolds: may}
}

// HeldUntitled is why a record is kept when the title of the hold is not for
// whoever asks.
const HeldUntitled = "A legal hold keeps it."

// held names the holds that keep a thing. One over somebody else alone is not
// named: whoever asks about this person need not know of that one.
func (k *keeper) held(holds []*Hold) Keeping {
	var titles, ids []string
	elsewhere := true
	for _, h := range holds {
		ids = append(ids, h.ID)
		over := len(k.asked) == 0 || slices.ContainsFunc(k.asked, h.Over)
		elsewhere = elsewhere && !over
		if over && (k.told == nil || k.told.titles(h)) {
			titles = append(titles, h.Title)
		}
	}
	because := HeldUntitled
	switch {
	case len(titles) > 0:
		because = "A legal hold keeps it: " + strings.Join(titles, "; ") + "."
	case elsewhere:
		because = "A legal hold on somebody else it is about keeps it."
	}
	return Keeping{State: KeepHeld, Holds: ids, Because: because}
}

// broughtBy is the agency that a thing came from, or "" for what is the
// council's, such as a name.
func (f *Folder) broughtBy(b body) string {
	switch b := b.(type) {
	case *Record:
		return f.agencyOf(b.Author)
	case *Sharing:
		return f.agencyOf(b.DecidedBy)
	case *Glass:
		return f.agencyOf(b.Membership)
	case *Involvement:
		return b.Agency
	case *Allocation:
		return b.Agency
	case *Consent:
		return b.Agency
	default:
		return ""
	}
}

func (f *Folder) agencyOf(membership string) string {
	w, _ := f.Staff.Worker(membership)
	return w.Agency
}

// outside is how long a thing is kept as somebody outside the council is told
// it: without what it would tell of others' work, such as that the person is
// looked after, or was adopted.
func (k *keeper) outside(kept Keeping) Keeping {
	ofKind := slices.ContainsFunc(k.rules, func(r RetentionRule) bool { return r.Code == kept.Rule && r.Over == "kind" })
	switch {
	case kept.State == KeepHeld && !strings.HasPrefix(kept.Because, "A legal hold keeps it: "):
		return Keeping{State: KeepHeld, Because: HeldUntitled}
	case kept.State == KeepHeld, kept.State == KeepUntil && ofKind:
		return kept
	case kept.State == KeepUnknown:
		return Keeping{State: KeepUnknown, Because: "We can't tell yet how long it is kept."}
	default:
		return Keeping{State: KeepOpen, Because: "It is kept while somebody works with the person, or for as long as the council must keep the whole file."}
	}
}
