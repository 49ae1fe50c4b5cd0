package store

import (
	"sync"
	"time"
)

// How many refusals of one thing to one caller are recorded within an hour.
// The record shows that somebody tried and tried again; more of the same would
// tell nobody anything, and would let whoever may sign in fill the disk.
const (
	refusalsKept = 60
	refusalsTime = time.Hour
)

// sameRefusal is what makes one refusal like another.
type sameRefusal struct{ authority, account, membership, what, object string }

// refusals counts those of the last hour, by what was refused and to whom.
type refusals struct {
	mu    sync.Mutex
	since time.Time
	count map[sameRefusal]int
}

// add counts one more at a time, and says how many there have been.
func (r *refusals) add(what sameRefusal, at time.Time) int {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.count == nil || at.Sub(r.since) >= refusalsTime || at.Before(r.since) {
		r.since, r.count = at, map[sameRefusal]int{}
	}
	r.count[what]++
	return r.count[what]
}
