package invent

import (
	"bufio"
	"fmt"
	"io"
	"strconv"
	"strings"

	"throughline/calendar"
)

// lastCensus is the last year whose census can be read.
const lastCensus = 2026

// WriteCIN writes the children in need census of one year as XML. There is none of 2027 yet.
func (c Council) WriteCIN(year int, to io.Writer) error { return c.writeCIN(year, nil, to) }

func (c Council) writeCIN(year int, note func(Fault), to io.Writer) error {
	if err := c.check(year); err != nil {
		return err
	}
	if year > lastCensus {
		return fmt.Errorf("there is no census of %d yet: the last is that of %d", year, lastCensus)
	}
	w := &census{council: c, year: year, from: yearStart(year), to: c.lastOf(year), note: note, out: bufio.NewWriterSize(to, 1<<16)}
	w.text(`<?xml version="1.0" encoding="UTF-8"?>` + "\n")
	w.text("<Message><Header><CollectionDetails><Collection>CIN</Collection><Year>" + strconv.Itoa(year) + "</Year><ReferenceDate>" + yearEnd(year).String() +
		"</ReferenceDate></CollectionDetails><Source><SourceLevel>L</SourceLevel><LEA>999</LEA><SoftwareCode>Invented</SoftwareCode><Release>1</Release>" +
		"<SerialNo>1</SerialNo><DateTime>" + w.to.String() + "T12:00:00</DateTime></Source></Header>\n<Children>\n")
	c.each(w.child)
	w.text("</Children></Message>\n")
	if err := w.out.Flush(); err != nil {
		return fmt.Errorf("writing the census: %w", err)
	}
	return nil
}

type census struct {
	council  Council
	year     int
	from, to calendar.Date
	out      *bufio.Writer
	note     func(Fault)
	subject  string
	faults
}

// wrong notes what was planted in an element of the child who is being written.
func (w *census) wrong(name string, kind int, was, is string) {
	if w.note != nil && was != is {
		w.note(Fault{censusFile, w.year, w.subject, name, faultOf(kind, was, is), was, is})
	}
}

const censusFile = "cin.xml"

// text is kept by the writer, whose first error Flush gives.
func (w *census) text(s string) { _, _ = w.out.WriteString(s) }

func (w *census) value(name, value string) {
	if value != "" {
		w.text("<" + name + ">" + value + "</" + name + ">")
	}
}

func (w *census) code(name, value string) {
	if value != "" && w.chance(w.rate/4) {
		was := value
		value = w.one("", "Q9", strings.ToLower(value))
		w.wrong(name, codes, was, value)
	}
	w.value(name, value)
}

// day writes a day that the census of the year could know.
func (w *census) day(name string, day calendar.Date) {
	if day.IsZero() || day.After(w.to) {
		return
	}
	value := day.String()
	if w.chance(w.rate / 2) {
		switch w.below(6) {
		case 0, 1:
			value = ""
		case 2:
			value = day.String()[:8] + "32"
		case 3:
			value = slashes(day)
		case 4:
			value = day.AddDays(w.between(-20, 20)).String()
		default:
			value = day.AddMonths(12).String()
		}
		w.wrong(name, dates, day.String(), value)
	}
	w.value(name, value)
}

func (w *census) child(m *child) {
	var told []*inNeed
	for i := range m.inNeed {
		if n := &m.inNeed[i]; !n.referred.After(w.to) && (n.closed.IsZero() || !n.closed.Before(w.from)) {
			told = append(told, n)
		}
	}
	if len(told) == 0 {
		return
	}
	number, _ := strconv.ParseUint(m.ID, 10, 64)
	w.faults = faults{newDice(w.council.Seed, number, uint64(w.year), 1), w.council.Faults}
	w.text("<Child><ChildIdentifiers>")
	w.subject = m.ID
	if w.chance(w.rate / 8) {
		w.wrong("LAchildID", kept, m.ID, "")
	} else {
		w.value("LAchildID", m.ID)
	}
	if m.UPN[:2] == "UN" {
		w.value("UPNunknown", m.UPN)
	} else {
		w.value("UPN", m.UPN)
	}
	if m.born.After(w.to) {
		w.value("ExpectedPersonBirthDate", m.born.String())
	} else {
		w.day("PersonBirthDate", m.born)
	}
	if w.year < 2025 {
		w.code("GenderCurrent", m.sex(w.year))
	} else {
		w.code("Sex", m.sex(w.year))
	}
	w.text("</ChildIdentifiers><ChildCharacteristics>")
	w.code("Ethnicity", m.ethnic)
	disability := "NONE"
	if m.disabled {
		disability = "LD"
	}
	w.text("<Disabilities><Disability>" + disability + "</Disability></Disabilities></ChildCharacteristics>\n")
	for _, n := range told {
		w.details(n)
	}
	w.text("</Child>\n")
}

