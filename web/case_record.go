package web

import (
	"net/http"
	"net/url"
	"slices"
	"strings"

	"throughline/access"
	"throughline/app"
	"throughline/calendar"
	"throughline/casework"
	"throughline/store"
	"throughline/web/govuk"
)

func (s *Server) caseRecordPages() []Route {
	return []Route{
		{Pattern: "GET /casework/people/{id}/records/new", Needs: access.RecordCasework, handle: s.newRecordPage},
		{Pattern: "POST /casework/people/{id}/records/new", Needs: access.RecordCasework, handle: s.newRecord},
		{Pattern: "GET /casework/drafts/{id}", Needs: access.RecordCasework, handle: s.draftPage},
		{Pattern: "POST /casework/drafts/{id}", Needs: access.RecordCasework, handle: s.draft},
		{Pattern: "POST /casework/drafts/{id}/drop", Needs: access.RecordCasework, handle: s.dropDraft},
		{Pattern: "GET /casework/records/{id}", Needs: access.ReadCasework, handle: s.recordPage},
		{Pattern: "GET /casework/records/{id}/data.json", Needs: access.ReadCasework, handle: s.recordJSON},
		{Pattern: "GET /casework/records/{id}/edit", Needs: access.RecordCasework, handle: s.editRecordPage},
		{Pattern: "POST /casework/records/{id}/edit", Needs: access.RecordCasework, handle: s.editRecord},
		{Pattern: "GET /casework/records/{id}/amend", Needs: access.RecordCasework, handle: s.amendPage},
		{Pattern: "POST /casework/records/{id}/amend", Needs: access.RecordCasework, handle: s.amend},
	}
}

// recordView is one record, as it stands, with what was added to it.
type recordView struct {
	moment
	Bar       purposeBar
	Kind      string
	Heading   string
	Draft     bool
	Erased    bool
	About     []pageLink
	Facts     []factRow
	Answers   []factRow // what the fields of its kind hold
	Words     string
	Own       string
	OwnName   string
	Voices    []voiceRow
	Decision  []factRow
	Dissent   []casework.Dissent
	Amended   []amendedRow
	Links     []pageLink
	WhoLooked string
}

type voiceRow struct{ Name, Words, How, Changed, Alone string }

type amendedRow struct{ When, By, Words, Reason, Outcome string }

var recordTemplate = newPage[recordView]("case_record.tmpl")

// theRecord finds the record that an address names.
func (v *visit) theRecord(how store.How) (store.Filed, *casework.Record, error) {
	looking, err := v.look(how)
	if err != nil {
		return store.Filed{}, nil, err
	}
	filed, body, err := looking.One(v.r.Context(), v.r.PathValue("id"))
	if err != nil {
		return filed, nil, err
	}
	if filed.Kind != casework.KindRecord {
		return filed, nil, unseenPerson()
	}
	record, _ := body.(*casework.Record)
	return filed, record, nil
}

func (s *Server) recordPage(w http.ResponseWriter, _ *http.Request, v *visit) error {
	st, err := v.state()
	if err != nil {
		return err
	}
	filed, r, err := v.theRecord(store.HowOpened)
	if err != nil {
		return err
	}
	names, err := v.namesOf(filed.About...)
	if err != nil {
		return err
	}
	view := recordView{moment: v.moment, Bar: v.bar(), Kind: "Record", Heading: "Erased record", Erased: r == nil}
	for _, id := range filed.About {
		if p := names[id]; p != nil {
			view.About = append(view.About, pageLink{Text: p.NameOn(st.Plan.Day).Whole(), Href: v.To("/casework/people/" + id)})
			if view.WhoLooked == "" {
				view.WhoLooked = v.whoLooked(id)
			}
		}
	}
	if r != nil {
		v.recordShown(&view, r, names)
		view.Links = v.recordLinks(filed, r)
	}
	return recordTemplate.write(w, http.StatusOK, v.shell("A record", st), view)
}

