package casework

import (
	_ "embed"
	"encoding/csv"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"sync"
)

// RetentionRule is how long some records are kept, as data.
type RetentionRule struct {
	Code, What string
	Over       string // "file" for all that is about a person, "kind" for kinds of record that name the rule
	When       string // the condition on the file or record
	Trigger    string // what it is counted from
	Years      int
	Source     string
	Mark       string // how sure: H, M, M local, U
	On         bool
}

//go:embed rules/retention.csv
var retentionText string

const retentionHeader = "code,what,over,when,trigger,amount,unit,source,mark,on"

var (
	retentionConditions = []string{"always", "looked_after", "looked_after_died", "adopted", "care_leaver", "child_protection", "child", "ended_at_17"}
	retentionTriggers   = []string{"birth", "death", "order", "last_contact", "eighteen_or_last_contact", "ended", "happened"}
)

var shippedRetention = sync.OnceValues(func() ([]RetentionRule, error) { return ReadRetention(retentionText) })

// RetentionRules gives the rules in the program, on and off.
func RetentionRules() ([]RetentionRule, error) { return shippedRetention() }

// ReadRetention reads rules from comma-separated text. Its errors name the
// line and the mend. A rule marked U, for which no source was seen, must be off.
func ReadRetention(text string) ([]RetentionRule, error) {
	rows, err := csv.NewReader(strings.NewReader(text)).ReadAll()
	if err != nil {
		return nil, fmt.Errorf("the retention rules can't be read: %w", err)
	}
	if len(rows) == 0 || strings.Join(rows[0], ",") != retentionHeader {
		return nil, fmt.Errorf("the retention rules must begin with the line %s", retentionHeader)
	}
	var rules []RetentionRule
	for i, row := range rows[1:] {
		rule := RetentionRule{Code: row[0], What: row[1], Over: row[2], When: row[3], Trigger: row[4], Source: row[7], Mark: row[8], On: row[9] == "on"}
		mend := rule.wrong(row, rules)
		if rule.Years, err = strconv.Atoi(row[5]); mend == "" && (err != nil || rule.Years < 1 || rule.Years > 200) {
			mend = "give the amount as a whole number from 1 to 200"
		}
		if mend != "" {
			return nil, fmt.Errorf("line %d of the retention rules: %s", i+2, mend)
		}
		rules = append(rules, rule)
	}
	return rules, nil
}

func (r *RetentionRule) wrong(row []string, before []RetentionRule) string {
	outcome, byOutcome := strings.CutPrefix(r.When, "outcome:")
	switch {
	case blank(r.Code) || blank(r.What) || blank(r.Source):
		return "give a code, what is kept and the source"
	case slices.ContainsFunc(before, func(b RetentionRule) bool { return b.Code == r.Code }):
		return "the code " + r.Code + " is used twice: give one of them another"
	case r.Over != "file" && r.Over != "kind":
		return "write file or kind for what the rule is over"
	case !slices.Contains(retentionConditions, r.When) && (!byOutcome || outcome == ""):
		return "the condition " + strconv.Quote(r.When) + " isn't one of " + strings.Join(retentionConditions, ", ") + " or outcome: and a word"
	case r.Over == "file" && (byOutcome || r.When == "ended_at_17" || r.Trigger == "ended" || r.Trigger == "happened"):
		return "a rule over a whole file can't depend on one record: write kind"
	case !slices.Contains(retentionTriggers, r.Trigger):
		return "the trigger " + strconv.Quote(r.Trigger) + " isn't one of " + strings.Join(retentionTriggers, ", ")
	case row[6] != "years":
		return "count in years"
	case row[9] != "on" && row[9] != "off":
		return "write on or off in the last place"
	case !slices.Contains([]string{"H", "H/M", "M", "M local", "U"}, r.Mark):
		return "mark the rule H, H/M, M, M local or U"
	case r.Mark == "U" && r.On:
		return "a rule whose source was not seen (U) must be off"
	default:
		return ""
	}
}
