// Package access says who is asking and what each role may do. What is not
// granted in the table is denied. It does no input or output.
package access

import "slices"

// Caller is who asks: one account, acting for one agency of one authority at
// a time. The zero Caller may do nothing.
type Caller struct {
	Account    string // random id of the account, "" for nobody
	Name       string // the person's name on the day
	Authority  string // random id of the authority acted in
	Agency     string // random id of the agency acted for
	Membership string // random id of the membership that gives the roles
	Roles      []Role
	Posts      []string          // posts held today, and those acted for as a delegate
	OnBehalfOf map[string]string // post id to the delegation that lets the caller act for it
	Teams      []string          // random ids of the teams the caller is in today
	Council    bool              // the agency is the council itself
	Purpose    Purpose           // why the caller asks
}

// MaxTeams is how many teams one person can be in on one day. Each has its
// place in the store's predicate, whose shape is fixed.
const MaxTeams = 8

// Holds says whether the caller holds the post today, or acts for it as a
// delegate.
func (c Caller) Holds(post string) bool {
	if post == "" {
		return false
	}
	return slices.Contains(c.Posts, post)
}

// Has says whether the caller has the role.
func (c Caller) Has(role Role) bool {
	return slices.Contains(c.Roles, role)
}
