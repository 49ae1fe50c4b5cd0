package casework

import (
	"errors"
	"regexp"
	"strings"

	"throughline/calendar"
	"throughline/change"
)

// IdentifierType says which register an identifier is from.
type IdentifierType string

// The types of identifier.
const (
	LocalChildID IdentifierType = "local"       // the council's own, for returns: at most 20 letters and digits
	NHSNumber    IdentifierType = "nhs"         // ten digits, the last a check digit
	UPN          IdentifierType = "upn"         // unique pupil number
	FormerUPN    IdentifierType = "former_upn"  // one held before
	ULN          IdentifierType = "uln"         // unique learner number
	HomeOffice   IdentifierType = "home_office" // reference of an application
	CourtCase    IdentifierType = "court"
	PoliceRef    IdentifierType = "police"
	OtherSystem  IdentifierType = "other_system" // another agency's number for the person
)

// IdentifierTypes lists every type, in the order forms offer them.
var IdentifierTypes = []IdentifierType{LocalChildID, NHSNumber, UPN, FormerUPN, ULN, HomeOffice, CourtCase, PoliceRef, OtherSystem}

var identifierWords = map[IdentifierType]string{
	LocalChildID: "Local child id", NHSNumber: "NHS number", UPN: "Unique pupil number (UPN)", FormerUPN: "Former unique pupil number",
	ULN: "Unique learner number (ULN)", HomeOffice: "Home Office reference", CourtCase: "Court case number",
	PoliceRef: "Police reference", OtherSystem: "Number in another system",
}

// Words is the type in words.
func (t IdentifierType) Words() string { return identifierWords[t] }

// Identifier is a number that some register knows a person by. It is optional
// and dated, and is never the key of anything.
type Identifier struct {
	Thing

	Person string         `json:"person"`
	Type   IdentifierType `json:"type"`
	Value  string         `json:"value"`
	From   calendar.Date  `json:"from,omitzero"`
	Until  calendar.Date  `json:"until,omitzero"` // last day; zero for no end
	Source string         `json:"source"`         // who gave it
	Wrong  string         `json:"wrong,omitzero"` // why it turned out to be another person's
}

func (Identifier) kind() string     { return KindIdentifier }
func (i Identifier) parent() string { return i.Person }

func (i Identifier) filing(string) change.Filing {
	filing := change.Filing{About: []string{i.Person}, Class: identifierClass(i.Type), Sort: string(i.Type)}
	if i.Wrong == "" {
		filing.Finds = []string{KeyOfIdentifier(i.Type, i.Value), keyOf("number:", compact(i.Value))}
	}
	return filing
}

var (
	localForm     = regexp.MustCompile(`^[A-Z0-9]{1,20}$`)
	upnForm       = regexp.MustCompile(`^[A-Z][0-9]{11}[0-9A-Z]$`)
	referenceForm = regexp.MustCompile(`^[\p{L}\p{N} /.:()\-]+$`)
	digits10      = regexp.MustCompile(`^[0-9]{10}$`)
)

// ReadIdentifier puts a number in its one written form, or says what is wrong
// with it. Spaces and hyphens are left out, and letters are capital.
func ReadIdentifier(t IdentifierType, text string) (string, error) {
	value := strings.ToUpper(strings.Map(func(r rune) rune {
		if strings.ContainsRune(" -\t\u00a0\u2011", r) {
			return -1
		}
		return r
	}, text))
	switch t {
	case LocalChildID:
		if !localForm.MatchString(value) {
			return "", errors.New("a local child id has at most 20 letters and digits: check it")
		}
	case NHSNumber:
		if !digits10.MatchString(value) {
			return "", errors.New("an NHS number has 10 digits: check it")
		}
		if nhsCheck(value) != value[9] || value == "0000000000" {
			return "", errors.New("the last digit of this NHS number doesn't fit the others: check each digit")
		}
	case UPN, FormerUPN:
		if !upnForm.MatchString(value) {
			return "", errors.New("a UPN is a letter and 12 more digits, of which the last may be a letter: check it")
		}
		if upnCheck(value) != value[0] {
			return "", errors.New("the first letter of this UPN doesn't fit its digits: check each one")
		}
	case ULN:
		if !digits10.MatchString(value) || !ulnChecks(value) {
			return "", errors.New("a ULN has 10 digits, and the last fits the others: check each one")
		}
	case HomeOffice, CourtCase, PoliceRef, OtherSystem:
		value = strings.ToUpper(strings.Join(strings.Fields(text), " "))
		if len(value) > 60 || !referenceForm.MatchString(value) || compact(value) == "" {
			return "", errors.New("enter the number: at most 60 letters, digits, spaces and - / . : ( )")
		}
	default:
		return "", errors.New("choose which register the number is from")
	}
	return value, nil
}

// nhsCheck is the check digit of an NHS number: weights 10 to 2, modulo 11. It
// gives 'X', which no number ends in, where there is no digit.
func nhsCheck(value string) byte {
	sum := 0
	for i := range 9 {
		sum += int(value[i]-'0') * (10 - i)
	}
	switch check := 11 - sum%11; check {
	case 11:
		return '0'
	case 10:
		return 'X'
	default:
		return byte('0' + check)
	}
}

// upnLetters are the check letters of a UPN, and the values of its last place
// where that is a letter: I, O and S are not used.
const upnLetters = "ABCDEFGHJKLMNPQRTUVWXYZ"

// upnCheck is the check letter: weights 2 to 13, modulo 23.
func upnCheck(value string) byte {
	sum := 0
	for i := 1; i < 13; i++ {
		n := int(value[i] - '0')
		if value[i] >= 'A' {
			if n = strings.IndexByte(upnLetters, value[i]); n < 0 {
				return 0
			}
		}
		sum += n * (i + 1)
	}
	return upnLetters[sum%23]
}

// ulnChecks says whether the check digit fits: weights 10 to 2, and ten less
// what is left after dividing by 11. A number that leaves nothing isn't used.
func ulnChecks(value string) bool {
	sum := 0
	for i := range 9 {
		sum += int(value[i]-'0') * (10 - i)
	}
	left := sum % 11
	return left != 0 && byte('0'+10-left) == value[9]
}

// KeyOfIdentifier is the search key that somebody carries who has an identifier, as ReadIdentifier writes it.
func KeyOfIdentifier(t IdentifierType, value string) string {
	return keyOf(string(t)+":", compact(value))
}