func (w *census) details(n *inNeed) {
	w.text("<CINdetails>")
	w.day("CINreferralDate", n.referred)
	w.code("ReferralSource", n.source)
	w.code("PrimaryNeedCode", n.need)
	if !n.closed.IsZero() && !n.closed.After(w.to) {
		w.day("CINclosureDate", n.closed)
		w.code("ReasonForClosure", w.because(n))
	}
	w.day("DateOfInitialCPC", n.transferred)
	for i := range n.assessments {
		w.assessment(&n.assessments[i])
	}
	for i := range n.enquiries {
		w.enquiry(&n.enquiries[i])
	}
	if n.noFurther {
		w.code("ReferralNFA", "1")
	} else {
		w.code("ReferralNFA", "0")
	}
	for i := range n.plans {
		w.plan(&n.plans[i])
	}
	w.text("</CINdetails>\n")
}

// because is the reason for closing a case in the codes of the year.
func (w *census) because(n *inNeed) string {
	if n.because == "RC9" && w.year < 2023 {
		return "RC8"
	}
	return n.because
}

func (w *census) assessment(a *assessment) {
	if a.from.After(w.to) || !a.authorised.IsZero() && a.authorised.Before(w.from) {
		return
	}
	for range w.twice() {
		w.text("<Assessments>")
		w.day("AssessmentActualStartDate", a.from)
		w.day("AssessmentAuthorisationDate", a.authorised)
		if len(a.factors) > 0 && !a.authorised.IsZero() && !a.authorised.After(w.to) {
			w.text("<FactorsIdentifiedAtAssessment>")
			for _, f := range a.factors {
				w.value("AssessmentFactors", f)
			}
			w.text("</FactorsIdentifiedAtAssessment>")
		}
		w.text("</Assessments>")
	}
}

// twice is how often something is written: now and then somebody enters it again.
func (w *census) twice() int {
	if w.chance(w.rate / 4) {
		if w.note != nil {
			w.note(Fault{File: censusFile, Year: w.year, Subject: w.subject, What: faultDuplicate})
		}
		return 2
	}
	return 1
}

func (w *census) enquiry(e *enquiry) {
	if e.from.After(w.to) || e.from.Before(w.from) && (e.conference.IsZero() || e.conference.Before(w.from)) {
		return
	}
	for range w.twice() {
		w.text("<Section47>")
		w.day("S47ActualStartDate", e.from)
		if !e.notRequired {
			w.value("InitialCPCtarget", e.target.String())
		}
		w.day("DateOfInitialCPC", e.conference)
		if e.notRequired {
			w.code("ICPCnotRequired", "1")
		} else {
			w.code("ICPCnotRequired", "0")
		}
		w.text("</Section47>")
	}
}

func (w *census) plan(p *plan) {
	if p.from.After(w.to) || !p.to.IsZero() && p.to.Before(w.from) {
		return
	}
	w.text("<ChildProtectionPlans>")
	w.day("CPPstartDate", p.from)
	w.day("CPPendDate", p.to)
	w.code("InitialCategoryOfAbuse", p.abuse)
	w.code("LatestCategoryOfAbuse", p.abuse)
	w.value("NumberOfPreviousCPP", strconv.Itoa(p.before))
	var held []calendar.Date
	for _, day := range p.reviews {
		if !day.Before(w.from) && !day.After(w.to) {
			held = append(held, day)
		}
	}
	if len(held) > 0 {
		w.text("<Reviews>")
		for _, day := range held {
			w.day("CPPreviewDate", day)
		}
		w.text("</Reviews>")
	}
	w.text("</ChildProtectionPlans>")
}
