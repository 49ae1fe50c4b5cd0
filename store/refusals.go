package store

import (
	"sync"
	"time"
)

// How many refusals of one thing to one caller are recorded within an hour,
// and how many of things that are refused in the same words.
// The record shows that somebody tried and tried again; more of the same would
// tell nobody anything, and would let whoever may sign in fill the disk.
const (
	refusalsKept = 60
	refusalsAll  = 1000 // whatever the objects were, so that trying every door is bounded too
	refusalsTime = time.Hour
)

// sameRefusal is what makes one refusal like another.
type sameRefusal struct{ authority, account, membership, what, object string }

// refusals counts those of the last hour, by what was refused and to whom.
type refusals struct {
	mu    sync.Mutex
	since time.Time
	count map[sameRefusal]int
	all   map[sameRefusal]int // whatever the object
}

// add counts one more at a time, and says how many there have been.
func (r *refusals) add(what sameRefusal, at time.Time) int {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.count == nil || at.Sub(r.since) >= refusalsTime || at.Before(r.since) {
		r.since, r.count, r.all = at, map[sameRefusal]int{}, map[sameRefusal]int{}
	}
	whole := what
	whole.object = ""
	if r.all[whole]++; r.all[whole] > refusalsAll {
		return refusalsKept + 1
	}
	r.count[what]++
	if r.all[whole] == refusalsAll {
		return refusalsKept // the last that is recorded says so
	}
	return r.count[what]
}
