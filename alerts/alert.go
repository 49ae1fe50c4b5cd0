package alerts

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"slices"

	"throughline/calendar"
	"throughline/practice"
)

// Alert is one alert that stands.
type Alert struct {
	Declared *practice.Alert // its words, who must act, what they must do and what ends it
	Subject  string
	Hangs    string        // the deadline, record or row that raises it, by id
	Start    string        // of one that a deadline raises: the fact that the deadline began with
	Mark     string        // what is so: another mark is another alert, of the same deadline or record
	Since    calendar.Date // the first day on which it stood; zero where that can't be told
	Why      string        // a sentence with the day that it hangs on; it names nobody
}

// Key is the same for an alert as long as what raises it is as it was.
func (a *Alert) Key() string { return a.Declared.Code + "|" + a.Hangs + "|" + a.Mark }

// Slug is Key in short, for addresses: they hold no day and no name.
func (a *Alert) Slug() string {
	sum := sha256.Sum256([]byte(a.Subject + "|" + a.Key()))
	return hex.EncodeToString(sum[:8])
}

// Days is for how many days it has stood; 0 where that can't be told.
func (a *Alert) Days(day calendar.Date) int {
	if a.Since.IsZero() {
		return 0
	}
	return max(day.Sub(a.Since), 0)
}

// Sort puts the worst first, as Compare does.
func Sort(all []Alert) { slices.SortFunc(all, func(a, b Alert) int { return Compare(&a, &b) }) }

// Compare puts the worst first: what the law asks before what guidance asks and that before what is only local, and in each the longest first.
// What has stood since nobody can tell when comes after what has a day.
func Compare(a, b *Alert) int {
	return cmp.Or(
		cmp.Compare(weight(a.Declared), weight(b.Declared)), cmp.Compare(undated(a.Since), undated(b.Since)), a.Since.Compare(b.Since),
		cmp.Compare(a.Declared.Code, b.Declared.Code), cmp.Compare(a.Subject, b.Subject), cmp.Compare(a.Hangs, b.Hangs), cmp.Compare(a.Mark, b.Mark),
	)
}

func weight(a *practice.Alert) int {
	switch a.Status {
	case practice.Statutory:
		return 0
	case practice.Guidance:
		return 1
	default:
		return 2
	}
}

func undated(d calendar.Date) int {
	if d.IsZero() {
		return 1
	}
	return 0
}

// Judged lists the alerts of a pack that no rule can tell: somebody must judge.
func Judged(pack *practice.Pack) (all []*practice.Alert) {
	for _, a := range pack.Alerts {
		if a.On && a.Raise.Judged {
			all = append(all, a)
		}
	}
	return all
}
