package live

import (
	"testing"
	"time"
)

func TestTheClockStandsUntilItIsLetRun(t *testing.T) {
	var c Clock
	at := time.Date(2013, 2, 1, 9, 0, 0, 0, time.UTC)
	c.Set(at)
	time.Sleep(2 * time.Millisecond)
	if now := c.Now(); !now.Equal(at) {
		t.Errorf("it stands at %s", now)
	}
	c.Run()
	time.Sleep(2 * time.Millisecond)
	first := c.Now()
	if !first.After(at) {
		t.Error("it does not run")
	}
	c.Run() // again changes nothing
	if second := c.Now(); second.Before(first) {
		t.Errorf("it went back from %s to %s", first, second)
	}
	c.Set(at)
	if now := c.Now(); !now.Equal(at) {
		t.Errorf("set while it ran, it is at %s", now)
	}
}
