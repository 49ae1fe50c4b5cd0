package store

import (
	"context"
	"crypto/rand"
	"database/sql"
	"encoding/json"
	"fmt"
	"time"

	"throughline/access"
	"throughline/calendar"
	"throughline/change"
	"throughline/ledger"
	"throughline/store/queries"
)

// Tx is one change being written. It is good only inside the function it was
// given to.
type Tx struct {
	ctx    context.Context
	q      *queries.Queries
	caller access.Caller
	head   ledger.Tree
	headAt int64
	today  calendar.Date
	entry  ledger.Entry
	put    map[string]bool
	sqlTx  *sql.Tx

	scope   *access.Scope // what the caller may record about people; nil when nothing
	trusted bool          // written by the program itself, which no scope holds
	filed   []filedPut    // what is about people: checked and indexed at the end
	refused *refusedError // the first put that the scope does not allow
	held    heldChange    // what it does to what returns say
}

// MaxBody is the largest body of a version in bytes. Attachments are kept
// elsewhere, so that a body larger than this is a mistake.
const MaxBody = 4 << 20

// Now is the time of the change: it stands still inside the transaction.
func (tx *Tx) Now() time.Time { return tx.entry.At }

// Authority is the authority whose ledger is written.
func (tx *Tx) Authority() string { return tx.entry.Authority }

// Today is the day in London at Now.
func (tx *Tx) Today() calendar.Date { return tx.today }

// On is the day the change describes.
func (tx *Tx) On() calendar.Date { return tx.entry.EffectiveOn }

// Head is the position before this change. The change itself will stand at
// Head + 1.
func (tx *Tx) Head() int64 { return tx.entry.Seq - 1 }

// HeadAt is when the entry at Head was written.
func (tx *Tx) HeadAt() time.Time { return time.UnixMicro(tx.headAt).UTC() }

// Since gives the versions written after a position, in order, so that a
// state in memory can be brought up to the moment of the write. No kinds
// means every kind.
func (tx *Tx) Since(after int64, kinds ...string) ([]Version, error) {
	return since(tx.ctx, tx.q, tx.entry.Authority, kinds, after, tx.Head())
}

// Thing gives the latest version of a thing, or ErrNotFound.
func (tx *Tx) Thing(thing string) (Version, error) {
	return stateOfThing(tx.ctx, tx.q, tx.entry.Authority, thing, Moment{})
}

// ActingFor records that the change is made on behalf of somebody else, under
// the delegation named.
func (tx *Tx) ActingFor(delegation string) error {
	if delegation != "" {
		if err := checkID("The delegation", delegation); err != nil {
			return err
		}
	}
	tx.entry.OnBehalfOf = delegation
	return nil
}

// Put writes the next version of a thing. It gives a StaleError when the
// thing is no longer at the version that the put replaces, and ErrInvalid
// when the put cannot be saved. A thing keeps its kind and its parent: a
// later version may leave Parent empty.
//
// What is about people is put in WriteFiled alone, with its filing. Whether
// the scope allows it is decided at the end of the change, by what was so
// before the change, so that the order of its puts does not matter; Put itself
// gives ErrDenied for a thing that may not be changed or is not there.
func (tx *Tx) Put(p change.Put) error {
	if err := checkPut(p); err != nil {
		return err
	}
	if tx.put[p.Thing] {
		return invalid("One change cannot put the same thing twice: the second put of %s was refused.", p.Thing)
	}
	latest, err := tx.latest(p.Thing)
	if err != nil {
		return err
	}
	if isCase(p.Kind) {
		if err := tx.mayReplace(p, latest); err != nil {
			return err
		}
	} else if isCase(latest.Kind) { // as if it were not there
		return &StaleError{Thing: p.Thing, Kind: p.Kind, Expected: p.Replaces}
	}
	if int(latest.Version) != p.Replaces {
		return &StaleError{Thing: p.Thing, Kind: p.Kind, Expected: p.Replaces, Current: int(latest.Version)}
	}
	if latest.Version > 0 {
		if err := tx.follows(&p, latest); err != nil {
			return err
		}
	}
	body, err := json.Marshal(p.Body)
	if err != nil {
		return &Error{Kind: ErrInvalid, Words: fmt.Sprintf("The %s cannot be saved, because it cannot be written as JSON.", p.Kind), Reason: err}
	}
	if len(body) > MaxBody {
		return invalid("The %s is too long to save: it is %d bytes and may be %d.", p.Kind, len(body), MaxBody)
	}
	tx.put[p.Thing] = true
	if p.Filing != nil {
		return tx.addFiled(p, body)
	}
	return tx.add(p, body)
}

func (tx *Tx) latest(thing string) (queries.LatestRow, error) {
	rows, err := tx.q.Latest(tx.ctx, queries.LatestParams{AuthorityID: tx.entry.Authority, ThingID: thing})
	if err != nil || len(rows) == 0 {
		return queries.LatestRow{}, err
	}
	return rows[0], nil
}

