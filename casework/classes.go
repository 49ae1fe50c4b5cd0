package casework

import "throughline/access"

// The classes under which things are filed, in one place. The policy in
// package access says who may see and record each.
var (
	// A name is what many may search, so no more than a name and a day of
	// birth is filed with it, and what only says which record is whose: who
	// is restricted is read behind the wall that it sets up.
	identityClass    = class(access.Personal, access.Identity)
	joinClass        = identityClass
	restrictionClass = identityClass

	characteristicsClass = class(access.Sensitive, access.SocialCare)
	careClass            = class(access.Personal, access.SocialCare) // episodes, legal statuses and placements
	reviewClass          = class(access.Personal, access.LookedAfterReview)
	maskedClass          = class(access.Sensitive, access.MaskedAddress)
	breakClass           = class(access.Sensitive, access.Adoption)

	glassClass       = class(access.Ordinary, access.Oversight) // what a member of staff did
	wideHoldClass    = class(access.Ordinary, access.Oversight) // about nobody
	holdClass        = class(access.Personal, access.Oversight)
	checkClass       = class(access.Personal, access.Oversight) // who answers a request, or audits
	destructionClass = class(access.Sensitive, access.Oversight)
	alertClass       = class(access.Sensitive, access.Oversight)

	// A list of records from before an adoption holds what staff decided, and
	// nothing of what the records say: the adoption service sees it without a
	// tie to the person, and nobody else does.
	adoptionListClass = class(access.Ordinary, access.Adoption)
)

// identifierClass says who may see which number. The NHS number is filed with
// the name: the law means it as the identifier that every partner uses, and it
// keeps two children apart.
func identifierClass(t IdentifierType) access.Class {
	switch t {
	case LocalChildID, NHSNumber:
		return identityClass
	case UPN, FormerUPN, ULN:
		return class(access.Personal, access.Education)
	case HomeOffice:
		return class(access.Sensitive, access.SocialCare)
	default:
		return class(access.Personal, access.SocialCare)
	}
}

// whoClass is the class of what says to whom a person is allocated. It goes
// with the name, because whoever may find a child must know whom to ring, and a
// manager must be able to give out a child whom nobody works with yet. Work in
// a walled part, such as an allegation about an adult, is of that part's class.
func whoClass(part access.Compartment) access.Class {
	if c := workClass(part); c.Sensitivity == access.Sensitive {
		return c
	}
	return class(access.Personal, access.Identity)
}

// workClass is the class of what says what was shared with whom, and who
// consented. The part of the work is part of the class: who
// does that work sees it, and an allocation in a walled part, such as an
// allegation about an adult, doesn't show what it is for.
func workClass(part access.Compartment) access.Class {
	switch part {
	case access.DesignatedOfficer, access.Adoption, access.Psychology, access.DomesticAbuse:
		return class(access.Sensitive, part)
	case "", access.Identity, access.MaskedAddress, access.PersonalSupervision, access.Oversight, access.Returns:
		return class(access.Personal, access.SocialCare)
	default:
		return class(access.Personal, part)
	}
}
