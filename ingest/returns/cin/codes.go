package cin

import (
	_ "embed"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"sync"
)

//go:embed data/cin_by_year.json
var byYear []byte

// FirstYear and LastYear are the census years that can be read, by the March they end in.
const (
	FirstYear = 2009
	firstList = 2017 // that of the years before it too, whose own lists were not seen
	LastYear  = 2026
)

// lists of one year: the codes of each element that has a list, and the elements that the year's schema has.
type lists struct {
	codes [columnCount]map[string]bool
	has   [columnCount]bool
}

var yearLists = sync.OnceValue(func() map[int]*lists {
	all, err := readLists()
	if err != nil {
		panic("the lists of codes built into this program are damaged: " + err.Error())
	}
	return all
})

func readLists() (map[int]*lists, error) {
	var published struct {
		Years map[string]map[string][]string `json:"years"`
	}
	if err := json.Unmarshal(byYear, &published); err != nil {
		return nil, fmt.Errorf("lists by year: %w", err)
	}
	all := map[int]*lists{}
	for year := FirstYear; year <= LastYear; year++ {
		elements := published.Years[strconv.Itoa(max(year, firstList))]
		if elements == nil {
			return nil, fmt.Errorf("no list for %d", year)
		}
		made := &lists{}
		for c := range columnCount {
			codes, has := elements[c.String()]
			made.has[c] = has || year >= forms[TablePreProceedings].from && positions[TablePreProceedings][c] > 0
			if len(codes) > 0 && columns[c].kind == code {
				made.codes[c] = map[string]bool{}
				for _, code := range codes {
					made.codes[c][strings.ToUpper(code)] = true
				}
			}
		}
		all[year] = made
	}
	return all, nil
}

// Codes of an element in the list of a year, in order; none when it has no list.
func Codes(year int, c Column) []string {
	all := yearLists()[year]
	if all == nil || c >= columnCount {
		return nil
	}
	var codes []string
	for code := range all.codes[c] {
		codes = append(codes, code)
	}
	slices.Sort(codes)
	return codes
}
