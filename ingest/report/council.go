package report

import (
	"regexp"
	"strings"
)

var (
	// Words round a council's name that don't tell one council from another.
	dressing = regexp.MustCompile(`\b(the|london borough of|royal borough of|metropolitan borough of|borough of|city of|county of|` +
		`city and county of|local authority|unitary authority|metropolitan district|metropolitan borough|metropolitan|royal borough|` +
		`borough|city|county|district|council|mbc|mdc|cc|children s services|childrens services|children s trust|services for children)\b`)
	notLetters = regexp.MustCompile(`[^a-z0-9]+`)
)

// councilAliases are names that people use for a council that is published
// under another. Both sides are keys.
var councilAliases = map[string]string{
	"bcp": "bournemouth christchurch and poole", "bournemouth poole and christchurch": "bournemouth christchurch and poole",
	"hull": "kingston upon hull", "kingston": "kingston upon thames", "richmond": "richmond upon thames",
	"corporation of london": "london corporation", "london corporation": "london corporation", "corporation": "london corporation",
	"scilly": "isles of scilly", "scilly isles": "isles of scilly", "telford": "telford and wrekin", "wrekin": "telford and wrekin",
	"bath": "bath and north east somerset", "banes": "bath and north east somerset", "windsor": "windsor and maidenhead",
	"southend": "southend on sea", "stoke": "stoke on trent", "stockton": "stockton on tees", "newcastle": "newcastle upon tyne",
	"blackburn": "blackburn with darwen", "redcar": "redcar and cleveland", "brighton": "brighton and hove",
	"east riding": "east riding of yorkshire", "cheshire west": "cheshire west and chester", "saint helens": "st helens",
}

// CouncilKey is a council's name without what people write differently:
// “Dorset Council”, “the London Borough of Bexley” and “BEXLEY” lose all but
// the name. Names with the same key are taken for the same council.
func CouncilKey(name string) string {
	key := strings.NewReplacer("&", " and ", "’", " ", "'", " ", ".", " ").Replace(strings.ToLower(name))
	key = strings.TrimSpace(notLetters.ReplaceAllString(key, " "))
	if alias, ok := councilAliases[key]; ok {
		return alias
	}
	bare := strings.Join(strings.Fields(dressing.ReplaceAllString(key, " ")), " ")
	bare = strings.TrimSuffix(strings.TrimPrefix(bare, "of "), " of")
	if bare == "" {
		bare = key
	}
	if bare == "london" && strings.Contains(key, "city of london") {
		return "london corporation"
	}
	if alias, ok := councilAliases[bare]; ok {
		return alias
	}
	return bare
}

// SameCouncil says whether two names are of one council, however written.
func SameCouncil(a, b string) bool { return CouncilKey(a) != "" && CouncilKey(a) == CouncilKey(b) }
