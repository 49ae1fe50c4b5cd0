package practice

import "slices"

// SheetOf is the file of the pack that declares something, by a pointer to it, with the row of the product’s list that it is about.
func (p *Pack) SheetOf(pointer any) Heading {
	file := p.Place(pointer).File
	at := slices.IndexFunc(p.Sheets, func(h Heading) bool { return h.File == file })
	if at < 0 {
		return Heading{File: file}
	}
	return p.Sheets[at]
}
