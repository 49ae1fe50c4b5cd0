package web

import (
	"bytes"
	"io"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"throughline/access"
	"throughline/blobs"
	"throughline/plan"
)

// evidenceFields is a form that offers evidence, with everything filled in.
func (c *testCouncil) evidenceFields(b *browser) url.Values {
	c.t.Helper()
	at := "/parts/" + c.id["yes"] + "/evidence"
	fields := b.get(at).want(http.StatusOK).form(at)
	fields.Set("title", "Minutes, May 2012")
	fields.Set("description", "The form was agreed.\r\nBy all.")
	fields.Set("document-day", "30")
	fields.Set("document-month", "4")
	fields.Set("document-year", "2012")
	fields.Set("classification", string(plan.NamesNoChild))
	return fields
}

func TestOfferingEvidenceWithAFile(t *testing.T) {
	c := newCouncil(t)
	lead, at := c.as("lead"), "/parts/"+c.id["yes"]+"/evidence"
	const content = "The form was agreed on 30 April."
	page := lead.upload(at, c.evidenceFields(lead), `C:\scans\Minutes “May”.txt`, strings.NewReader(content)).want(http.StatusOK)
	page.says("Minutes, May 2012", "Offered, and waiting to be judged", "Offered on 1 May 2012 by Len Lead, Stonebridge Council")
	if !strings.Contains(textIn(page.root), "Your evidence for part A1a has been offered.") {
		t.Error("nothing says that it went through")
	}
	page = lead.get(page.link("Minutes, May 2012")).want(http.StatusOK)
	page.says("30 April 2012", "The form was agreed. By all.", "A1a Agree the form", "text/plain, 32 bytes", "Held to its SHA-256:", "It does not run out")
	file := lead.get(page.link("Download Minutes “May”.txt")).want(http.StatusOK)
	if string(file.body) != content {
		t.Errorf("the file holds %q", file.body)
	}
	for name, want := range map[string]string{
		"Content-Type": "text/plain", "X-Content-Type-Options": "nosniff", "Content-Security-Policy": "default-src 'none'; sandbox",
		"Content-Disposition": "attachment; filename*=utf-8''Minutes%20%E2%80%9CMay%E2%80%9D.txt", "Content-Length": "32", "Cache-Control": "no-store",
	} {
		if got := file.header.Get(name); got != want {
			t.Errorf("%s: got %q, want %q", name, got, want)
		}
	}
}

func TestEvidenceWithFaults(t *testing.T) {
	c := newCouncil(t)
	lead, at := c.as("lead"), "/parts/"+c.id["yes"]+"/evidence"
	for name, fault := range map[string]struct {
		spoil         func(url.Values)
		file, content string
		field, says   string
	}{
		"no title":         {func(f url.Values) { f.Set("title", "") }, "a.txt", "words", "title", "Give the evidence a title."},
		"child not told":   {func(f url.Values) { f.Del("classification") }, "a.txt", "words", "classification", "Say whether it may name a child."},
		"31 April":         {func(f url.Values) { f.Set("document-day", "31") }, "a.txt", "words", "document", "there is no 31 April 2012"},
		"still to come":    {func(f url.Values) { f.Set("document-month", "6") }, "a.txt", "words", "document", "The date of the document is still to come."},
		"wrong type":       {nil, "run.exe", "MZ", "attachment", "“run.exe” is not a kind of file that can be attached. Attach a PDF, Word"},
		"not what it says": {nil, "scan.pdf", "<html>", "attachment", "“scan.pdf” is named as a PDF but its content is not"},
		"empty":            {nil, "a.txt", "", "attachment", "“a.txt” is empty."},
		"old Word":         {nil, "plan.doc", "x", "attachment", "Save it as .docx or PDF"},
		"nothing at all":   {func(f url.Values) { f.Set("description", "") }, "", "", "description", "Describe the evidence or attach a file."},
	} {
		t.Run(name, func(t *testing.T) {
			sent := c.evidenceFields(lead)
			if fault.spoil != nil {
				fault.spoil(sent)
			}
			page := lead.upload(at, sent, fault.file, strings.NewReader(fault.content)).want(http.StatusUnprocessableEntity)
			page.t = t
			if got := page.fault(fault.field); !strings.Contains(got, fault.says) {
				t.Errorf("%s says %q, want %q", fault.field, got, fault.says)
			}
			told := page.summary()
			if fault.field != "attachment" && fault.file != "" && !strings.HasPrefix(page.fault("attachment"), "Attach “a.txt” again") {
				t.Errorf("nobody is told to attach the file again: %q", told)
			}
			kept := page.form(at)
			for field := range sent {
				if kept.Get(field) != sent.Get(field) {
					t.Errorf("%s was %q and is now %q", field, sent.Get(field), kept.Get(field))
				}
			}
		})
	}
	if n := c.plan().Evidence.Len(); n != 0 {
		t.Errorf("%d pieces of evidence were kept", n)
	}
	if err := c.files.Each(t.Context(), func(hash string, _ int64) error { t.Errorf("the file %s was kept", hash); return nil }); err != nil {
		t.Error(err)
	}
}

