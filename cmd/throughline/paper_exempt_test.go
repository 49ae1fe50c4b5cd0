package main

import (
	"path/filepath"
	"strings"
	"testing"
	"time"

	"throughline/access"
	"throughline/app"
	"throughline/board"
	"throughline/demo"
	"throughline/store"
)

// exemptMarks stand nowhere but in the exempt item below.
var exemptMarks = []string{"zorbic", "quorvane", "wumbling"}

// withExempt publishes a paper with an exempt item in the demonstration.
func withExempt(t *testing.T, data string) {
	t.Helper()
	now := demo.Ends().Add(24 * time.Hour)
	db, err := store.Open(t.Context(), "sqlite:"+filepath.Join(data, databaseFile), store.Options{Clock: func() time.Time { return now }})
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := db.Close(); err != nil {
			t.Error(err)
		}
	}()
	service := app.New(db, nil, func() time.Time { return now })
	authority, _ := demo.Authority()
	owner, err := service.CallerAs(t.Context(), authority, accountOf(t, data, somebody(t, access.PlanOwner)))
	if err != nil {
		t.Fatal(err)
	}
	st, err := service.State(t.Context(), owner, app.When{})
	if err != nil {
		t.Fatal(err)
	}
	inspection, _ := board.MainInspection(st.Plan)
	id := service.NewID()
	if _, err := service.Compose(t.Context(), owner, app.When{}, board.ComposePaper{ID: id, Inspection: inspection, Demo: true, Contact: board.Contact{Name: owner.Name, Email: "a@ribbleshire.example"}}); err != nil {
		t.Fatal(err)
	}
	if _, err := service.EditExempt(t.Context(), owner, board.EditExempt{Paper: id, Items: []board.ExemptItem{
		{Title: "Zorbic settlement", Text: "The quorvane clause.", Paragraph: 3, Interest: "The wumbling outweighs it"},
	}}); err != nil {
		t.Fatal(err)
	}
	if _, err := service.Publish(t.Context(), owner, board.PublishPaper{ID: id, Seen: 2}); err != nil {
		t.Fatal(err)
	}
}

// What the command line prints holds no exempt word, whoever asks.
func TestTheCommandLinePrintsNoExemptWord(t *testing.T) {
	data := demonstration(t)
	withExempt(t, data)
	for _, as := range []string{"", somebody(t, access.PlanOwner), somebody(t, access.AgencyLead), somebody(t, access.BoardMember), somebody(t, access.YoungPerson), somebody(t, access.Administrator)} {
		for _, args := range [][]string{
			{"paper", "--data", data, "--format", "html", "--out", "-"}, {"paper", "--data", data, "--format", "txt", "--out", "-"},
			{"plan", "show", "--data", data, "--format", "json"}, {"plan", "show", "--data", data, "--format", "text"}, {"verify", "--data", data},
		} {
			if as != "" {
				args = append(args, "--as", as)
			}
			got := tl(t, args...)
			for _, word := range exemptMarks {
				if strings.Contains(strings.ToLower(got.out+got.errs), word) {
					t.Errorf("%q as %q prints %q", args, as, word)
				}
			}
			if got.out == "" && args[0] != "verify" {
				t.Errorf("%q as %q printed nothing: %s", args, as, got.errs)
			}
		}
	}
	if held := one[int](t, behind(t, data), "SELECT count(*) FROM version WHERE CAST(body AS TEXT) LIKE '%Zorbic%'"); held == 0 {
		t.Error("the words are not in the database either, so this shows nothing")
	}
}
