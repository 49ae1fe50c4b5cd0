package web

import (
	"net/http"

	"throughline/app"
	"throughline/board"
	"throughline/change"
	"throughline/store"
)

// exemptReaders lists the papers that have an exempt part, to ask who read it.
func (s *Server) exemptReaders(w http.ResponseWriter, r *http.Request, v *visit) error {
	papers, err := s.app.ExemptPapers(r.Context(), v.caller)
	if err != nil {
		return err
	}
	table := sheetTable{Caption: "Papers with an exempt part", Head: []string{"Paper", "Now"}, Empty: "No paper has an exempt part."}
	for _, each := range papers {
		table.Rows = append(table.Rows, sheetRow{[]sheetCell{
			linked(exemptPaperName(each.Paper), "/governance/exempt/"+each.Paper.ID, paperTitle(each.Paper)), words(change.UpperFirst(string(each.Paper.State))),
		}})
	}
	return v.sheet(w, http.StatusOK, "Who read exempt parts", sheet{
		Heading: "Who read exempt parts of papers", Tables: []sheetTable{table}, Links: []pageLink{{Text: "Governance", Href: "/governance"}},
		About: []string{"The press and the public may not see the exempt part of a paper. Whoever reads one is put on record first."},
	})
}

// exemptPaperName names a paper without a word that is not published.
func exemptPaperName(p *board.Paper) string {
	if p.Frozen != nil {
		return p.Frozen.Reference
	}
	return "A draft paper, begun as at " + p.AsAt.Long()
}

// paperTitle is the title of a published paper: a draft's is for those who
// write it.
func paperTitle(p *board.Paper) string {
	if p.State == board.Published {
		return p.Title
	}
	return ""
}

// exemptReadersPage says who read the exempt part of one paper. That it was
// asked is recorded.
func (s *Server) exemptReadersPage(w http.ResponseWriter, r *http.Request, v *visit) error {
	papers, err := s.app.ExemptPapers(r.Context(), v.caller)
	if err != nil {
		return err
	}
	var asked *app.ExemptPaper
	for i := range papers {
		if papers[i].Paper.ID == r.PathValue("id") {
			asked = &papers[i]
		}
	}
	if asked == nil {
		return change.Missing("exempt part")
	}
	views, next, err := s.app.Store().ViewsOfExempt(r.Context(), v.caller, asked.Part, asked.Paper.ID, v.pageOf())
	if err != nil {
		return err
	}
	table := sheetTable{Caption: "Who read it", Head: []string{"When", "Who", "What"}, Empty: "Nobody has read it."}
	for _, each := range views {
		table.Rows = append(table.Rows, sheetRow{[]sheetCell{words(stamp(each.At)), v.viewerCell(each), words(howWords(each.How))}})
	}
	view := sheet{
		Caption: exemptPaperName(asked.Paper), Heading: "Who read the exempt part", Tables: []sheetTable{table},
		About: []string{"Everybody who read the exempt part of this paper, its drafts and its audit trail included, newest first. That you asked is recorded too."},
		Links: []pageLink{{Text: "Other papers with an exempt part", Href: "/governance/exempt"}},
	}
	view.paged(v, next)
	return v.sheet(w, http.StatusOK, "Who read an exempt part", view)
}

// exemptSeen is the cell for a look at the exempt part of a paper, or at who
// read it. It is not ok for a look at anything else.
func (v *visit) exemptSeen(each store.Viewing) (sheetCell, bool) {
	if each.Person == "" || len(each.Things) != 1 {
		return sheetCell{}, false
	}
	paper, ok := v.now.Shelf.Paper(each.Things[0])
	switch {
	case !ok && each.How == store.HowReadExempt:
		return words("The exempt part of a paper that is not public, or not held any more"), true
	case !ok:
		return sheetCell{}, false
	}
	return linked("The exempt part of "+lowerFirst(exemptPaperName(paper)), "/governance/exempt/"+paper.ID), true
}
