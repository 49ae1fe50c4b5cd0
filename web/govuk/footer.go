package govuk

import "html/template"

// Footer is the foot of a page. It never carries the crown, which is GOV.UK's own.
type Footer struct {
	Meta             *FooterMeta        `json:"meta"`
	Navigation       []FooterNavigation `json:"navigation"`
	ContentLicence   *Content           `json:"contentLicence"`   // the Open Government Licence when nil
	NoContentLicence bool               `json:"noContentLicence"` // the content has no licence to show
	Copyright        *Content           `json:"copyright"`        // Crown copyright when nil
	NoCopyright      bool               `json:"noCopyright"`      // the content is not Crown copyright
	ContainerClasses string             `json:"containerClasses"`
	Classes          string             `json:"classes"`
	Attributes       Attributes         `json:"attributes"`
}

// FooterMeta is the small print.
type FooterMeta struct {
	VisuallyHiddenTitle string        `json:"visuallyHiddenTitle"` // "Support links" when empty
	HTML                template.HTML `json:"html"`
	Text                string        `json:"text"`
	Items               []FooterLink  `json:"items"`
}

// FooterNavigation is a titled list of links.
type FooterNavigation struct {
	Title   string       `json:"title"`
	Columns int          `json:"columns"`
	Width   string       `json:"width"` // "full" when empty
	Items   []FooterLink `json:"items"`
}

// FooterLink is one link. One of a navigation without text or Href is left out.
type FooterLink struct {
	Text       string     `json:"text"`
	Href       string     `json:"href"`
	Attributes Attributes `json:"attributes"`
}

type footerView struct {
	Footer
	Licence, Owner template.HTML
}

// Render gives the footer's markup.
func (f Footer) Render() (template.HTML, error) {
	return render("footer", f.view())
}

func (f Footer) view() footerView {
	return footerView{Footer: f, Licence: f.ContentLicence.markup(), Owner: f.Copyright.markup()}
}
