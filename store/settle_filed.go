package store

import (
	"errors"
	"slices"

	"throughline/access"
	"throughline/store/queries"
)

// settleFiled checks what was put about people against the scope, by the index
// as it was before the change, and then brings the index up to the change.
func (tx *Tx) settleFiled() error {
	if tx.refused != nil {
		return tx.refused
	}
	if len(tx.filed) == 0 {
		return nil
	}
	if !tx.trusted {
		for _, p := range tx.filed {
			if err := tx.allowed(p); err != nil {
				return err
			}
		}
	}
	moved := tx.moved()
	for _, p := range tx.filed {
		if err := tx.index(p.Thing, p.Kind, p.filed); err != nil {
			return err
		}
	}
	return tx.regroup(moved)
}

// allowed refuses a put that the scope does not allow.
func (tx *Tx) allowed(p filedPut) error {
	if len(p.About) == 0 {
		if !tx.scope.Allows(p.Class, access.NoWall, access.Ties{}) {
			return tx.refuse(p.Thing)
		}
		return nil
	}
	var people []standing
	for _, person := range p.About {
		s, there, err := tx.standing(person)
		if err != nil {
			return err
		}
		if !there {
			return tx.refuse(p.Thing)
		}
		people = append(people, s)
	}
	if !allows(*tx.scope, p.Class, people) {
		return tx.refuse(p.Thing)
	}
	if p.Group == "" {
		return nil
	}
	joined, there, err := tx.standing(p.Group)
	if err != nil {
		return err
	}
	if !there || !allows(*tx.scope, p.Class, []standing{joined}) {
		return tx.refuse(p.Thing)
	}
	return nil
}

// standing says how the caller stood to a person before the change, and
// whether there is such a person, or will be by this change.
func (tx *Tx) standing(person string) (s standing, there bool, err error) {
	st := statement{args: who(tx.scope.Caller, tx.today)}
	at := st.param(person)
	st.add("SELECT p.wall_no, ", tiesHeld, " FROM filing p WHERE p.authority_id = $1 AND p.thing_id = ", at, " AND p.own_person_id = ", at)
	found, there, err := readStanding(tx.sqlTx.QueryContext(tx.ctx, st.String(), st.args...))
	if err != nil || there {
		return found, there, err
	}
	made := slices.ContainsFunc(tx.filed, func(p filedPut) bool { return p.Person && p.Thing == person })
	return standing{wall: access.NoWall}, made, nil
}

// index writes the index rows of a thing in place of those it had.
func (tx *Tx) index(thing, kind string, f filed) error {
	authority := tx.entry.Authority
	rows, err := rowsOf(authority, thing, kind, tx.entry.Seq, f, func(own string) (place, error) {
		at, err := tx.placeOf(own)
		if errors.Is(err, ErrNotFound) {
			return place{person: own}, nil // made by this change: regroup puts them in their place
		}
		return at, err
	})
	if err != nil {
		return err
	}
	if err := tx.unindex(thing); err != nil {
		return err
	}
	if err := tx.q.DropFilings(tx.ctx, queries.DropFilingsParams{AuthorityID: authority, ThingID: thing}); err != nil {
		return err
	}
	for _, row := range rows.filings {
		if err := tx.q.AddFiling(tx.ctx, row); err != nil {
			return err
		}
	}
	for _, row := range rows.ties {
		if err := tx.q.AddTie(tx.ctx, row); err != nil {
			return err
		}
	}
	for _, row := range rows.finds {
		if err := tx.q.AddFindKey(tx.ctx, row); err != nil {
			return err
		}
	}
	return nil
}

// unindex takes away the ties a thing sets up and the keys it is found by.
func (tx *Tx) unindex(thing string) error {
	if err := tx.q.DropTies(tx.ctx, queries.DropTiesParams{AuthorityID: tx.entry.Authority, ThingID: thing}); err != nil {
		return err
	}
	return tx.q.DropFindKeys(tx.ctx, queries.DropFindKeysParams{AuthorityID: tx.entry.Authority, ThingID: thing})
}

// placeOf is where a person stands by the index, or ErrNotFound.
func (tx *Tx) placeOf(person string) (place, error) {
	rows, err := tx.q.PersonRow(tx.ctx, queries.PersonRowParams{AuthorityID: tx.entry.Authority, ThingID: person})
	if err != nil {
		return place{}, err
	}
	if len(rows) == 0 {
		return place{}, errUnseen()
	}
	if rows[0].WallNo < 0 || int(rows[0].WallNo) >= len(access.Walls) {
		return place{}, damagedFiling(errors.New("a wall that is not declared"))
	}
	return place{rows[0].PersonID, int(rows[0].WallNo)}, nil
}

// moved lists the people of this change who are now found to be the same as
// somebody else than before, or have another wall.
func (tx *Tx) moved() (people []filedPut) {
	for _, p := range tx.filed {
		was := filed{Wall: access.NoWall}
		if p.before != nil {
			was = *p.before
		}
		if p.Person && (p.Group != was.Group || p.Wall != was.Wall) {
			people = append(people, p)
		}
	}
	return people
}

// regroup moves the index rows of people who were joined or parted, and sets
// the wall of each group anew: the highest round anybody in it.
func (tx *Tx) regroup(moved []filedPut) error {
	var groups []string
	for _, p := range moved {
		at, err := tx.placeOf(p.Thing)
		if err != nil {
			return err
		}
		onto := p.Group
		if onto == "" {
			onto = p.Thing
		}
		if onto != p.Thing {
			if _, err := tx.placeOf(onto); err != nil {
				return err
			}
		}
		if at.person != onto {
			if err := tx.move(p.Thing, at.person, place{onto, at.wall}); err != nil {
				return err
			}
		}
		groups = append(groups, at.person, onto)
	}
	slices.Sort(groups)
	for _, group := range slices.Compact(groups) {
		if err := tx.wallRound(group); err != nil {
			return err
		}
	}
	return nil
}

// wallRound sets the wall of everybody in a group, which must stand by itself.
func (tx *Tx) wallRound(group string) error {
	members, err := tx.q.MembersOf(tx.ctx, queries.MembersOfParams{AuthorityID: tx.entry.Authority, PersonID: group})
	if err != nil || len(members) == 0 {
		return err
	}
	if !slices.Contains(members, group) {
		return invalid("Somebody who was found to be the same as one person cannot be joined to by another: join both to the first, or part them before.")
	}
	highest := 0
	for _, member := range members {
		f, err := tx.filingOf(member)
		if err != nil {
			return err
		}
		wall, _ := f.Wall.Number()
		highest = max(highest, wall)
	}
	for _, member := range members {
		at, err := tx.placeOf(member)
		if err != nil {
			return err
		}
		if at.wall != highest {
			if err := tx.move(member, group, place{group, highest}); err != nil {
				return err
			}
		}
	}
	return nil
}

// move puts every index row about one person under another, with a wall.
func (tx *Tx) move(own, from string, to place) error {
	authority := tx.entry.Authority
	if err := tx.q.MoveFilings(tx.ctx, queries.MoveFilingsParams{AuthorityID: authority, HeldBy: from, Own: own, Onto: to.person, Wall: int32(to.wall)}); err != nil {
		return err
	}
	if from == to.person {
		return nil
	}
	if err := tx.q.MoveTies(tx.ctx, queries.MoveTiesParams{AuthorityID: authority, HeldBy: from, Own: own, Onto: to.person}); err != nil {
		return err
	}
	return tx.q.MoveFindKeys(tx.ctx, queries.MoveFindKeysParams{AuthorityID: authority, HeldBy: from, Own: own, Onto: to.person})
}
