package deadline

// Recounted gives the deadline as it would be had its working days been
// counted by another convention, to show beside the one that holds. One that
// doesn't count working days is given back as it is.
func (d Deadline) Recounted(by Counting, terms []Term) Deadline {
	if d.Limit.Span != InWorkingDays || d.Counting == by {
		return d
	}
	d.Counting = by
	if d.Due.IsZero() || !d.Opens.IsZero() || d.NoLimit {
		return d // the year of a return ends when it ends, and what can't be told still can't
	}
	limit := d.Limit
	if d.Before {
		limit.Amount = -limit.Amount
	}
	due, err := limit.DueDay(d.Start.On, by, terms)
	if err != nil {
		d.untold(err.Error())
		return d
	}
	d.Due = due
	return d
}
