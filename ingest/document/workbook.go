package document

import (
	"path"
	"strings"
)

// sheet is what a workbook's list says of one of its sheets.
type sheet struct {
	name   string
	part   string
	hidden bool
	links  []link
}

// workbook reads every sheet of a workbook as one block: hidden ones too, marked so.
func (r *reader) workbook(p *parts) (Document, error) {
	main := p.mainPart("xl/workbook.xml")
	links, err := p.links(main)
	if err != nil {
		return Document{}, err
	}
	theme, look, strings := []string(nil), "", ""
	byID := map[string]link{}
	for _, l := range links {
		byID[l.id] = l
		switch l.kind {
		case "theme":
			if p.has(l.part) {
				err = p.walk(l.part, func(x *xmlPart) (err error) { theme, err = readTheme(x); return err })
			}
		case "styles":
			look = l.part
		case "sharedStrings":
			strings = l.part
		}
		if err != nil {
			return Document{}, err
		}
	}
	sheets, from1904, err := r.sheets(p, main, byID)
	if err != nil {
		return Document{}, err
	}
	styles, err := p.readStyles(look, theme)
	if err != nil {
		return Document{}, err
	}
	shared, err := p.readStrings(strings, styles)
	if err != nil {
		return Document{}, err
	}
	total, done := 0, 0
	for _, s := range sheets {
		total += p.length(s.part)
	}
	doc := Document{Kind: Workbook}
	show := newShower(styles, from1904)
	for _, s := range sheets {
		from := &sheetReader{r: r, sheet: s, styles: styles, shared: shared, show: show, done: done, total: total}
		if err := p.walk(s.part, from.read); err != nil {
			return Document{}, err
		}
		done += p.length(s.part)
		block, err := from.block()
		if err != nil {
			return Document{}, err
		}
		doc.Blocks = append(doc.Blocks, block)
	}
	return doc, nil
}

func (p *parts) length(part string) int {
	if f := p.files[part]; f != nil {
		return int(min(f.UncompressedSize64, 1<<32))
	}
	return 0
}

// sheets reads the list of a workbook's sheets in the order of their tabs, and whether it counts days from 1904.
func (r *reader) sheets(p *parts, main string, byID map[string]link) (list []sheet, from1904 bool, err error) {
	err = p.walk(main, func(x *xmlPart) error {
		for x.next() {
			if x.start == nil {
				continue
			}
			switch x.start.Name.Local {
			case "workbookPr":
				from1904 = flag(x.start, "date1904")
			case "sheet":
				s := sheet{name: shortened(attr(x.start, "name"), mostCaption)}
				state := attr(x.start, "state")
				s.hidden = state == "hidden" || state == "veryHidden"
				l := byID[linkID(x)]
				if l.kind != "worksheet" {
					if l.kind != "" {
						r.warned.add(Place{Sheet: s.name}, "This sheet is a chart or a macro sheet. It has no cells, and is not read.")
					}
					continue
				}
				s.part = l.part
				if len(list) >= r.limits.Entries {
					return refuse("This workbook has more than %s sheets, the most we read. Copy the plan alone into a new file, and try again.", number(r.limits.Entries))
				}
				list = append(list, s)
			}
		}
		return x.err
	})
	if err != nil {
		return nil, false, err
	}
	for i := range list {
		if list[i].links, err = p.links(list[i].part); err != nil {
			return nil, false, err
		}
		for _, l := range list[i].links {
			if strings.HasPrefix(path.Base(l.part), "comments") || l.kind == "threadedComment" {
				r.warned.once(Place{Sheet: list[i].name}, "There are notes or comments on cells of this sheet. They are not read.")
			}
		}
	}
	return list, from1904, nil
}

// linkID is the r:id of an element: the attribute called id that has a name space.
func linkID(x *xmlPart) string {
	for _, a := range x.start.Attr {
		if a.Name.Local == "id" && a.Name.Space != "" {
			return a.Value
		}
	}
	return ""
}
