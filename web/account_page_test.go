package web

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
)

func TestYourAccount(t *testing.T) {
	c := newCouncil(t)
	page := c.as("lead").get("/account").want(http.StatusOK)
	page.says("Len Lead", "lead@example.org", "Stonebridge Council, Stonebridge Council: Agency lead (now)", "Name a delegate")
	if got := page.link("Choose where you act"); got != "/act-as" {
		t.Errorf("the link leads to %s", got)
	}
	c.as("board").get("/account").hides("/delegations")
	if got := c.visitor().get("/account"); !strings.HasPrefix(got.path, "/sign-in") {
		t.Errorf("nobody signed in gets to %s", got.path)
	}
}

func TestChangingAPassword(t *testing.T) {
	c := newCouncil(t)
	here, elsewhere := c.as("lead"), c.as("lead")
	const fresh = "three quite random words"
	send := func(old, password, again string) *shown {
		return here.post("/account/password", url.Values{"old": {old}, "new": {password}, "again": {again}})
	}
	for name, test := range map[string]struct {
		old, password, again string
		field, want          string
	}{
		"nothing":       {"", "", "", "old", "Enter the password you have now."},
		"no new one":    {testPassword, "", "", "new", "Enter a new password."},
		"not the same":  {testPassword, fresh, "three quite other words", "again", "The two new passwords are not the same. Enter the new one again."},
		"too short":     {testPassword, "short", "short", "new", "Choose a password of 12 characters or more. Three random words make a good one."},
		"wrong old one": {"this is not my password", fresh, fresh, "old", "Your old password is not right. Enter it again."},
	} {
		page := send(test.old, test.password, test.again).want(http.StatusUnprocessableEntity)
		if got := page.fault(test.field); got != test.want {
			t.Errorf("%s: %q, want %q", name, got, test.want)
		}
		if len(page.summary()) == 0 {
			t.Errorf("%s: nothing at the top of the page", name)
		}
		page.hides(fresh, "this is not my password")
	}
	elsewhere.get("/home").want(http.StatusOK).says("What needs you")
	page := send(testPassword, fresh, fresh).want(http.StatusOK)
	if !strings.Contains(textIn(page.root), "Your password has been changed.") || page.path != "/account" {
		t.Errorf("%s says %s", page.path, textIn(page.root))
	}
	here.get("/home").want(http.StatusOK).says("What needs you")
	if got := elsewhere.get("/home"); !strings.HasPrefix(got.path, "/sign-in") {
		t.Errorf("the other browser is still signed in: %s", got.path)
	}
	again := c.visitor()
	fields := again.get("/sign-in").form("/sign-in")
	fields.Set("email", "lead@example.org")
	fields.Set("password", testPassword)
	again.post("/sign-in", fields).want(http.StatusUnprocessableEntity)
	fields.Set("password", fresh)
	again.post("/sign-in", fields).want(http.StatusOK)
}

func TestSigningOutEverywhere(t *testing.T) {
	c := newCouncil(t)
	here, elsewhere, other := c.as("lead"), c.as("lead"), c.as("police")
	if got := here.post("/account/sign-out-everywhere", url.Values{}); !strings.HasPrefix(got.path, "/sign-in") {
		t.Errorf("it leads to %s", got.path)
	}
	for name, b := range map[string]*browser{"this browser": here, "the other browser": elsewhere} {
		if got := b.get("/home"); !strings.HasPrefix(got.path, "/sign-in") {
			t.Errorf("%s is still signed in: %s", name, got.path)
		}
	}
	other.get("/home").want(http.StatusOK).says("What needs you")
}

// A button pressed after the session ended leads back to its page, and a
// password typed there is not carried along.
func TestAnAccountsButtonsAfterTheSessionEnded(t *testing.T) {
	c := newCouncil(t)
	b := c.as("lead")
	b.forget()
	page := b.post("/account/password", url.Values{"old": {testPassword}, "new": {"three quite random words"}, "again": {"three quite random words"}}).want(http.StatusUnauthorized)
	page.hides("three quite random words", testPassword)
	if got := b.signIn(page, "lead"); got.path != "/account" {
		t.Errorf("it leads to %s", got.path)
	}
	b.forget()
	page = b.post("/account/sign-out-everywhere", url.Values{}).want(http.StatusUnauthorized)
	if got := b.signIn(page, "lead"); got.path != "/account" {
		t.Errorf("it leads to %s", got.path)
	}
}
