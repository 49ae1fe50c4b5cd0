package board

import (
	"encoding/json"
	"maps"
	"slices"

	"throughline/access"
	"throughline/plan"
)

// clearing is what a shelf knows of templates and of who cleared which draft,
// besides what stands in the papers themselves.
type clearing struct {
	templates map[string]*Template
	notes     map[string][]*ClearanceNote // by paper, in the order of the ledger
}

func (c clearing) clone() clearing {
	next := clearing{maps.Clone(c.templates), maps.Clone(c.notes)}
	if next.templates == nil {
		next.templates = map[string]*Template{}
	}
	if next.notes == nil {
		next.notes = map[string][]*ClearanceNote{}
	}
	return next
}

// put takes a version of one of its kinds, and passes others over.
func (c *clearing) put(v plan.Version) error {
	switch v.Kind {
	case KindTemplate:
		return c.putTemplate(v)
	case KindClearance:
		return c.putNote(v)
	default:
		return nil
	}
}

func (c *clearing) putTemplate(v plan.Version) error {
	if v.Body == nil { // erased
		delete(c.templates, v.ID)
		return nil
	}
	t := &Template{}
	if err := json.Unmarshal(v.Body, t); err != nil {
		return err
	}
	t.Thing = plan.Thing{ID: v.ID, Version: v.Version, Seq: v.Seq, ChangedOn: v.On}
	c.templates[v.ID] = t
	return nil
}

func (c *clearing) putNote(v plan.Version) error {
	if v.Body == nil { // erased: it counts for nothing any more
		for paper, notes := range c.notes {
			c.notes[paper] = slices.DeleteFunc(slices.Clone(notes), func(n *ClearanceNote) bool { return n.ID == v.ID })
		}
		return nil
	}
	note := &ClearanceNote{}
	if err := json.Unmarshal(v.Body, note); err != nil {
		return err
	}
	note.Thing = plan.Thing{ID: v.ID, Version: v.Version, Seq: v.Seq, ChangedOn: v.On}
	c.notes[note.Paper] = append(slices.Clone(c.notes[note.Paper]), note) // an older shelf keeps its own list
	slices.SortStableFunc(c.notes[note.Paper], func(a, b *ClearanceNote) int { return int(a.Seq - b.Seq) })
	return nil
}

// readableBy leaves out what was said while drafts were cleared for those who
// neither write papers nor clear them.
func (c clearing) readableBy(by access.Caller) clearing {
	if by.May(access.WritePaper) || by.May(access.ClearPaper) {
		return c
	}
	return clearing{templates: c.templates}
}
