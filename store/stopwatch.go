package store

import "time"

// stopwatch measures how long a transaction holds the writer. It tells no time
// of day, so no caller's clock is asked.
type stopwatch struct{ begun time.Time }

func startWatch() stopwatch { return stopwatch{time.Now()} }

func (w stopwatch) elapsed() time.Duration { return time.Since(w.begun) }