// zeros is a file of a size without holding it.
type zeros struct{ left int64 }

func (z *zeros) Read(p []byte) (int, error) {
	if z.left == 0 {
		return 0, io.EOF
	}
	n := int64(copy(p, bytes.Repeat([]byte("0"), int(min(int64(len(p)), z.left)))))
	z.left -= n
	return int(n), nil
}

func TestAFileThatIsTooLarge(t *testing.T) {
	c := newCouncil(t)
	lead, at := c.as("lead"), "/parts/"+c.id["yes"]+"/evidence"
	says := "“scan.txt” is larger than 25MB. Attach a file of 25MB or less."
	for _, size := range []int64{blobs.Limit + 1, 100 << 20, 2 << 30} {
		for _, told := range []bool{false, true} {
			if size == 2<<30 && !told {
				continue // it takes as long again and shows nothing new
			}
			sent := c.evidenceFields(lead)
			var page *shown
			if told { // the browser says how much is coming
				page = lead.uploadSized(at, sent, "scan.txt", size)
			} else {
				page = lead.upload(at, sent, "scan.txt", &zeros{size})
			}
			want := http.StatusUnprocessableEntity
			if told && size > 50<<20 {
				want = http.StatusRequestEntityTooLarge // refused unread
			}
			if page.status != want {
				t.Fatalf("%d bytes, told %v: status %d, want %d", size, told, page.status, want)
			}
			if got := page.fault("attachment"); got != says {
				t.Errorf("%d bytes, told %v: %q", size, told, got)
			}
			if kept := page.form(at); kept.Get("title") != "Minutes, May 2012" || kept.Get("description") != "The form was agreed.\r\nBy all." || kept.Get("document-day") != "30" {
				t.Errorf("%d bytes, told %v: what was typed is lost: %v", size, told, kept)
			}
		}
	}
	if n := c.plan().Evidence.Len(); n != 0 {
		t.Errorf("%d pieces of evidence were kept", n)
	}
}

// Whoever may not offer evidence for a part is refused before their file is read.
func TestOthersOfferNoEvidence(t *testing.T) {
	c := newCouncil(t)
	at := "/parts/" + c.id["yes"] + "/evidence"
	fields := c.evidenceFields(c.as("lead"))
	for _, who := range []string{"health", "board", "young", "auditor", "chair"} {
		b := c.as(who)
		b.get(at).want(http.StatusForbidden)
		b.upload(at, fields, "a.txt", strings.NewReader("words")).want(http.StatusForbidden)
	}
	if err := c.files.Each(t.Context(), func(hash string, _ int64) error { t.Errorf("the file %s was kept", hash); return nil }); err != nil {
		t.Error(err)
	}
}

