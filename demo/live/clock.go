// Package live builds the demonstration by living through its dates: every
// step is carried out by the person who took it, on the day they took it,
// through the same write path as any other change.
package live

import (
	"sync"
	"time"
)

// Clock is a clock that stands where it is put, until it is let run.
type Clock struct {
	mu      sync.Mutex
	at      time.Time
	started time.Time // the machine's time when it was let run; zero while it stands
}

// Set puts a standing clock at an instant.
func (c *Clock) Set(at time.Time) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.at, c.started = at, time.Time{}
}

// Run lets the clock go on from where it stands, at the speed of real time.
func (c *Clock) Run() {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.started.IsZero() {
		c.started = time.Now()
	}
}

// Now is the time by the clock.
func (c *Clock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.started.IsZero() {
		return c.at
	}
	return c.at.Add(time.Since(c.started))
}
