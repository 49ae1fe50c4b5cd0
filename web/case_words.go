package web

import (
	"throughline/access"
	"throughline/casework"
	"throughline/change"
)

// caseFieldWords names the fields of what is kept about people, by kind.
var caseFieldWords = map[string]string{
	"person.parts": "What they are", "person.born": "Born", "person.estimated": "The date of birth is a judgement", "person.expected": "Expected", "person.died": "Died",
	"person.interpreter": "Needs an interpreter", "person.membership": "Member of staff", "person.group": "Joined to another record", "person.names": "Names",
	"identifier.type": "Register", "identifier.value": "Number", "identifier.until": "Last day", "identifier.from": "First day", "identifier.wrong": "Why it is not this person’s", "identifier.person": "Person",
	"address.people": "Who lives there", "address.lines": "Address", "address.kind": "What it is for", "address.until": "Last day", "address.from": "First day", "address.masked": "Kept from somebody", "address.reason": "From whom and why",
	"relationship.person": "Who", "relationship.of": "To whom", "relationship.kinship": "What they are", "relationship.responsibility": "Has parental responsibility",
	"relationship.from": "First day", "relationship.until": "Last day",
	"involvement.for": "Part of the work", "involvement.why": "What it is for", "involvement.from": "First day", "involvement.until": "Last day", "involvement.stopped": "Consent was withdrawn", "involvement.ending": "Why it ended",
	"allocation.membership": "Worker", "allocation.for": "Part of the work", "allocation.from": "First day", "allocation.until": "Last day", "allocation.why": "Why it ended", "allocation.by": "Allocated by",
	"episode.started": "First day looked after", "episode.need": "Category of need", "episode.ended": "Last day looked after", "episode.end_reason": "Why it ended", "episode.home_postcode": "Postcode of home before",
	"legal_status.code": "Legal status", "legal_status.episode": "Time in care", "placement.type": "Placement", "placement.episode": "Time in care", "placement.urn": "Number of the setting (URN)",
	"placement.move_reason": "Why it changed", "placement.where": "Where it is, masked", "review.due": "Due by", "review.held": "Held on", "review.participation": "How the child took part",
	"review.postponed": "Why it was put off", "review.completed": "Record written on", "characteristics.ethnicity": "Ethnic group", "characteristics.needs": "What helps them to take part",
	"record.of": "Kind of record", "record.class": "Class", "record.people": "About", "record.session": "Written together with", "record.happened": "Happened on", "record.words": "What was recorded",
	"record.own": "About one person alone", "record.voices": "In their own words", "record.amended": "Added since", "record.codes": "Codes",
}

// caseCodes puts the codes of what is kept about people into words, by kind and
// field.
var caseCodes = map[string]func(string) string{
	"person.parts": func(code string) string { return change.UpperFirst(casework.Part(code).Words()) }, "person.kind": func(code string) string { return change.UpperFirst(casework.NameKind(code).Words()) },
	"person.sex": labels(casework.SexCodes), "person.wall": wallWords,
	"identifier.type": func(code string) string { return casework.IdentifierType(code).Words() }, "address.kind": func(code string) string { return change.UpperFirst(addressKindWords[casework.AddressKind(code)]) },
	"relationship.kinship": func(code string) string { return change.UpperFirst(casework.Kinship(code).Words()) },
	"involvement.for":      partOfWorkWords, "involvement.basis": spelled, "allocation.for": partOfWorkWords,
	"allocation.role": func(code string) string { return casework.AllocatedRole(code).Words() },
	"episode.need":    labels(casework.NeedCodes), "episode.end_reason": labels(casework.CeasedCodes),
	"legal_status.code": labels(casework.LegalStatusCodes), "legal_status.reason": labels(casework.NewEpisodeCodes),
	"placement.type": labels(casework.PlacementCodes), "placement.provider": labels(casework.ProviderCodes), "placement.reason": labels(casework.NewEpisodeCodes), "placement.move_reason": labels(casework.MovedCodes),
	"review.participation": labels(casework.ParticipantCodes), "characteristics.ethnicity": labels(casework.EthnicityCodes), "characteristics.disabilities": labels(casework.DisabilityCodes),
	"record.of": recordKindName, "record.class.sensitivity": spelled, "record.class.compartment": spelled, "record.outcome": spelled,
}

func labels(set casework.CodeSet) func(string) string {
	return func(code string) string { return change.UpperFirst(set.Label(code)) }
}

func partOfWorkWords(code string) string { return workPartWords(access.Compartment(code)) }

func wallWords(code string) string {
	switch access.Wall(code) {
	case access.Restricted:
		return "Restricted"
	case access.AdoptionWall:
		return "From before an adoption"
	default:
		return "None"
	}
}

func caseCodeWords(kind, path, code string) (string, bool) {
	words, ok := caseCodes[kind+"."+path]
	if !ok {
		return "", false
	}
	return words(code), true
}
