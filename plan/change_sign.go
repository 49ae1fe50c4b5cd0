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
// somebody of the owner's agency, never the person who reported it complete,
// and only when nothing else is wanting.
func (ch SignPart) Decide(p *Plan, c change.Context) ([]change.Put, error) {
	held, _, err := p.livePart(ch.Part)
	if err != nil {
		return nil, err
	}
	if err := outdated(ch.Seen, &held.Thing, "part"); err != nil {
		return nil, err
	}
	if err := p.otherAgency(c, held, "sign it off: nobody signs their own work"); err != nil {
		return nil, err
	}
	if !c.By.Holds(held.Signer) {
		return nil, change.Forbid("Part " + p.PartRef(held) + " is signed off by " + p.PostTitle(held.Signer) + ", the post named when it was planned.")
	}
	if held.Progress.By == c.By.Membership {
		return nil, change.Forbid("You reported on this part, so somebody else must sign it off: nobody signs their own work.")
	}
	unsigned := *held
	unsigned.Signed = nil
	for _, wanting := range p.FactsOfPart(&unsigned).Wanting {
		if !isUnsigned(wanting) {
			return nil, change.Forbid("This part can't be signed off yet. " + wanting)
		}
	}
	if held.Signed != nil && p.FactsOfPart(held).Done {
		return nil, change.Problems{{Kind: change.Stale, Sentence: "This part was already signed off on " + held.Signed.On.Long() + "."}}
	}
	next := *held
	next.Signed = &Signature{On: c.On, Membership: c.By.Membership, Post: held.Signer, OnBehalf: c.By.OnBehalfOf[held.Signer]}
	return []change.Put{nextOf(KindPart, &held.Thing, held.Action, next)}, nil
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
	if !c.By.Holds(held.Signer) && !c.By.Has(access.GroupChair) && !c.By.Has(access.DeputyChair) {
		return nil, change.Forbid("Only the post that signs this part, the chair or the deputy can take its sign-off back.")
	}
	if held.Signed == nil {
		return nil, change.Problems{{Kind: change.Stale, Sentence: "This part is not signed off."}}
	}
	if blank(ch.Reason) {
		return nil, change.Problems{{Kind: change.Invalid, Field: "reason", Sentence: "Say why. The reason stays on the part's page."}}
	}
	next := *held
	next.TakenBack = append(slices.Clone(held.TakenBack), Ending{On: c.On, By: c.By.Membership, Reason: strings.TrimSpace(ch.Reason)})
	next.Signed = nil
	return []change.Put{nextOf(KindPart, &held.Thing, held.Action, next)}, nil
}

func isUnsigned(wanting string) bool { return strings.HasPrefix(wanting, notSigned) }

func wantsOnlySignature(wanting []string) bool { return len(wanting) == 1 && isUnsigned(wanting[0]) }
