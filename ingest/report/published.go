package report

import (
	_ "embed"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"sync"

	"throughline/calendar"
)

//go:embed published/areas.json
var publishedJSON []byte

// PublishedReport is a report that the product knows without being given it.
type PublishedReport struct {
	ID        string // its number and date at the inspectorate, such as "80451-2016-09-20"
	Council   string // as published: “bournemouth, christchurch & poole”
	Published calendar.Date
	Framework Framework
	Overall   string // the overall grade in the framework's words; "" when the source does not state it
	OnSite    string // the dates of the inspection, as printed
	Areas     []Area // in order; Line is 0, since the text itself is not held
}

// CouncilName is the council's name with capitals, for a page.
func (r *PublishedReport) CouncilName() string { return capitals(r.Council) }

// Library is every published report that the product knows.
type Library struct {
	Source  string // who collected it, and its licence
	reports []*PublishedReport
	byKey   map[string][]*PublishedReport
}

// Published gives the reports in the binary: 431 reports of 153 councils, of
// which 333 have their 2,411 areas. Source and licence: published/SOURCE.md.
var Published = sync.OnceValue(func() *Library {
	library, err := readLibrary(publishedJSON)
	if err != nil {
		panic(fmt.Errorf("the published reports in this program can't be read: %w", err)) // a test reads them
	}
	return library
})

func readLibrary(from []byte) (*Library, error) {
	var file struct {
		Source  string `json:"source"`
		Reports []struct {
			URN       string        `json:"urn"`
			LA        string        `json:"la"`
			Published calendar.Date `json:"published"`
			Kind      string        `json:"kind"`
			Overall   string        `json:"overall"`
			OnSite    string        `json:"inspection_dates"`
			Items     []struct {
				Kind AreaKind `json:"kind"`
				Text string   `json:"text"`
				N    int      `json:"n"`
			} `json:"items"`
		} `json:"reports"`
	}
	if err := json.Unmarshal(from, &file); err != nil {
		return nil, err
	}
	library := &Library{Source: file.Source, byKey: map[string][]*PublishedReport{}}
	frameworks := map[string]Framework{"ILACS": ILACS, "SIF": SIF}
	for _, r := range file.Reports {
		each := &PublishedReport{
			ID: r.URN + "-" + r.Published.String(), Council: r.LA, Published: r.Published, Framework: frameworks[r.Kind], Overall: r.Overall,
			OnSite: r.OnSite,
		}
		for _, item := range r.Items {
			each.Areas = append(each.Areas, Area{Kind: item.Kind, Number: strconv.Itoa(item.N), Words: item.Text})
		}
		library.reports = append(library.reports, each)
		key := CouncilKey(r.LA)
		library.byKey[key] = append(library.byKey[key], each)
	}
	for _, reports := range library.byKey {
		slices.SortStableFunc(reports, func(a, b *PublishedReport) int { return b.Published.Compare(a.Published) })
	}
	return library, nil
}

// All gives every report, in the order of the source.
func (l *Library) All() []*PublishedReport { return l.reports }

// Of gives a council's reports, newest first. The council may be written in
// any of the ways that CouncilKey knows.
func (l *Library) Of(council string) []*PublishedReport { return l.byKey[CouncilKey(council)] }

// Report finds one report by its ID.
func (l *Library) Report(id string) (*PublishedReport, bool) {
	for _, r := range l.reports {
		if r.ID == id {
			return r, true
		}
	}
	return nil, false
}

// Councils gives the names of the councils that a few letters may mean, in
// alphabetical order: the one that is exactly so named alone, or those whose
// names have every word of the text in them. No text gives all.
func (l *Library) Councils(text string) []string {
	key := CouncilKey(text)
	if reports := l.byKey[key]; len(reports) > 0 {
		return []string{reports[0].Council}
	}
	words := strings.Fields(key)
	var names []string
	for each, reports := range l.byKey {
		if !slices.ContainsFunc(words, func(word string) bool { return !strings.Contains(each, word) }) {
			names = append(names, reports[0].Council)
		}
	}
	slices.Sort(names)
	return names
}

// capitals writes a name with capitals as people do: “Isle of Wight”.
func capitals(name string) string {
	small := map[string]bool{"and": true, "of": true, "on": true, "upon": true, "with": true, "the": true, "&": true}
	words := strings.Fields(name)
	for i, word := range words {
		if i > 0 && small[word] {
			continue
		}
		pieces := strings.Split(word, "-")
		for j, piece := range pieces {
			if piece != "" && (j == 0 || !small[piece]) {
				pieces[j] = strings.ToUpper(piece[:1]) + piece[1:]
			}
		}
		words[i] = strings.Join(pieces, "-")
	}
	return strings.Join(words, " ")
}
