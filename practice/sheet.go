package practice

import (
	"slices"
	"strings"

	"throughline/access"
	"throughline/calendar"
	"throughline/deadline"
)

// Sheet is what one file of the pack declares. Every part may be left out, so
// that one file can hold a kind of record with all that belongs to it.
type Sheet struct {
	Row       string      `yaml:"row" help:"The row of the product's list that the file is for, such as R13."`
	Title     string      `yaml:"title" help:"What the file is about, in words."`
	Areas     []string    `yaml:"areas" help:"The areas for improvement of the founding inspection that it answers, such as L3-2."`
	Sources   []Source    `yaml:"sources" help:"Where rules come from."`
	Retention []Retention `yaml:"retention" help:"How long records are kept."`
	Terms     []Term      `yaml:"terms" help:"School terms, in the order of their days."`
	Kinds     []Kind      `yaml:"kinds" help:"Kinds of record."`
	Clocks    []Clock     `yaml:"clocks" help:"Rules that something must happen within a time of something else."`
	Measures  []Measure   `yaml:"measures" help:"Figures, each with what is counted and of how many."`
	Alerts    []Alert     `yaml:"alerts" help:"What bad looks like, and who must act."`
	Criteria  []Criterion `yaml:"criteria" help:"What an audit asks of a case."`
}

// Basis is why something is in the pack, and when it holds.
type Basis struct {
	Source     []string      `yaml:"source" need:"yes" help:"Keys of sources."`
	Confidence Confidence    `yaml:"confidence" need:"yes" help:"H: seen in legislation or government text. M: in a procedure or a professional body's page. L: seen once. U: unconfirmed."`
	Status     Status        `yaml:"status" need:"yes" help:"What kind of rule it is. A local one is one authority's, to be changed by the council."`
	From       calendar.Date `yaml:"from" help:"The first day in force; for a clock, the first day of its start."`
	To         calendar.Date `yaml:"to" help:"The last day in force."`
	On         bool          `yaml:"on" default:"true" help:"Whether it is used. What is unconfirmed ships off."`
	NeededBy   []string      `yaml:"needed_by" help:"Measures for whose sake something unconfirmed is on: it must then be local."`
	Note       string        `yaml:"note" help:"What else should be known of the rule."`
}

// Confidence is how sure a rule's source is.
type Confidence string

// The marks of the practice facts.
const (
	High        Confidence = "H"
	Medium      Confidence = "M"
	Low         Confidence = "L"
	Unconfirmed Confidence = "U"
)

func (Confidence) options() []string {
	return []string{string(High), string(Medium), string(Low), string(Unconfirmed)}
}

// Status is what kind of rule it is.
type Status string

// The kinds of rule.
const (
	Statutory    Status = "statutory"
	Guidance     Status = "guidance"
	Return       Status = "return"
	Professional Status = "professional"
	Local        Status = "local"
)

func (Status) options() []string {
	return []string{string(Statutory), string(Guidance), string(Return), string(Professional), string(Local)}
}

// Source is where rules come from.
type Source struct {
	Key  string `yaml:"key" need:"yes" help:"The short name by which rules name it."`
	What string `yaml:"what" need:"yes" help:"What it is, and where it is found."`
}

// Retention is how long some records are kept.
type Retention struct {
	Code    string `yaml:"code" need:"yes" help:"Its short name."`
	What    string `yaml:"what" need:"yes" help:"The records, in words."`
	Over    over   `yaml:"over" need:"yes" help:"file for all that is about a person, kind for the kinds that name the rule."`
	When    string `yaml:"when" need:"yes" help:"The condition on the file or record, or outcome: and a word."`
	Trigger string `yaml:"trigger" need:"yes" help:"What the years are counted from."`
	Years   int    `yaml:"years" need:"yes" help:"For how many years."`
	Basis   `yaml:",inline"`
}

type over string

func (over) options() []string { return []string{"file", "kind"} }

// Term is one school term.
type Term struct {
	Name  string        `yaml:"name" need:"yes" help:"Such as Autumn 2024."`
	First calendar.Date `yaml:"first" need:"yes" help:"Its first day."`
	Last  calendar.Date `yaml:"last" need:"yes" help:"Its last day."`
}

