package web

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"throughline/calendar"
)

// typing is what somebody types in a form, by field.
type typing map[string]string

// fillIn gives the form of a page with what is typed in it.
func fillIn(page *shown, action string, typed typing) url.Values {
	page.t.Helper()
	fields := page.want(http.StatusOK).form(action)
	for name, value := range typed {
		fields.Set(name, value)
	}
	return fields
}

// on is a date in the fields of a form.
func (t typing) on(name, day string) typing {
	d, err := calendar.Parse(day)
	if err != nil {
		panic(err)
	}
	values := url.Values{}
	dateValues(values, name, d)
	for field := range values {
		t[field] = values.Get(field)
	}
	return t
}

// caseFormTests are the small forms: who uses them, where, what is typed so
// that it is taken, what the file says then, and one slip with what is said of it.
func caseFormTests(c *testCouncil) map[string]caseFormTest {
	amara := "/casework/people/" + c.id["amara"]
	return map[string]caseFormTest{
		"add an identifier": {
			"worker", amara + "/identifiers/new", typing{"type": "upn", "value": "H801 2000 01001", "source": "The school"}, []string{"Unique pupil number", "H801200001001", "From: The school"},
			typing{"type": "nhs", "value": "943 476 5918", "source": "Somebody"}, "value", "The last digit of this NHS number doesn't fit the others: check each digit.",
		},
		"end an identifier": {
			"worker", "/casework/identifiers/" + c.id["nhs"] + "/edit", typing{"wrong": "It is her cousin’s"}, []string{"Not this person’s: It is her cousin’s"},
			typing{}, "until", "Enter the last day of the number, or say why it was never this person's.",
		},
		"add an address": {
			"worker", amara + "/addresses/new", typing{"kind": "school", "lines": "School Lane\nStonebridge", "postcode": "zz99 7xz"}.on("from", "2012-04-20"), []string{"School Lane, Stonebridge, ZZ99 7XZ"},
			typing{"kind": "home", "lines": "Somewhere", "postcode": "nonsense"}.on("from", "2012-04-20"), "postcode", "Enter a whole postcode, such as PR1 8XJ.",
		},
		"end an address": {
			"worker", "/casework/addresses/" + c.id["home"] + "/edit", typing{}.on("until", "2012-04-20"), []string{"2 April 2012 to 20 April 2012"},
			typing{}.on("until", "2012-01-01"), "until", "Enter a last day that is on or after 2 April 2012, or leave it blank.",
		},
		"end a relationship": {
			"worker", "/casework/relationships/" + c.id["sibling"] + "/edit", typing{"note": "They are close"}, []string{"They are close"},
			typing{"until-day": "40", "until-month": "1", "until-year": "2012"}, "until", "The last day must have a day from 1 to 31.",
		},
		"describe": {
			"worker", amara + "/characteristics/new", typing{"ethnicity": "BAFR", "religion": "Christian", "support": "Pictures"}, []string{"Pictures", "Religion or belief Christian"},
			typing{"ethnicity": "ZZZZ"}, "ethnicity", "Choose an ethnic group from the list.",
		},
		"allocate": {
			"manager", amara + "/allocations/new", typing{"membership": c.id["early"], "role": "early_help_worker", "for": "early_help"}.on("from", "2012-04-20"), []string{"Early help worker Eve Early"},
			typing{"membership": c.id["early"], "for": "early_help"}.on("from", "2012-04-20"), "role", "Choose the role.",
		},
		"end an allocation": {
			"manager", "/casework/allocations/" + c.id["nurse of amara"] + "/edit", typing{"why": "She has moved"}.on("until", "2012-04-20"), []string{"She has moved"},
			typing{"why": "She has moved"}, "until", "Enter a last day that is on or after 2 April 2012.",
		},
		"involve": {
			"worker", amara + "/involvements/new", typing{"agency": c.id["force"], "for": "social_care", "basis": "statutory", "why": "The enquiry"}.on("from", "2012-04-20"), []string{"Stonebridge Police", "The enquiry"},
			typing{"agency": c.id["force"], "for": "social_care", "basis": "consent"}.on("from", "2012-04-20"), "basis", "Record first that consent was given to this agency.",
		},
		"end an involvement": {
			"worker", "/casework/involvements/" + c.id["school of amara"] + "/edit", typing{"why": "She changed school"}.on("until", "2012-04-20"), []string{"She changed school"},
			typing{"why": "x"}.on("until", "2011-04-20"), "until", "Enter a last day that is on or after 2 April 2012.",
		},
		"change care": {
			"worker", amara + "/care-changes/new", typing{"status": "C1"}.on("from", "2012-04-20"), []string{"Interim care order (C1)", "2 April 2012 to 20 April 2012"},
			typing{}.on("from", "2012-04-20"), "status", "Choose a new legal status, enter a new placement, or both.",
		},
		"end care": {
			"worker", "/casework/care/" + c.id["care"] + "/edit", typing{"reason": "E4A"}.on("ended", "2012-04-20"), []string{"Start a time in care"},
			typing{"reason": "E4A"}, "ended", "Enter a last day that is on or after 2 April 2012.",
		},
		"start care": {
			"worker", "/casework/people/" + c.id["tobi"] + "/care/new", typing{"need": "N1", "status": "V2", "type": "U6", "provider": "PR1", "carer": "The Carers"}.on("started", "2012-04-20"),
			[]string{"Looked after Since 20 April 2012", "The Carers"},
			typing{"need": "N1", "status": "V2", "type": "U6", "provider": "PR1"}.on("started", "2005-04-20"), "started", "That is before the child was born, on 3 February 2006. Change one of the dates.",
		},
		"plan a review": {
			"reviewer", amara + "/reviews/new", typing{"chair": c.id["reviewer"]}.on("due", "2012-10-01"), []string{"Due by 1 October 2012"},
			typing{"chair": c.id["worker"]}.on("due", "2012-10-01"), "chair", "The chair must be independent, and this person is allocated as lead worker. Choose somebody else.",
		},
		"hold a review": {
			"reviewer", "/casework/reviews/" + c.id["review"] + "/edit", typing{"participation": "PN1", "decisions": "She stays"}.on("held", "2012-04-30"), []string{"Held on 30 April 2012", "She stays"},
			typing{"decisions": "She stays"}, "held", "Enter the day it was held. If it was put off, say why and enter the new day.",
		},
		"change a person": {
			"worker", amara + "/edit", typing{"name-2-kind": "known_as", "name-2-given": "Mara", "name-2-family": "Okafor", "languages": "English\nIgbo", "interpreter": "yes"},
			[]string{"Mara Okafor", "Amara Okafor (legal name)", "English, Igbo"},
			typing{"name-1-given": "Anna"}, "names", "Keep the name “Amara Okafor”. If it is no longer used, give it a last day, or call it a previous name.",
		},
	}
}

