package web

import (
	"net/http"
	"testing"
)

func TestCaseworkOfAWorker(t *testing.T) {
	c := newCaseCouncil(t)
	b := c.as("worker")
	page := b.get("/casework").want(http.StatusOK)
	t.Log(page.text())
	page = b.get("/casework/people/" + c.id["amara"]).want(http.StatusOK)
	t.Log(page.text())
	page = b.get("/casework/records/" + c.id["decision"]).want(http.StatusOK)
	t.Log(page.text())
}
