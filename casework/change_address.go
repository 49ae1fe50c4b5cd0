package casework

import (
	"regexp"
	"slices"
	"strings"

	"throughline/access"
	"throughline/calendar"
	"throughline/change"
)

var wholePostcode = regexp.MustCompile(`^[A-Z]{1,2}[0-9][A-Z0-9]?[0-9][A-Z]{2}$`)

// writtenPostcode is a postcode as it is written, or "" when it isn't whole.
func writtenPostcode(text string) string {
	code := strings.ToUpper(compact(text))
	if !wholePostcode.MatchString(code) {
		return ""
	}
	return code[:len(code)-3] + " " + code[len(code)-3:]
}

// AddAddress records where people live or are reached.
type AddAddress struct {
	ID          string
	People      []string
	Kind        AddressKind
	Lines       []string
	Postcode    string
	Phone       string
	Email       string
	From, Until calendar.Date
	Masked      bool
	Reason      string
}

// Name is the change's name in the ledger.
func (AddAddress) Name() string { return "record an address" }

// Needs is the permission it takes.
func (AddAddress) Needs() access.Permission { return access.RecordCasework }

// About is who lives there.
func (ch AddAddress) About() []string { return people(ch.People...) }

// Things are none.
func (AddAddress) Things() []string { return nil }

// Beyond asks for the files of those related to them.
func (ch AddAddress) Beyond(f *Folder) []string { return f.related(ch.People...) }

// Decide refuses a masked address without a reason. An address that anybody it
// is about keeps masked is refused unmasked.
func (ch AddAddress) Decide(f *Folder, c change.Context) ([]change.Put, error) {
	if err := f.checkTogether(c.By, ch.People...); err != nil {
		return nil, err
	}
	var problems change.Problems
	a := Address{
		People: people(ch.People...), Kind: ch.Kind, Phone: tidy(ch.Phone), Email: tidy(ch.Email), From: ch.From, Until: ch.Until,
		Masked: ch.Masked, Reason: strings.TrimSpace(ch.Reason),
	}
	for _, line := range ch.Lines {
		if !blank(line) {
			a.Lines = append(a.Lines, tidy(line))
		}
	}
	if !blank(ch.Postcode) {
		if a.Postcode = writtenPostcode(ch.Postcode); a.Postcode == "" {
			problems.Add("postcode", "Enter a whole postcode, such as PR1 8XJ.")
		}
	}
	if len(a.Lines) > mostLines || slices.ContainsFunc(a.Lines, func(line string) bool { return len(line) > longestName }) {
		problems.Add("lines", "Enter at most 8 lines of at most 200 letters.")
	}
	if !slices.Contains(AddressKinds, ch.Kind) {
		problems.Add("kind", "Choose what the address is for.")
	}
	if len(a.Lines) == 0 && a.Postcode == "" && a.Phone == "" && a.Email == "" {
		problems.Add("lines", "Enter an address, a telephone number or an email address.")
	}
	if a.Phone != "" && len(phoneDigits(a.Phone)) < 6 {
		problems.Add("phone", "Enter a whole telephone number.")
	}
	if len(a.People) > change.MaxAbout {
		problems.Add("people", "Choose at most 20 people.")
	}
	checkSpan(&problems, ch.From, ch.Until, "address")
	if ch.Masked && blank(ch.Reason) {
		problems.Add("reason", "Say from whom this address is kept, and why.")
	}
	if !ch.Masked && len(MaskedWords(a.Whole()+"\n"+a.Phone+"\n"+a.Email, f.masked())) > 0 {
		problems.Add("masked", "This address is kept from somebody. Record it as masked.")
	}
	if err := problems.Err(); err != nil {
		return nil, err
	}
	return []change.Put{created(orNew(ch.ID, c), a)}, nil
}

// masked lists the masked addresses in the folder, old ones too: somebody may
// still be found from where they were.
func (f *Folder) masked() []Address {
	var all []Address
	for a := range f.Addresses.All() {
		if a.Masked {
			all = append(all, *a)
		}
	}
	return all
}

// EditAddress ends an address, masks it or lets it be seen.
type EditAddress struct {
	Address string
	Seen    int
	Until   calendar.Date
	Masked  bool
	Reason  string
}

// Name is the change's name in the ledger.
func (EditAddress) Name() string { return "change an address" }

// Needs is the permission it takes.
func (EditAddress) Needs() access.Permission { return access.RecordCasework }

// About is nobody by name: the address says who.
func (EditAddress) About() []string { return nil }

// Things is the address.
func (ch EditAddress) Things() []string { return []string{ch.Address} }

// Decide asks for a reason to mask an address, and to let it be seen again.
func (ch EditAddress) Decide(f *Folder, _ change.Context) ([]change.Put, error) {
	held, ok := f.Addresses.Get(ch.Address)
	if !ok {
		return nil, change.Missing("address")
	}
	if err := outdated(ch.Seen, &held.Thing, "address"); err != nil {
		return nil, err
	}
	var problems change.Problems
	checkSpan(&problems, held.From, ch.Until, "address")
	if ch.Masked != held.Masked && blank(ch.Reason) {
		problems.Add("reason", "Say why the address is masked, or why it need not be any more.")
	}
	if err := problems.Err(); err != nil {
		return nil, err
	}
	body := *held
	body.Until, body.Masked = ch.Until, ch.Masked
	if !blank(ch.Reason) {
		body.Reason = strings.TrimSpace(ch.Reason)
	}
	return []change.Put{next(&held.Thing, body)}, nil
}