type caseFormTest struct {
	who, path string
	typed     typing
	says      []string
	slip      typing
	fault     string
	sentence  string
}

func TestEverySmallFormOfAFile(t *testing.T) {
	for name := range caseFormTests(newCaseCouncil(t)) {
		t.Run(name, func(t *testing.T) {
			c := newCaseCouncil(t)
			each := caseFormTests(c)[name]
			b := c.as(each.who)
			page := b.get(each.path)
			slipped := fillIn(page, each.path, each.slip)
			again := b.post(each.path, slipped).want(http.StatusUnprocessableEntity)
			if got := again.fault(each.fault); got != each.sentence {
				t.Errorf("beside %s it says %q; at the top %q", each.fault, got, again.summary())
			}
			again.summary()
			if title := again.all(isTitle); len(title) != 1 || !strings.HasPrefix(textIn(title[0]), "Error: ") {
				t.Errorf("the title of a form with an error does not say so")
			}
			kept := again.form(each.path)
			for field := range slipped {
				if kept.Get(field) != slipped.Get(field) {
					t.Errorf("%s was %q and is %q", field, slipped.Get(field), kept.Get(field))
				}
			}
			after := b.post(each.path, fillIn(b.get(each.path), each.path, each.typed)).want(http.StatusOK)
			after.says(each.says...)
			if !strings.HasPrefix(after.path, "/casework/people/") {
				t.Errorf("it went on to %s", after.path)
			}
		})
	}
}

