package ssda903

import (
	_ "embed"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"sync"
)

//go:embed data/ssda903_by_year.json
var byYear []byte

// FirstYear and LastYear are the collection years that can be read, by the March they end in. The first list of codes is that of firstList: returns of
// the years before it are read by that list, so codes that were withdrawn by then are kept and named as not being in the list.
const (
	FirstYear = 2009
	firstList = 2018
	LastYear  = 2027
)

// lists of the codes of each column of one year.
type lists [tableCount][columnCount]map[string]bool

var yearLists = sync.OnceValue(func() map[int]*lists {
	all, err := readLists()
	if err != nil {
		panic("the lists of codes built into this program are damaged: " + err.Error())
	}
	return all
})

func readLists() (map[int]*lists, error) {
	var published struct {
		Years map[string]map[string]map[string]struct {
			Codes []string `json:"codes"`
		} `json:"years"`
	}
	if err := json.Unmarshal(byYear, &published); err != nil {
		return nil, fmt.Errorf("lists by year: %w", err)
	}
	all := map[int]*lists{}
	for year := FirstYear; year <= LastYear; year++ {
		of := max(year, firstList)
		for published.Years[strconv.Itoa(of)] == nil {
			if of--; of < 2000 {
				return nil, fmt.Errorf("no list for %d", year)
			}
		}
		made := &lists{}
		for t := TableHeader; t < tableCount; t++ {
			for name, column := range published.Years[strconv.Itoa(of)][forms[t].key] {
				if c, ok := columnNames[name]; ok && len(column.Codes) > 0 {
					made[t][c] = set(column.Codes)
				}
			}
		}
		made[TableHeader][UASC] = set([]string{"0", "1"})
		all[year] = made
	}
	return all, nil
}

func set(codes []string) map[string]bool {
	made := make(map[string]bool, len(codes))
	for _, c := range codes {
		made[strings.ToUpper(c)] = true
	}
	return made
}

// Codes of a table's column in the list of a year, in order; none when the column has no list.
func Codes(year int, t Table, c Column) []string {
	all := yearLists()[year]
	if all == nil || t >= tableCount || c >= columnCount {
		return nil
	}
	var codes []string
	for code := range all[t][c] {
		codes = append(codes, code)
	}
	slices.Sort(codes)
	return codes
}
