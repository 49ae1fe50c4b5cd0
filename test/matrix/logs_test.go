package matrix

import (
	"context"
	"net/url"
	"strings"

	"throughline/app"
	"throughline/store"
)

// mostDetail is more than any refusal needs: a permission and an id.
const mostDetail = 200

// quiet holds the server's log and the record of refusals to this: no secret,
// and nothing that anybody could be known by but a random id.
func (w *world) quiet(signedIn ...*browser) {
	w.Helper()
	secrets := []string{password}
	at, err := url.Parse(w.server.URL)
	w.must(err)
	for _, b := range signedIn {
		for _, c := range b.http.Jar.Cookies(at) {
			secrets = append(secrets, c.Value)
		}
	}
	w.holdsNothing("the log", w.log.String(), secrets)
	for line := range strings.Lines(w.log.String()) {
		if strings.Contains(line, "level=ERROR") {
			w.Errorf("the log holds a fault: %s", line)
		}
	}
	refused := 0
	for page := (store.Page{Limit: store.MaxPage}); ; {
		rows, next, err := w.db.Entries(context.Background(), app.Operator(w.here.authority), page)
		w.must(err)
		for _, row := range rows {
			w.holdsNothing("the ledger", row.Change+" "+row.Detail, secrets)
			if row.Change == store.ChangeDenied {
				if refused++; len(row.Detail) > mostDetail {
					w.Errorf("a refusal is recorded in %d letters: %.300s", len(row.Detail), row.Detail)
				}
			}
		}
		if page.Before = next; next == "" {
			break
		}
	}
	if refused == 0 {
		w.Error("no refusal is on record, so this shows nothing")
	}
}

func (w *world) holdsNothing(what, text string, secrets []string) {
	w.Helper()
	for _, secret := range secrets {
		if strings.Contains(text, secret) {
			w.Errorf("%s holds a password or a session", what)
		}
	}
	if w.found == nil {
		w.found = indexOf(w.here, w.there)
	}
	for _, trace := range traces(text) {
		if x := w.found.byTrace[trace]; x != nil && trace != x.id {
			w.Errorf("%s holds “%s” of %s", what, trace, x)
		}
	}
}
