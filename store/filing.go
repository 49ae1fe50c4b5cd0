package store

import (
	"bytes"
	"encoding/json"
	"slices"
	"strings"
	"unicode/utf8"

	"throughline/access"
	"throughline/calendar"
	"throughline/change"
)

// What one filing may hold. Keys and ties beyond these are a mistake, and
// every one of them is a row to write.
const (
	maxKey   = 200 // bytes of a sort key or a search key
	maxTies  = 200
	maxFinds = 400
)

// filed is a filing as it is stored: the first line of the body of a version,
// and so under its commitment, from which every index row can be made again.
type filed struct {
	About  []string     `json:"about,omitempty"`
	Class  access.Class `json:"class"`
	Sort   string       `json:"sort,omitempty"`
	Wall   access.Wall  `json:"wall,omitempty"`
	Group  string       `json:"group,omitempty"`
	Ties   []filedTie   `json:"ties,omitempty"`
	Finds  []string     `json:"finds,omitempty"`
	Person bool         `json:"person,omitempty"`
}

type filedTie struct {
	Person string       `json:"person"`
	Holder string       `json:"holder"`
	Level  access.Level `json:"level"`
	From   string       `json:"from"`
	Until  string       `json:"until,omitempty"`
}

// isCase says whether a kind is of what is kept about people.
func isCase(kind string) bool { return strings.HasPrefix(kind, change.CasePrefix) }

// newFiled checks a filing and gives it as it is stored.
func newFiled(p change.Put) (filed, error) {
	f := p.Filing
	kept := filed{About: slices.Clone(f.About), Class: f.Class, Sort: f.Sort, Wall: f.Wall, Group: f.Group, Person: f.Person}
	if kept.Group == p.Thing {
		kept.Group = ""
	}
	if kept.Wall == "" && f.Person {
		kept.Wall = access.NoWall
	}
	if err := checkFiling(p, f); err != nil {
		return filed{}, err
	}
	for _, t := range f.Ties {
		if err := checkTie(f, t); err != nil {
			return filed{}, err
		}
		tie := filedTie{Person: t.Person, Holder: t.Holder, Level: t.Level, From: t.From.String()}
		if !t.Until.IsZero() {
			tie.Until = t.Until.String()
		}
		kept.Ties = append(kept.Ties, tie)
	}
	for _, key := range f.Finds {
		if err := checkKey("A search key", key); err != nil {
			return filed{}, err
		}
		if key == "" || strings.HasSuffix(key, "*") {
			return filed{}, invalid("A search key must have letters or digits, and cannot end in a star.")
		}
		if !slices.Contains(kept.Finds, key) {
			kept.Finds = append(kept.Finds, key)
		}
	}
	return kept, nil
}

func checkFiling(p change.Put, f *change.Filing) error {
	if _, ok := f.Class.Number(); !ok {
		return invalid("The %s has no class of record that is declared, so nobody could be allowed to see it.", p.Kind)
	}
	if len(f.About) > change.MaxAbout {
		return invalid("One record can be about %d people, and this one names %d.", change.MaxAbout, len(f.About))
	}
	for i, person := range f.About {
		if err := checkID("A person", person); err != nil {
			return err
		}
		if slices.Contains(f.About[:i], person) {
			return invalid("A record names each person once, and %s is named twice.", person)
		}
	}
	if f.Person != (len(f.About) == 1 && f.About[0] == p.Thing) {
		return invalid("A person’s own entry is about that person alone, and nothing else is about itself.")
	}
	if !f.Person && (f.Wall != "" || f.Group != "") {
		return invalid("Only a person’s own entry says what wall stands round them and who they are the same as.")
	}
	if _, known := f.Wall.Number(); f.Wall != "" && !known {
		return invalid("There is no wall called %q.", f.Wall)
	}
	if f.Group != "" {
		if err := checkID("The person they are the same as", f.Group); err != nil {
			return err
		}
	}
	if len(f.Ties) > maxTies || len(f.Finds) > maxFinds {
		return invalid("One record can set up %d relationships and be found by %d keys at most.", maxTies, maxFinds)
	}
	return checkKey("The key a list is ordered by", f.Sort)
}

// checkTie holds a relationship to the people the thing is about, so that
// nobody is tied to a person through a record of somebody else.
func checkTie(f *change.Filing, t change.Tie) error {
	if !slices.Contains(f.About, t.Person) {
		return invalid("A record can set up a relationship only to a person it is about.")
	}
	if err := checkID("The holder of a relationship", t.Holder); err != nil {
		return err
	}
	if t.Level < access.AgencyLevel || t.Level > access.GlassLevel {
		return invalid("There is no relationship with the number %d.", t.Level)
	}
	if t.From.IsZero() || !t.Until.IsZero() && t.Until.Before(t.From) {
		return invalid("A relationship needs the day it begins, and cannot end before it.")
	}
	return nil
}

func checkKey(what, key string) error {
	if len(key) > maxKey || !utf8.ValidString(key) || strings.ContainsRune(key, 0) {
		return invalid("%s must be plain text of up to %d letters.", what, maxKey)
	}
	return nil
}

// given gives the filing back as rules know it.
func (f filed) given() (change.Filing, error) {
	back := change.Filing{About: f.About, Class: f.Class, Sort: f.Sort, Wall: f.Wall, Group: f.Group, Finds: f.Finds, Person: f.Person}
	for _, t := range f.Ties {
		tie := change.Tie{Person: t.Person, Holder: t.Holder, Level: t.Level}
		var err error
		if tie.From, err = calendar.Parse(t.From); err == nil && t.Until != "" {
			tie.Until, err = calendar.Parse(t.Until)
		}
		if err != nil {
			return change.Filing{}, damagedFiling(err)
		}
		back.Ties = append(back.Ties, tie)
	}
	return back, nil
}

// join puts a filing and a body together as one version stores them: a line
// of JSON each. JSON as Go writes it has no other line end.
func (f filed) join(body []byte) ([]byte, error) {
	first, err := json.Marshal(f)
	if err != nil {
		return nil, &Error{Kind: ErrInvalid, Words: "The filing of a record cannot be written as JSON.", Reason: err}
	}
	return append(append(first, '\n'), body...), nil
}

// part takes apart what join put together. Both are empty for erased content.
func part(stored []byte) (filing, body []byte) {
	filing, body, _ = bytes.Cut(stored, []byte("\n"))
	return filing, body
}

func readFiled(line []byte) (f filed, err error) {
	if err := json.Unmarshal(line, &f); err != nil {
		return filed{}, damagedFiling(err)
	}
	return f, nil
}

func damagedFiling(err error) error {
	return &Error{Kind: ErrDamaged, Words: "The filing of a record cannot be read: run throughline verify.", Reason: err}
}

// left is what stays of a filing when the content goes: who it was about and
// its class, so that who may see the blank is still decided, and how a person
// stands to others. How it was found, and whom it tied, goes.
func (f filed) left() filed {
	return filed{About: f.About, Class: f.Class, Wall: f.Wall, Group: f.Group, Person: f.Person}
}
