// Package demo is the invented demonstration: the published areas for
// improvement of a real inspection, and an invented council's plan to answer
// them, told as dated steps. Whoever shows it lives through the steps in
// order with the clock set to each, so that the plan can be read as at any
// day and as known at any time. It does no input or output.
package demo

import (
	"crypto/sha256"
	"fmt"
	"time"

	"throughline/access"
	"throughline/calendar"
	"throughline/plan"
)

// Notice is what every page, picture and paper of the demonstration says.
const Notice = "This is a demonstration. Its agencies, people, actions and evidence are invented. " +
	"Only the areas for improvement, the dates of the inspection and its reports, and the figures stated on 1 February 2013 were published; " +
	"the day on which the report was received is invented."

// Step is one change, carried out by a person at an instant.
type Step struct {
	At     time.Time     // by the ledger's clock
	Who    string        // key of a Person; "" is the operator, who sets the council up
	Change plan.Change   //
	On     calendar.Date // the day it describes; no date means the day of At
}

// Person is somebody in the demonstration who has an account.
type Person struct {
	Key, Name, Email string
	Agency           string // key of their agency
	Roles            []access.Role
	RoleLabel        string // their role and agency in a few words, for the sign-in page
	OneClick         bool   // offered on the sign-in page: one person for each role
}

// AccountKey is the key that Steps gives to ids for the person's account.
func (p Person) AccountKey() string { return "account/" + p.Key }

// MembershipKey is the key that Steps gives to ids for the person's
// membership, under which they carry out their steps.
func (p Person) MembershipKey() string { return "membership/" + p.Key }

// Authority is the invented council's fixed id and its name.
func Authority() (id, name string) {
	return "6b1f3c52-9d0e-8a47-b3c1-5e2d7f904a16", "Ribbleshire County Council"
}

// ID is a fixed id for a key: a version 8 UUID (RFC 9562) of its SHA-256. It
// can be given to Steps as it is, or where an id has no other maker.
func ID(key string) string {
	authority, _ := Authority()
	b := sha256.Sum256([]byte(authority + "/" + key))
	b[6], b[8] = b[6]&0x0f|0x80, b[8]&0x3f|0x80
	return fmt.Sprintf("%x-%x-%x-%x-%x", b[0:4], b[4:6], b[6:8], b[8:10], b[10:16])
}

// Ends is the instant at which the telling stops: nothing is dated after it.
func Ends() time.Time { return time.Date(2013, time.February, 1, 9, 0, 0, 0, calendar.London()) }

// Paper is a paper that the council's Board is due, to be composed from the
// plan itself once the steps up to At have been lived through.
type Paper struct {
	At      time.Time     // when it is written
	Who     string        // key of the Person who writes it
	AsAt    calendar.Date // the day it describes
	Meeting calendar.Date // of the Corporate Parenting Board
}

// Papers lists the papers, oldest first.
func Papers() []Paper {
	paper := func(month time.Month, year, day int) Paper {
		return Paper{
			At:  time.Date(year, month, day, 9, 0, 0, 0, calendar.London()),
			Who: planOwner, AsAt: calendar.Must(year, month, day), Meeting: calendar.Must(year, month, day),
		}
	}
	return []Paper{paper(time.September, 2012, 6), paper(time.December, 2012, 6), paper(time.February, 2013, 1)}
}

// Figures are figures about children that are due, to be counted from the
// record itself once the steps up to At have been lived through.
type Figures struct {
	At  time.Time     // when they are published
	Who string        // key of the Person who publishes them
	Day calendar.Date // that they are about
}

// AllFigures lists the figures, oldest first.
func AllFigures() []Figures {
	return []Figures{{At: time.Date(2013, time.January, 15, 14, 5, 0, 0, calendar.London()), Who: analyst, Day: calendar.Must(2012, 12, 31)}}
}
