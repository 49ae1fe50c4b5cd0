package measure

import (
	"runtime"
	"sync"

	"throughline/practice"
)

// Ask asks for the figures of one measure for some periods.
type Ask struct {
	Measure *practice.Measure
	Periods []Period
}

// All gives the figures of many measures at a moment, each as Figures gives them, and in the order asked. It counts on every processor, so only
// must be safe to call from several goroutines.
func (c *Columns) All(asks []Ask, at Moment, only func(subject string) bool) [][]Figure {
	made := make([][]Figure, len(asks))
	next := make(chan int, len(asks))
	for i := range asks {
		next <- i
	}
	close(next)
	var wait sync.WaitGroup
	for range min(runtime.GOMAXPROCS(0), len(asks)) {
		wait.Go(func() {
			for i := range next {
				made[i] = c.Figures(asks[i].Measure, asks[i].Periods, at, only)
			}
		})
	}
	wait.Wait()
	return made
}
