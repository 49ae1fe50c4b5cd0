package govuk

import "html/template"

// ServiceNavigation names the service and leads to its main pages.
type ServiceNavigation struct {
	Classes                    string                 `json:"classes"`
	Attributes                 Attributes             `json:"attributes"`
	AriaLabel                  string                 `json:"ariaLabel"`       // "Service information" when empty
	MenuButtonText             string                 `json:"menuButtonText"`  // "Menu" when empty
	MenuButtonLabel            string                 `json:"menuButtonLabel"` // the button's text when empty
	NavigationLabel            string                 `json:"navigationLabel"` // the button's text when empty
	NavigationID               string                 `json:"navigationId"`    // "navigation" when empty
	NavigationClasses          string                 `json:"navigationClasses"`
	CollapseNavigationOnMobile *bool                  `json:"collapseNavigationOnMobile"` // when there is more than one item, when nil
	ServiceName                string                 `json:"serviceName"`
	ServiceURL                 string                 `json:"serviceUrl"`
	Navigation                 []NavItem              `json:"navigation"`
	Slots                      ServiceNavigationSlots `json:"slots"`
}

// NavItem is one page to go to. Current is the page shown; Active is a page above the page shown.
// A blank item is left out.
type NavItem struct {
	Current    bool          `json:"current"`
	Active     bool          `json:"active"`
	HTML       template.HTML `json:"html"`
	Text       string        `json:"text"`
	Href       string        `json:"href"`
	Attributes Attributes    `json:"attributes"`
}

// ServiceNavigationSlots hold the service's own markup.
type ServiceNavigationSlots struct {
	Start           template.HTML `json:"start"`
	End             EndSlot       `json:"end"`
	NavigationStart template.HTML `json:"navigationStart"`
	NavigationEnd   template.HTML `json:"navigationEnd"`
}

// EndSlot stands after the navigation: on its line when Align is "inline".
type EndSlot struct {
	HTML  template.HTML `json:"html"`
	Align string        `json:"align"`
}

type serviceNavigationView struct {
	ServiceNavigation
	Pages    []NavItem
	Collapse bool
	HasNav   bool
	Section  bool
}

// Render gives the navigation's markup.
func (s ServiceNavigation) Render() (template.HTML, error) {
	return render("service-navigation", s.view())
}

func (s ServiceNavigation) view() serviceNavigationView {
	s.MenuButtonText = or(s.MenuButtonText, "Menu")
	s.NavigationLabel = or(s.NavigationLabel, s.MenuButtonText)
	s.NavigationID = or(s.NavigationID, "navigation")
	s.AriaLabel = or(s.AriaLabel, "Service information")
	if s.MenuButtonLabel == s.MenuButtonText {
		s.MenuButtonLabel = ""
	}
	view := serviceNavigationView{ServiceNavigation: s}
	for _, item := range s.Navigation {
		if item.Text != "" || item.HTML != "" || item.Href != "" {
			view.Pages = append(view.Pages, item)
		}
	}
	view.Collapse = len(view.Pages) > 1
	if s.CollapseNavigationOnMobile != nil {
		view.Collapse = *s.CollapseNavigationOnMobile
	}
	view.HasNav = len(view.Pages) > 0 || s.Slots.NavigationStart != "" || s.Slots.NavigationEnd != ""
	view.Section = s.ServiceName != "" || s.Slots.Start != "" || s.Slots.End.HTML != ""
	return view
}
