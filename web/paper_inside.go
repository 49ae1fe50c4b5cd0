package web

import (
	"html/template"
	"strings"

	"throughline/access"
	"throughline/app"
	"throughline/board"
)

// paperInside takes a paper out of the page it stands in by itself, to stand
// in one of ours: without its head, its styles and its skip link, and with no
// second <main>. links puts links to rows in it.
func paperInside(page string, links *strings.Replacer) (template.HTML, bool) {
	_, inside, ok := strings.Cut(page, "<body>")
	if !ok {
		return "", false
	}
	if inside, _, ok = strings.Cut(inside, "</body>"); !ok {
		return "", false
	}
	inside = strings.NewReplacer(
		`<a class="skip" href="#content">Skip to main content</a>`, "", `<main id="content">`, "<div>", "</main>", "</div>",
	).Replace(inside)
	return template.HTML(links.Replace(inside)), true //nolint:gosec // written by html/template, which escaped what people wrote
}

// rowLinks leads from the references in a paper to their actions and areas,
// where the reader may see them. What people wrote is escaped in a paper, so
// that it never holds the elements looked for here.
func (v *visit) rowLinks(st app.State, data board.PaperData) *strings.Replacer {
	if !v.caller.May(access.ReadPlan) {
		return strings.NewReplacer()
	}
	var pairs []string
	link := func(before, ref, after, path string) {
		ref = template.HTMLEscapeString(ref)
		pairs = append(pairs, before+ref+after, before+`<a href="`+template.HTMLEscapeString(v.To(path))+`">`+ref+`</a>`+after)
	}
	done := map[string]bool{}
	for _, s := range data.Statements {
		for _, row := range s.Statement.Rows {
			if _, there := st.Plan.Actions.Get(row.ID); there && !done[row.ID] {
				done[row.ID] = true
				link(`<tr><th scope="row">`, row.Ref, `</th>`, "/actions/"+row.ID)
			}
		}
	}
	for _, section := range data.Sections {
		for _, timescale := range section.Timescales {
			for _, area := range timescale.Areas {
				if _, there := st.Plan.Areas.Get(area.ID); there {
					link(`<span class="ref">(`, area.Ref, `;`, "/areas/"+area.ID)
				}
			}
		}
	}
	return strings.NewReplacer(pairs...)
}
