package account_test

import (
	"context"
	"errors"
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/alexedwards/scs/v2"
	"github.com/google/go-cmp/cmp"

	"throughline/access"
	"throughline/account"
	"throughline/store"
)

// site is a small site with sessions: /in signs in as the account that the
// query names, /who says who is signed in, /note keeps a note, /out signs out.
type site struct {
	*httptest.Server
	manager *scs.SessionManager
}

func newSite(t *testing.T, h *house, idle time.Duration) *site {
	t.Helper()
	manager := scs.New()
	manager.Store = h.Sessions()
	manager.IdleTimeout = idle
	manager.ErrorFunc = func(w http.ResponseWriter, _ *http.Request, err error) {
		http.Error(w, err.Error(), http.StatusInternalServerError)
	}
	mux := http.NewServeMux()
	answer := func(w http.ResponseWriter, text string) { _, _ = w.Write([]byte(text)) }
	mux.HandleFunc("/in", func(w http.ResponseWriter, r *http.Request) {
		if err := manager.RenewToken(r.Context()); err != nil {
			t.Error(err)
		}
		manager.Put(r.Context(), account.SessionKey, r.URL.Query().Get("id"))
		answer(w, "in")
	})
	mux.HandleFunc("/who", func(w http.ResponseWriter, r *http.Request) {
		answer(w, manager.GetString(r.Context(), account.SessionKey)+" "+manager.GetString(r.Context(), "note"))
	})
	mux.HandleFunc("/note", func(w http.ResponseWriter, r *http.Request) {
		manager.Put(r.Context(), "note", r.URL.Query().Get("text"))
		answer(w, "noted")
	})
	mux.HandleFunc("/out", func(w http.ResponseWriter, r *http.Request) {
		if err := manager.Destroy(r.Context()); err != nil {
			t.Error(err)
		}
	})
	mux.HandleFunc("/slow", func(w http.ResponseWriter, r *http.Request) {
		manager.Put(r.Context(), "note", "slow")
		if err := h.SignOutEverywhere(r.Context(), manager.GetString(r.Context(), account.SessionKey)); err != nil {
			t.Error(err)
		}
		answer(w, "slow")
	})
	s := &site{httptest.NewServer(manager.LoadAndSave(mux)), manager}
	t.Cleanup(s.Close)
	return s
}

// browser is one person's browser, which may go to several sites of one name.
type browser struct{ *http.Client }

func newBrowser(t *testing.T) browser {
	t.Helper()
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	return browser{&http.Client{Jar: jar}}
}

func (b browser) get(t *testing.T, s *site, path string) string {
	t.Helper()
	response, err := b.Get(s.URL + path)
	if err != nil {
		t.Fatal(err)
	}
	text, err := io.ReadAll(response.Body)
	if err := errors.Join(err, response.Body.Close()); err != nil || response.StatusCode != http.StatusOK {
		t.Fatalf("%s: %d %s %v", path, response.StatusCode, text, err)
	}
	return strings.TrimSpace(string(text))
}

func TestSessionsSurviveARestart(t *testing.T) {
	onEach(t, func(h *house) {
		t := h.t
		id := h.create(t, email)
		first, ann := newSite(t, h, 0), newBrowser(t)
		if who := ann.get(t, first, "/who"); who != "" {
			t.Errorf("before signing in: %q", who)
		}
		ann.get(t, first, "/in?id="+id)
		ann.get(t, first, "/note?text=kept")
		first.Close()
		second := newSite(t, open(t, h.url, h.clock), 0)
		if who := ann.get(t, second, "/who"); who != id+" kept" {
			t.Errorf("after a restart: %q", who)
		}
		ann.get(t, second, "/out")
		if who := ann.get(t, second, "/who"); who != "" {
			t.Errorf("after signing out: %q", who)
		}
	})
}

