package web

import (
	"net/http"

	"throughline/access"
	"throughline/casework"
	"throughline/store"
)

// governanceHome says what somebody must still look at, of what is theirs: the
// adoption service comes here for its own lists alone.
func (s *Server) governanceHome(w http.ResponseWriter, r *http.Request, v *visit) error {
	looking, err := v.governing(store.HowCounted)
	if err != nil {
		return err
	}
	ctx, day := r.Context(), v.now.Plan.Day
	open := map[string]int{}
	late := map[string]int{}
	for _, kind := range []string{casework.KindGlass, casework.KindAlert, casework.KindDestruction, casework.KindHold, casework.KindRestriction} {
		all, err := looking.EveryOpen(ctx, kind)
		if err != nil {
			return err
		}
		open[kind] = len(all)
		for _, held := range all {
			switch body := held.Body.(type) {
			case *casework.Alert:
				late[kind] += one(body.Overdue(day))
			case *casework.Hold:
				late[kind] += one(body.ReviewOn.Before(day))
			case *casework.Restriction:
				late[kind] += one(body.ReviewOn.Before(day))
			}
		}
	}
	var rows []sheetRow
	if v.caller.May(access.ReviewAccess) {
		rows = append(rows, toReview(open, late)...)
	}
	if v.caller.May(access.HoldRecords) {
		rows = append(rows, sheetRow{[]sheetCell{linked("Legal holds", "/governance/holds"), words(count(open[casework.KindHold], "hold"), lateWords(late[casework.KindHold]))}})
	}
	if v.caller.May(access.DestroyRecords) {
		rows = append(rows,
			sheetRow{[]sheetCell{linked("Records to destroy", "/governance/destructions"), words(count(open[casework.KindDestruction], "list") + " to review, sign or carry out")}},
			sheetRow{[]sheetCell{linked("How long records are kept", "/governance/retention"), words("What is due, what is kept and why, and what can’t be told")}})
	}
	if v.caller.May(access.ReadViews) {
		rows = append(rows,
			sheetRow{[]sheetCell{linked("Whom somebody looked at", "/governance/views"), words("By member of staff. Who looked at one person is on that person’s page")}},
			sheetRow{[]sheetCell{linked("Who read exempt parts of papers", "/governance/exempt"), words("By paper")}})
	}
	return v.sheet(w, http.StatusOK, "Governance", sheet{
		Heading: "Governance",
		About:   []string{"Who looks at people’s records, who may reach them, and how long they are kept. Looking at these pages is recorded too."},
		Tables:  []sheetTable{{Caption: "What there is to do", Head: []string{"What", "Now"}, Rows: rows}},
	})
}

// toReview is what waits for whoever reviews access.
func toReview(open, late map[string]int) []sheetRow {
	return []sheetRow{
		{[]sheetCell{linked("Emergencies to review", "/governance/glass"), words(count(open[casework.KindGlass], "record was opened", "records were opened") + " in an emergency and not reviewed yet")}},
		{[]sheetCell{linked("Alerts to answer", "/governance/alerts"), words(count(open[casework.KindAlert], "alert")+" to answer", overdueWords(late[casework.KindAlert]))}},
		{[]sheetCell{linked("Restricted people", "/governance/restrictions"), words(count(open[casework.KindRestriction], "restriction"), lateWords(late[casework.KindRestriction]))}},
	}
}

func overdueWords(n int) string {
	if n == 0 {
		return ""
	}
	return count(n, "is", "are") + " overdue"
}

func lateWords(n int) string {
	if n == 0 {
		return ""
	}
	return count(n, "should", "should") + " have been looked at again by now"
}
