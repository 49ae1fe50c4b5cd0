package web

import (
	"throughline/access"
	"throughline/casework"
	"throughline/store"
)

// caseKindWords names each kind of thing that is kept about people.
var caseKindWords = map[string]string{
	casework.KindPerson: "Name and details", casework.KindCharacteristics: "Characteristics", casework.KindIdentifier: "Number that identifies them",
	casework.KindAddress: "Address", casework.KindRelationship: "Relationship", casework.KindInvolvement: "An agency’s work with them",
	casework.KindAllocation: "Allocation", casework.KindEpisode: "Time in care", casework.KindLegalStatus: "Legal status", casework.KindPlacement: "Placement",
	casework.KindReview: "Review", casework.KindRecord: "Record", casework.KindSharing: "Decision to share", casework.KindConsent: "Consent",
	casework.KindGlass: "Opening in an emergency", casework.KindRestriction: "Restriction", casework.KindHold: "Legal hold", casework.KindBreak: "Records kept apart",
	casework.KindJoin: "Joined records", casework.KindDestruction: "List of records to destroy", casework.KindAlert: "Alert", casework.KindDismissal: "Dismissal of an alert", store.KindFiledErasure: "Record of a destruction",
}

// caseChangeNames are the changes to what is kept about people, as the ledger
// names them, in order.
var caseChangeNames = []string{
	"allocate a person", "allocate a request or an audit", "amend a record", "answer an alert", "change a legal status or placement", "change a person's details", "change a relationship", "change an address",
	"decide a destruction", "decide whether to share", "dismiss an alert", "end a time in care", "end an agency's involvement", "end an allocation", "end an identifier", "end the allocation of a request or an audit", store.ChangeEraseFiled,
	"join two records of one person", "keep records apart", "lift a legal hold", "look at a restriction again", "open a record in an emergency", "part two records",
	"place a legal hold", "plan a review", "propose a destruction", "raise a dismissed alert again", "record a person", "record a person's characteristics", "record a relationship", "record a review",
	"record an address", "record an agency's involvement", "record an identifier", "record consent", "restrict a person", "review an emergency opening",
	"revise a draft record", "start a time in care", store.ChangeWatched, "withdraw consent", "write a record",
}

// trailNames are the changes that the audit trail can be filtered by: those
// about people only for whoever may know of them.
func (v *visit) trailNames() []string {
	if v.caller.May(access.ReadViews) {
		return append(append([]string{}, changeNames...), caseChangeNames...)
	}
	return changeNames
}
