package web

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/http"

	"throughline/board"
	"throughline/render/pdf"
	"throughline/render/word"
	"throughline/web/assets"
)

// The kinds of file that a paper can be. Who may read its page may have them.
const (
	wordKind = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
	pdfKind  = "application/pdf"
	csvKind  = "text/csv; charset=utf-8; header=present"
)

// paperFiles are the links to them, of a published paper or a draft.
func paperFiles(paper *board.Paper) []pageLink {
	at := "/papers/" + paper.ID + "/draft"
	if paper.State == board.Published {
		at = "/papers/" + paper.ID + "/paper"
	}
	return []pageLink{{Text: "Word", Href: at + ".docx"}, {Text: "PDF", Href: at + ".pdf"}, {Text: "Its rows (CSV)", Href: at + ".csv"}}
}

// frozenData gives what a published paper prints, with its hash.
func frozenData(f *board.Frozen) (board.PaperData, error) {
	var data board.PaperData
	if err := json.Unmarshal([]byte(f.Dataset), &data); err != nil {
		return board.PaperData{}, fmt.Errorf("the data of paper %s can't be read: %w", f.Reference, err)
	}
	data.DataHash = f.DataHash
	return data, nil
}

// paperForm writes a paper in one form. page is its HTML as it was frozen, or
// as a draft's would be.
type paperForm struct {
	kind, ending string
	write        func(v *visit, data board.PaperData, page []byte) ([]byte, error)
}

var (
	wordForm = paperForm{wordKind, ".docx", func(v *visit, data board.PaperData, _ []byte) ([]byte, error) {
		return word.Paper(data, v.s.options.PaperStyle)
	}}
	pdfForm = paperForm{pdfKind, ".pdf", func(v *visit, _ board.PaperData, page []byte) ([]byte, error) {
		return v.s.prints.of(v.r.Context(), page)
	}}
	csvForm = paperForm{csvKind, ".csv", func(_ *visit, data board.PaperData, _ []byte) ([]byte, error) {
		return board.RenderCSV(data), nil
	}}
)

// publishedFile gives a published paper in a form, made from what was frozen.
func (s *Server) publishedFile(form paperForm) func(http.ResponseWriter, *http.Request, *visit) error {
	return func(w http.ResponseWriter, _ *http.Request, v *visit) error {
		paper, err := v.published()
		if err != nil {
			return err
		}
		if !paper.Frozen.Intact() {
			return v.altered(w, paper)
		}
		data, err := frozenData(paper.Frozen)
		if err != nil {
			return err
		}
		notices := v.notices(v.now, paper)
		data.Notices = noticeTexts(notices)
		return v.sendForm(w, form, data, []byte(noticesInPage(paper.Frozen.HTML, notices)), fileName(paper.Frozen.Reference))
	}
}

// draftFile gives a draft in a form, marked as one.
func (s *Server) draftFile(form paperForm) func(http.ResponseWriter, *http.Request, *visit) error {
	return func(w http.ResponseWriter, _ *http.Request, v *visit) error {
		data, err := v.draftData()
		if err != nil {
			return err
		}
		page, err := board.RenderHTML(data, assets.Paper())
		if err != nil {
			return err
		}
		return v.sendForm(w, form, data, page, "draft-"+data.AsAt.String())
	}
}

func (v *visit) sendForm(w http.ResponseWriter, form paperForm, data board.PaperData, page []byte, name string) error {
	body, err := form.write(v, data, page)
	if refused, ok := errors.AsType[*pdf.Refused](err); ok {
		v.s.log.WarnContext(v.r.Context(), "a paper could not be printed as a PDF", "why", refused.Why)
		view := failedView{Heading: "There is no PDF of this paper now", Sentences: []string{refused.Why}}
		return failedPage.write(w, http.StatusServiceUnavailable, v.shell(view.Heading, v.now), view)
	}
	if err != nil {
		return err
	}
	header := w.Header()
	header.Set("Content-Type", form.kind)
	header.Set("Cache-Control", "private, no-cache")
	header.Set("Content-Disposition", `attachment; filename="`+name+form.ending+`"`)
	_, err = w.Write(body)
	return err
}
