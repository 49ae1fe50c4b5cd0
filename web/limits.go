package web

import (
	"net/http"
	"strings"
	"time"
	"unicode/utf8"

	"throughline/change"
)

// How long a request may take to arrive, and an answer to be taken. Without
// these a few hundred slow connections would hold the server for good. A file
// of the most that is accepted takes ten minutes at 350 kilobits a second.
const (
	formTime = time.Minute
	fileTime = 10 * time.Minute
)

// timed gives each request time enough, and no more.
func timed(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		within(w, r, formTime)
		next.ServeHTTP(w, r)
	})
}

// within says how long a request and its answer may take from now. Those who
// may send or fetch a file are given longer once they have been let in.
func within(w http.ResponseWriter, r *http.Request, limit time.Duration) {
	to, until := http.NewResponseController(w), time.Now().Add(limit)
	if r.Body != http.NoBody { // without one, reading only watches for the browser to go away
		_ = to.SetReadDeadline(until) // only what is no connection, such as a test's recorder, can't
	}
	_ = to.SetWriteDeadline(until)
}

// The most that a thing's id, and what somebody looks for, may be. Ids are
// the store's own; what is looked for is compared with every text there is.
const (
	longestID     = 64
	longestSearch = 200
)

// readable refuses an address that no page of ours leads to, before anything
// is looked up: an id that can't be one, or a search that is too long.
func readable(r *http.Request) error {
	for _, name := range []string{"id", "thing"} {
		if id := r.PathValue(name); len(id) > longestID || strings.ContainsFunc(id, notInIDs) {
			return noPage()
		}
	}
	for _, name := range []string{"q", "find"} {
		if utf8.RuneCountInString(r.URL.Query().Get(name)) > longestSearch {
			return change.Problems{{Kind: change.Invalid, Field: name, Sentence: "That is too long to look for. Use 200 characters or less."}}
		}
	}
	return nil
}

func notInIDs(c rune) bool {
	return (c < 'a' || c > 'z') && (c < 'A' || c > 'Z') && (c < '0' || c > '9') && c != '-' && c != '_' && c != '.' && c != ':'
}
