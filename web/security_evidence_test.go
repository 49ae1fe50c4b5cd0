package web

import (
	"bytes"
	"encoding/json"
	"io"
	"mime/multipart"
	"net/http"
	"slices"
	"strings"
	"testing"

	"throughline/access"
	"throughline/blobs"
	"throughline/board"
	"throughline/plan"
)

// A file is saved and never shown, under a name that can't break a header,
// and only by those who may open evidence.
func TestAFileIsOnlyEverSaved(t *testing.T) {
	c := newCouncil(t)
	lead := c.as("lead")
	at := "/parts/" + c.id["yes"] + "/evidence"
	for _, name := range []string{hostile + ".txt", "a\"; filename=evil.html; x=\".txt", "a\r\nX-Evil: yes\r\n\r\n<script>.txt", "../../etc/passwd.txt", "\u202egpj.exe\u202d.txt", "ünï “code”.csv", strings.Repeat("long", 90) + ".txt"} {
		var sent bytes.Buffer
		parts := multipart.NewWriter(&sent)
		for field, value := range map[string]string{"title": "A file", "description": "Words", "classification": string(plan.NamesNoChild)} {
			if err := parts.WriteField(field, value); err != nil {
				t.Fatal(err)
			}
		}
		file, err := parts.CreateFormFile("attachment", name)
		if err == nil {
			_, err = io.WriteString(file, "plain words, then <script>alert(1)</script>")
		}
		if err := errorsOf(err, parts.Close()); err != nil {
			t.Fatal(err)
		}
		request, err := http.NewRequestWithContext(t.Context(), http.MethodPost, lead.at+at, &sent)
		if err != nil {
			t.Fatal(err)
		}
		request.Header.Set("Content-Type", parts.FormDataContentType())
		lead.send(request).want(http.StatusOK)
		var id string
		for e := range c.plan().Evidence.All() {
			id = e.ID
		}
		checkMarkup(t, name, lead.get("/evidence/"+id).want(http.StatusOK).body, false)
		got := lead.get("/evidence/" + id + "/file").want(http.StatusOK).header
		checkHeaders(t, name, "/evidence/"+id+"/file", got)
		e, _ := c.plan().Evidence.Get(id)
		if !strings.HasPrefix(got.Get("Content-Disposition"), "attachment; filename") || got.Get("X-Evil") != "" || got.Get("Content-Security-Policy") != filePolicy ||
			strings.HasPrefix(got.Get("Content-Type"), "text/html") || e.Attachment.Name != blobs.CleanName(e.Attachment.Name) || strings.ContainsAny(e.Attachment.Name, "\r\n\"<>/\\") {
			t.Errorf("%q is kept as %q and sent with %v", name, e.Attachment.Name, got)
		}
		for _, who := range []string{"board", "young", "admin"} {
			for _, path := range []string{"", "/file", "/judge", "/withdraw"} {
				page := c.as(who).get("/evidence/" + id + path).want(http.StatusForbidden)
				page.hides("A file", "plain words")
			}
		}
	}
}

func errorsOf(errs ...error) error {
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}

// secretTitle begins the title of each piece of evidence that plantEvidence offers.
const secretTitle = "Chronology of the Zzyzx family"

// plantEvidence offers evidence for every part that takes any, and has some of
// it accepted, some returned and some withdrawn.
func plantEvidence(t *testing.T, site *demoSite) (offered []*plan.Evidence) {
	t.Helper()
	var callers []access.Caller
	st := demoState(t, site)
	for _, key := range orderedPeople() {
		callers = append(callers, site.callerFor(key))
	}
	try := func(ch plan.Change) bool {
		return slices.ContainsFunc(callers, func(by access.Caller) bool {
			_, err := site.service.Do(t.Context(), by, ch)
			return err == nil
		})
	}
	for part := range st.Plan.Parts.All() {
		id := site.service.NewID()
		if !try(plan.OfferEvidence{ID: id, Parts: []string{part.ID}, Title: secretTitle + " " + id, Description: "Zzyzx", Classification: plan.NamesNoChild}) {
			continue
		}
		switch len(offered) % 4 {
		case 1:
			try(plan.JudgeEvidence{Evidence: id, Accept: true})
		case 2:
			try(plan.JudgeEvidence{Evidence: id, Reason: "Something else is wanted."})
		case 3:
			try(plan.WithdrawEvidence{Evidence: id, Reason: "It was the wrong one."})
		}
		held, _ := demoState(t, site).Plan.Evidence.Get(id)
		offered = append(offered, held)
	}
	states := map[plan.EvidenceState]bool{}
	for _, e := range offered {
		states[e.State] = true
	}
	if len(states) < 4 {
		t.Fatalf("%d pieces of evidence, in the states %v", len(offered), states)
	}
	return offered
}

// What evidence is called can itself say too much, so that those who may not
// open evidence never read its title, wherever they look.
func TestTitlesOfEvidenceAreForThoseWhoOpenIt(t *testing.T) {
	site := serveDemo(t)
	offered := plantEvidence(t, site)
	for key, person := range oneClick() {
		sees := access.Caller{Account: "a", Authority: "b", Roles: person.Roles}.May(access.ReadEvidence)
		v, shown := site.as(key), 0
		pages := v.crawl(12)
		for _, e := range offered {
			for _, at := range []string{"/history/" + e.ID, "/history/" + e.ID + "/data.json", "/evidence/" + e.ID, "/parts/" + e.Parts[0], "/parts/" + e.Parts[0] + "/data.json", "/find?q=chronology"} {
				_, body := v.raw(http.MethodGet, at, http.Header{}, http.NoBody)
				pages = append(pages, visited{path: at, body: []byte(body)})
			}
		}
		for _, page := range pages {
			if !bytes.Contains(page.body, []byte("Zzyzx")) {
				continue
			}
			if shown++; !sees {
				t.Errorf("%s (%v) reads it at %s", key, person.Roles, page.path)
			}
		}
		if sees && shown < 20 {
			t.Errorf("%s may open evidence and is shown it on %d pages, so this test shows nothing", key, shown)
		}
	}
	st := demoState(t, site)
	for inspection := range st.Plan.Inspections.All() {
		printed, err := json.Marshal([]any{board.StatementsFor(st.Plan, inspection.ID), board.AreasOf(st.Plan, inspection.ID), board.PlanShow(st.Plan, st.Known.At)})
		if err != nil || bytes.Contains(printed, []byte("Zzyzx")) {
			t.Errorf("what a paper prints names it: %v", err)
		}
	}
}