// Board members, young people and administrators learn how much evidence
// there is, and nothing else about it.
func TestWhoSeesEvidence(t *testing.T) {
	c := newCouncil(t)
	lead := c.as("lead")
	lead.upload("/parts/"+c.id["yes"]+"/evidence", c.evidenceFields(lead), "Minutes.txt", strings.NewReader("words")).want(http.StatusOK)
	var id string
	for e := range c.plan().Evidence.All() {
		id = e.ID
	}
	for who, sees := range map[string]bool{
		"owner": true, "lead": true, "health": true, "chair": true, "deputy": true, "police": true, "auditor": true, "board": false, "young": false, "admin": false,
	} {
		if c.caller(who).May(access.ReadEvidence) != sees {
			t.Fatalf("the table of roles says otherwise of %s", who)
		}
		b, status := c.as(who), http.StatusOK
		if !sees {
			status = http.StatusForbidden
		}
		b.get("/evidence/" + id).want(status)
		b.get("/evidence/" + id + "/file").want(status)
		page := b.get("/parts/" + c.id["yes"]).want(http.StatusOK)
		if sees {
			page.says("Minutes, May 2012")
			continue
		}
		page.says("1 waiting to be judged")
		page.hides("Minutes, May 2012", id, "Minutes.txt")
		b.get("/actions/"+c.id["action"]).hides("Minutes, May 2012", id)
		b.get("/evidence/" + id + "/judge").want(http.StatusForbidden)
		b.get("/evidence/" + id + "/withdraw").want(http.StatusForbidden)
	}
}

func TestJudgingEvidence(t *testing.T) {
	c := newCouncil(t)
	id := c.offer("lead", "yes", "Minutes of the meeting")
	at, judge := "/evidence/"+id, "/evidence/"+id+"/judge"
	police := c.as("police")
	page := police.get(at).want(http.StatusOK)
	page = police.post(judge, page.form(judge)).want(http.StatusUnprocessableEntity)
	if got := page.fault("judgement"); got != "Choose whether you accept it or return it." {
		t.Errorf("judgement: %q", got)
	}
	fields := page.form(judge)
	fields.Set("judgement", "return")
	page = police.post(judge, fields).want(http.StatusUnprocessableEntity)
	if got := page.fault("reason"); got != "Say what is wanted, so that the owner knows what to send." {
		t.Errorf("reason: %q", got)
	}
	fields = page.form(judge)
	fields.Set("reason", "The page with the decision.")
	police.post(judge, fields).want(http.StatusOK).says("Returned on 1 May 2012 by Pat Police, Stonebridge Police")
	police.get(at).want(http.StatusOK).says("The page with the decision.")
	c.as("lead").get("/parts/"+c.id["yes"]+"/evidence").want(http.StatusOK).says("Minutes of the meeting", "What is wanted: The page with the decision.")

	// A judgement of what somebody else has judged since is not saved.
	fields.Set("judgement", "accept")
	page = police.post(judge, fields).want(http.StatusConflict)
	page.says("This evidence was changed or judged after you opened the page, so yours was not saved.")
	police.post(judge, page.form(judge)).want(http.StatusOK)
	if e, _ := c.plan().Evidence.Get(id); e.State != plan.Accepted {
		t.Errorf("it is %s", e.State)
	}
	if fields := police.get(at).form(judge); fields.Get("judgement") != "" {
		t.Errorf("got %v", fields)
	}
	police.get(at).hides(`value="accept"`)
}

func TestNobodyJudgesTheirOwnEvidence(t *testing.T) {
	c := newCouncil(t)
	judge := "/evidence/" + c.offer("lead", "yes", "Minutes") + "/judge"
	send := url.Values{"judgement": {"accept"}, "seen": {"1"}}
	for who, says := range map[string]string{
		"lead": "Part A1a belongs to your own agency, so somebody of another agency must judge its evidence.", "owner": "belongs to your own agency",
		"health": "Only the post that signs part A1a, the plan's owner, the chair or the deputy can judge its evidence.",
	} {
		b := c.as(who)
		b.get(strings.TrimSuffix(judge, "/judge")).want(http.StatusOK).says(says)
		b.post(judge, send).want(http.StatusForbidden).says(says)
	}
	c.as("auditor").post(judge, send).want(http.StatusForbidden)
}

