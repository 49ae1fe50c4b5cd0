package web

import (
	"throughline/access"
	"throughline/board"
	"throughline/calendar"
	"throughline/web/govuk"
)

// figuresChoice asks which published figures stand in an annex of a paper
// about a day. It is nil when there are none to choose.
func (v *visit) figuresChoice(form *govuk.Form, asAt calendar.Date, held string) *govuk.Select {
	offered := v.now.Shelf.FiguresFor(asAt)
	all := items("", "No figures")
	chosen := false
	for _, release := range offered {
		all = append(all, govuk.Option(release.ID, release.Title()+", published on "+release.PublishedOn.Long()))
		chosen = chosen || release.ID == held
	}
	if release, ok := v.now.Shelf.Release(held); ok && !chosen { // no longer to be chosen, and not taken off unasked
		words := release.Title()
		if !release.Standing() {
			words += ", withdrawn on " + release.Withdrawal.On.Long()
		}
		all = append(all, govuk.Option(held, words))
	}
	if len(all) == 1 && form.Error("figures") == nil {
		return nil
	}
	choice := form.Select("figures", "Figures about children, in an annex", all)
	choice.Hint = govuk.HintText("Only published figures can be chosen, of the paper’s day or an earlier one. They are printed number for number as they were published. To take them off, choose “No figures”.")
	return &choice
}

// figuresTitle is what a reader calls the figures in a paper.
func (v *visit) figuresTitle(id string) string {
	if release, ok := v.now.Shelf.Release(id); ok {
		return release.Title() + ", published on " + release.PublishedOn.Long()
	}
	return "No figures"
}

// figuresShown leads from a paper to its figures as they were published, and
// warns where they were withdrawn since.
func (v *visit) figuresShown(paper *board.Paper) (links []pageLink, warning *govuk.WarningText) {
	release, ok := v.now.Shelf.Release(paper.Figures)
	if !ok {
		return nil, nil
	}
	if end := release.Withdrawal; end != nil {
		warning = &govuk.WarningText{Text: "The figures about children in this paper were withdrawn on " + end.On.Long() + ". Don’t use them. Why: " + end.Reason}
	}
	if v.caller.May(access.ReadFigures) {
		path := "/figures/" + release.ID
		links = []pageLink{{Text: "Its figures about children, with pictures", Href: v.To(path)}, {Text: "Its figures as one file (CSV)", Href: v.To(path + "/tables.csv")}}
	}
	return links, warning
}
