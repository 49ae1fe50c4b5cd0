package svgtimeline

import "html/template"

// Sign is how far one of the three facts holds.
type Sign string

// The signs, each with a shape of its own.
const (
	Holds  Sign = "done"    // it is so: a tick in a disc
	Partly Sign = "partly"  // some of it is so: three quarters of a disc
	NotYet Sign = "not-yet" // nothing is known yet: a broken ring
	Failed Sign = "failed"  // it was looked at and is not so: a triangle
)

var icons = map[Sign]template.HTML{
	Holds:  `<circle cx="9" cy="9" r="8" fill="` + good + `"/><path d="M4.5 9l3.5 4 6-8" stroke="#fff" stroke-width="2.4" fill="none"/>`,
	Partly: `<circle cx="9" cy="9" r="7" fill="none" stroke="` + partly + `" stroke-width="2"/><path d="M9 9V2a7 7 0 1 1-7 7z" fill="` + partly + `"/>`,
	NotYet: `<circle cx="9" cy="9" r="7" fill="none" stroke="` + quiet + `" stroke-width="2" stroke-dasharray="3 2"/>`,
	Failed: `<path d="M9 1l8 15H1z" fill="` + bad + `"/><path d="M9 6v5M9 12.6v2" stroke="#fff" stroke-width="2"/>`,
}

// Icon draws a sign. It is hidden from those who hear the page, since the words beside it say the same.
func Icon(sign Sign) template.HTML {
	shape, known := icons[sign]
	if !known {
		shape = icons[NotYet]
	}
	return `<svg class="tl-icon" viewBox="0 0 18 18" width="18" height="18" aria-hidden="true" focusable="false">` + shape + `</svg>`
}

// Fact draws a sign with its words.
func Fact(sign Sign, words string) template.HTML {
	if _, known := icons[sign]; !known {
		sign = NotYet
	}
	said := template.HTML(template.HTMLEscapeString(words))                             // #nosec G203 -- escaped here
	return `<span class="tl-fact tl-fact--` + template.HTML(sign) + `">` + Icon(sign) + // #nosec G203 -- one of the four above
		`<span class="tl-fact__words">` + said + `</span></span>`
}

// Key explains the marks of the drawings.
func Key() template.HTML {
	var key drawing
	key.addf(`<ul class="tl-key">`)
	for _, mark := range keyMarks {
		key.addf(`<li><svg class="tl-key__mark" viewBox="0 0 30 20" width="30" height="20" aria-hidden="true" focusable="false">%s</svg> %s</li>`, mark.shape, mark.words)
	}
	key.addf("</ul>")
	return template.HTML(key.markup) // #nosec G203 -- fixed text
}

var keyMarks = []struct{ shape, words string }{
	{`<path d="M15 1v18" stroke="` + ink + `" stroke-width="2.2"/>`, "due date as first set"},
	{`<path d="M15 1v18" stroke="` + ink + `" stroke-width="2.2" stroke-dasharray="2.5 2.5"/>`, "extended with approval"},
	{`<path d="M9 10l4 4 7-9" stroke="` + good + `" stroke-width="3" fill="none"/>`, "done"},
	{`<path d="M1 10H29" stroke="` + brand + `" stroke-width="3" stroke-dasharray="4 3"/>`, "under way"},
	{`<path d="M1 6.5H29v7H1zM3 13.5l4 -7M8 13.5l4 -7M13 13.5l4 -7M18 13.5l4 -7M23 13.5l4 -7" fill="#fff" stroke="` + bad + `" stroke-width="1.3"/>`, "past the date first set"},
	{`<path d="M11 6l8 8m0 -8l-8 8" stroke="` + quiet + `" stroke-width="2.4"/>`, "stopped"},
	{`<path d="M17 5h-3v10h3" fill="none" stroke="` + quiet + `" stroke-width="1.5"/>`, "planned start"},
	{`<path d="M15 0v20" stroke="` + today + `" stroke-width="1.2"/>`, "the day shown"},
}

// Funcs gives the template functions fact, factIcon and timelineKey.
func Funcs() template.FuncMap {
	return template.FuncMap{"fact": Fact, "factIcon": Icon, "timelineKey": Key}
}
