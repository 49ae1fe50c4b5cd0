package calendar

// Birthday is the day on which somebody born on a day reaches an age, in whole
// years. Who was born on 29 February reaches it on 1 March in other years, as
// the law of England has it. No date gives no date.
func Birthday(born Date, age int) Date {
	day := born.AddMonths(12 * age)
	if day.Day != born.Day {
		return day.AddDays(1)
	}
	return day
}

// Age is how many whole years old somebody born on a day is on another. It is
// not ok when the day of birth is not known, or has not come.
func Age(born, on Date) (years int, ok bool) {
	if born.IsZero() || on.Before(born) {
		return 0, false
	}
	years = on.Year - born.Year
	if Birthday(born, years).After(on) {
		years--
	}
	return years, true
}
