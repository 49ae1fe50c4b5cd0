package board

import (
	"regexp"
	"strings"

	"throughline/calendar"
	"throughline/plan"
)

// recount is an action counted again from its parts, without asking where the
// statement put it.
type recount struct {
	row     Row
	bucket  Bucket
	missing *PartRow // the one part wanting, when the bucket is Except
	moving  bool
	never   bool
}

func recounted(row Row, asAt calendar.Date) recount {
	r := recount{row: row}
	if row.Standing != plan.Live {
		r.bucket = LeftOut
		return r
	}
	wanting := 0
	for i, part := range row.Parts {
		if !part.Done || len(part.Wanting) > 0 {
			wanting++
			r.missing = &row.Parts[i]
		}
	}
	switch {
	case len(row.Parts) > 0 && wanting == 0:
		r.bucket = Complete
	case len(row.Parts) > 1 && wanting == 1:
		r.bucket = Except
		return r
	default:
		r.bucket = Remaining
		r.never = row.LastNews.IsZero()
		r.moving = !r.never && !row.LastNews.AddDays(plan.SilentAfter).Before(asAt)
	}
	r.missing = nil
	return r
}

func recountAll(rows []Row, asAt calendar.Date) []recount {
	all := make([]recount, len(rows))
	for i, row := range rows {
		all[i] = recounted(row, asAt)
	}
	return all
}

// given adds up what recounted rows give.
func given(rows []recount) figures {
	var f figures
	days := map[string]bool{}
	for _, r := range rows {
		switch {
		case r.bucket == LeftOut:
			continue
		case r.bucket == Complete:
			f.complete++
		case r.bucket == Except:
			f.except++
		case r.moving:
			f.moving++
		case r.never:
			f.never++
		default:
			f.quiet++
			f.since = r.row.LastNews.Long()
			days[f.since] = true
		}
	}
	if len(days) != 1 {
		f.since = ""
	}
	f.remaining = f.moving + f.quiet + f.never
	f.total = f.complete + f.except + f.remaining
	return f
}

func (f figures) compare(says figures, tell func(figure string, says, rows int)) {
	for _, each := range []struct {
		name       string
		says, rows int
	}{
		{"actions in all", says.total, f.total},
		{"complete", says.complete, f.complete},
		{"complete but for one part", says.except, f.except},
		{"remaining", says.remaining, f.remaining},
		{"in progress", says.moving, f.moving},
		{"with no update for more than 90 days", says.quiet, f.quiet},
		{"never updated", says.never, f.never},
	} {
		if each.says != each.rows {
			tell(each.name, each.says, each.rows)
		}
	}
}

// hideParts takes the named parts out of a sentence and puts a mark in their
// place, so that words typed by people can't be read as figures. It is not ok
// when the sentence should name them and doesn't.
func hideParts(sentence string, rows []recount) (string, bool) {
	var named []string
	for _, r := range rows {
		if r.bucket == Except {
			named = append(named, namePattern(r.missing))
		}
	}
	if len(named) == 0 || len(named) > 3 {
		return sentence, true
	}
	pattern, err := regexp.Compile(strings.Join(named, "; "))
	if err != nil {
		return sentence, false
	}
	at := pattern.FindStringIndex(sentence)
	if at == nil {
		return sentence, false
	}
	return sentence[:at[0]] + "\x01" + sentence[at[1]:], true
}

// namePattern matches a part as sentences name it, with either case of its
// first letter.
func namePattern(part *PartRow) string {
	text := strings.TrimRight(strings.Join(strings.Fields(part.Text), " "), ".;:, ")
	if text == "" {
		text = "a part with no description"
	}
	whose := part.Agency
	if part.Progress != "" {
		whose += ", " + part.Progress
	}
	letters := []rune(text)
	first := string(letters[0])
	return "(?:" + regexp.QuoteMeta(first) + "|" + regexp.QuoteMeta(strings.ToLower(first)) + ")" +
		regexp.QuoteMeta(string(letters[1:])+" ("+whose+")")
}
