package web

import (
	"cmp"
	"fmt"
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/url"
	"slices"
	"sync"
	"syscall"
	"testing"
	"time"

	"throughline/demo"
)

// recordingAtMost is how much longer a page may take for recording the look,
// beside the same page without recording it, at 50 requests a second.
const recordingAtMost = 0.10

// BenchmarkRecordingOnAPage opens a child's file, and a list of the people a
// worker works with, 50 times a second: every other second with the looks
// recorded, and every other without. It compares the time from the request to
// the whole answer, and the time of processors that all of it took, second by
// second, so that both meet the same weather. The limit is on the middle one
// of what the seconds give.
func BenchmarkRecordingOnAPage(b *testing.B) {
	site := openDemo(b)
	site.clock.Run()
	recorded := pageClient(b, site.pages)
	bare := pageClient(b, site.pages.unrecorded())
	for name, path := range map[string]string{"file": "/casework/people/" + demo.ID("person/tyler-wexley"), "list": "/casework"} {
		b.Run(name, func(b *testing.B) {
			var with, without []pageCost
			for b.Loop() {
				for range pageSeconds {
					without, with = append(without, bare.second(b, path)), append(with, recorded.second(b, path))
				}
			}
			b.ReportMetric(float64(middleOf(without, pageCost.wallOf)), "bare-µs")
			b.ReportMetric(float64(middleOf(with, pageCost.wallOf)), "page-µs")
			b.ReportMetric(float64(middleOf(without, pageCost.cpuOf)), "bare-cpu-µs")
			b.ReportMetric(float64(middleOf(with, pageCost.cpuOf)), "page-cpu-µs")
			b.ReportMetric(moreOf(with, without, pageCost.cpuOf), "more-cpu")
			more := moreOf(with, without, pageCost.wallOf)
			b.ReportMetric(more, "more-time")
			if more > recordingAtMost {
				b.Errorf("recording adds %.2f to the time of the page, over the limit of %.2f: %d µs with it, %d without; %d and %d of processors", more, recordingAtMost,
					middleOf(with, pageCost.wallOf), middleOf(without, pageCost.wallOf), middleOf(with, pageCost.cpuOf), middleOf(without, pageCost.cpuOf))
			}
		})
	}
}

const (
	pageSeconds   = 12
	pagesASecond  = 50
	pageConnected = 16
)

type pageCost struct{ wall, cpu time.Duration } // of one page, as the mean of a second

func (c pageCost) wallOf() time.Duration { return c.wall }
func (c pageCost) cpuOf() time.Duration  { return c.cpu }

func middleOf(costs []pageCost, of func(pageCost) time.Duration) int64 {
	all := make([]time.Duration, len(costs))
	for i, c := range costs {
		all[i] = of(c)
	}
	return mid(all).Microseconds()
}

func moreOf(with, without []pageCost, of func(pageCost) time.Duration) float64 {
	all := make([]float64, len(with))
	for i := range with {
		all[i] = float64(of(with[i]))/float64(of(without[i])) - 1
	}
	return mid(all)
}

func mid[T cmp.Ordered](all []T) T {
	slices.Sort(all)
	return all[len(all)/2]
}

// unrecorded serves the same pages without putting on record what was looked
// at, which the product itself has no way to do.
func (s *Server) unrecorded() http.Handler {
	mux := http.NewServeMux()
	for _, route := range s.Routes() {
		mux.HandleFunc(route.Pattern, func(w http.ResponseWriter, r *http.Request) {
			v, err := s.visit(w, r)
			if err == nil {
				err = s.admit(r, v, route)
			}
			if err == nil {
				err = readable(r)
			}
			if err == nil {
				err = route.handle(w, r, v)
			}
			if err != nil {
				s.failed(w, r, v, err)
			}
		})
	}
	return timed(secureHeaders(false, http.NewCrossOriginProtection().Handler(s.sessions.LoadAndSave(mux))))
}

type pageReader struct {
	address string
	client  *http.Client
}

// pageClient serves pages over HTTP and signs the social worker in.
func pageClient(b *testing.B, pages http.Handler) pageReader {
	b.Helper()
	server := httptest.NewServer(pages)
	b.Cleanup(server.Close)
	jar, err := cookiejar.New(nil)
	if err != nil {
		b.Fatal(err)
	}
	reader := pageReader{server.URL, &http.Client{Jar: jar, Transport: &http.Transport{MaxIdleConnsPerHost: pageConnected}}}
	response, err := reader.client.PostForm(server.URL+"/demonstration/sign-in", url.Values{"person": {"leila-farrow"}, "next": {""}})
	if err != nil {
		b.Fatal(err)
	}
	if err := response.Body.Close(); err != nil || response.StatusCode != http.StatusOK {
		b.Fatalf("signing in gave %s, %v", response.Status, err)
	}
	return reader
}

// second opens a page 50 times within a second, each when its time comes,
// whether the one before was answered or not.
func (p pageReader) second(b *testing.B, path string) pageCost {
	b.Helper()
	var mu sync.Mutex
	var all sync.WaitGroup
	var took time.Duration
	tick := time.NewTicker(time.Second / pagesASecond)
	defer tick.Stop()
	used := processors(b)
	for range pagesASecond {
		<-tick.C
		all.Go(func() {
			start := time.Now()
			err := p.open(path)
			mu.Lock()
			defer mu.Unlock()
			if took += time.Since(start); err != nil {
				b.Error(err)
			}
		})
	}
	all.Wait()
	return pageCost{took / pagesASecond, (processors(b) - used) / pagesASecond}
}

func (p pageReader) open(path string) error {
	response, err := p.client.Get(p.address + path)
	if err != nil {
		return err
	}
	_, err = io.Copy(io.Discard, response.Body)
	if e := response.Body.Close(); err == nil {
		err = e
	}
	if err == nil && response.StatusCode != http.StatusOK {
		err = fmt.Errorf("the answer was %s", response.Status)
	}
	return err
}

// processors is how long this process has kept the processors busy.
func processors(b *testing.B) time.Duration {
	b.Helper()
	var used syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &used); err != nil {
		b.Fatal(err)
	}
	return time.Duration(used.Utime.Nano() + used.Stime.Nano())
}
