package govuk

import (
	"html/template"
	"strconv"
)

// Tabs show one of several sections at a time; without JavaScript, all of them with a list of links.
type Tabs struct {
	ID         string     `json:"id"`
	IDPrefix   string     `json:"idPrefix"`
	Title      string     `json:"title"` // "Contents" when empty
	Items      []Tab      `json:"items"`
	Classes    string     `json:"classes"`
	Attributes Attributes `json:"attributes"`
}

// Tab is one section. A blank tab is left out, but keeps its number in the ids of those after it.
type Tab struct {
	ID         string     `json:"id"`
	Label      string     `json:"label"`
	Attributes Attributes `json:"attributes"`
	Panel      TabPanel   `json:"panel"`
}

// TabPanel is what a section holds.
type TabPanel struct {
	Text       string        `json:"text"`
	HTML       template.HTML `json:"html"`
	Attributes Attributes    `json:"attributes"`
}

type tabsView struct {
	Tabs
	Sections []tabView
}

type tabView struct {
	Tab
	First bool
}

// Render gives the tabs' markup.
func (t Tabs) Render() (template.HTML, error) {
	view := tabsView{Tabs: t}
	for i, tab := range t.Items {
		if tab.Label == "" && tab.ID == "" {
			continue
		}
		tab.ID = or(tab.ID, t.IDPrefix+"-"+strconv.Itoa(i+1))
		view.Sections = append(view.Sections, tabView{Tab: tab, First: i == 0})
	}
	return render("tabs", view)
}