// Kind is one kind of record.
type Kind struct {
	Code     string      `yaml:"code" need:"yes" help:"Its short name: small letters and underscores."`
	Name     string      `yaml:"name" need:"yes" help:"What people call it."`
	About    Subject     `yaml:"about" need:"yes" help:"What it is about."`
	Help     string      `yaml:"help" help:"What it is for, shown above the form."`
	Class    Class       `yaml:"class" need:"yes" help:"Who may see it and how long it is kept. A kind without one is refused."`
	Apart    bool        `yaml:"apart" help:"Kept by its own retention alone: no part of the child's file."`
	Decision bool        `yaml:"decision" help:"It can't be completed without a decision and its reason."`
	Each     bool        `yaml:"each" help:"One record for each person it is about."`
	Fields   []Field     `yaml:"fields" need:"yes" help:"What is recorded."`
	Complete []Condition `yaml:"complete" help:"What must hold before it can be completed."`
	Events   []Event     `yaml:"events" help:"What it tells the clocks."`
	Send     Send        `yaml:"send" help:"Who is asked to send such rows as a file, and how often."`
	Basis    `yaml:",inline"`
}

// Send says who is asked for a file of a kind, for which periods, and by when.
type Send struct {
	Who    string   `yaml:"who" need:"yes" help:"Who sends it, in words, such as Each health trust."`
	From   []string `yaml:"from" help:"The kinds of agency that are asked for it. Left out, the council itself is asked."`
	Each   Period   `yaml:"each" need:"yes" help:"The period that each file is for."`
	Within int      `yaml:"within" need:"yes" help:"How many working days after the period it is due."`
}

// Asked says whether anybody is asked for it.
func (s *Send) Asked() bool { return s.Who != "" }

// Asks says whether agencies of a kind are asked for it, as councils type it: an "NHS trust" that says no more is asked as every trust is.
func (s *Send) Asks(kindOfAgency string) bool {
	is := wordsOfKind(kindOfAgency)
	return slices.ContainsFunc(s.From, func(kind string) bool {
		asked := wordsOfKind(kind)
		return allAmong(asked, is) || allAmong(is, asked)
	})
}

func wordsOfKind(kind string) (words []string) {
	for word := range strings.FieldsSeq(strings.ToLower(kind)) {
		words = append(words, strings.TrimSuffix(word, "s"))
	}
	return words
}

func allAmong(some, all []string) bool {
	return len(some) > 0 && !slices.ContainsFunc(some, func(word string) bool { return !slices.Contains(all, word) })
}

// Subject is what a record, or a deadline, is about.
type Subject string

func (Subject) options() []string {
	return []string{"child", "adult", "staff", "family", "body", "report", "request", "shift", "service", "area"}
}

// Class says who may see a kind of record, and how long it is kept.
type Class struct {
	Sensitivity access.Sensitivity `yaml:"sensitivity" need:"yes" help:"How much harm it could do in the wrong hands."`
	Compartment access.Compartment `yaml:"compartment" need:"yes" help:"The part of the work that it belongs to."`
	See         []access.Role      `yaml:"see" need:"yes" help:"The roles that may see it, where they have to do with the person. The access policy decides; this must agree with it."`
	Retention   []string           `yaml:"retention" help:"Codes of retention rules of its own, besides those of the person's file."`
}

// Access is the class as package access knows it.
func (c Class) Access() access.Class {
	return access.Class{Sensitivity: c.Sensitivity, Compartment: c.Compartment}
}

// Field is one thing that is recorded.
type Field struct {
	Name         string    `yaml:"name" need:"yes" help:"Its short name: small letters and underscores."`
	Words        string    `yaml:"words" need:"yes" help:"The question, as the form asks it."`
	Type         FieldType `yaml:"type" need:"yes" help:"What may be written."`
	Help         string    `yaml:"help" help:"A hint under the question."`
	Required     bool      `yaml:"required" help:"Needed before the record is completed."`
	RequiredWhen string    `yaml:"required_when" help:"Needed when this holds."`
	Choices      []Choice  `yaml:"choices" help:"What may be chosen."`
	Codes        CodeSet   `yaml:"codes" help:"A set of codes of the returns that may be chosen from."`
	Fields       []Field   `yaml:"fields" help:"For a list: what each line of it holds."`
}

// FieldType is what may be written in a field.
type FieldType string

// The types of field.
const (
	TextField    FieldType = "text"
	LongField    FieldType = "long_text"
	DateField    FieldType = "date"
	TimeField    FieldType = "time"
	YesNoField   FieldType = "yes_no"
	ChoiceField  FieldType = "choice"
	ChoicesField FieldType = "choices"
	CountField   FieldType = "count"
	NumberField  FieldType = "number"
	PersonField  FieldType = "person"
	StaffField   FieldType = "staff"
	AgencyField  FieldType = "agency"
	ThingField   FieldType = "thing"
	ListField    FieldType = "list"
)

