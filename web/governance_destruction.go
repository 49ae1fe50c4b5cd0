package web

import (
	"context"
	"encoding/csv"
	"errors"
	"net/http"
	"time"

	"throughline/access"
	"throughline/app"
	"throughline/casework"
	"throughline/change"
	"throughline/plan"
	"throughline/spreadsheet"
	"throughline/store"
	"throughline/web/govuk"
)

func destructionWords(state casework.DestructionState) string {
	switch state {
	case casework.DestructionProposed:
		return "proposed"
	case casework.DestructionReviewed:
		return "looked through"
	case casework.DestructionSigned:
		return "signed"
	case casework.DestructionDone:
		return "carried out"
	default:
		return "refused"
	}
}

// destructionList is every list of records to destroy.
func (s *Server) destructionList(w http.ResponseWriter, r *http.Request, v *visit) error {
	looking, err := v.governing(store.HowListed)
	if err != nil {
		return err
	}
	ctx := r.Context()
	open, err := looking.EveryOpen(ctx, casework.KindDestruction)
	if err != nil {
		return err
	}
	decided, next, err := looking.Settled(ctx, casework.KindDestruction, v.pageOf())
	if err != nil {
		return err
	}
	names := v.whom(looking)
	head := []string{"Proposed", "Whose records", "How many", "Now"}
	tables := []sheetTable{
		{Heading: "To look through, sign or carry out", Caption: "Lists that are open", Head: head, Empty: "No list is waiting."},
		{Heading: "Decided", Caption: "Lists that were decided", Head: head, Empty: "No list has been decided yet."},
	}
	for i, rows := range [][]app.Held{open, decided} {
		for _, held := range rows {
			d, ok := held.Body.(*casework.Destruction)
			if !ok {
				continue
			}
			name, err := names.name(ctx, d.Person)
			if err != nil {
				return err
			}
			tables[i].Rows = append(tables[i].Rows, sheetRow{[]sheetCell{
				linked(d.ProposedOn.Long(), "/governance/destructions/"+d.ID, v.staff(d.ProposedBy)), words(name), words(count(len(d.Items), "record")), words(change.UpperFirst(destructionWords(d.State))),
			}})
		}
	}
	view := sheet{
		Heading: "Records to destroy", Tables: tables, Links: []pageLink{{Text: "How long records are kept", Href: "/governance/retention"}},
		About: []string{"A list says what is past its time and by which rule, and holds none of what the records say. It stays when they are gone."},
	}
	view.paged(v, next)
	return v.sheet(w, http.StatusOK, "Records to destroy", view)
}

// listSeen gives the list that an address names.
func (v *visit) listSeen() (*casework.Destruction, *app.Looking, error) {
	looking, err := v.governing(store.HowOpened)
	if err != nil {
		return nil, nil, err
	}
	_, body, err := looking.One(v.r.Context(), v.r.PathValue("id"))
	if err != nil {
		return nil, nil, err
	}
	d, ok := body.(*casework.Destruction)
	if !ok {
		return nil, nil, unseenPerson()
	}
	return d, looking, nil
}

func (s *Server) destructionPage(w http.ResponseWriter, _ *http.Request, v *visit) error {
	return v.showDestruction(w, http.StatusOK, v.start())
}

func (v *visit) showDestruction(w http.ResponseWriter, status int, form *govuk.Form) error {
	d, looking, err := v.listSeen()
	if err != nil {
		return err
	}
	ctx := v.r.Context()
	name, err := v.whom(looking).name(ctx, d.Person)
	if err != nil {
		return err
	}
	about, err := v.s.app.BeforeDestroying(ctx, v.caller, d.ID)
	if err != nil {
		return err
	}
	view := sheet{
		Form: form, Caption: name, Heading: "Records to destroy",
		Links: []pageLink{{Text: "All lists", Href: "/governance/destructions"}, {Text: "The list as a spreadsheet (CSV)", Href: "/governance/destructions/" + d.ID + "/items.csv"}},
		Rows:  append([]factRow{{Key: "Now", Lines: []string{change.UpperFirst(destructionWords(d.State)), progressWords(d, about)}}, {Key: "Proposed", Lines: []string{v.staff(d.ProposedBy) + ", " + d.ProposedOn.Long()}}}, v.steps(d)...),
	}
	if d.State != casework.DestructionRefused {
		view.Rows = append(view.Rows, staysRows(about)...)
	}
	table := sheetTable{Heading: "What is on the list", Caption: "Records on the list", Head: []string{"What", "Kept until", "By which rule"}, Empty: "Nothing is on the list."}
	for _, item := range d.Items {
		table.Rows = append(table.Rows, sheetRow{[]sheetCell{words(keptName(item.Kind, item.Of)), words(item.Until.Long()), words(ruleWords(item.Rule, d.Adoption))}})
	}
	view.Tables = []sheetTable{table}
	if form.Value(seenField) == "" {
		v.seeing(form, d.Version)
	}
	v.nextStep(&view, form, d, about)
	return v.sheet(w, status, "Records to destroy", view)
}

