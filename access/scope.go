package access

// Scope is what one caller may reach, for one purpose and one act, as the sets
// of classes that each relationship opens. Package store and Allows look it up
// in the same way: that is the whole of the predicate.
type Scope struct {
	Caller  Caller
	Purpose Purpose
	Act     Act
	Masks   Masks
}

// Level is a place in a Scope's masks.
type Level int

// The levels. Own is what the caller has to everybody: Unrelated, and
// OfAuthority if they act for the council.
const (
	OwnLevel Level = iota
	AgencyLevel
	TeamLevel
	AllocatedLevel
	GlassLevel
	levels
)

// Levels is how many levels there are.
const Levels = int(levels)

// Masks holds a set of classes, bit n for class number n, for each wall (by
// its number) and level.
type Masks [3][Levels]uint64

// Allows says whether the scope opens a record of the class about a person
// with the wall, to whom the caller has the ties. What is not declared is not
// opened.
func (s Scope) Allows(class Class, wall Wall, ties Ties) bool {
	number, ok := class.Number()
	place, known := wall.Number()
	if !ok || !known || s.Caller.Account == "" || s.Caller.Authority == "" {
		return false
	}
	at := s.Masks[place]
	open := at[OwnLevel]
	if ties.Agency {
		open |= at[AgencyLevel]
	}
	if ties.Team {
		open |= at[TeamLevel]
	}
	if ties.Allocated {
		open |= at[AllocatedLevel]
	}
	if ties.Glass {
		open |= at[GlassLevel]
	}
	return open>>uint(number)&1 == 1
}

// Wide says whether anything is open to the caller without a tie, so that a
// list can't be drawn from the people they are tied to alone.
func (s Scope) Wide() bool {
	for _, at := range s.Masks {
		if at[OwnLevel] != 0 {
			return true
		}
	}
	return false
}
