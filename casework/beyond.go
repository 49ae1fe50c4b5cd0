package casework

import (
	"slices"
	"strings"

	"throughline/access"
	"throughline/change"
)

// related are the people, those that their relationships name, so that a
// masked address of a parent is known when something is written about a child,
// and the other sides of adoptions, so that no thing links the two.
func (f *Folder) related(ids ...string) []string {
	g := f.groups()
	all := people(ids...)
	for _, id := range ids {
		for r := range f.Relationships.All() {
			for _, member := range g.of(id) {
				if r.Person == member || r.Of == member {
					all = append(all, r.Other(member))
				}
			}
		}
	}
	return people(append(all, f.otherSides()...)...)
}

// otherSides are the people on both sides of the adoptions in the folder.
func (f *Folder) otherSides() []string {
	var sides []string
	for b := range f.Breaks.All() {
		sides = append(sides, b.Before, b.After)
	}
	return people(sides...)
}

// keptApart refuses to link two records across an adoption. Only who may keep
// adopted children's records apart is told so; to anybody else the other
// record isn't there.
func keptApart(by access.Caller) error {
	if by.May(access.SeparateAdopted) {
		return invalid("person", "These are records from before and after an adoption. Nothing may link them.")
	}
	return change.Missing("person")
}

// checkTogether checks that everybody named is in the folder, and that one
// thing may be about them all: none is ever about both sides of an adoption.
func (f *Folder) checkTogether(by access.Caller, ids ...string) error {
	if err := f.checkPeople(ids...); err != nil {
		return err
	}
	g, named := f.groups(), people(ids...)
	for i, one := range named {
		for _, other := range named[i+1:] {
			if f.apart(g, one, other) {
				return keptApart(by)
			}
		}
	}
	return nil
}

// written is free text that somebody entered in a field.
type written struct{ field, text string }

// longestText is more than anybody reads in one field: about 50 pages.
const longestText = 150_000

// checkWritten refuses text that gives away an address that is kept masked, as
// far as the folder knows the masked addresses.
func (f *Folder) checkWritten(p *change.Problems, texts ...written) {
	masked := f.masked()
	for _, t := range texts {
		if len(t.text) > longestText {
			p.Add(t.field, "Enter a shorter text, of at most 150,000 letters. Divide it over several records.")
			continue
		}
		var said []string
		for _, passage := range MaskedWords(t.text, masked) {
			if !slices.Contains(said, passage.Words) {
				said = append(said, passage.Words)
			}
		}
		if len(said) > 0 {
			p.Add(t.field, "Take out “"+strings.Join(said, "” and “")+"”: it is a "+MaskedWords(t.text, masked)[0].What+
				" that is kept from somebody. Say it another way, or put it in a record of details that must be kept from somebody.")
		}
	}
}
