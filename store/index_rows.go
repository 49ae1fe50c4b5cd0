package store

import (
	"throughline/store/queries"
)

// place is where a person stands: who they were found to be the same as, and
// the wall round everything about that person.
type place struct {
	person string
	wall   int
}

// indexRows are the rows of filing, tie and find_key that one thing has. They
// are made here alone, for writing and for checking.
type indexRows struct {
	filings []queries.AddFilingParams
	ties    []queries.AddTieParams
	finds   []queries.AddFindKeyParams
}

// rowsOf makes the index rows of a thing from its filing.
func rowsOf(authority, thing, kind string, seq int64, f filed, placeOf func(own string) (place, error)) (rows indexRows, err error) {
	class, _ := f.Class.Number()
	about := f.About
	if len(about) == 0 {
		about = []string{""} // about nobody: one row, so that it is found
	}
	places := map[string]place{"": {}}
	for i, own := range about {
		if own != "" {
			if places[own], err = placeOf(own); err != nil {
				return indexRows{}, err
			}
		}
		rows.filings = append(rows.filings, queries.AddFilingParams{AuthorityID: authority, ThingID: thing, OwnPersonID: own, PersonID: places[own].person,
			Place: int32(i), Kind: kind, ClassNo: int32(class), WallNo: int32(places[own].wall), SortKey: []byte(f.Sort), Seq: seq})
		for _, key := range f.Finds {
			rows.finds = append(rows.finds, queries.AddFindKeyParams{AuthorityID: authority, FindKey: []byte(key), ThingID: thing, OwnPersonID: own,
				PersonID: places[own].person})
		}
	}
	for i, t := range f.Ties {
		until := t.Until
		if until == "" {
			until = noEnd
		}
		rows.ties = append(rows.ties, queries.AddTieParams{AuthorityID: authority, ThingID: thing, Place: int32(i), OwnPersonID: t.Person,
			PersonID: places[t.Person].person, HolderID: t.Holder, Level: int32(t.Level), FromOn: t.From, UntilOn: until})
	}
	return rows, nil
}

// noEnd is the last day of a tie that has none: no day sorts after it.
const noEnd = "9"
