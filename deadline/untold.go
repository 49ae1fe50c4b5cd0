package deadline

import "throughline/calendar"

// Untold says of a deadline that nothing tells what happened after a day, such as the last day of the latest return about a child. Where nothing
// had satisfied or closed it, and it was due later than that, it is running up to that day and can't be told after it: silence is neither met
// nor late. words name what is missing, such as “the return of children looked after for the year to 31 March 2019”.
func (d *Deadline) Untold(after calendar.Date, words string) {
	switch {
	case d.Exempt, !d.Satisfied.IsZero() && !d.Satisfied.On.IsZero(), !d.Closed.IsZero() && !d.Closed.On.IsZero(), !d.Unsure.IsZero():
		return
	case !d.NoLimit && (d.Due.IsZero() || !d.Due.After(after)):
		return
	}
	d.Unsure = Point{Event: untold, Words: words, Choice: 1, On: after.AddDays(1)}
	d.Missing = append(d.Missing, words)
}

// untold is the event of a Point that stands for all that nobody has told.
const untold = "untold"

// NeverTold says of a deadline that nothing that is known of the subject could tell whether it was satisfied: it can't be told from its first
// day on. words name what is missing.
func (d *Deadline) NeverTold(words string) {
	if d.Exempt || !d.Satisfied.On.IsZero() || !d.Unsure.IsZero() {
		return
	}
	from := d.Start.On
	if !d.Opens.IsZero() && d.Opens.After(from) {
		from = d.Opens
	}
	if d.Before && d.Due.Before(from) && !d.Due.IsZero() {
		from = d.Due
	}
	d.Unsure = Point{Event: untold, Words: words, Choice: 1, On: from}
	d.Missing = append(d.Missing, words)
}
