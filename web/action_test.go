package web

import (
	"net/http"
	"testing"
)

func TestAnActionsPage(t *testing.T) {
	c := newCouncil(t)
	page := c.as("board").get("/actions/" + c.id["action"]).want(http.StatusOK)
	page.says("A1 Record every strategy discussion", "Safeguarding · Within three months", "Not yet checked", "No measure linked",
		"9 June 2012", "S3-1 Strategy discussions", "Head of safeguarding, Stonebridge Council", "Inspector, Stonebridge Police",
		"0 of 480 staff trained", "Nine in ten records are complete.", "Not late")
}
