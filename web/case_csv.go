package web

import (
	"encoding/csv"
	"net/http"
	"strings"

	"throughline/app"
	"throughline/calendar"
	"throughline/casework"
	"throughline/spreadsheet"
	"throughline/store"
)

// caseListCSV gives the people of the list as a file for a spreadsheet. Each
// of them is put on record as exported before any of it leaves.
func (s *Server) caseListCSV(w http.ResponseWriter, r *http.Request, v *visit) error {
	st, err := v.state()
	if err != nil {
		return err
	}
	looking, err := v.look(store.HowExported)
	if err != nil {
		return err
	}
	w.Header().Set("Content-Type", "text/csv; charset=utf-8; header=present")
	w.Header().Set("Content-Disposition", `attachment; filename="people.csv"`)
	out := csv.NewWriter(w)
	if err := out.Write([]string{"name", "other names", "what they are", "born", "expected", "sex", "your tie", "id"}); err != nil {
		return err
	}
	mine := r.URL.Query().Get("show") != allShown || !v.seesMore()
	if err := looking.EachPerson(r.Context(), mine, func(found app.Found) error {
		return out.Write(v.csvRow(found, st.Plan.Day))
	}); err != nil {
		return err
	}
	out.Flush()
	return out.Error()
}

func (v *visit) csvRow(found app.Found, day calendar.Date) []string {
	row := []string{"", "", "", "", "", "", v.tieWords(found.Filed.Ties), found.Filed.Thing}
	if p := found.Person; p != nil {
		copy(row, []string{
			p.NameOn(day).Whole(), strings.Join(otherNames(p, day), "; "), partWords(p), datedText(p.Born), datedText(p.Expected),
			casework.SexCodes.Label(p.Sex),
		})
	}
	return spreadsheet.SafeRow(row)
}
