package govuk

import (
	"html/template"
	"io"
)

// Shell is the page around a page's own matter: its head, header, banners, navigation and footer.
type Shell struct {
	Product    string // the service's name: "Throughline" when empty
	Title      string // the page's title, as its <h1> says it
	ErrorTitle bool   // the page shows a form with something wrong
	Authority  string // the council whose record this is

	Demo     bool   // every agency, person and figure is invented
	DemoText string // what the banner says after "Demonstration."; the standing words when empty

	Nav   []NavItem    // the service's main pages, with Current or Active set on the one shown
	Find  *Find        // the box that finds things, when there is one
	User  string       // who is signed in; nothing when nobody is
	Role  string       // the role and agency that person acts in
	Links []FooterLink // beside the person's name, such as to act in another role

	SignOutURL string // what the sign-out button posts to

	Past *PastNotice // said above the page when it does not show today

	Back        *BackLink
	Breadcrumbs *Breadcrumbs
	Banner      *NotificationBanner // something that has just happened

	Main template.HTML // the page's own matter

	AsAt, KnownAt string // the two dates of what is shown, in words, for the footer
	FooterLinks   []FooterLink

	OneSide bool                     // print the page compactly, on A4 landscape
	Asset   func(name string) string // the address of a file of web/assets; assets.URL
}

// PastNotice says that the page shows the record at another moment than now, and leads back to now.
type PastNotice struct {
	Text, Href, LinkText string
}

// Find is a search box in the header.
type Find struct {
	Action, Name, Value, Label string
}

type shellView struct {
	Shell
	FullTitle  string
	HomeURL    string
	Navigation serviceNavigationView
	Footing    footerView
	Skip       SkipLink
}

// Write writes the whole page.
func (s Shell) Write(w io.Writer) error {
	page, err := s.Render()
	if err != nil {
		return err
	}
	_, err = io.WriteString(w, string(page))
	return err
}

// Render gives the whole page.
func (s Shell) Render() (template.HTML, error) {
	s.Product = or(s.Product, "Throughline")
	s.DemoText = or(s.DemoText, "Every agency, person and figure is invented.")
	if s.Asset == nil {
		s.Asset = func(name string) string { return "/assets/" + name }
	}
	return render("shell", shellView{
		Shell:     s,
		FullTitle: s.fullTitle(),
		HomeURL:   "/",
		Skip:      SkipLink{Text: "Skip to main content", Href: "#main-content"},
		Navigation: ServiceNavigation{
			Classes: "tl-navigation", NavigationLabel: "Main pages", Navigation: s.Nav,
		}.view(),
		Footing: Footer{
			Classes: "tl-footer", NoContentLicence: true, NoCopyright: true,
			Meta: &FooterMeta{Text: s.moment(), Items: s.FooterLinks},
		}.view(),
	})
}

func (s Shell) fullTitle() string {
	title := s.Title
	if s.ErrorTitle {
		title = "Error: " + title
	}
	for _, part := range []string{s.Authority, s.Product} {
		if part != "" {
			title += " – " + part
		}
	}
	if s.Demo {
		title += " (demonstration)"
	}
	return title
}

// moment says which two dates the page is of.
func (s Shell) moment() string {
	switch {
	case s.AsAt != "" && s.KnownAt != "":
		return "As at " + s.AsAt + ", as known at " + s.KnownAt + "."
	case s.AsAt != "":
		return "As at " + s.AsAt + "."
	default:
		return ""
	}
}