func TestEvidenceThatMayNameAChild(t *testing.T) {
	c := newCouncil(t)
	id := c.app.NewID()
	c.do("lead", plan.OfferEvidence{ID: id, Parts: []string{c.id["yes"]}, Title: "A case", Description: "x", Classification: plan.MayNameAChild})
	at, judge := "/evidence/"+id, "/evidence/"+id+"/judge"
	police := c.as("police")
	page := police.get(at).want(http.StatusOK)
	page.says("This evidence may name a child. Return it, and ask for a copy with names and details taken out.")
	page.hides(`value="accept"`)
	fields := page.form(judge)
	fields.Set("judgement", "accept")
	police.post(judge, fields).want(http.StatusUnprocessableEntity).says("This evidence may name a child.")
}

func TestWithdrawingEvidence(t *testing.T) {
	c := newCouncil(t)
	id := c.offer("lead", "yes", "The wrong minutes")
	at, withdraw := "/evidence/"+id, "/evidence/"+id+"/withdraw"
	c.as("police").get(withdraw).want(http.StatusForbidden)
	lead := c.as("lead")
	if !lead.get(at).button("Withdraw this evidence") {
		t.Error("there is no button")
	}
	page := lead.get(withdraw).want(http.StatusOK)
	page = lead.post(withdraw, page.form(withdraw)).want(http.StatusUnprocessableEntity)
	if got := page.fault("reason"); got != "Say why it is withdrawn." {
		t.Errorf("reason: %q", got)
	}
	fields := page.form(withdraw)
	fields.Set("reason", "It is of another meeting.")
	page = lead.post(withdraw, fields).want(http.StatusOK)
	page.says("Withdrawn on 1 May 2012 by Len Lead", "It is of another meeting.")
	if page.button("Withdraw this evidence") {
		t.Error("it can be withdrawn twice")
	}
	lead.post(withdraw, fields).want(http.StatusConflict).says("This evidence was withdrawn on 1 May 2012.")
}

func TestUsingEvidenceAgain(t *testing.T) {
	c := newCouncil(t)
	action := "/actions/" + c.id["action"]
	owner := c.as("owner")
	fields := owner.get(action + "/parts/new").form(action + "/parts/new")
	fields.Set("text", "Use the form")
	fields.Set("owner", c.id["post of lead"])
	fields.Set("signer", c.id["post of police"])
	part := owner.post(action+"/parts/new", fields).want(http.StatusOK).link("A1c")
	c.offer("lead", "yes", "Minutes of the meeting")
	c.offer("health", "many", "The trust's own list")
	at := part + "/evidence/reuse"
	lead := c.as("lead")
	lead.get(part + "/evidence").want(http.StatusOK).link("Use that evidence again")
	page := lead.get(at).want(http.StatusOK)
	page.says("Minutes of the meeting")
	page.hides("The trust's own list", "The trust’s own list", "The trust&#39;s own list")
	page = lead.post(at, page.form(at)).want(http.StatusUnprocessableEntity)
	if got := page.fault("evidence"); got != "Choose which evidence to use again." {
		t.Errorf("evidence: %q", got)
	}
	fields = page.form(at)
	for e := range c.plan().Evidence.All() {
		if e.Title == "Minutes of the meeting" {
			fields.Set("evidence", e.ID)
		}
	}
	lead.post(at, fields).want(http.StatusOK).says("Minutes of the meeting", "Offered, and waiting to be judged")
	lead.get(at).want(http.StatusOK).says("has shown no evidence for its other parts that could be used again")
}

// A file that was altered where it is kept is not sent at all.
func TestAnAlteredFileIsNotSent(t *testing.T) {
	c := newCouncil(t)
	lead := c.as("lead")
	lead.upload("/parts/"+c.id["yes"]+"/evidence", c.evidenceFields(lead), "Minutes.txt", strings.NewReader("words")).want(http.StatusOK)
	for e := range c.plan().Evidence.All() {
		file := filepath.Join(filepath.Dir(c.database), "files", e.Attachment.SHA256)
		if err := os.WriteFile(file, []byte("Words"), 0o600); err != nil {
			t.Fatal(err)
		}
		page := lead.get("/evidence/" + e.ID + "/file").want(http.StatusUnprocessableEntity)
		page.says("This file has been altered or damaged since it was attached")
		if err := os.Remove(file); err != nil {
			t.Fatal(err)
		}
		lead.get("/evidence/" + e.ID + "/file").want(http.StatusNotFound).says("is missing from where attachments are kept")
	}
}