func (v *visit) recordShown(view *recordView, r *casework.Record, names map[string]*casework.Person) {
	p := v.now.Plan
	view.Kind, view.Heading, view.Draft = v.kindName(r.Of), recordTitle(r), r.State == casework.DraftRecord
	view.Words, view.Own = r.Words, r.Own
	called := func(id string) string {
		if person := names[id]; person != nil {
			return person.NameOn(r.Happened).Whole()
		}
		return "Somebody"
	}
	view.Facts = append(view.Facts, factRow{Key: "Happened on", Lines: []string{r.Happened.Long()}})
	for _, id := range r.People {
		if person := names[id]; person != nil {
			if age, ok := person.AgeOn(r.Happened); ok {
				view.Facts = append(view.Facts, factRow{Key: "Age on that day", Lines: []string{called(id) + ": " + count(age, "year")}})
			}
		}
	}
	kind, _ := v.kinds().Of(r.Of)
	view.Answers = v.kindRows(r, called)
	for field, code := range r.Codes {
		view.Facts = append(view.Facts, factRow{Key: spelled(field), Lines: []string{kind.Coded[field].Label(code)}})
	}
	slices.SortStableFunc(view.Facts[1:], func(a, b factRow) int { return strings.Compare(a.Key, b.Key) })
	if outcome := r.OutcomeNow(); outcome != "" {
		view.Facts = append(view.Facts, factRow{Key: "Outcome", Lines: []string{spelled(outcome)}})
	}
	if ended := r.EndedNow(); !ended.IsZero() {
		view.Facts = append(view.Facts, factRow{Key: "Ended on", Lines: []string{ended.Long()}})
	}
	view.Facts = append(view.Facts, factRow{Key: "Written by", Lines: []string{by(p, r.Author, "")}})
	if !r.Completed.IsZero() {
		view.Facts = append(view.Facts, factRow{Key: "Completed", Lines: []string{r.Completed.Long() + ". It is sealed: it can only be added to."}})
	}
	if len(r.People) == 1 {
		view.OwnName = called(r.People[0])
	}
	for _, voice := range r.Voices {
		row := voiceRow{Name: called(voice.Person), Words: voice.Words, How: voice.How, Changed: voice.Changed}
		if voice.Alone {
			row.Alone = "Seen alone"
		}
		view.Voices = append(view.Voices, row)
	}
	if d := r.Decision; d != nil {
		for _, row := range []factRow{
			{Key: "Options considered", Lines: d.Options}, {Key: "What was decided", Lines: withoutBlank(d.Chosen)}, {Key: "Why", Lines: withoutBlank(d.Reason)},
			{Key: "Evidence", Lines: withoutBlank(d.Evidence)}, {Key: "Risk", Lines: withoutBlank(d.Risk)}, {Key: "Decided by", Lines: withoutBlank(by(p, d.By, ""))},
			{Key: "In words for the child", Lines: withoutBlank(d.Child)},
		} {
			if len(row.Lines) > 0 {
				view.Decision = append(view.Decision, row)
			}
		}
		view.Dissent = d.Dissent
	}
	for _, a := range r.Amended {
		row := amendedRow{When: a.On.Long(), By: by(p, a.By, ""), Words: a.Words, Reason: a.Reason}
		if a.Outcome != "" {
			row.Outcome = "Outcome: " + spelled(a.Outcome)
		}
		view.Amended = append(view.Amended, row)
	}
}

func (v *visit) recordLinks(filed store.Filed, r *casework.Record) (links []pageLink) {
	if v.Now() && v.caller.May(access.RecordCasework) && v.scope(access.Record).Allows(filed.Class, filed.Wall, filed.Ties) {
		if r.State == casework.DraftRecord {
			links = append(links, pageLink{Text: "Go on with this draft", Href: "/casework/records/" + r.ID + "/edit"})
		} else {
			links = append(links, pageLink{Text: "Add to this record", Href: "/casework/records/" + r.ID + "/amend"})
		}
	}
	return append(links, pageLink{Text: "History", Href: v.To("/casework/things/" + r.ID + "/history")}, pageLink{Text: "As data (JSON)", Href: v.To("/casework/records/" + r.ID + "/data.json")})
}

// atRecord finds a record for a form that changes it.
func (v *visit) atRecord() (*fileAt, *casework.Record, error) {
	at, err := v.atThing(v.r.PathValue("id"), casework.KindRecord)
	if err != nil {
		return nil, nil, err
	}
	if !v.scope(access.Record).Allows(at.thing.Class, at.thing.Wall, at.thing.Ties) {
		return nil, nil, v.mayNotRecord(access.RecordCasework, at.thing.Thing)
	}
	r, ok := at.body.(*casework.Record)
	if !ok {
		return nil, nil, unseenPerson()
	}
	return at, r, nil
}

func (s *Server) amendPage(w http.ResponseWriter, _ *http.Request, v *visit) error {
	at, r, err := v.atRecord()
	if err != nil {
		return err
	}
	form := v.start()
	if form.Value(seenField) == "" {
		v.seeing(form, r.Version)
	}
	return v.showAmend(w, http.StatusOK, at, r, form)
}

func (v *visit) showAmend(w http.ResponseWriter, status int, at *fileAt, r *casework.Record, form *govuk.Form) error {
	fields := []govuk.Component{form.Textarea("words", "What is added"), form.Textarea("reason", "Why is it added?")}
	kind, _ := v.kinds().Of(r.Of)
	fields = append(fields, outcomeFields(form, kind)...)
	return v.askCase(w, status, askView{
		Form: form, Caption: at.name(), Heading: "Add to a record", Action: v.r.URL.Path, Button: "Add to the record", Fields: fields, Hidden: seenOf(form),
		About: []string{"The record is sealed, so what it says stays. What you add is shown under it, with your name and the day."},
		Rows:  []factRow{{Key: v.kindName(r.Of), Lines: []string{recordTitle(r), r.Happened.Long()}}}, Cancel: &pageLink{Text: "Cancel", Href: "/casework/records/" + r.ID},
	})
}

