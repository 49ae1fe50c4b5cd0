package calendar_test

import (
	"testing"
	"time"

	"throughline/calendar"
)

func TestBirthdaysAndAges(t *testing.T) {
	leap, day := calendar.Must(2012, time.February, 29), calendar.Must(1999, time.June, 3)
	for _, c := range []struct {
		born calendar.Date
		age  int
		want calendar.Date
	}{
		{leap, 1, calendar.Must(2013, time.March, 1)}, {leap, 4, calendar.Must(2016, time.February, 29)}, {day, 16, calendar.Must(2015, time.June, 3)}, {},
	} {
		if got := calendar.Birthday(c.born, c.age); got != c.want {
			t.Errorf("born on %s, %d on %s, not %s", c.born, c.age, c.want, got)
		}
	}
	for _, c := range []struct {
		on   calendar.Date
		want int
		ok   bool
	}{
		{calendar.Must(2013, time.February, 28), 0, true}, {calendar.Must(2013, time.March, 1), 1, true}, {calendar.Must(2012, time.February, 28), 0, false},
	} {
		if got, ok := calendar.Age(leap, c.on); got != c.want || ok != c.ok {
			t.Errorf("born on %s and %d, %v on %s", leap, got, ok, c.on)
		}
	}
	if _, ok := calendar.Age(calendar.Date{}, day); ok {
		t.Error("somebody of whom no day of birth is known has an age")
	}
}
