package casework_test

import (
	"fmt"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"throughline/access"
	"throughline/calendar"
	"throughline/casework"
)

func TestIdentifiersInTheirWrittenForm(t *testing.T) {
	for _, c := range []struct {
		kind     casework.IdentifierType
		in, want string
		refused  string
	}{
		{casework.NHSNumber, " 943 476 5919", "9434765919", ""}, // the NHS's own example of a test number
		{casework.NHSNumber, "987-654-3210", "9876543210", ""},
		{casework.NHSNumber, "9434765918", "", "last digit"},
		{casework.NHSNumber, "943476591", "", "10 digits"},
		{casework.NHSNumber, "0000000000", "", "last digit"},
		{casework.NHSNumber, "٩٤٣٤٧٦٥٩١٩", "", "10 digits"},
		{casework.LocalChildID, "wm 00123", "WM00123", ""},
		{casework.LocalChildID, "12345678901234567890", "12345678901234567890", ""},
		{casework.LocalChildID, "123456789012345678901", "", "at most 20"},
		{casework.LocalChildID, "wm/123", "", "letters and digits"},
		{casework.LocalChildID, " ", "", "at most 20"},
		{casework.UPN, "h801200001001", "H801200001001", ""},
		{casework.UPN, "A801200001001", "", "first letter"},
		{casework.UPN, "I801200001001", "", "first letter"},
		{casework.UPN, "H80120000100I", "", "first letter"},
		{casework.UPN, "H80120000100", "", "12 more"},
		{casework.ULN, "1000000007", "", "ULN"},
		{casework.ULN, "1000000000", "1000000000", ""}, // 10 times 1 leaves 10, and 10 less 10 is 0
		{casework.ULN, "1234567890", "", "ULN"},
		{casework.HomeOffice, " ho  / 12 ", "HO / 12", ""},
		{casework.PoliceRef, "", "", "enter the number"},
		{casework.PoliceRef, "a*", "", "enter the number"},
		{casework.PoliceRef, "a\x00b", "", "enter the number"},
		{casework.CourtCase, "—", "", "enter the number"},
		{"passport", "1", "", "choose which register"},
	} {
		got, err := casework.ReadIdentifier(c.kind, c.in)
		if got != c.want || (err == nil) != (c.refused == "") || (err != nil && !strings.Contains(err.Error(), c.refused)) {
			t.Errorf("%s %q: got %q and %v", c.kind, c.in, got, err)
		}
	}
}

// A number that fits no longer fits when one digit is wrong, or two that stand
// together are swapped.
func TestCheckDigitsFindSlips(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		digits := []byte(rapid.StringMatching(`[1-9][0-9]{9}`).Draw(t, "digits"))
		var fits []byte
		for last := byte('0'); last <= '9'; last++ {
			digits[9] = last
			if _, err := casework.ReadIdentifier(casework.NHSNumber, string(digits)); err == nil {
				fits = append(fits, last)
			}
		}
		if len(fits) > 1 {
			t.Fatalf("two check digits fit: %q", fits)
		}
		if len(fits) == 0 {
			return
		}
		digits[9] = fits[0]
		at, by := rapid.IntRange(0, 9).Draw(t, "at"), byte(rapid.IntRange(1, 9).Draw(t, "by"))
		wrong := append([]byte{}, digits...)
		wrong[at] = '0' + (wrong[at]-'0'+by)%10
		if _, err := casework.ReadIdentifier(casework.NHSNumber, string(wrong)); err == nil {
			t.Fatalf("%s and %s both fit", digits, wrong)
		}
		swapped := append([]byte{}, digits...)
		if i := rapid.IntRange(0, 8).Draw(t, "swap"); swapped[i] != swapped[i+1] {
			swapped[i], swapped[i+1] = swapped[i+1], swapped[i]
			if _, err := casework.ReadIdentifier(casework.NHSNumber, string(swapped)); err == nil {
				t.Fatalf("%s and %s both fit", digits, swapped)
			}
		}
	})
}

