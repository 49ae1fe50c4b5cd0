package demo

import (
	"bytes"
	"strconv"

	"throughline/naming"
	"throughline/plan"
)

type eventKind int

const (
	reports eventKind = iota
	offers
	judges
	signs
	unsigns
	asks
	decides
	removes
)

// event is one thing that happens in the life of a part.
type event struct {
	kind       eventKind
	on         string // the day it describes
	written    string // the day it is recorded, when later
	who        string // when it is not who one would expect
	words      string
	title      string
	yes        bool // complete, accepted or approved
	count      *int
	reaches    []int // milestones, counting from 0
	hindrance  string
	until      string
	lastDay    string
	document   string
	namesChild bool
	also       []string // other parts that the evidence serves
}

// says is an update. Reached names milestones by place, counting from 0.
func says(on, words string, reached ...int) event {
	return event{kind: reports, on: on, words: words, reaches: reached}
}

// counts is an update to a quantity.
func counts(on string, n int, words string, reached ...int) event {
	return event{kind: reports, on: on, count: &n, words: words, reaches: reached}
}

// completes is the owner's word that a yes-or-no part is complete.
func completes(on, words string, reached ...int) event {
	return event{kind: reports, on: on, words: words, yes: true, reaches: reached}
}

// shows offers evidence.
func shows(on, title, about string) event {
	return event{kind: offers, on: on, title: title, words: about}
}

// accept and sendBack judge the evidence last shown for the part.
func accept(on string) event           { return event{kind: judges, on: on, yes: true} }
func sendBack(on, reason string) event { return event{kind: judges, on: on, words: reason} }
func sign(on string) event             { return event{kind: signs, on: on} }
func takeBack(on, reason string) event { return event{kind: unsigns, on: on, words: reason} }
func remove(on, reason string) event   { return event{kind: removes, on: on, words: reason} }

// ask asks for more time; grant and refuse answer what was last asked.
func ask(on, until, reason string) event {
	return event{kind: asks, on: on, until: until, words: reason}
}
func grant(on, reasons string) event  { return event{kind: decides, on: on, words: reasons, yes: true} }
func refuse(on, reasons string) event { return event{kind: decides, on: on, words: reasons} }

// accepted is the usual end: the evidence last shown is accepted and the part
// signed on one day.
func accepted(on string) []event { return []event{accept(on), sign(on)} }

// life joins events and lists of them.
func life(events ...any) []event {
	var all []event
	for _, e := range events {
		switch e := e.(type) {
		case event:
			all = append(all, e)
		case []event:
			all = append(all, e...)
		}
	}
	return all
}

func (e event) by(person string) event       { e.who = person; return e }
func (e event) writtenUp(day string) event   { e.written = day; return e }
func (e event) inTheWay(what string) event   { e.hindrance = what; return e }
func (e event) expires(day string) event     { e.lastDay = day; return e }
func (e event) dated(day string) event       { e.document = day; return e }
func (e event) mayNameAChild() event         { e.namesChild = true; return e }
func (e event) alsoFor(refs ...string) event { e.also = refs; return e }

// shown counts what a part has had so far, so that each has its own key.
type shown struct{ evidence, extensions int }

func (s *story) tellLife(ref string, p *part) {
	var so shown
	for _, e := range p.life {
		change, who := s.happens(e, ref, p, &so)
		if e.who != "" {
			who = e.who
		}
		recorded := e.written
		if recorded == "" {
			recorded = e.on
		}
		s.tellLate(recorded, e.on, who, change)
	}
}

// happens gives the change of an event, and who would usually make it.
func (s *story) happens(e event, ref string, p *part, so *shown) (change plan.Change, who string) {
	part := s.id("part", ref)
	owner, signer := holderOn(p.owner, e.on), holderOn(p.signer, e.on)
	evidence := func() string { return ref + "-" + strconv.Itoa(so.evidence) }
	extension := func() string { return s.id("extension", ref+"-"+strconv.Itoa(so.extensions)) }
	switch e.kind {
	case offers:
		so.evidence++
		return s.offer(e, ref, evidence()), owner
	case judges:
		return plan.JudgeEvidence{Evidence: s.id("evidence", evidence()), Accept: e.yes, Reason: e.words}, signer
	case signs:
		return plan.SignPart{Part: part}, signer
	case unsigns:
		return plan.TakeBackSignature{Part: part, Reason: e.words}, signer
	case asks:
		so.extensions++
		return plan.AskExtension{ID: extension(), Part: part, Until: day(e.until), Reason: e.words}, owner
	case decides:
		return plan.DecideExtension{Extension: extension(), Approve: e.yes, Reasons: e.words}, decider(p)
	case removes:
		return plan.RemovePart{Part: part, Reason: e.words}, decider(p)
	default:
		return plan.ReportProgress{
			Part: part, Text: e.words, Complete: e.yes, Quantity: e.count, InTheWay: e.hindrance, Reached: e.reaches,
		}, owner
	}
}

func (s *story) offer(e event, ref, key string) plan.OfferEvidence {
	offered := plan.OfferEvidence{
		ID: s.id("evidence", key), Parts: s.each("part", append([]string{ref}, e.also...)), Title: e.title, Description: e.words,
		Document: day(e.on), Expires: day(e.lastDay), Classification: plan.NamesNoChild,
	}
	if e.document != "" {
		offered.Document = day(e.document)
	}
	if e.namesChild {
		offered.Classification = plan.MayNameAChild
	}
	if file, ok := attachmentOf(key); ok {
		offered.Attachment = &file.Attachment
		read := naming.ReadFile(file.Attachment.Name, bytes.NewReader(file.Content), int64(len(file.Content)), naming.Known{})
		offered.File = &read
	}
	return offered
}

// decider is who decides about more time: the chair, or the deputy for the
// chair's own agency.
func decider(p *part) string {
	if postByKey(p.owner).agency == postByKey(chairPost).agency {
		return deputy
	}
	return chair
}
