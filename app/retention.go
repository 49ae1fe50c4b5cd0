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
	if *k.found, err = f.KeptOf(k.Person, rules); err != nil {
		return nil, err
	}
	return nil, errAsked
}

// Retention says of everything about a person how long it is kept and why,
// without any of its content. It needs access.DestroyRecords, and the caller
// must have found the person by their own looking first.
func (s *Service) Retention(ctx context.Context, caller access.Caller, person string) (found []casework.Kept, err error) {
	_, err = s.DoCase(ctx, caller, access.Governance, keeping{casework.ProposeDestruction{Person: person}, &found})
	if !errors.Is(err, errAsked) {
		return nil, err
	}
	return found, nil
}
