package govuk

import "html/template"

// SummaryList shows facts as keys and values, each with links that change it.
type SummaryList struct {
	Rows       []SummaryRow `json:"rows"`
	Card       *SummaryCard `json:"card"`
	Classes    string       `json:"classes"`
	Attributes Attributes   `json:"attributes"`
}

// SummaryRow is one fact. A blank row is left out.
type SummaryRow struct {
	Classes string         `json:"classes"`
	Key     SummaryText    `json:"key"`
	Value   SummaryText    `json:"value"`
	Actions SummaryActions `json:"actions"`
}

// SummaryText is the key or the value of a fact.
type SummaryText struct {
	Text    string        `json:"text"`
	HTML    template.HTML `json:"html"`
	Classes string        `json:"classes"`
}

// SummaryActions are the links of a fact or of a card.
type SummaryActions struct {
	Items   []SummaryAction `json:"items"`
	Classes string          `json:"classes"`
}

// SummaryAction is one link. VisuallyHiddenText says what it acts on, for those who hear it alone.
type SummaryAction struct {
	Href               string        `json:"href"`
	Text               string        `json:"text"`
	HTML               template.HTML `json:"html"`
	VisuallyHiddenText string        `json:"visuallyHiddenText"`
	Classes            string        `json:"classes"`
	Attributes         Attributes    `json:"attributes"`
}

// SummaryCard is a box around a summary list.
type SummaryCard struct {
	Title      *SummaryCardTitle `json:"title"`
	Actions    SummaryActions    `json:"actions"`
	Classes    string            `json:"classes"`
	Attributes Attributes        `json:"attributes"`
}

// SummaryCardTitle is the heading of a card.
type SummaryCardTitle struct {
	Text         string        `json:"text"`
	HTML         template.HTML `json:"html"`
	HeadingLevel int           `json:"headingLevel"` // 2 when zero
	Classes      string        `json:"classes"`
}

type summaryListView struct {
	SummaryList
	Facts []summaryRowView
	Card  *summaryCardView
}

type summaryRowView struct {
	SummaryRow
	Links     []summaryLinkView
	NoActions bool
}

type summaryCardView struct {
	SummaryCard
	Level int
	Links []summaryLinkView
}

type summaryLinkView struct {
	SummaryAction
	Card *SummaryCardTitle
}

// Render gives the list's markup.
func (s SummaryList) Render() (template.HTML, error) {
	var title *SummaryCardTitle
	view := summaryListView{SummaryList: s}
	if s.Card != nil {
		title = s.Card.Title
		card := summaryCardView{SummaryCard: *s.Card, Level: 2, Links: links(s.Card.Actions, title)}
		if title != nil {
			card.Level = headingLevel(title.HeadingLevel, 2)
		}
		view.Card = &card
	}
	anyActions := false
	for _, row := range s.Rows {
		anyActions = anyActions || len(row.Actions.Items) > 0
	}
	for _, row := range s.Rows {
		if row.Key == (SummaryText{}) && row.Value == (SummaryText{}) {
			continue
		}
		view.Facts = append(view.Facts, summaryRowView{
			SummaryRow: row, Links: links(row.Actions, title),
			NoActions: anyActions && len(row.Actions.Items) == 0,
		})
	}
	return render("summary-list", view)
}

func links(actions SummaryActions, card *SummaryCardTitle) []summaryLinkView {
	views := make([]summaryLinkView, len(actions.Items))
	for i, action := range actions.Items {
		views[i] = summaryLinkView{SummaryAction: action, Card: card}
	}
	return views
}
