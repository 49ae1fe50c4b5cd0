package returns_test

import (
	"testing"

	"throughline/calendar"
	"throughline/ingest/returns"
)

func TestADateThatIsNotThereIsNeitherEarlierNorTheSame(t *testing.T) {
	none, first, second := calendar.Date{}, calendar.Must(2024, 3, 31), calendar.Must(2024, 4, 1)
	for _, c := range []struct {
		a, b                    calendar.Date
		earlier, notLater, same bool
	}{
		{first, second, true, true, false}, {second, first, false, false, false}, {first, first, false, true, true},
		{none, first, false, false, false}, {first, none, false, false, false}, {none, none, false, false, false},
	} {
		if returns.Earlier(c.a, c.b) != c.earlier || returns.NotLater(c.a, c.b) != c.notLater || returns.Same(c.a, c.b) != c.same {
			t.Errorf("%s and %s", c.a, c.b)
		}
	}
}