// The check letter by the rule as it is published, counted another way.
func TestUPNLetters(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		rest := rapid.StringMatching(`[0-9]{11}[0-9A-HJ-NP-RT-Z]`).Draw(t, "rest")
		const letters = "ABCDEFGHJKLMNPQRTUVWXYZ"
		sum := 0
		for i, r := range rest {
			value := strings.IndexRune("0123456789", r)
			if value < 0 {
				value = strings.IndexRune(letters, r)
			}
			sum += (i + 2) * value
		}
		for i := range len(letters) {
			_, err := casework.ReadIdentifier(casework.UPN, letters[i:i+1]+rest)
			if (err == nil) != (i == sum%23) {
				t.Fatalf("%c%s: %v", letters[i], rest, err)
			}
		}
	})
}

func TestWhoMaySeeWhichNumber(t *testing.T) {
	a := begin(t)
	a.child("kit", "Kit", "Moor", calendar.Must(2008, 1, 31))
	for kind, want := range map[casework.IdentifierType]access.Class{
		casework.NHSNumber:    {Sensitivity: access.Personal, Compartment: access.Identity},
		casework.LocalChildID: {Sensitivity: access.Personal, Compartment: access.Identity},
		casework.HomeOffice:   {Sensitivity: access.Sensitive, Compartment: access.SocialCare},
		casework.UPN:          {Sensitivity: access.Personal, Compartment: access.Education},
		casework.CourtCase:    {Sensitivity: access.Personal, Compartment: access.SocialCare},
	} {
		value := map[casework.IdentifierType]string{casework.NHSNumber: "9434765919", casework.UPN: "H801200001001"}[kind]
		if value == "" {
			value = "A1"
		}
		id := a.do("sue", casework.AddIdentifier{Person: "kit", Type: kind, Value: value, Source: "referral"})
		if got := a.filing[id].Class; got != want {
			t.Errorf("%s is filed as %v", kind, got)
		}
	}
}

func TestALocalIDIsGivenOnce(t *testing.T) {
	a := begin(t)
	a.child("kit", "Kit", "Moor", calendar.Must(2008, 1, 31))
	a.child("jo", "Jo", "Fell", calendar.Must(2009, 1, 31))
	id := a.do("sue", casework.AddIdentifier{Person: "kit", Type: casework.LocalChildID, Value: "wm1", Source: "us"})
	a.refused("sue", casework.AddIdentifier{Person: "jo", Type: casework.LocalChildID, Value: "WM 1", Source: "us"}, "value",
		"This local child id has been used. Each is given to one child and never again: enter another.")
	a.refused("sue", casework.AddIdentifier{Person: "kit", Type: casework.LocalChildID, Value: "WM1", Source: "us"}, "value",
		"This number is already recorded for this person.")
	a.do("sue", casework.AddIdentifier{Person: "jo", Type: casework.NHSNumber, Value: "9434765919", Source: "GP"})
	a.do("sue", casework.AddIdentifier{Person: "kit", Type: casework.NHSNumber, Value: "9434765919", Source: "GP"}) // shown by Match, not refused
	a.refused("sue", casework.EndIdentifier{Identifier: id}, "until", "Enter the last day of the number, or say why it was never this person's.")
	a.do("sue", casework.EndIdentifier{Identifier: id, Wrong: "it was a slip of the pen"})
	if len(a.filing[id].Finds) > 0 {
		t.Error("a wrong number still finds the person")
	}
	a.refused("sue", casework.EndIdentifier{Identifier: id, Wrong: "again"}, "", "This number was already marked as wrong.")
}

func FuzzReadIdentifier(f *testing.F) {
	for _, text := range []string{"943 476 5919", "H801200001001", "", "\x00", "١", strings.Repeat("9", 400), "é-\u2011 \u00a0"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		for _, kind := range casework.IdentifierTypes {
			got, err := casework.ReadIdentifier(kind, text)
			if (err == nil) == (got == "") {
				t.Fatalf("%s %q: got %q and %v", kind, text, got, err)
			}
			if err != nil {
				continue
			}
			again, err := casework.ReadIdentifier(kind, got)
			if err != nil || again != got {
				t.Fatalf("%s: %q is written %q, and that %q: %v", kind, text, got, again, err)
			}
			if fmt.Sprint(kind.Words()) == "" {
				t.Fatalf("%s has no words", kind)
			}
		}
	})
}
