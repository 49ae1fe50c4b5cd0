package casework

import (
	"slices"

	"throughline/calendar"
	"throughline/practice"
)

// KindList is the kinds of record that an authority uses: those that its
// practice pack declares about children, adults and families, and those that
// the program knows of itself until a row of the pack has them.
type KindList struct {
	inForce []RecordKind
	every   map[string]RecordKind // those no longer in force too, for what was recorded
}

// KindsOf makes the list of a pack for a day: on it a kind must be in force to
// be begun.
func KindsOf(pack *practice.Pack, day calendar.Date) *KindList {
	l := &KindList{every: map[string]RecordKind{}}
	for _, k := range pack.Kinds {
		if made, ok := kindFrom(pack, k); ok {
			l.every[k.Code] = made
		}
	}
	current := map[string]RecordKind{}
	var added []string
	for _, k := range pack.In(day).Kinds {
		made, ok := kindFrom(pack, k)
		if !ok {
			continue
		}
		if _, own := KindOf(k.Code); !own && current[k.Code].Code == "" {
			added = append(added, k.Code)
		}
		current[k.Code], l.every[k.Code] = made, made
	}
	for _, own := range Kinds {
		made, ok := current[own.Code]
		switch {
		case ok:
			l.inForce = append(l.inForce, made)
		case len(pack.Kind(own.Code)) == 0: // no row of the pack has it
			l.inForce = append(l.inForce, own)
			l.every[own.Code] = own
		}
	}
	for _, code := range added {
		l.inForce = append(l.inForce, current[code])
	}
	return l
}

// kindFrom makes a kind of record of what the pack declares. It is not ok for
// one that isn't about people. What the program knows of a kind besides, such
// as what its outcome may be, stays.
func kindFrom(pack *practice.Pack, k *practice.Kind) (RecordKind, bool) {
	own, known := KindOf(k.Code)
	if !known && !slices.Contains([]practice.Subject{"child", "adult", "family"}, k.About) {
		return RecordKind{}, false
	}
	own.Code, own.Name, own.Class, own.Retention = k.Code, k.Name, k.Class.Access(), k.Class.Retention
	own.Apart, own.Decision, own.Each = k.Apart, k.Decision, k.Each
	own.Form, own.InWords, own.pack = k, known, pack
	return own, true
}

// All lists the kinds that may be begun, in the order forms offer them.
func (l *KindList) All() []RecordKind { return l.inForce }

// Of gives a kind by its code, whether it may still be begun or not.
func (l *KindList) Of(code string) (RecordKind, bool) {
	if l == nil {
		return KindOf(code)
	}
	if k, ok := l.every[code]; ok {
		return k, true
	}
	return KindOf(code)
}

// mayBegin says whether a record of the kind may be begun.
func (l *KindList) mayBegin(code string) bool {
	return l == nil || slices.ContainsFunc(l.inForce, func(k RecordKind) bool { return k.Code == code })
}

// kindOf gives a kind of record by its code.
func (f *Folder) kindOf(code string) (RecordKind, bool) { return f.Kinds.Of(code) }
