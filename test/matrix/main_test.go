package matrix

import (
	"flag"
	"fmt"
	"os"
	"testing"
	"time"

	"throughline/account"
)

// timed is for whoever asks how long the matrix takes:
// go test ./test/matrix -run 'EveryWayIn|FilledForm' -time.
var timed = flag.Bool("time", false, "say how long all of it took, and what it may take on two quiet cores")

// wholeAtMost is how long the matrix may take on two quiet cores, on both
// databases.
const wholeAtMost = 5 * time.Minute

func TestMain(m *testing.M) {
	flag.Parse()
	account.CheapInTests()
	started := time.Now()
	code := m.Run()
	if *timed {
		_, _ = fmt.Fprintf(os.Stdout, "The matrix took %s; it may take %s on two quiet cores.\n", time.Since(started).Round(time.Second), wholeAtMost)
	}
	os.Exit(code)
}
