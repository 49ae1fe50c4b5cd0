package planfile

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"throughline/calendar"
	"throughline/ingest/document"
)

// Due is a day in JSON, or null.
type Due = calendar.Date

// fixed are the keys that every entry has. No column of a table takes one of them.
var fixed = []string{"ref", "section", "timescale", "area", "action", "due", "status_fact", "parts"}

// MarshalJSON writes entries and warnings, or the reason why there are none. The keys are always there: null or [] where nothing is said.
func (r Reading) MarshalJSON() ([]byte, error) {
	warnings := slices.Clip(r.Warnings)
	if warnings == nil {
		warnings = []document.Warning{}
	}
	if r.Refused != "" {
		return unescaped(struct {
			Refused  string             `json:"refused"`
			Warnings []document.Warning `json:"warnings"`
		}{r.Refused, warnings})
	}
	entries := slices.Clip(r.Entries)
	if entries == nil {
		entries = []Entry{}
	}
	return unescaped(struct {
		Entries  []Entry            `json:"entries"`
		Warnings []document.Warning `json:"warnings"`
	}{entries, warnings})
}

// WriteJSON writes the same as MarshalJSON, indented for people, one entry after another: a long plan is never held twice.
func (r Reading) WriteJSON(w io.Writer) error {
	out := bufio.NewWriter(w)
	if r.Refused != "" {
		if err := indented(out, "", r); err != nil {
			return err
		}
		_, err := out.WriteString("\n")
		return errors.Join(err, out.Flush())
	}
	err := writeList(out, "{\n  \"entries\": ", r.Entries)
	if err == nil {
		err = writeList(out, ",\n  \"warnings\": ", r.Warnings)
	}
	if err == nil {
		_, err = out.WriteString("\n}\n")
	}
	return errors.Join(err, out.Flush())
}

func writeList[T any](out *bufio.Writer, before string, all []T) error {
	if _, err := out.WriteString(before + "["); err != nil {
		return err
	}
	between, after := "\n    ", "]"
	for _, one := range all {
		if _, err := out.WriteString(between); err != nil {
			return err
		}
		if err := indented(out, "    ", one); err != nil {
			return err
		}
		between, after = ",\n    ", "\n  ]"
	}
	_, err := out.WriteString(after)
	return err
}

func indented(out *bufio.Writer, prefix string, value any) error {
	body, err := unescaped(value)
	if err != nil {
		return err
	}
	var shown bytes.Buffer
	if err := json.Indent(&shown, body, prefix, "  "); err != nil {
		return err
	}
	_, err = out.Write(shown.Bytes())
	return err
}

// MarshalJSON writes the fixed keys, and each other column by its own name.
//
// A column whose name is that of a fixed key gets " (as written)" after it, and a name that has been used gets a number. One that differs
// only in capitals stands before the fixed key, since some programs take no notice of capitals and keep what comes last.
func (e Entry) MarshalJSON() ([]byte, error) {
	o := object{}
	var after []Column
	for _, c := range e.Columns {
		if slices.ContainsFunc(fixed, func(name string) bool { return strings.EqualFold(name, c.Name) }) {
			o.add(c.Name, orNull(c.Text))
		} else {
			after = append(after, c)
		}
	}
	o.add("ref", orNull(e.Ref))
	o.add("section", orNull(e.Section))
	o.add("timescale", orNull(e.Timescale))
	o.add("area", orNull(e.Area))
	o.add("action", orNull(e.Action))
	o.add("due", orNull(e.Due.String()))
	o.add("status_fact", orNull(string(e.Status)))
	for _, c := range after {
		o.add(c.Name, orNull(c.Text))
	}
	parts := slices.Clip(e.Parts)
	if parts == nil {
		parts = []Part{}
	}
	o.add("parts", parts)
	return o.end()
}

// MarshalJSON writes every key of a part.
func (p Part) MarshalJSON() ([]byte, error) {
	owners := slices.Clip(p.Owners)
	if owners == nil {
		owners = []string{}
	}
	o := object{}
	o.add("text", orNull(p.Text))
	o.add("owners", owners)
	o.add("agency", orNull(p.Agency))
	o.add("due", orNull(p.Due.String()))
	o.add("due_revised", orNull(p.Revised.String()))
	o.add("due_approved_by", orNull(p.ApprovedBy))
	o.add("due_requested", orNull(p.Requested.String()))
	o.add("status_fact", orNull(string(p.Status)))
	return o.end()
}

func orNull(text string) any {
	if text == "" {
		return nil
	}
	return text
}

// An object is JSON whose keys stand in the order they were added.
type object struct {
	body bytes.Buffer
	err  error
}

func (o *object) add(key string, value any) {
	name, err := unescaped(key)
	if err == nil && o.err == nil {
		var written []byte
		written, err = unescaped(value)
		if o.body.Len() > 0 {
			o.body.WriteByte(',')
		}
		o.body.Write(name)
		o.body.WriteByte(':')
		o.body.Write(written)
	}
	if o.err == nil {
		o.err = err
	}
}

func (o *object) end() ([]byte, error) {
	if o.err != nil {
		return nil, o.err
	}
	return []byte("{" + o.body.String() + "}"), nil
}

// unescaped is JSON in which < and & stand as they are: it is read by programs and people, not put in a page.
func unescaped(value any) ([]byte, error) {
	var body bytes.Buffer
	encoder := json.NewEncoder(&body)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(value); err != nil {
		return nil, err
	}
	return bytes.TrimRight(body.Bytes(), "\n"), nil
}

// keptName gives a column the name that its cells are kept under, unlike every other in its table.
func keptName(name string, column int, taken map[string]bool) string {
	if name = strings.Join(strings.Fields(name), " "); name == "" {
		name = fmt.Sprintf("Column %d", column)
	}
	if slices.Contains(fixed, name) {
		name += " (as written)"
	}
	unlike := name
	for n := 2; taken[unlike]; n++ {
		unlike = fmt.Sprintf("%s (%d)", name, n)
	}
	taken[unlike] = true
	return unlike
}
