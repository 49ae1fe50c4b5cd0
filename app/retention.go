package app

import (
	"context"
	"errors"

	"throughline/access"
	"throughline/casework"
	"throughline/change"
)

// keeping asks how long everything about a person is kept. It reads what the
// caller may not, and gives none of its content.
type keeping struct {
	casework.ProposeDestruction
	told  casework.Told
	found *[]casework.Kept
}

// Name is what it does.
func (keeping) Name() string { return "work out how long records are kept" }

// About is nobody by name, so that working through a list opens nobody.
func (keeping) About() []string { return nil }

// Beyond asks for the person's file, and of everybody their records are about.
func (k keeping) Beyond(f *casework.Folder) []string {
	return append([]string{k.Person}, k.ProposeDestruction.Beyond(f)...)
}

// Decide works it out, and writes nothing.
func (k keeping) Decide(f *casework.Folder, _ change.Context) ([]change.Put, error) {
	rules, err := casework.RetentionRules()
	if err != nil {
		return nil, err
	}
	if *k.found, err = f.KeptOf(k.Person, rules, k.told); err != nil {
		return nil, err
	}
	return nil, errAsked
}

// Retention says of everything about a person how long it is kept and why,
// without any of its content, as far as the policy lets the caller be told: who
// reaches the person by a tie alone, such as the Guardian of a partner, is told
// of what their own agency brought. It needs access.DestroyRecords, and the
// person as the caller found them by their own looking.
func (s *Service) Retention(ctx context.Context, caller access.Caller, person Found) (found []casework.Kept, err error) {
	told := casework.ToldBy(s.Policy().Scope(caller, access.Governance, access.View), person.Filed.Wall, person.Filed.Ties)
	_, err = s.DoCase(ctx, caller, access.Governance, keeping{casework.ProposeDestruction{Person: person.Filed.Thing}, told, &found})
	if !errors.Is(err, errAsked) {
		return nil, err
	}
	return found, nil
}

// MayPropose says whether the caller may propose what of a person's records is
// destroyed: they decide about all of it, or about none.
func (s *Service) MayPropose(caller access.Caller, person Found) bool {
	return decidesWhole(s.Policy().Scope(caller, access.Governance, access.Record), person.Filed.Wall)
}

func decidesWhole(scope access.Scope, wall access.Wall) bool {
	return scope.Allows(casework.DestructionClass(wall), wall, access.Ties{})
}

// errNotWhole refuses to propose before anything can be learned of the person's
// records.
func errNotWhole() error {
	return change.Forbid("Only somebody who decides about all of this person's records can propose which are destroyed.")
}

// mayPropose refuses a list by somebody who doesn't decide about everything
// that is kept about the person.
func mayPropose(scope access.Scope, folder *casework.Folder, ch casework.Change) error {
	if asked, is := ch.(asking); is {
		ch = asked.Change
	}
	propose, is := ch.(casework.ProposeDestruction)
	if !is {
		return nil
	}
	if p, ok := folder.People.Get(propose.Person); ok && !decidesWhole(scope, p.Wall) {
		return errNotWhole()
	}
	return nil
}
