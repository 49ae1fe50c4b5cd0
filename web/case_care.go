package web

import (
	"net/url"

	"throughline/access"
	"throughline/casework"
)

// careForms are about being looked after.
func careForms() []caseForm { return []caseForm{careForm(), careChangeForm(), reviewForm()} }

func placementFields() []caseField {
	return []caseField{
		{name: "type", label: "Placement", as: asSelect, none: "Choose the type of placement", picks: codes(casework.PlacementCodes)},
		{name: "provider", label: "Who provides it", as: asSelect, none: "Choose who provides it", picks: codes(casework.ProviderCodes)},
		{name: "carer", label: "Carer or setting"},
		{name: "postcode", label: "Postcode of the placement"},
		{name: "urn", label: "The setting’s number from the inspectorate (URN)"},
		{name: "withheld", label: "Must where it is be kept from somebody?", hint: "It is then kept as a masked address", as: asYes},
	}
}

func (t caseTyped) placement() casework.PlacementDetails {
	return casework.PlacementDetails{
		Type: t.text("type"), Provider: t.text("provider"), Carer: t.text("carer"), Postcode: t.text("postcode"), URN: t.text("urn"), Withheld: t.yes("withheld"),
	}
}

func careForm() caseForm {
	return caseForm{
		path: "care", what: "time in care", needs: access.RecordCasework, kind: casework.KindEpisode,
		add: "Start a time in care", addButton: "Start the time in care", added: "The time in care has been recorded.",
		intro: "The legal status and the placement are those of the first day. Later changes are added to the file.",
		may:   func() []any { return []any{casework.Episode{}} },
		fields: append([]caseField{
			{name: "started", label: "First day looked after", as: asDate},
			{name: "need", label: "Category of need", as: asSelect, none: "Choose the category of need", picks: codes(casework.NeedCodes)},
			{name: "home_postcode", label: "Postcode of home before"},
			{name: "status", label: "Legal status", as: asSelect, none: "Choose the legal status", picks: codes(casework.LegalStatusCodes)},
		}, placementFields()...),
		make: func(t caseTyped) casework.Change {
			return casework.StartCare{
				ID: t.v.s.app.NewID(), Person: t.at.id, Started: t.date("started", "The first day"), Need: t.text("need"), HomePostcode: t.text("home_postcode"),
				Status: t.text("status"), Placement: t.placement(),
			}
		},
		edit: "End a time in care", editButton: "End the time in care", edited: "The time in care has ended.",
		about: factsOf(func(_ *visit, e *casework.Episode) []factRow {
			return []factRow{{Key: "First day looked after", Lines: []string{e.Started.Long()}}, {Key: "Category of need", Lines: []string{casework.NeedCodes.Label(e.Need)}}}
		}),
		changes: []caseField{
			{name: "ended", label: "Last day looked after", as: asDate},
			{name: "reason", label: "Why did it end?", as: asSelect, none: "Choose why", picks: codes(casework.CeasedCodes)},
		},
		values: valuesOf(func(e *casework.Episode, values url.Values) {
			dateValues(values, "ended", e.Ended)
			values.Set("reason", e.EndReason)
		}),
		remake: func(t caseTyped) casework.Change {
			return casework.EndCare{Episode: t.thing, Seen: t.seen, Ended: t.date("ended", "The last day"), Reason: t.text("reason")}
		},
	}
}

func careChangeForm() caseForm {
	return caseForm{
		path: "care-changes", what: "time in care", needs: access.RecordCasework,
		add: "Change the legal status or placement", addButton: "Save the change", added: "The change has been recorded.",
		intro: "Fill in the legal status, the placement or both. What was before ends on that day.",
		may:   func() []any { return []any{casework.Episode{}} },
		fields: append(append([]caseField{
			{name: "from", label: "Day of the change", as: asDate},
			{name: "status", label: "New legal status", as: asSelect, none: "It stays as it is", picks: codes(casework.LegalStatusCodes)},
		}, placementStays()...), caseField{name: "same_carer", label: "Is the carer the same as before?", as: asYes},
			caseField{name: "move_reason", label: "Why did the placement change?", as: asSelect, none: "Choose why, if it changed", picks: codes(casework.MovedCodes)}),
		make: func(t caseTyped) casework.Change {
			ch := casework.ChangeCare{
				Person: t.at.id, From: t.date("from", "The day of the change"), Status: t.text("status"), SameCarer: t.yes("same_carer"), MoveReason: t.text("move_reason"),
			}
			if placement := t.placement(); placement != (casework.PlacementDetails{}) {
				ch.Placement = &placement
			}
			return ch
		},
	}
}

func placementStays() []caseField {
	fields := placementFields()
	fields[0].label, fields[0].none = "New placement", "It stays as it is"
	fields[1].none = "Choose who provides it, if it changed"
	return fields
}

func reviewForm() caseForm {
	return caseForm{
		path: "reviews", what: "review", needs: access.RecordCasework, kind: casework.KindReview,
		add: "Plan a review", addButton: "Plan the review", added: "The review has been planned.",
		may: func() []any { return []any{casework.Review{}} },
		fields: []caseField{
			{name: "due", label: "Due by", as: asDate},
			{name: "chair", label: "Who chairs it", hint: "Somebody independent of the work with the child", as: asSelect, none: "Nobody is named yet", picks: workers},
		},
		make: func(t caseTyped) casework.Change {
			return casework.PlanReview{ID: t.v.s.app.NewID(), Person: t.at.id, Due: t.date("due", "The day"), Chair: t.text("chair")}
		},
		edit: "Record a review", editButton: "Save", edited: "The review has been saved.",
		about: factsOf(func(_ *visit, r *casework.Review) []factRow {
			return []factRow{{Key: "Due by", Lines: []string{r.Due.Long()}}}
		}),
		changes: []caseField{
			{name: "held", label: "Day it was held", hint: "Leave blank if it was put off", as: asDate},
			{name: "participation", label: "How the child took part", as: asSelect, none: "Choose how", picks: codes(casework.ParticipantCodes)},
			{name: "chair", label: "Who chaired it", as: asSelect, none: "Choose who", picks: workers},
			{name: "decisions", label: "What was decided", as: asArea},
			{name: "completed", label: "Day its record was written", hint: "Leave blank if it is not written yet", as: asDate},
			{name: "postponed", label: "If it was put off, why?", as: asArea},
			{name: "due", label: "If it was put off, the new day", as: asDate},
		},
		values: valuesOf(func(r *casework.Review, values url.Values) {
			dateValues(values, "held", r.Held)
			values.Set("participation", r.Participation)
			values.Set("chair", r.Chair)
			values.Set("decisions", r.Decisions)
			dateValues(values, "completed", r.Completed)
			values.Set("postponed", r.Postponed)
			dateValues(values, "due", r.Due)
		}),
		remake: func(t caseTyped) casework.Change {
			return casework.HoldReview{
				Review: t.thing, Seen: t.seen, Held: t.date("held", "The day it was held"), Participation: t.text("participation"), Chair: t.text("chair"),
				Decisions: t.text("decisions"), Completed: t.date("completed", "The day of the record"), Postponed: t.text("postponed"), Due: t.date("due", "The new day"),
			}
		},
	}
}