// progressWords says how far the destroying is.
func progressWords(d *casework.Destruction, about app.Destroying) string {
	switch {
	case d.State != casework.DestructionDone:
		return count(about.Of, "record")
	case about.Left == 0:
		return "All " + count(about.Of, "record") + " were destroyed. The ledger’s commitments and the reason stay."
	default:
		return plan.Number(about.Of-about.Left) + " of " + count(about.Of, "record") + " destroyed so far."
	}
}

func (v *visit) steps(d *casework.Destruction) (rows []factRow) {
	for _, step := range d.Steps {
		rows = append(rows, factRow{Key: change.UpperFirst(destructionWords(step.State)), Lines: []string{v.staff(step.By) + ", " + step.On.Long(), step.Why}})
	}
	return rows
}

// staysRows names what destroying the list leaves as it is.
func staysRows(about app.Destroying) []factRow {
	papers := factRow{Key: "Published papers stay as they are"}
	for _, q := range about.Papers {
		papers.Links = append(papers.Links, pageLink{Text: q.Paper.Frozen.Reference + " " + q.Paper.Title, Href: "/papers/" + q.Paper.ID, About: "(holds words of a record on the list)"})
	}
	if len(papers.Links) == 0 {
		papers.Lines = []string{"No published paper quotes what is left on the list."}
	}
	backups := factRow{Key: "Backups stay"}
	backups.Lines = backupLines(about.Backups)
	if len(backups.Lines) == 0 {
		backups.Lines = []string{"No backup has been recorded."}
	} else {
		backups.Lines = append(backups.Lines, "Each still holds what was there when it was taken, until whoever runs the service deletes it.")
	}
	return []factRow{papers, backups}
}

// backupLines names the backups that were taken, and when.
func backupLines(taken []store.BackupTaken) (lines []string) {
	for _, b := range taken {
		lines = append(lines, b.Name+", "+stamp(b.At))
	}
	return lines
}

// ruleWords says which rule asks for the longest: that for adoptions only on
// the adoption service's own lists.
func ruleWords(code string, adoption bool) string {
	if code == adoptionRule && !adoption {
		return "A rule that asks for very long"
	}
	rules, err := casework.RetentionRules()
	if err != nil {
		return code
	}
	for _, rule := range rules {
		if rule.Code == code {
			return rule.What + " (" + rule.Source + ")"
		}
	}
	return code
}

// The steps that a form may ask for.
const refuseList = string(casework.DestructionRefused)

// nextStep puts the form for what comes next under the page, or says who must
// do it.
func (v *visit) nextStep(view *sheet, form *govuk.Form, d *casework.Destruction, about app.Destroying) {
	ask := askView{Form: form, Action: "/governance/destructions/" + d.ID, Secondly: true, Button: "Save", Hidden: seenOf(form)}
	refuse := govuk.Choice{Value: refuseList, Text: "Refuse the list", Hint: govuk.HintText("Everything on it is kept. It can be proposed again")}
	why := hintedArea(form.Textarea("why", "Why?"), "Say what you looked at. Don’t repeat what the records say")
	barred := ""
	switch d.State {
	case casework.DestructionProposed:
		barred = d.Barred(casework.DestructionReviewed, v.isMine, v.now.Plan.CouncilHolders)
	case casework.DestructionReviewed:
		barred = d.Barred(casework.DestructionSigned, v.isMine, v.now.Plan.CouncilHolders)
	case casework.DestructionSigned, casework.DestructionDone, casework.DestructionRefused: // nothing is left to decide
	}
	if barred != "" {
		view.Warning = &govuk.WarningText{Text: barred}
		ask.Heading = "Refuse the list"
		ask.Fields = []govuk.Component{form.Radios("to", "What do you decide?", []govuk.Choice{refuse}), why}
		view.Asks = []askView{ask}
		return
	}
	switch d.State {
	case casework.DestructionProposed:
		ask.Heading = "Look through the list"
		var items []govuk.Choice
		for _, item := range d.Items {
			items = append(items, govuk.Choice{Value: item.Thing, Text: keptName(item.Kind, item.Of) + ", kept until " + item.Until.Long()})
		}
		keep := form.Checkboxes("keep", "Is there anything to keep after all?", items)
		keep.Hint = govuk.HintText("What you tick is taken off the list. If anything is kept, the person’s own entry is kept too")
		ask.Fields = []govuk.Component{
			keep, form.Radios("to", "What do you decide?", []govuk.Choice{{Value: string(casework.DestructionReviewed), Text: "I looked through the list, and the rest can go"}, refuse}), why,
		}
	case casework.DestructionReviewed:
		ask.Heading = "Sign the list"
		ask.Fields = []govuk.Component{form.Radios("to", "What do you decide?", []govuk.Choice{{Value: string(casework.DestructionSigned), Text: "Sign it: these records are to be destroyed"}, refuse}), why}
	case casework.DestructionSigned:
		ask.Heading, ask.Grave, ask.Secondly, ask.Button = "Carry it out", true, false, "Carry out the decision"
		ask.Warning = &govuk.WarningText{Text: "What is destroyed can’t be brought back."}
		ask.Fields = []govuk.Component{form.Radios("to", "What do you decide?", []govuk.Choice{{Value: string(casework.DestructionDone), Text: "Destroy the records now"}, refuse}), why}
	case casework.DestructionDone:
		if about.Left == 0 {
			return
		}
		ask = askView{Form: form, Heading: "Go on", Action: "/governance/destructions/" + d.ID + "/destroy", Secondly: true, Button: "Destroy what is left",
			About: []string{"The records are destroyed some at a time. What is left can go now."}}
	default:
		return
	}
	view.Asks = []askView{ask}
}

