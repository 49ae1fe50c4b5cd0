package casework

import (
	_ "embed"
	"encoding/csv"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"

	"throughline/calendar"
)

// CodeSet is a list of codes that a return asks for.
type CodeSet string

// The code sets.
const (
	SexCodes         CodeSet = "sex"
	EthnicityCodes   CodeSet = "ethnicity"
	DisabilityCodes  CodeSet = "disability"
	LegalStatusCodes CodeSet = "legal_status"
	NewEpisodeCodes  CodeSet = "reason_new_episode"
	NeedCodes        CodeSet = "need"
	PlacementCodes   CodeSet = "placement"
	ProviderCodes    CodeSet = "provider"
	CeasedCodes      CodeSet = "reason_ceased"
	MovedCodes       CodeSet = "reason_moved"
	ParticipantCodes CodeSet = "participation"
	InTouchCodes     CodeSet = "in_touch"
	ActivityCodes    CodeSet = "activity"
	LivingCodes      CodeSet = "accommodation"
	MissingCodes     CodeSet = "missing"
)

// CodeSets lists every code set.
var CodeSets = []CodeSet{SexCodes, EthnicityCodes, DisabilityCodes, LegalStatusCodes, NewEpisodeCodes, NeedCodes, PlacementCodes,
	ProviderCodes, CeasedCodes, MovedCodes, ParticipantCodes, InTouchCodes, ActivityCodes, LivingCodes, MissingCodes}

// Code is one value that a return knows, and the days on which it may be used.
type Code struct {
	Set         CodeSet
	Code, Label string
	From, Until calendar.Date // zero for no limit
}

//go:embed codes/codes.csv
var codesText string

var shippedCodes = sync.OnceValues(func() (map[CodeSet][]Code, error) { return readCodes(codesText) })

func readCodes(text string) (map[CodeSet][]Code, error) {
	rows, err := csv.NewReader(strings.NewReader(text)).ReadAll()
	if err != nil {
		return nil, fmt.Errorf("the list of codes can't be read: %w", err)
	}
	if len(rows) == 0 || strings.Join(rows[0], ",") != "set,code,label,from,until" {
		return nil, errors.New("the list of codes must begin with the line set,code,label,from,until")
	}
	sets := map[CodeSet][]Code{}
	for i, row := range rows[1:] {
		code := Code{Set: CodeSet(row[0]), Code: row[1], Label: row[2]}
		for field, to := range map[int]*calendar.Date{3: &code.From, 4: &code.Until} {
			if row[field] == "" {
				continue
			}
			if *to, err = calendar.Parse(row[field]); err != nil {
				return nil, fmt.Errorf("line %d of the list of codes: %w", i+2, err)
			}
		}
		if !slices.Contains(CodeSets, code.Set) || blank(code.Code) || blank(code.Label) {
			return nil, fmt.Errorf("line %d of the list of codes: give a set we know, a code and a label", i+2)
		}
		sets[code.Set] = append(sets[code.Set], code)
	}
	return sets, nil
}

// CodesOf lists the codes of a set that may be used on a day, in the order of
// the return.
func CodesOf(set CodeSet, day calendar.Date) []Code {
	sets, err := shippedCodes()
	if err != nil {
		return nil
	}
	var usable []Code
	for _, code := range sets[set] {
		if (code.From.IsZero() || !day.Before(code.From)) && (code.Until.IsZero() || !day.After(code.Until)) {
			usable = append(usable, code)
		}
	}
	return usable
}

// Label is a code in words, whatever day it could be used on, or the code.
func (set CodeSet) Label(code string) string {
	sets, err := shippedCodes()
	if err != nil {
		return code
	}
	for _, c := range sets[set] {
		if c.Code == code {
			return c.Label
		}
	}
	return code
}

// Codes lists the codes of a set, whatever day each may be used on.
func (set CodeSet) Codes() []Code {
	sets, err := shippedCodes()
	if err != nil {
		return nil
	}
	return slices.Clone(sets[set])
}

// Usable says whether a code of the set may be used on a day.
func (set CodeSet) Usable(code string, day calendar.Date) bool {
	return slices.ContainsFunc(CodesOf(set, day), func(c Code) bool { return c.Code == code })
}
