package web

import (
	"net/http"
	"strings"
	"testing"
)

// Beside the demonstration's figures of December, those of January can't be
// shown without telling too much. That is said in plain words.
func TestADayWhoseFiguresCannotBeShownSafely(t *testing.T) {
	site := serveDemo(t)
	status, body := site.as("kevin-adjei").send(http.MethodGet, "/figures/new?day-day=31&day-month=1&day-year=2013", nil)
	if status != http.StatusUnprocessableEntity || !strings.Contains(body, "can’t be published safely") {
		t.Errorf("got %d: %s", status, body)
	}
}