// TestAFormIsRefusedToWhoMayOnlySee has a colleague of another team
// ask for a form about a child whose name they may see.
func TestAFormIsRefusedToWhoMayOnlySee(t *testing.T) {
	c := newCaseCouncil(t)
	b := c.as("elsewhere")
	at := "/casework/people/" + c.id["amara"]
	page := b.get(at).want(http.StatusOK)
	page.hides("Allocate to a worker", "Write a record", "Foster", "Visit to the placement", "Family and household", "Time in care", "Next review", "Last decision", "Ethnicity", "Hidden Lane")
	for _, path := range []string{"/care/new", "/care-changes/new", "/reviews/new", "/records/new", "/relationships/new", "/characteristics/new"} {
		page := b.get(at + path).want(http.StatusForbidden)
		page.says("you can’t record it for the reason you are looking")
	}
}

// TestTwoWritersOfOneThing has two people change one thing: the second sees
// both texts, chooses, and nothing is lost.
func TestTwoWritersOfOneThing(t *testing.T) {
	for keep, says := range map[string]string{"yours": "2 April 2012 to 25 April 2012", "other": "2 April 2012 to 20 April 2012"} {
		c := newCaseCouncil(t)
		path := "/casework/addresses/" + c.id["home"] + "/edit"
		first, second := c.as("worker"), c.as("manager")
		mine := fillIn(first.get(path), path, typing{"reason": "They moved"}.on("until", "2012-04-20"))
		theirs := fillIn(second.get(path), path, typing{}.on("until", "2012-04-25"))
		first.post(path, mine).want(http.StatusOK)
		merge := second.post(path, theirs).want(http.StatusConflict)
		merge.says("Someone else changed this address", "Wilma Worker, Stonebridge Council saved a change on 1 May 2012", "20 April 2012", "25 April 2012", "They moved")
		chosen := merge.form(path)
		if chosen.Get("choose.until") != "yours" || chosen.Get("choose.reason") != "other" {
			t.Errorf("beforehand it chooses %q for the day and %q for the reason", chosen.Get("choose.until"), chosen.Get("choose.reason"))
		}
		chosen.Set("choose.until", keep)
		second.post(path, chosen).want(http.StatusOK).says(says)
		if again := second.get(path).form(path); again.Get("reason") != "They moved" {
			t.Errorf("the reason is %q", again.Get("reason"))
		}
	}
}

// TestAVersionThatNobodySawIsNotTaken sends a form without the version its
// writer saw, or with another.
func TestAVersionThatNobodySawIsNotTaken(t *testing.T) {
	c := newCaseCouncil(t)
	b := c.as("worker")
	for _, path := range []string{"/casework/addresses/" + c.id["home"] + "/edit", "/casework/people/" + c.id["amara"] + "/edit", "/casework/relationships/" + c.id["mother"] + "/edit"} {
		for _, seen := range []string{"", "0", "99"} {
			fields := b.get(path).form(path)
			fields.Set(seenField, seen)
			if got := b.post(path, fields); got.status != http.StatusConflict {
				t.Errorf("%s with the version %q: %d %s", path, seen, got.status, got.text())
			}
		}
	}
}

func TestTwoWritersOfOnePerson(t *testing.T) {
	c := newCaseCouncil(t)
	path := "/casework/people/" + c.id["amara"] + "/edit"
	first, second := c.as("worker"), c.as("manager")
	mine := fillIn(first.get(path), path, typing{"languages": "Igbo"})
	theirs := fillIn(second.get(path), path, typing{"sex": "U"})
	first.post(path, mine).want(http.StatusOK)
	merge := second.post(path, theirs).want(http.StatusConflict)
	merge.says("Someone else changed this person", "Igbo", "Not known")
	second.post(path, merge.form(path)).want(http.StatusOK).says("Igbo", "Not known")
}

