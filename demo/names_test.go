package demo

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"throughline/plan"
)

// realPlaces are in the published areas and may be nowhere else.
var realPlaces = regexp.MustCompile(`(?i)lancashire|lancaster|morecambe`)

func TestOnlyPublishedWordsNameRealPlaces(t *testing.T) {
	named := 0
	for _, v := range livedStory(t).versions {
		published := v.Kind == plan.KindArea || v.Kind == plan.KindStatedFigure
		if realPlaces.Match(v.Body) {
			named++
			if !published {
				t.Errorf("%s %s names a real place: %s", v.Kind, v.ID, v.Body)
			}
		}
	}
	if named != 3 {
		t.Errorf("%d published areas name a real place, and 3 do", named)
	}
	for _, f := range Files() {
		if realPlaces.Match(f.Content) {
			t.Errorf("the file %s names a real place", f.Attachment.Name)
		}
	}
}

func TestAgenciesAndPeopleAreInvented(t *testing.T) {
	councils := lines(t, "local_authorities.txt")
	isReal := func(name string) string {
		for _, place := range councils {
			if regexp.MustCompile(`(?i)\b` + regexp.QuoteMeta(place) + `\b`).MatchString(name) {
				return place
			}
		}
		return ""
	}
	if isReal("North Yorkshire County Council") == "" {
		t.Error("a real council was not noticed")
	}
	for _, a := range slices.Concat([]agency{shadow}, agencies, caseworkAgencies) {
		if place := isReal(a.name); place != "" {
			t.Errorf("%s has the name of a real place, %s", a.name, place)
		}
	}
	emails := map[string]bool{}
	for _, p := range People() {
		if !strings.HasSuffix(p.Email, "@ribbleshire.example") || emails[p.Email] {
			t.Errorf("%s has the address %s", p.Name, p.Email)
		}
		emails[p.Email] = true
	}
}
