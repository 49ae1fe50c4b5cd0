package dfedaily

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
)

// Accepted is what the department last took of each child: enough to tell what changed, and no more. It holds no names
// and no codes; the identifiers of parts may tell a day.
type Accepted struct {
	Children map[string]Taken `json:"children"` // by la_child_id
}

// Taken is what was taken of one child: a digest of the whole, and the identifiers of its parts.
type Taken struct {
	Digest string              `json:"digest"`
	Parts  map[string][]string `json:"parts,omitempty"` // by episode: part/identifier
	Scores bool                `json:"scores,omitempty"`
}

// The parts of an episode that have identifiers of their own, or stand once.
const (
	assessments = "child_and_family_assessments"
	needPlans   = "child_in_need_plans"
	enquiries   = "section_47_assessments"
	plans       = "child_protection_plans"
	placements  = "child_looked_after_placements"
	adoption    = "adoption"
	leavers     = "care_leavers"
)

// Take notes a child whom the department has taken.
func (a *Accepted) Take(child Child) error {
	if a.Children == nil {
		a.Children = map[string]Taken{}
	}
	if child.Purge {
		delete(a.Children, child.ID)
		return nil
	}
	taken, err := taken(child)
	a.Children[child.ID] = taken
	return err
}

func taken(child Child) (Taken, error) {
	child = kept(child)
	body, err := json.Marshal(child)
	if err != nil {
		return Taken{}, fmt.Errorf("writing a payload: %w", err)
	}
	sum := sha256.Sum256(body)
	made := Taken{Digest: hex.EncodeToString(sum[:]), Parts: map[string][]string{}, Scores: child.Health != nil}
	for i := range child.Episodes {
		e := &child.Episodes[i]
		parts := []string{}
		each(e, func(part, id string, _ bool) { parts = append(parts, part+"/"+id) })
		made.Parts[e.ID] = parts
	}
	return made, nil
}

// kept is a payload without what it asks to have removed.
func kept(child Child) Child {
	var episodes []Episode
	for _, e := range child.Episodes {
		if e.Purge {
			continue
		}
		e.Assessments = without(e.Assessments, func(p Assessed) bool { return p.Purge })
		e.NeedPlans = without(e.NeedPlans, func(p NeedPlan) bool { return p.Purge })
		e.Enquiries = without(e.Enquiries, func(p Enquiry) bool { return p.Purge })
		e.Plans = without(e.Plans, func(p Plan) bool { return p.Purge })
		e.Placements = without(e.Placements, func(p Placed) bool { return p.Purge })
		if e.Adoption != nil && e.Adoption.Purge {
			e.Adoption = nil
		}
		if e.Leaver != nil && e.Leaver.Purge {
			e.Leaver = nil
		}
		episodes = append(episodes, e)
	}
	child.Episodes = episodes
	if child.Health != nil && child.Health.Purge {
		child.Health = nil
	}
	return child
}

func without[P any](parts []P, purged func(P) bool) []P {
	return slices.DeleteFunc(slices.Clone(parts), purged)
}

// each goes through the parts of an episode.
func each(e *Episode, give func(part, id string, purge bool)) {
	for _, p := range e.Assessments {
		give(assessments, p.ID, p.Purge)
	}
	for _, p := range e.NeedPlans {
		give(needPlans, p.ID, p.Purge)
	}
	for _, p := range e.Enquiries {
		give(enquiries, p.ID, p.Purge)
	}
	for _, p := range e.Plans {
		give(plans, p.ID, p.Purge)
	}
	for _, p := range e.Placements {
		give(placements, p.ID, p.Purge)
	}
	if e.Adoption != nil {
		give(adoption, "", e.Adoption.Purge)
	}
	if e.Leaver != nil {
		give(leavers, "", e.Leaver.Purge)
	}
}

// Changes are the children to send: those of whom something changed since the last that was taken, with a purge of each part that is there no
// more. gone are the children who were taken and are not here now. They are sent as a purge only when purge says so: a child may be missing because a
// return was taken back.
func (a *Accepted) Changes(now []Child, purge bool) (send []Child, gone []string, err error) {
	here := map[string]bool{}
	for _, child := range now {
		here[child.ID] = true
		had, was := a.Children[child.ID]
		made, err := taken(child)
		if err != nil {
			return nil, nil, err
		}
		if was && had.Digest == made.Digest {
			continue
		}
		send = append(send, withPurges(child, had, made))
	}
	for _, id := range slices.Sorted(maps.Keys(a.Children)) {
		if !here[id] {
			gone = append(gone, id)
			if purge {
				send = append(send, Child{ID: id, Purge: true})
			}
		}
	}
	return send, gone, nil
}

func withPurges(child Child, had, now Taken) Child {
	if had.Scores && !now.Scores {
		child.Health = &Health{Purge: true}
	}
	child.Episodes = slices.Clone(child.Episodes)
	for _, id := range slices.Sorted(maps.Keys(had.Parts)) {
		at := slices.IndexFunc(child.Episodes, func(e Episode) bool { return e.ID == id })
		if at < 0 {
			child.Episodes = append(child.Episodes, Episode{ID: id, Purge: true})
			continue
		}
		e := &child.Episodes[at]
		for _, part := range had.Parts[id] {
			if !slices.Contains(now.Parts[id], part) {
				e.purge(part)
			}
		}
	}
	return child
}

func (e *Episode) purge(part string) {
	of, id, _ := strings.Cut(part, "/")
	switch of {
	case assessments:
		e.Assessments = append(slices.Clone(e.Assessments), Assessed{ID: id, Purge: true})
	case needPlans:
		e.NeedPlans = append(slices.Clone(e.NeedPlans), NeedPlan{ID: id, Purge: true})
	case enquiries:
		e.Enquiries = append(slices.Clone(e.Enquiries), Enquiry{ID: id, Purge: true})
	case plans:
		e.Plans = append(slices.Clone(e.Plans), Plan{ID: id, Purge: true})
	case placements:
		e.Placements = append(slices.Clone(e.Placements), Placed{ID: id, Purge: true})
	case adoption:
		e.Adoption = &Adoption{Purge: true}
	case leavers:
		e.Leaver = &Leaver{Purge: true}
	}
}

// Posts parts children into posts that the department takes.
func Posts(children []Child) [][]Child { return slices.Collect(slices.Chunk(children, MostInAPost)) }