// TestAddingAPerson shows who may be the person already, before a second
// record is made.
func TestAddingAPerson(t *testing.T) {
	c := newCaseCouncil(t)
	b := c.as("worker")
	const path = "/casework/people/new"
	typed := typing{"name-1-given": "Amarra", "name-1-family": "Okafor", "parts": "child", "sex": "F"}.on("born", "2003-05-10")
	known := b.post(path, fillIn(b.get(path), path, typed)).want(http.StatusUnprocessableEntity)
	known.says("Is it one of these?", "Amara Okafor", "The same date of birth")
	if known.link("Amara Okafor") != "/casework/people/"+c.id["amara"] {
		t.Error("the person who is known has no link")
	}
	fields := known.form(path)
	fields.Set("another", "yes")
	after := b.post(path, fields).want(http.StatusOK)
	after.says("The person has been added", "Amarra Okafor")
	nameless := b.post(path, fillIn(b.get(path), path, typing{"parts": "child"})).want(http.StatusUnprocessableEntity)
	if nameless.fault("names") == "" || len(nameless.summary()) == 0 {
		t.Errorf("somebody without a name: %s", nameless.text())
	}
	unborn := b.post(path, fillIn(b.get(path), path, typing{"name-1-given": "Baby", "name-1-family": "Brand", "parts": "child", "expected-month": "August", "expected-year": "2012"})).want(http.StatusOK)
	unborn.says("Baby Brand", "expected August 2012")
}

func TestAddingARelationship(t *testing.T) {
	c := newCaseCouncil(t)
	b := c.as("worker")
	path := "/casework/people/" + c.id["amara"] + "/relationships/new"
	nothing := b.post(path, url.Values{}).want(http.StatusUnprocessableEntity)
	if nothing.fault("find") == "" {
		t.Errorf("nothing was asked for, and it says %q", nothing.summary())
	}
	b.post(path, url.Values{"find": {"Zebedee"}}).want(http.StatusOK).says("Nobody whom you may see matches")
	found := b.post(path, url.Values{"find": {"Stella"}}).want(http.StatusOK)
	found.says("Stella Stranger", "Found by the same name")
	if strings.Contains(found.path, "tella") {
		t.Errorf("the search is in the address %s", found.path)
	}
	fields := found.form(path)
	fields.Set("person", c.id["stranger"])
	if kin := b.post(path, fields).want(http.StatusUnprocessableEntity); kin.fault("kinship") == "" {
		t.Errorf("no kinship, and it says %q", kin.summary())
	}
	fields.Set("kinship", "friend")
	b.post(path, fields).want(http.StatusOK).says("Stella Stranger Friend")
	for _, id := range []string{c.id["restricted"], nobodyKnown} {
		fields.Set("person", id)
		if got := b.post(path, fields); got.status != http.StatusUnprocessableEntity || got.fault("person") != "Choose the other person, or change the search." {
			t.Errorf("somebody who may not be seen: %d %s", got.status, got.text())
		}
	}
}

func TestWhatEndedWhileItWasTypedComesBack(t *testing.T) {
	c := newCaseCouncil(t)
	b := c.as("worker")
	path := "/casework/people/" + c.id["amara"] + "/records/new"
	page := b.get(path + "?of=case_note")
	fields := fillIn(page, path, typing{"words": "A long note that nobody wants to type twice."})
	b.forget()
	ended := b.post(path, fields).want(http.StatusUnauthorized)
	back := b.signIn(ended, "worker")
	if got := back.form(path).Get("words"); got != "A long note that nobody wants to type twice." {
		t.Errorf("it came back as %q on %s", got, back.path)
	}
}

func isTitle(n *html.Node) bool { return n.DataAtom == atom.Title }
