// Package casework is what the authority knows about people: who they are and
// how they are related, who works with them, their time in care, what was
// recorded about them, what was shared and why, and how long it is kept. It
// does no input or output; every rule about casework lives here and nowhere
// else.
//
// Who may see or record a thing is not decided here but by the policy in
// package access: each change only files what it puts under the right class,
// the right people and the ties it sets up.
package casework

// The kinds of thing that are kept about people, as the store names them.
const (
	KindPerson          = "case.person"
	KindCharacteristics = "case.characteristics"
	KindIdentifier      = "case.identifier"
	KindAddress         = "case.address"
	KindRelationship    = "case.relationship"
	KindInvolvement     = "case.involvement"
	KindAllocation      = "case.allocation"
	KindEpisode         = "case.episode"
	KindLegalStatus     = "case.legal_status"
	KindPlacement       = "case.placement"
	KindReview          = "case.review"
	KindRecord          = "case.record"
	KindSharing         = "case.sharing"
	KindConsent         = "case.consent"
	KindGlass           = "case.glass"
	KindRestriction     = "case.restriction"
	KindHold            = "case.hold"
	KindBreak           = "case.break"
	KindJoin            = "case.join"
	KindDestruction     = "case.destruction"
	KindAlert           = "case.alert"
	KindDismissal       = "case.dismissal"
)
