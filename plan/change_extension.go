package plan

import (
	"strings"

	"throughline/access"
	"throughline/calendar"
	"throughline/change"
)

// AskExtension asks for more time for a part.
type AskExtension struct {
	ID      string
	Part    string
	Until   calendar.Date
	Reason  string
	Confirm string // why words that look as if they named somebody name no child
}

// Name is the change's name in the ledger.
func (AskExtension) Name() string { return "ask for an extension" }

// Needs is the permission it takes.
func (AskExtension) Needs() access.Permission { return access.AskExtension }

// Decide wants a later date than the part is held to now, and a reason.
func (ch AskExtension) Decide(p *Plan, c change.Context) ([]change.Put, error) {
	part, _, err := p.livePart(ch.Part)
	if err != nil {
		return nil, err
	}
	behalf, err := p.actsForOwner(c, part)
	if err != nil {
		return nil, err
	}
	var problems change.Problems
	for _, x := range p.ExtensionsOf(part.ID) {
		if x.State == Asked {
			problems.Add("until", "An extension to "+x.Until.Long()+" has already been asked for and awaits a decision.")
		}
	}
	if ch.Until.IsZero() {
		problems.Add("until", "Enter the new date.")
	} else if !ch.Until.After(part.DueNow()) {
		problems.Add("until", "Enter a date after "+part.DueNow().Long()+", which the part is held to now.")
	}
	if blank(ch.Reason) {
		problems.Add("reason", "Say why more time is needed.")
	}
	confirmation := confirmed(c, p.lookThrough("the reason", ch.Reason), ch.Confirm, orSay, &problems)
	if err := problems.Err(); err != nil {
		return nil, err
	}
	return []change.Put{createdAs(KindExtension, orNew(ch.ID, c), part.ID, Extension{
		Part: part.ID, Until: ch.Until, Reason: strings.TrimSpace(ch.Reason), AskedBy: c.By.Membership, AskedOn: c.On, State: Asked, OnBehalf: behalf, Confirmation: confirmation,
	})}, nil
}

// DecideExtension approves or refuses a request for more time.
type DecideExtension struct {
	Extension string
	Seen      int
	Approve   bool
	Reasons   string
	Confirm   string // why words that look as if they named somebody name no child
}

// Name is the change's name in the ledger.
func (DecideExtension) Name() string { return "approve or refuse an extension" }

// Needs is the permission it takes.
func (DecideExtension) Needs() access.Permission { return access.DecideExtension }

// Decide refuses the chair for their own agency's parts, which the deputy
// decides. Approving moves the date the part is held to, never the date
// lateness is counted from. Reasons that look as if they named somebody go
// back with the words shown.
func (ch DecideExtension) Decide(p *Plan, c change.Context) ([]change.Put, error) {
	held, ok := p.Extensions.Get(ch.Extension)
	if !ok {
		return nil, change.Missing("extension")
	}
	if err := outdated(ch.Seen, &held.Thing, "extension"); err != nil {
		return nil, err
	}
	part, _, err := p.livePart(held.Part)
	if err != nil {
		return nil, err
	}
	if err := p.otherAgency(c, part, "decide this"); err != nil {
		return nil, err
	}
	if p.isCaller(c.By, held.AskedBy) {
		return nil, change.Forbid("You asked for this extension, so somebody else must decide it.")
	}
	if held.State != Asked {
		return nil, overtaken("This extension was already " + string(held.State) + " on " + held.DecidedOn.Long() + ".")
	}
	if blank(ch.Reasons) {
		return nil, invalid("reasons", "Give the reasons for the decision.")
	}
	var problems change.Problems
	confirmation := confirmed(c, p.lookThrough("the reasons", ch.Reasons), ch.Confirm, orSay, &problems)
	if err := problems.Err(); err != nil {
		return nil, err
	}
	next := *held
	next.DecisionConfirmation = confirmation
	next.State, next.Decision, next.DecidedBy, next.DecidedOn = Refused, strings.TrimSpace(ch.Reasons), c.By.Membership, c.On
	if !ch.Approve {
		return []change.Put{nextOf(KindExtension, &held.Thing, held.Part, next)}, nil
	}
	next.State = Approved
	extended := *part
	extended.Extended = held.Until
	return []change.Put{
		nextOf(KindExtension, &held.Thing, held.Part, next),
		nextOf(KindPart, &part.Thing, part.Action, extended),
	}, nil
}