// FieldTypes lists the types of field.
var FieldTypes = []FieldType{TextField, LongField, DateField, TimeField, YesNoField, ChoiceField, ChoicesField, CountField, NumberField,
	PersonField, StaffField, AgencyField, ThingField, ListField}

func (FieldType) options() []string { return texts(FieldTypes) }

// Choice is one thing that may be chosen, and the days on which it may.
type Choice struct {
	Code  string        `yaml:"code" need:"yes" help:"What is stored."`
	Words string        `yaml:"words" need:"yes" help:"What people read."`
	From  calendar.Date `yaml:"from" help:"The first day it may be chosen."`
	To    calendar.Date `yaml:"to" help:"The last day."`
}

// Condition is something that must hold, and what to say where it doesn't.
type Condition struct {
	When      string `yaml:"when" need:"yes" help:"The condition, in CEL."`
	Otherwise string `yaml:"otherwise" need:"yes" help:"What to tell the person, with the mend."`
}

// Event is something that a record tells the clocks.
type Event struct {
	Code   string   `yaml:"code" need:"yes" help:"Its name, such as dental.checked."`
	Words  string   `yaml:"words" need:"yes" help:"What happened, as “when …” goes on."`
	Day    string   `yaml:"day" help:"The field that holds its day."`
	Time   string   `yaml:"time" help:"The field that holds its time, where hours are counted."`
	Every  string   `yaml:"every" help:"A day in each line of a list, as list.field: it has happened when every line has its day, on the last of them."`
	When   string   `yaml:"when" help:"It happened only where this holds."`
	PartOf []PartOf `yaml:"part_of" help:"What it is part of, so that it is paired with its own start."`
	Values []string `yaml:"values" help:"Fields that clocks may ask about."`
}

// PartOf ties an event to the thing that it is part of.
type PartOf struct {
	What  string `yaml:"what" need:"yes" help:"Such as placement, referral or record."`
	Field string `yaml:"field" help:"The field that names the thing; left out for the record itself."`
}

// Clock is one rule of timing.
type Clock struct {
	Code         string            `yaml:"code" need:"yes" help:"Its number, such as C29."`
	Name         string            `yaml:"name" need:"yes" help:"What must happen, in words."`
	About        Subject           `yaml:"about" need:"yes" help:"What each deadline is about."`
	Per          string            `yaml:"per" help:"What each deadline is of, such as placement; left out for the subject as a whole."`
	Start        []When            `yaml:"start" need:"yes" help:"What starts it, the best first: the first that is recorded is used, and the deadline says which."`
	End          []When            `yaml:"end" need:"yes" help:"What satisfies it: any of them."`
	Amount       int               `yaml:"amount" help:"How many."`
	Unit         deadline.Span     `yaml:"unit" need:"yes" help:"Of what. none for as soon as possible."`
	Before       bool              `yaml:"before" help:"The limit lies before the start, such as reports before a conference."`
	Early        Early             `yaml:"early" help:"How long before the start an end counts too."`
	Each         deadline.Window   `yaml:"each" help:"A deadline for each such window after the start."`
	RequiredWhen string            `yaml:"required_when" help:"There is a deadline only where this holds."`
	NotRequired  []Exempt          `yaml:"not_required" help:"Where nothing is asked, and why."`
	Stops        []Stop            `yaml:"stops" help:"Events after which nothing more is asked."`
	Recurring    bool              `yaml:"recurring" help:"Each end starts the next."`
	Counting     deadline.Counting `yaml:"counting" default:"day_0" help:"How working days are counted: day_0 counts from the day after the start."`
	Basis        `yaml:",inline"`
}

// When is an event that a clock waits for.
type When struct {
	Event string `yaml:"event" need:"yes" help:"The event."`
	Nth   int    `yaml:"nth" help:"The nth of them alone."`
	Later bool   `yaml:"later" help:"The nth and each after it."`
	When  string `yaml:"when" help:"Only where this holds of it."`
}

// Early is how long before the start an end counts too.
type Early struct {
	Amount int           `yaml:"amount" help:"How many."`
	Unit   deadline.Span `yaml:"unit" help:"Of what."`
	Any    bool          `yaml:"any" help:"However long before."`
}

// Exempt is where nothing is asked.
type Exempt struct {
	When    string `yaml:"when" need:"yes" help:"Where this holds nothing is asked."`
	Because string `yaml:"because" need:"yes" help:"Why, as a sentence."`
}

// Stop is an event after which nothing more is asked.
type Stop struct {
	Event      string `yaml:"event" need:"yes" help:"The event."`
	Because    string `yaml:"because" need:"yes" help:"Why, as a sentence."`
	Superseded bool   `yaml:"superseded" help:"Another deadline takes its place."`
}
