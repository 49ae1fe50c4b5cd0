package web

import (
	"throughline/access"
	"throughline/casework"
	"throughline/store"
)

// guardLinks lead from a person's page to who may reach them and what is
// shared, as far as each is for the caller. Open says that the file itself is
// open to them, and not only the name.
func (v *visit) guardLinks(id string, own store.Filed, open bool) (links []pageLink) {
	at := "/casework/people/" + id
	add := func(text, href string) { links = append(links, pageLink{Text: text, Href: href}) }
	if !v.Now() {
		return nil
	}
	if v.caller.May(access.BreakGlass) && !open && !own.Ties.Glass {
		add("Open this file in an emergency", at+"/glass")
	}
	if class, ok := casework.ClassOf(casework.Sharing{}); ok && v.scope(access.View).Allows(class, own.Wall, own.Ties) || v.mayRecordSharing(own) {
		add("Sharing and consent", at+"/sharing")
	}
	if v.caller.May(access.Restrict) && own.Wall == access.NoWall && (own.Ties.Allocated || own.Ties.Team || v.caller.May(access.ReviewAccess)) {
		add("Restrict who can reach them", at+"/restrict")
	}
	if v.caller.May(access.MergePeople) {
		add("Find another record of this person", at+"/join")
	}
	if v.caller.May(access.SeparateAdopted) && own.Wall != access.AdoptionWall {
		add("Begin a new record after an adoption", at+"/adoption")
	}
	if v.caller.May(access.DestroyRecords) && v.s.app.Policy().Scope(v.caller, access.Governance, access.View).Allows(own.Class, own.Wall, own.Ties) {
		add("How long their records are kept", "/governance/retention/"+id)
	}
	return links
}
