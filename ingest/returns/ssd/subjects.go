package ssd

import (
	"regexp"
	"slices"
	"strings"

	"throughline/ingest/returns"
	"throughline/ingest/returns/tabular"
)

// subjects gives the rows to whom they are about, in the order in which the children and workers first appear. What names nobody is in the report.
func (r *reader) subjects() []tabular.Subject {
	care := r.periods()
	at := map[[2]string]int{}
	var all []tabular.Subject
	for i := range r.rows {
		w := &r.rows[i]
		about, scheme, key := r.whom(w, care)
		if key == "" {
			continue
		}
		n, had := at[[2]string{about, key}]
		if !had {
			n = len(all)
			at[[2]string{about, key}] = n
			all = append(all, tabular.Subject{About: about, Key: key, Identifiers: []tabular.Identifier{{Scheme: scheme, Value: key}}})
		}
		all[n].Rows = append(all[n].Rows, w.Row)
		named(&all[n], w)
	}
	unshared(all)
	return all
}

// periods are the children by the period of care that their episodes are of: reviews say no more than that.
func (r *reader) periods() map[string]string {
	care := map[string]string{}
	for i := range r.rows {
		w := &r.rows[i]
		for _, c := range []string{"clae_cla_id", "clap_cla_id", "clav_cla_id"} {
			period, child := w.Cell(c), who(w.Cell(byName[w.Table].about()))
			if period == "" || child == "" {
				continue
			}
			if had, is := care[period]; is && had != child {
				care[period] = shared
			} else {
				care[period] = child
			}
		}
	}
	return care
}

// shared stands for the children of a period of care that two have.
const shared = "\x1F"

func who(written string) string { return strings.ToUpper(strings.TrimSpace(written)) }

func (r *reader) whom(w *row, care map[string]string) (about, scheme, key string) {
	t := byName[w.Table]
	switch t.name {
	case professionals:
		if key = w.Cell(t.about()); key == "" {
			r.add(w.File, w.Line, t.about(), "", "worker-missing", returns.Unread, "The row does not say which worker it is about. It belongs to nobody, and is not kept.", "Fill in the worker’s identifier.")
		}
		return "staff", "staff", key
	case reviews:
		period := w.Cell(t.about())
		switch key = care[period]; {
		case period == "":
			r.missing(w, t)
		case key == "":
			r.add(w.File, w.Line, t.about(), period, "no-such-care", returns.Unread, "No episode or placement has this period of care, so the review belongs to no child and is not kept.", "Add the table "+episodes+", or mend the identifier.")
		case key == shared:
			key = ""
			r.add(w.File, w.Line, t.about(), period, "care-shared", returns.Unread, "Two children have this period of care, so the review belongs to neither and is not kept.", "Give each child’s period of care its own identifier.")
		}
		return "child", "local", key
	}
	if key = who(w.Cell(t.about())); key == "" {
		r.missing(w, t)
	}
	return "child", "local", key
}

func (r *reader) missing(w *row, t *table) {
	r.add(w.File, w.Line, t.about(), "", "child-missing", returns.Unread, "The row does not say which child it is about. It belongs to no child, and is not kept.", "Fill in the child’s identifier.")
}

var upnForm = regexp.MustCompile(`^[A-Z][0-9]{11}[0-9A-Z]$`)

// named takes from a row what tells who somebody is.
func named(s *tabular.Subject, w *row) {
	number := func(scheme, value string) {
		made := tabular.Identifier{Scheme: scheme, Value: value}
		if !slices.Contains(s.Identifiers, made) {
			s.Identifiers = append(s.Identifiers, made)
		}
	}
	upn := func(scheme, value string) {
		if value = who(value); upnForm.MatchString(value) {
			number(scheme, value)
		}
	}
	switch w.Table {
	case people:
		if read := returns.ReadDate(w.Cell("pers_dob")); !read.Day.IsZero() {
			s.Born = read.Day
		}
		if first := w.names["pers_forename"]; first != "" {
			s.First = first
		}
		if last := w.names["pers_surname"]; last != "" {
			s.Last = last
		}
		if nhs := strings.ReplaceAll(w.Cell("pers_common_child_id"), " ", ""); isNHS(nhs) {
			number("nhs", nhs)
		}
	case professionals:
		if name := w.names["prof_professional_name"]; name != "" {
			s.Last = name
		}
	case send:
		upn("upn", w.Cell("send_upn"))
	case identifiers:
		of := strings.ToLower(w.Cell("link_identifier_type"))
		switch unique := strings.Contains(of, "upn") || strings.Contains(of, "unique pupil"); {
		case unique && strings.Contains(of, "former"):
			upn("former_upn", w.Cell("link_identifier_value"))
		case unique:
			upn("upn", w.Cell("link_identifier_value"))
		}
	}
}

// isNHS says whether a text is an NHS number: ten digits, the last of which checks the others.
func isNHS(text string) bool {
	if len(text) != 10 || strings.Trim(text, "0123456789") != "" {
		return false
	}
	sum := 0
	for i := range 9 {
		sum += int(text[i]-'0') * (10 - i)
	}
	return (11-sum%11)%11 == int(text[9]-'0')
}

// unshared takes away the numbers that two children have: they tell nobody apart.
func unshared(all []tabular.Subject) {
	count := map[tabular.Identifier]int{}
	for i := range all {
		for _, n := range all[i].Identifiers {
			count[n]++
		}
	}
	for i := range all {
		all[i].Identifiers = slices.DeleteFunc(all[i].Identifiers, func(n tabular.Identifier) bool { return n.Scheme != "local" && n.Scheme != "staff" && count[n] > 1 })
	}
}
