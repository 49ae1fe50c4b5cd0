package returned

import (
	"cmp"
	"regexp"
	"slices"

	"throughline/calendar"
	"throughline/ingest/returns"
	"throughline/ingest/returns/cin"
	"throughline/ingest/returns/ssda903"
)

// Identifier is a number by which a return names a child: the council's child id (local), the unique pupil number (upn) or a former one.
type Identifier struct{ Scheme, Value string }

// The kinds of number.
const (
	ChildID   = "local"
	NHS       = "nhs"
	UPN       = "upn"
	FormerUPN = "former_upn"
)

// Child is what one return says of one child.
type Child struct {
	Key         string        // the child's id in the return, as it is matched
	Identifiers []Identifier  // the best first
	First, Last calendar.Date // the first and last day that it tells of the child; zero where it gives none
	Part        Part

	About          string        // what a file that no return carries is about: child or adult, or what is no person; "" is a child
	Forename, Name string        // where a file has them: they suggest who it may be, and are never kept
	Born           calendar.Date // likewise
}

// Person says whether it is somebody who may be a person recorded here.
func (c *Child) Person() bool { return c.About == "" || c.About == "child" || c.About == "adult" }

// From903 splits a children looked after return by its children, in the order in which they first appear. Rows that name no child are in none.
func From903(r *ssda903.Return) []Child {
	at := map[string]int{}
	var all []Child
	upns := map[string]map[string]bool{} // the children who have each number
	for _, table := range ssda903.Tables() {
		rows := r.Rows(table)
		for i := range rows {
			row := &rows[i]
			key := row.Child()
			if key == "" {
				continue
			}
			n, had := at[key]
			if !had {
				n = len(all)
				at[key] = n
				all = append(all, Child{Key: key, Identifiers: childID(key), Part: Part{Slot: Slot{Source: SSDA903, Year: r.Year}, XML: r.XML}})
			}
			c := &all[n]
			c.Part.Rows903 = append(c.Part.Rows903, row.Keep())
			c.number(UPN, row.Cell(ssda903.UPN), upns)
			if table == ssda903.TableEpisodes {
				c.tells(row.Day(ssda903.Decom))
				c.tells(row.Day(ssda903.Dec))
			}
		}
	}
	unshared(all, upns)
	return all
}

// FromCIN splits a children in need census by its children, in the order in which they first appear. Children without an identifier are in none.
func FromCIN(r *cin.Return) []Child {
	at := map[string]int{}
	var all []Child
	upns := map[string]map[string]bool{}
	for _, table := range cin.Tables() {
		rows := r.Rows(table)
		for i := range rows {
			row := &rows[i]
			if row.Child == "" {
				continue
			}
			n, had := at[row.Child]
			if !had {
				n = len(all)
				at[row.Child] = n
				all = append(all, Child{Key: row.Child, Identifiers: childID(row.Child), Part: Part{Slot: Slot{Source: CIN, Year: r.Year}, XML: true}})
			}
			c := &all[n]
			c.Part.RowsCIN = append(c.Part.RowsCIN, row.Keep())
			c.number(UPN, row.Cell(cin.UPN), upns)
			c.number(FormerUPN, row.Cell(cin.FormerUPN), upns)
			if table == cin.TableCINdetails {
				c.tells(row.Day(cin.CINreferralDate))
				c.tells(row.Day(cin.CINclosureDate))
			}
		}
	}
	unshared(all, upns)
	return all
}

// childID is the child id, in capitals and without space around it, as casework writes it.
func childID(key string) []Identifier {
	return []Identifier{{ChildID, key}}
}

var upnForm = regexp.MustCompile(`^[A-Z][0-9]{11}[0-9A-Z]$`)

// number takes a pupil number; the codes that say why there is none (UN1 and so on) are no number.
func (c *Child) number(scheme string, cell returns.Cell, upns map[string]map[string]bool) {
	if cell.State != returns.Good || !upnForm.MatchString(cell.Text) {
		return
	}
	id := Identifier{scheme, cell.Text}
	if slices.Contains(c.Identifiers, id) {
		return
	}
	c.Identifiers = append(c.Identifiers, id)
	slices.SortStableFunc(c.Identifiers, func(a, b Identifier) int { return cmp.Compare(rank(a.Scheme), rank(b.Scheme)) })
	if upns[cell.Text] == nil {
		upns[cell.Text] = map[string]bool{}
	}
	upns[cell.Text][c.Key] = true
}

func rank(scheme string) int { return slices.Index([]string{ChildID, UPN, NHS, FormerUPN}, scheme) }

// unshared takes away the pupil numbers that two children of the return have: they tell nobody apart.
func unshared(all []Child, upns map[string]map[string]bool) {
	for i := range all {
		all[i].Identifiers = slices.DeleteFunc(all[i].Identifiers, func(id Identifier) bool { return id.Scheme != ChildID && len(upns[id.Value]) > 1 })
	}
}

func (c *Child) tells(day calendar.Date, ok bool) {
	if !ok {
		return
	}
	if c.First.IsZero() || day.Before(c.First) {
		c.First = day
	}
	if day.After(c.Last) {
		c.Last = day
	}
}

// Tables903 names the tables that a return has, with rows or without: a load of it takes the place of what an earlier one said in them.
func Tables903(r *ssda903.Return) (names []string) {
	for _, t := range ssda903.Tables() {
		if r.Has(t) {
			names = append(names, t.String())
		}
	}
	return names
}

// TablesCIN names the tables of a census: its one file has them all.
func TablesCIN(*cin.Return) (names []string) {
	for _, t := range cin.Tables() {
		names = append(names, t.String())
	}
	return names
}
