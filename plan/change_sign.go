package plan

import (
	"slices"
	"strings"

	"throughline/access"
	"throughline/change"
)

// SignPart signs a part off as done.
type SignPart struct {
	Part string
	Seen int
}

// Name is the change's name in the ledger.
func (SignPart) Name() string { return "sign off a part" }

// Needs is the permission it takes.
func (SignPart) Needs() access.Permission { return access.SignOff }

// Decide lets only the post named when the part was planned sign, never
// somebody of the owner's agency, never the person who last reported on it,
// and only when nothing else is wanting.
func (ch SignPart) Decide(p *Plan, c change.Context) ([]change.Put, error) {
	held, _, err := p.livePart(ch.Part)
	if err != nil {
		return nil, err
	}
	if err := outdated(ch.Seen, &held.Thing, "part"); err != nil {
		return nil, err
	}
	behalf, err := p.maySign(c, held)
	if err != nil {
		return nil, err
	}
	if held.Signed != nil && p.FactsOfPart(held).Done {
		return nil, overtaken("This part was already signed off on " + held.Signed.On.Long() + ".")
	}
	if wanting := p.wantingToSign(held); wanting != "" {
		return nil, invalid("", "This part can't be signed off yet. "+wanting)
	}
	next := *held
	next.Signed = &Signature{On: c.On, Membership: c.By.Membership, Post: held.Signer, OnBehalf: behalf, Evidence: p.counting(held, c.On)}
	if len(next.Signed.Evidence) == 0 {
		return nil, invalid("", "The evidence was accepted after "+c.On.Long()+", so this part can't be signed off for that day. Sign for a later day.")
	}
	return []change.Put{nextOf(KindPart, &held.Thing, held.Action, next)}, nil
}

// maySign gives the delegation used, if any.
func (p *Plan) maySign(c change.Context, part *Part) (behalf string, err error) {
	if err := p.otherAgency(c, part, "sign it off: nobody signs their own work"); err != nil {
		return "", err
	}
	behalf, acts := p.actsAs(c, part.Signer)
	switch {
	case !c.By.Holds(part.Signer):
		return "", change.Forbid("Part " + p.PartRef(part) + " is signed off by " + p.PostTitle(part.Signer) + ", the post named when it was planned.")
	case !acts:
		return "", change.Forbid("You did not act for " + p.PostTitle(part.Signer) + " on " + c.On.Long() + ", so you can't sign off for that day. Sign for a day when you did.")
	case p.isCaller(c.By, part.Progress.By):
		return "", change.Forbid("You reported on this part, so somebody else must sign it off: nobody signs their own work.")
	}
	if refused := p.signerRefused(part.Owner, part.Signer); refused != "" { // the chair may have changed since it was planned
		return "", change.Forbid(refused + " Change who signs part " + p.PartRef(part) + " first.")
	}
	return behalf, nil
}

// TakeBackSignature takes a sign-off back, with a reason that stays on the page.
type TakeBackSignature struct{ Part, Reason string }

// Name is the change's name in the ledger.
func (TakeBackSignature) Name() string { return "take back a sign-off" }

// Needs is the permission it takes.
func (TakeBackSignature) Needs() access.Permission { return access.SignOff }

// Decide lets the post that signs, the chair or the deputy take it back.
func (ch TakeBackSignature) Decide(p *Plan, c change.Context) ([]change.Put, error) {
	held, _, err := p.livePart(ch.Part)
	if err != nil {
		return nil, err
	}
	behalf, acts := p.actsAs(c, held.Signer)
	if !acts && !c.By.Has(access.GroupChair) && !c.By.Has(access.DeputyChair) {
		return nil, change.Forbid("Only the post that signs this part, the chair or the deputy can take its sign-off back.")
	}
	if held.Signed == nil {
		return nil, overtaken("This part is not signed off.")
	}
	if blank(ch.Reason) {
		return nil, invalid("reason", "Say why. The reason stays on the part's page.")
	}
	next := *held
	next.takeBack(Ending{On: c.On, By: c.By.Membership, Reason: strings.TrimSpace(ch.Reason), OnBehalf: behalf})
	return []change.Put{nextOf(KindPart, &held.Thing, held.Action, next)}, nil
}

// takeBack takes a sign-off away and keeps why.
func (p *Part) takeBack(why Ending) {
	p.TakenBack = append(slices.Clone(p.TakenBack), why)
	p.Signed = nil
}

// wantingToSign is what is wanting besides the signature, whether or not an
// earlier one no longer counts; "" when the part is ready to be signed off.
func (p *Plan) wantingToSign(part *Part) string {
	unsigned := *part
	unsigned.Signed = nil
	for _, wanting := range p.FactsOfPart(&unsigned).Wanting {
		if !strings.HasPrefix(wanting, notSigned) {
			return wanting
		}
	}
	return ""
}