func TestSignOutEverywhere(t *testing.T) {
	for name, end := range map[string]func(h *house, id string) error{
		"at one's wish": func(h *house, id string) error { return h.SignOutEverywhere(context.Background(), id) },
		"with the password": func(h *house, id string) error {
			return h.ChangePassword(context.Background(), id, password, "another three words")
		},
		"by a reset": func(h *house, id string) error {
			return h.ResetPassword(context.Background(), operator, id, "another three words")
		},
		"by being turned off": func(h *house, id string) error { return h.SetDisabled(context.Background(), operator, id, true) },
	} {
		t.Run(name, func(t *testing.T) {
			onEach(t, func(h *house) {
				t := h.t
				id, other := h.create(t, email), h.create(t, "bob@example.org")
				here, there := newSite(t, h, time.Hour), newSite(t, open(t, h.url, h.clock), time.Hour)
				phone, desk, bob := newBrowser(t), newBrowser(t), newBrowser(t)
				phone.get(t, here, "/in?id="+id)
				desk.get(t, there, "/in?id="+id)
				bob.get(t, here, "/in?id="+other)
				if phone.get(t, there, "/who") != id || desk.get(t, here, "/who") != id {
					t.Error("two servers do not share their sessions")
				}
				if err := end(h, id); err != nil {
					t.Fatal(err)
				}
				for range 2 { // the first answer must not bring it back
					for _, s := range []*site{here, there} {
						if who := phone.get(t, s, "/who") + desk.get(t, s, "/who"); who != "" {
							t.Errorf("still signed in: %q", who)
						}
					}
				}
				if who := bob.get(t, here, "/who"); who != other {
					t.Errorf("Bob is signed out: %q", who)
				}
			})
		})
	}
}

// A page that was being made while its session was ended must not bring the
// session back when it is saved.
func TestAnEndedSessionStaysEnded(t *testing.T) {
	onEach(t, func(h *house) {
		t := h.t
		id := h.create(t, email)
		s, ann := newSite(t, h, time.Hour), newBrowser(t)
		ann.get(t, s, "/in?id="+id)
		ann.get(t, s, "/slow")
		if who := ann.get(t, s, "/who"); who != "" {
			t.Errorf("it came back: %q", who)
		}
	})
}

func TestTokensAreNotKeptInClear(t *testing.T) {
	h := onSQLite(t)
	id := h.create(t, email)
	s, ann := newSite(t, h, 0), newBrowser(t)
	ann.get(t, s, "/in?id="+id)
	request, err := http.NewRequest(http.MethodGet, s.URL, nil)
	if err != nil {
		t.Fatal(err)
	}
	cookies := ann.Jar.Cookies(request.URL)
	if len(cookies) != 1 {
		t.Fatal(cookies)
	}
	token := cookies[0].Value
	_ = second(h.SignIn(t.Context(), "my secret typed as an address", "my wrong password", "192.0.2.77"))
	if err := h.db.Close(); err != nil {
		t.Fatal(err)
	}
	kept := ""
	files, err := filepath.Glob(h.url + "*")
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		content, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		kept += string(content)
	}
	if !strings.Contains(kept, account.Hashed(token)) {
		t.Error("the session is not where this test looks")
	}
	for what, secret := range map[string]string{"the token": token, "a password": password, "a wrong password": "my wrong password", "what was typed": "my secret typed", "an address": "192.0.2.77"} {
		if strings.Contains(kept, secret) {
			t.Errorf("%s is in the database", what)
		}
	}
}

// What is not written can be seen from what does not come back.
func TestPagesThatChangeNothingWriteNothing(t *testing.T) {
	onEach(t, func(h *house) {
		t := h.t
		ctx, sessions, codec := t.Context(), h.Sessions(), scs.GobCodec{}
		deadline := h.clock.Now().Add(12 * time.Hour)
		data := func(note string) []byte {
			b, err := codec.Encode(deadline, map[string]any{account.SessionKey: "ann", "note": note, "a": "b", "c": 1})
			if err != nil {
				t.Fatal(err)
			}
			return b
		}
		commit := func(note string, in time.Duration) {
			t.Helper()
			if err := sessions.CommitCtx(ctx, "token", data(note), h.clock.Now().Add(in)); err != nil {
				t.Fatal(err)
			}
		}
		kept := func() string {
			t.Helper()
			b, found, err := open(t, h.url, h.clock).Sessions().FindCtx(ctx, "token")
			if err != nil || !found {
				return ""
			}
			_, values, err := codec.Decode(b)
			if err != nil {
				t.Fatal(err)
			}
			note, _ := values["note"].(string)
			return note
		}
		commit("one", time.Hour)
		// Were it written again, it would come back.
		if err := h.db.Door().DeleteSession(ctx, account.Hashed("token")); err != nil {
			t.Fatal(err)
		}
		commit("one", time.Hour+4*time.Minute)
		if got := kept(); got != "" {
			t.Errorf("written again: %q", got)
		}
		if _, found, err := sessions.FindCtx(ctx, "token"); found || err != nil {
			t.Error("found", err)
		}
		commit("two", time.Hour)
		commit("three", time.Hour)
		if got := kept(); got != "three" {
			t.Errorf("a change was not written: %q", got)
		}
		commit("three", 2*time.Hour)
		h.clock.advance(90 * time.Minute)
		if got := kept(); got != "three" {
			t.Errorf("the later end was not written: %q", got)
		}
		// Another server changes it; this one changes it back.
		if err := open(t, h.url, h.clock).Sessions().CommitCtx(ctx, "token", data("four"), h.clock.Now().Add(time.Hour)); err != nil {
			t.Fatal(err)
		}
		if _, found, err := sessions.FindCtx(ctx, "token"); !found || err != nil {
			t.Fatal(found, err)
		}
		commit("three", time.Hour)
		if got := kept(); got != "three" {
			t.Errorf("a change back was not written: %q", got)
		}
		commit("three", 10*time.Minute)
		h.clock.advance(30 * time.Minute)
		if got := kept(); got != "" {
			t.Errorf("an earlier end was not written: %q", got)
		}
	})
}