func (s *Server) amend(w http.ResponseWriter, _ *http.Request, v *visit) error {
	at, r, err := v.atRecord()
	if err != nil {
		return err
	}
	form, err := v.typed(w)
	if err != nil {
		return err
	}
	t := caseTyped{v: v, at: at, form: form}
	again := func(status int) error { return v.showAmend(w, status, at, r, form) }
	return v.carryCase(caseCarrying{
		form: form, change: casework.AmendRecord{
			Record: r.ID, Seen: seenIn(form), Words: t.text("words"), Reason: t.text("reason"), Outcome: form.Text("outcome"), Ended: t.date("ended", "The day it ended"),
		},
		done: func(app.Receipt) error {
			return v.done(w, "What you wrote has been added to the record.", "/casework/records/"+r.ID)
		},
		again: again,
		// Somebody else added to it meanwhile. Both additions stand, so the
		// writer is shown it and sends theirs again.
		stale: func(error) error {
			latest, latestErr := v.atThing(r.ID, casework.KindRecord)
			if latestErr != nil {
				return latestErr
			}
			v.seeing(form, latest.thing.Version.Version)
			form.Wrong("", "Somebody else added to this record while you were writing. Read what they added, then send yours again if it is still needed.")
			return again(http.StatusConflict)
		},
	})
}

// outcomeFields ask for the outcome and the end, where the kind has them.
func outcomeFields(form *govuk.Form, kind casework.RecordKind) (fields []govuk.Component) {
	if len(kind.Outcomes) > 0 {
		list := []govuk.SelectItem{govuk.Option("", "Not known yet")}
		for _, outcome := range kind.Outcomes {
			list = append(list, govuk.Option(outcome, spelled(outcome)))
		}
		fields = append(fields, form.Select("outcome", "Outcome", list))
	}
	if kind.Apart || len(kind.Outcomes) > 0 {
		fields = append(fields, dateField(form, "ended", "Day it ended", "Of the treatment, approval or allegation. Leave blank if it goes on"))
	}
	return fields
}

func (v *visit) recordValues(r *casework.Record) url.Values {
	values := url.Values{}
	if kind, ok := v.kinds().Of(r.Of); ok {
		kindFormValues(kind, r, values)
	}
	values.Set("of", r.Of)
	values["also"] = r.People[1:]
	dateValues(values, "happened", r.Happened)
	values.Set("title", r.Title)
	values.Set("words", r.Words)
	if r.Own != "" {
		values.Set("own-"+r.People[0], r.Own)
	}
	for _, voice := range r.Voices {
		values.Set("voice-"+voice.Person+"-words", voice.Words)
		values.Set("voice-"+voice.Person+"-how", voice.How)
		values.Set("voice-"+voice.Person+"-changed", voice.Changed)
		yesWhere(values, "voice-"+voice.Person+"-alone", voice.Alone)
	}
	if d := r.Decision; d != nil {
		values.Set("options", strings.Join(d.Options, "\n"))
		values.Set("chosen", d.Chosen)
		values.Set("reason", d.Reason)
		values.Set("evidence", d.Evidence)
		values.Set("risk", d.Risk)
		values.Set("child", d.Child)
		values.Set("decided_by", d.By)
		dissent := make([]string, len(d.Dissent))
		for i, each := range d.Dissent {
			dissent[i] = each.Who + ": " + each.Why
		}
		values.Set("dissent", strings.Join(dissent, "\n"))
	}
	for field, code := range r.Codes {
		values.Set(field, code)
	}
	values.Set("outcome", r.Outcome)
	dateValues(values, "ended", r.Ended)
	return values
}

func (s *Server) recordJSON(w http.ResponseWriter, _ *http.Request, v *visit) error {
	st, err := v.state()
	if err != nil {
		return err
	}
	filed, r, err := v.theRecord(store.HowExported)
	if err != nil {
		return err
	}
	return writeJSON(w, map[string]any{"as_at": st.Plan.Day, "known_at": st.Known.At, "known_at_entry": st.Known.Seq, "record": filedJSON(filed, r)})
}

// thingJSON is one thing about people as data.
type thingJSON struct {
	ID      string        `json:"id"`
	Kind    string        `json:"kind"`
	Version int           `json:"version"`
	Day     calendar.Date `json:"describes"`
	About   []string      `json:"about"`
	Erased  bool          `json:"erased"`
	Body    any           `json:"body"`
}

func filedJSON(f store.Filed, body any) thingJSON {
	return thingJSON{f.Thing, f.Kind, f.Version.Version, f.EffectiveOn, f.About, f.Erased, body}
}
