package store

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"throughline/access"
	"throughline/calendar"
)

// Looks are the views of one day in London that one line tells of: those of a
// person by one member, or those by a member of one person. The Viewing is the
// latest of them, but for its Things, which are those of all.
type Looks struct {
	Viewing

	First    time.Time // when the earliest was
	Count    int
	Purposes []access.Purpose // each once, the latest first, like Hows and Stood
	Hows     []How
	Stood    []Standing // how they stood to the person
	Before   string     // where a page of single views begins with the latest of these
}

// LooksAtPerson is ViewsOfPerson with the views of each day folded by who
// looked.
func (db *DB) LooksAtPerson(ctx context.Context, caller access.Caller, person string, p Page) ([]Looks, string, error) {
	asked, err := db.askOfPerson(ctx, caller, person)
	if err != nil {
		return nil, "", err
	}
	return db.folded(ctx, asked, func(v Viewing) string { return v.Account + " " + v.Membership }, p)
}

// LooksByMember is ViewsByMember with the views of each day folded by whom they
// were of.
func (db *DB) LooksByMember(ctx context.Context, caller access.Caller, membership string, p Page) ([]Looks, string, error) {
	asked, err := db.askByMember(ctx, caller, membership)
	if err != nil {
		return nil, "", err
	}
	return db.folded(ctx, asked, func(v Viewing) string { return v.Person }, p)
}

// folded reads a page of looks, and records that it was read. A day is always
// read whole, so that a line of it counts all its views wherever the page ends.
func (db *DB) folded(ctx context.Context, asked viewsAsked, by func(Viewing) string, p Page) ([]Looks, string, error) {
	page, err := readFoldSpot(p)
	if err != nil {
		return nil, "", err
	}
	page.by = by
	if err := db.catchUp(ctx, asked.by.Authority); err != nil {
		return nil, "", err
	}
	if err := db.fold(ctx, asked, page); err != nil {
		return nil, "", kinded(err)
	}
	if err := db.recordAsking(ctx, asked.by, asked.person, asked.things); err != nil {
		return nil, "", err
	}
	return page.lines, page.next, nil
}

// foldPage is a page of looks being read. The place of a page is where a day
// begins, and how many lines of that day an earlier page showed.
type foldPage struct {
	by    func(Viewing) string
	limit int
	from  viewSpot // the day's views come before this one
	shown int      // lines of the day that an earlier page showed

	day   calendar.Date
	of    map[string]int // place of a line in the day, by its key
	today []Looks        // the lines of the day
	lines []Looks
	next  string
}

func readFoldSpot(p Page) (*foldPage, error) {
	spot, shown, folded := strings.Cut(p.Before, "~")
	seq, n, limit, err := readViewSpot(Page{Before: spot, Limit: p.Limit})
	if err != nil {
		return nil, err
	}
	page := &foldPage{limit: limit, from: viewSpot{seq, n}}
	if folded {
		if page.shown, err = strconv.Atoi(shown); err != nil || page.shown < 0 || spot == "" {
			return nil, invalid("The address of this page of the list is damaged: go back to the first page.")
		}
	}
	return page, nil
}

func (s viewSpot) String() string { return fmt.Sprintf("%d_%d", s.seq, s.n) }

// fold reads views until the page is full at the end of a day. Days are those
// on which views were recorded, because only those never run backwards.
func (db *DB) fold(ctx context.Context, asked viewsAsked, page *foldPage) error {
	ledger := viewsOf(asked.by.Authority)
	for last := page.from; ; {
		text := statement{args: slices.Clone(asked.st.args)}
		text.add("SELECT w.seq, w.n, e.at_us FROM viewing w JOIN ledger_entry e ON e.authority_id = w.authority_id AND e.seq = w.seq WHERE w.authority_id = $1 AND ",
			asked.where, " AND (w.seq, w.n) < (", text.param(last.seq), ", ", text.param(last.n), ") ORDER BY w.seq DESC, w.n DESC LIMIT ", text.param(spotsAtOnce))
		timed, err := db.timedViewSpots(ctx, text)
		if err != nil {
			return err
		}
		spots := make([]viewSpot, len(timed))
		for i, s := range timed {
			spots[i] = viewSpot{s.seq, s.n}
		}
		views, err := db.viewsAt(ctx, ledger, spots)
		if err != nil {
			return err
		}
		for i, v := range views {
			if full := page.take(v, calendar.DayOf(time.UnixMicro(timed[i].at)), spots[i]); full {
				return nil
			}
			last = spots[i]
		}
		if len(spots) < spotsAtOnce {
			page.endDay()
			return nil
		}
	}
}

func (db *DB) timedViewSpots(ctx context.Context, st statement) (spots []timedSpot, err error) {
	rows, err := db.scopedRows(ctx, st)
	if err != nil {
		return nil, err
	}
	defer func() { err = also(err, rows.Close()) }()
	for rows.Next() {
		var s timedSpot
		if err := rows.Scan(&s.seq, &s.n, &s.at); err != nil {
			return nil, err
		}
		spots = append(spots, s)
	}
	return spots, rows.Err()
}

// take adds a view. Full says that it belongs on a later page.
func (page *foldPage) take(v Viewing, day calendar.Date, at viewSpot) (full bool) {
	from := viewSpot{at.seq, at.n + 1} // so that what is recorded meanwhile moves no line to another page
	if day != page.day {
		if page.endDay(); page.next != "" {
			return true
		}
		if len(page.lines) == page.limit {
			page.next = from.String()
			return true
		}
		if !page.day.IsZero() {
			page.shown = 0
		}
		page.day, page.from, page.of = day, from, map[string]int{}
	}
	key := page.by(v)
	line, there := page.of[key]
	if !there {
		line = len(page.today)
		page.of[key] = line
		page.today = append(page.today, Looks{Viewing: v, Before: from.String()})
		page.today[line].Things = nil
	}
	page.today[line].add(v)
	return false
}

// endDay puts the lines of the day on the page, as many as there is room for.
func (page *foldPage) endDay() {
	lines := page.today[min(page.shown, len(page.today)):]
	page.today = nil
	if room := page.limit - len(page.lines); len(lines) > room {
		lines = lines[:room]
		page.next = page.from.String() + "~" + strconv.Itoa(page.shown+room)
	}
	page.lines = append(page.lines, lines...)
}

// add counts one more view, earlier than those before it.
func (l *Looks) add(v Viewing) {
	l.First, l.Count = v.At, l.Count+1
	l.Purposes, l.Hows, l.Stood = once(l.Purposes, v.Purpose), once(l.Hows, v.How), once(l.Stood, Standing{v.Wall, v.Ties})
	for _, thing := range v.Things {
		l.Things = once(l.Things, thing)
	}
}

func once[T comparable](all []T, one T) []T {
	if slices.Contains(all, one) {
		return all
	}
	return append(all, one)
}