func TestExpiredSessionsAreTakenAway(t *testing.T) {
	onEach(t, func(h *house) {
		t := h.t
		ctx, sessions := t.Context(), h.Sessions()
		data, err := scs.GobCodec{}.Encode(h.clock.Now(), map[string]any{account.SessionKey: "ann"})
		if err != nil {
			t.Fatal(err)
		}
		if err := sessions.Commit("old", data, h.clock.Now().Add(time.Minute)); err != nil {
			t.Fatal(err)
		}
		h.clock.advance(time.Minute)
		if _, found, err := sessions.Find("old"); found || err != nil {
			t.Error("an expired session was found", err)
		}
		h.clock.advance(time.Hour)
		if err := sessions.Commit("new", data, h.clock.Now().Add(time.Hour)); err != nil {
			t.Fatal(err)
		}
		h.clock.advance(-time.Hour - time.Minute) // were it still there, it would not have expired yet
		if _, found, err := h.db.Door().Session(ctx, account.Hashed("old")); found || err != nil {
			t.Error("an expired session is kept", err)
		}
		if err := sessions.Delete("new"); err != nil {
			t.Fatal(err)
		}
		if _, found, err := sessions.Find("new"); found || err != nil {
			t.Error("a session that was ended is found", err)
		}
		if err := sessions.Commit("bad", []byte("not a session"), h.clock.Now().Add(time.Hour)); err == nil {
			t.Error("what can't be read was kept, for nobody to end")
		}
	})
}

func TestDraftsThatNobodyTouchesGoAfter90Days(t *testing.T) {
	onEach(t, func(h *house) {
		t := h.t
		ctx := t.Context()
		worker := h.authority(t, "westmoor")
		worker.Account, worker.Membership, worker.Roles = "wes", "wes-place", []access.Role{access.SocialWorker}
		save := func(id string) {
			t.Helper()
			if _, err := h.db.PutDraft(ctx, worker, store.Draft{ID: id, Kind: "case.record"}); err != nil {
				t.Fatal(err)
			}
		}
		left := func() (ids []string) {
			t.Helper()
			data, err := scs.GobCodec{}.Encode(h.clock.Now(), map[string]any{account.SessionKey: worker.Account})
			if err != nil {
				t.Fatal(err)
			}
			if err := h.Sessions().Commit("of "+h.clock.Now().String(), data, h.clock.Now().Add(time.Minute)); err != nil {
				t.Fatal(err)
			}
			drafts, err := h.db.Drafts(ctx, worker)
			if err != nil {
				t.Fatal(err)
			}
			for _, d := range drafts {
				ids = append(ids, d.ID)
			}
			return ids
		}
		save("forgotten")
		save("gone-on-with")
		const day = 24 * time.Hour
		h.clock.advance(60 * day)
		save("gone-on-with")
		h.clock.advance(30 * day)
		if diff := cmp.Diff([]string{"gone-on-with", "forgotten"}, left()); diff != "" {
			t.Error("on the 90th day:", diff)
		}
		h.clock.advance(day)
		if diff := cmp.Diff([]string{"gone-on-with"}, left()); diff != "" {
			t.Error("after the 90th day:", diff)
		}
		h.clock.advance(60 * day)
		if got := left(); len(got) != 0 {
			t.Errorf("still there: %v", got)
		}
	})
}