// follows checks a put against the version before it. Days never fall as
// versions rise: the state at a moment rests on it.
func (tx *Tx) follows(p *change.Put, latest queries.LatestRow) error {
	if p.Parent == "" {
		p.Parent = latest.ParentID
	}
	if p.Kind != latest.Kind || p.Parent != latest.ParentID {
		return invalid("A thing keeps its kind and the thing it hangs under: %s is a %s.", p.Thing, latest.Kind)
	}
	var before calendar.Date
	if err := before.UnmarshalText([]byte(latest.EffectiveOn)); err != nil {
		return &Error{Kind: ErrDamaged, Words: "A version holds a day that cannot be read, so nothing was saved: run throughline verify.", Reason: err}
	}
	if tx.entry.EffectiveOn.Before(before) {
		return invalid("This already has a change that describes %s, so a new change cannot describe %s: use %s or a later day.",
			before.Long(), tx.entry.EffectiveOn.Long(), before.Long())
	}
	return nil
}

func (tx *Tx) add(p change.Put, body []byte) error {
	salt := make([]byte, ledger.SaltSize)
	if _, err := rand.Read(salt); err != nil {
		return &Error{Kind: ErrUnavailable, Words: "This computer gave no random numbers, so nothing was saved.", Reason: err}
	}
	version, on := int64(p.Replaces)+1, tx.entry.EffectiveOn
	tx.entry.Versions = append(tx.entry.Versions, ledger.Commitment{Thing: p.Thing, Version: version,
		Hash: ledger.Commit(salt, tx.entry.Authority, p.Thing, p.Kind, p.Parent, version, on, body)})
	if err := tx.q.AddVersion(tx.ctx, queries.AddVersionParams{
		AuthorityID: tx.entry.Authority, ThingID: p.Thing, Seq: tx.entry.Seq, Version: version, Kind: p.Kind, ParentID: p.Parent,
		EffectiveOn: on.String(), Salt: salt, Body: body,
	}); err != nil {
		return err
	}
	if p.Kind == KindMembership {
		return tx.indexMembership(p.Thing, body)
	}
	return nil
}

// KindMembership is the kind of thing that lets an account into an authority.
// Its body has the account's id in the field "account".
const KindMembership = "membership"

// indexMembership keeps the list by which signing in finds an account's
// authorities. What a membership allows is read from the authority itself.
func (tx *Tx) indexMembership(thing string, body []byte) error {
	var membership struct {
		Account string `json:"account"`
	}
	if err := json.Unmarshal(body, &membership); err != nil {
		return &Error{Kind: ErrInvalid, Words: "A membership must name an account.", Reason: err}
	}
	if err := tx.q.ForgetMembership(tx.ctx, queries.ForgetMembershipParams{AuthorityID: tx.entry.Authority, MembershipID: thing}); err != nil {
		return err
	}
	if membership.Account == "" {
		return nil
	}
	return tx.q.AddMembership(tx.ctx, queries.AddMembershipParams{AccountID: membership.Account, AuthorityID: tx.entry.Authority, MembershipID: thing})
}

func (tx *Tx) empty() bool {
	return len(tx.entry.Versions) == 0 && len(tx.entry.Erases) == 0 && tx.entry.Detail == "" && !tx.held.touched
}

func checkPut(p change.Put) error {
	if isCase(p.Kind) != (p.Filing != nil) {
		return invalid("What is kept about people is saved with what it is about and its class, and nothing else is: the %s was refused.", p.Kind)
	}
	if p.Replaces < 0 {
		return invalid("A change must say which version it replaces, or 0 for a new thing, and not %d.", p.Replaces)
	}
	if err := checkID("The kind", p.Kind); err != nil {
		return err
	}
	if p.Parent != "" {
		if err := checkID("The thing it hangs under", p.Parent); err != nil {
			return err
		}
	}
	return checkID("The thing", p.Thing)
}

// longestID is the length of the longest id.
const longestID = 64

// checkID accepts what an id or a kind is made of, so that neither can carry
// content into the ledger.
func checkID(what, id string) error {
	for _, r := range id {
		if (r < 'a' || r > 'z') && (r < 'A' || r > 'Z') && (r < '0' || r > '9') && r != '-' && r != '_' && r != '.' && r != ':' {
			return invalid("%s is named by letters, digits and hyphens, and %q is not.", what, id)
		}
	}
	if id == "" || len(id) > longestID {
		return invalid("%s must have a name of 1 to %d letters, digits and hyphens.", what, longestID)
	}
	return nil
}

// checkWords accepts the name of a change: plain words from the program.
func checkWords(what, words string) error {
	if words == "" || len(words) > 80 {
		return invalid("%s must have from 1 to 80 characters.", what)
	}
	for _, r := range words {
		if r < ' ' || r > '~' {
			return invalid("%s is written in plain letters, and %q is not.", what, words)
		}
	}
	return nil
}
