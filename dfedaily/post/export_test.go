package post

import (
	"context"
	"time"
)

// Waits makes a client note how long it would wait, and not wait.
func (c *Client) Waits(into *[]time.Duration) {
	c.wait = func(ctx context.Context, d time.Duration) error {
		*into = append(*into, d)
		return ctx.Err()
	}
}

// MostTries is how often a client asks.
const MostTries = mostTries