func (s *Server) decideDestruction(w http.ResponseWriter, r *http.Request, v *visit) error {
	form, err := v.typed(w)
	if err != nil {
		return err
	}
	if _, _, err := v.listSeen(); err != nil {
		return err
	}
	id, to := r.PathValue("id"), casework.DestructionState(form.Text("to"))
	if to == "" {
		form.Wrong("to", "Choose what you decide.")
	}
	return v.carryGuarding(guarding{
		form: form, purpose: access.Governance, at: map[string]string{"items": "to"},
		change: casework.DecideDestruction{Destruction: id, Seen: seenIn(form), To: to, Keep: form.Values("keep"), Why: textOf(form, "why")},
		done: func(app.Receipt) error {
			switch to {
			case casework.DestructionReviewed:
				return v.done(w, "The list was looked through. Somebody else must sign it.", "/governance/destructions/"+id)
			case casework.DestructionSigned:
				return v.done(w, "The list is signed. It can be carried out now.", "/governance/destructions/"+id)
			case casework.DestructionDone:
				return v.destroySome(w, id)
			default:
				return v.done(w, "The list was refused. Everything on it is kept.", "/governance/destructions/"+id)
			}
		},
		again: func(status int) error { return v.showDestruction(w, status, form) },
	})
}

func (s *Server) destroy(w http.ResponseWriter, r *http.Request, v *visit) error {
	if _, _, err := v.listSeen(); err != nil {
		return err
	}
	return v.destroySome(w, r.PathValue("id"))
}

// destroyTime is how long one request goes on destroying: then the page says
// how far it is, and offers to go on.
const destroyTime = 8 * time.Second

func (v *visit) destroySome(w http.ResponseWriter, id string) error {
	ctx, stop := context.WithTimeout(v.r.Context(), destroyTime)
	defer stop()
	left, err := v.s.app.Destroy(ctx, v.caller, id, "Past the time for which the rules ask it to be kept. The list that was signed is "+id+".", func(int) {})
	if err != nil && !errors.Is(err, context.DeadlineExceeded) {
		form := govuk.NewForm(nil)
		status, err := v.refused(form, err)
		if err != nil {
			return err
		}
		return v.showDestruction(w, status, form)
	}
	if left > 0 {
		return v.done(w, count(left, "record is", "records are")+" left. Go on to destroy the rest.", "/governance/destructions/"+id)
	}
	return v.done(w, "Everything on the list was destroyed.", "/governance/destructions/"+id)
}

// destructionCSV is a list as a file, without content.
func (s *Server) destructionCSV(w http.ResponseWriter, _ *http.Request, v *visit) error {
	d, _, err := v.listSeen()
	if err != nil {
		return err
	}
	w.Header().Set("Content-Type", "text/csv; charset=utf-8; header=present")
	w.Header().Set("Content-Disposition", `attachment; filename="records-to-destroy.csv"`)
	out := csv.NewWriter(w)
	if err := out.Write([]string{"record", "what", "kept until", "rule", "list", "state"}); err != nil {
		return err
	}
	for _, item := range d.Items {
		row := []string{item.Thing, keptName(item.Kind, item.Of), item.Until.String(), ruleWords(item.Rule, d.Adoption), d.ID, destructionWords(d.State)}
		if err := out.Write(spreadsheet.SafeRow(row)); err != nil {
			return err
		}
	}
	out.Flush()
	return out.Error()
}
