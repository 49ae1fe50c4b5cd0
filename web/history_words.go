package web

import (
	"strings"

	"throughline/access"
	"throughline/app"
	"throughline/board"
	"throughline/change"
	"throughline/deadline"
	"throughline/plan"
	"throughline/store"
)

// kindWords names each kind of thing.
var kindWords = map[string]string{
	plan.KindAuthority: "Council", plan.KindAgency: "Agency", plan.KindPost: "Post", plan.KindHolding: "Time in post",
	plan.KindMembership: "Person’s place", plan.KindDelegation: "Delegation", plan.KindTeam: "Team", plan.KindTeamPlace: "Place in a team",
	plan.KindInspection: "Inspection", plan.KindReport: "Report", plan.KindJudgement: "Judgement", plan.KindArea: "Area for improvement", plan.KindStatedFigure: "Stated figure", plan.KindAction: "Action",
	plan.KindPart: "Part", plan.KindEvidence: "Evidence", plan.KindExtension: "Extension", plan.KindUpdate: "Update", plan.KindImport: "Imported file", plan.KindImportedRow: "Row of an imported file", app.KindPack: "Practice pack in use",
	app.KindDataAsk: "Ask for data that is missing", plan.KindMeasureLink: "Link to a measure", plan.KindRebase: "New limits of a chart", plan.KindYardstick: "How a difference will be shown", plan.KindVerdict: "Whether it made a difference",
	plan.KindCopy: "Copy of the plan that came back", plan.KindSettlement: "Settled difference of a copy",
	board.KindPaper: "Paper", board.KindExempt: "Exempt part of a paper", board.KindNumbering: "Numbering of papers",
	board.KindHold: "Pre-election period", board.KindMeetingRule: "How a committee meets",
	board.KindFiguresRelease: "Release of figures", board.KindTemplate: "Committee template", board.KindClearance: "Clearance of a paper", store.KindErasure: "Record of an erasure",
}

// changeNames are the changes that the ledger can hold, as it names them, for
// the list that the audit trail is filtered by.
var changeNames = []string{
	"accept or return evidence", "add a part", "add a person", "add a post", "add a team", "add an agency", "allow a paper in a pre-election period",
	"answer comments on a paper", "appoint to a post", "approve or refuse an extension", "ask for a paper to be cleared", "ask for an extension", "ask for data that is missing",
	"begin a correction of a paper", "change a committee template", "change a part", "change a person", "change a post", "change an action",
	"change an agency", "choose a draft's committee template", "clear a paper", "close an ask for data", "compose a paper", "confirm that words in a paper name no child",
	"create authority", "edit a paper", "edit the exempt part of a paper", "end a pre-election period", "end a team", "end a time in post",
	eraseContent, "give a paper in confidence", "give up a plan's file", "hand over parts", "import a plan",
	"judge whether an area echoes an earlier one", "lay down how a difference will be shown", "leave a team", "link a measure to an area", "make a committee template", "move or lift an embargo", "name a delegate",
	"offer evidence", "place in a team", "plan an action", "publish a paper", "publish figures", "put a practice pack in use", "put measures in a paper", "rebase a chart", "receive a copy of the plan", "receive a plan's file",
	"record a judgement", "record a report", "record a stated figure", "record an area for improvement", "record an inspection",
	"record how a committee meets", "record what a report says", "record why a paper is urgent", "refresh a paper's statements",
	"refuse to clear a paper", "reinstate an action", "rename a team", "report on a part", "retire a committee template",
	"say how a plan's file is read", "say what a correction corrects", "set a pre-election period", "settle a difference in a copy", "sign off a part",
	"take a measure away from an area", "take a part out of the plan", "take back a delegation", "take back a paper given in confidence", "take back a sign-off",
	"take back how a difference will be shown", "take back the rebase of a chart", "take back what was settled of a copy", "use evidence again", "waive a clearance of a paper", "withdraw a draft paper", "withdraw evidence",
	"withdraw figures", "withdraw, supersede or not accept an action", "work out whether actions made a difference",
}

const eraseContent = "erase content"

// fieldWords names fields as people do: those of one kind by the kind and the
// field, others by the field alone.
var fieldWords = map[string]string{
	"agency.kind": "Kind of agency", "agency.names": "Names", "agency.ended": "Last day", "agency.successor": "Successor",
	"post.title": "Title", "post.seat": "Seat in the group", "post.ended": "Ended on",
	"membership.account": "Account that signs in", "membership.roles": "Roles", "membership.ended": "Last day", "membership.name": "Name",
	"holding.membership": "Who", "holding.until": "Last day", "delegation.membership": "Delegate", "delegation.ended": "Taken back on", "delegation.until": "Last day",
	"team.ended": "Last day", "team_place.membership": "Who", "team_place.until": "Last day",
	"inspection.title": "Name of the inspection", "inspection.start": "First day on site", "inspection.end": "Last day on site",
	"inspection.group": "Multi-agency group", "inspection.board": "Board that is told", "inspection.outcome": "Outcome, as published",
	"import.imported_on": "Imported on", "import.imported_by": "Imported by", "import.received_on": "Received on", "import.received_by": "Received by",
	"imported_row.area": "Area for improvement", "imported_row.claim": "What the file claims", "imported_row.entry": "The row, as read", "imported_row.place": "Where in the file", "imported_row.import": "Imported file",
	"copy.exported": "Entry at which it went out", "copy.received_on": "Received on", "copy.received_by": "Received by",
	"settlement.copy": "Copy that came back", "settlement.key": "Which difference", "settlement.outcome": "What became of it", "settlement.by": "Settled by", "settlement.on": "Settled on",
	"settlement.place": "Where in the copy", "settlement.was": "When the plan went out", "settlement.now": "In the plan, when it was settled", "settlement.theirs": "In the copy",
	"settlement.field": "What it is about", "settlement.made": "Change that it made", "settlement.before": "What that change replaced",
	"area.words": "The inspectors’ words", "area.title": "Short title", "area.number": "Number in the report", "area.number_in_group": "Number in its group",
	"measure_link.area": "Area for improvement", "measure_link.measure": "Measure, as the practice pack calls it", "measure_link.title": "Measure", "measure_link.why": "Why it shows the difference",
	"measure_link.by": "Linked by", "measure_link.on": "Linked on", "measure_link.ended": "Taken away",
	"rebase.measure": "Measure, as the practice pack calls it", "rebase.title": "Measure", "rebase.action": "Action that changed practice", "rebase.from": "New limits from", "rebase.why": "Why the chart has new limits", "rebase.by": "Decided by", "rebase.on": "Decided on", "rebase.ended": "Taken back",
	"yardstick.measure": "Measure, as the practice pack calls it", "yardstick.title": "Measure", "yardstick.better": "Which way is better", "yardstick.target": "Target", "yardstick.lag": "Months until the effect can be seen", "yardstick.expected": "How it is expected to move", "yardstick.definition": "Digest of what the measure counts",
	"yardstick.why": "Why the action should move this measure", "yardstick.by": "Laid down by", "yardstick.on": "Laid down on", "yardstick.ended": "Taken back",
	"verdict.yardstick": "What it was judged by", "verdict.title": "Measure", "verdict.verdict": "Verdict", "verdict.because": "Why it can’t be told", "verdict.strength": "Strength of proof", "verdict.chart": "Chart", "verdict.period": "What its points are", "verdict.before": "Points before practice changed",
	"verdict.after": "Points since the effect can be seen", "verdict.until": "Figures until", "verdict.on": "Worked out on", "verdict.lost": "A difference that is no longer shown",
	"action.title": "What will be done", "action.order": "Order in the plan", "action.ending": "Why it stopped", "action.due": "Due (original date)",
	"part.text": "What the part is", "part.kind": "How it is measured", "part.due": "Due (original date)", "part.extended": "Extended to",
	"part.signed": "Sign-off", "part.taken_back": "Sign-offs taken back", "part.removed": "Taken out of the plan", "part.handed_over": "Handed over",
	"part.unit": "What is counted", "evidence.title": "Title", "evidence.expires": "Counts until", "evidence.state": "Where it stands",
	"evidence.on_behalf": "Offered on behalf of", "evidence.reason": "Why it was returned or withdrawn", "evidence.names_checked": "Looked through for names",
	"confirmation": "Why its words name no child", "decision_confirmation": "Why the words of the decision name no child", "reason_confirmation": "Why the words of the reason name no child", "evidence.redaction_of": "A redacted copy of",
	"extension.until": "Asked until", "extension.state": "Where it stands", "extension.decision": "Reasons for the decision",
	"update.text": "What was said", "update.membership": "Who said it", "update.complete": "Said to be complete", "update.quantity": "Number so far",
	"practice.pack.shipped": "Files of the program", "practice.pack.council": "The council’s own files", "practice.pack.hash": "Hash of the pack", "practice.pack.by_name": "Name of whoever put it in use",
	"data.ask.about": "What kind of thing is missing", "data.ask.of": "What is missing", "data.ask.from": "First day of the period", "data.ask.until": "Last day of the period", "data.ask.period": "Period of the figure", "data.ask.missing": "How many couldn’t be told",
	"data.ask.role": "Role that was asked", "data.ask.agency": "Agency that was asked", "data.ask.by": "Asked by", "data.ask.by_name": "Name of whoever asked", "data.ask.outcome": "What came of it",
	"data.ask.closed_by": "Ended by", "data.ask.closed_name": "Name of whoever ended it",
	"erasure.thing": "What was erased", "erasure.versions": "Versions erased", "erasure.reason": "Why",
	"paper.state": "Where it stands", "paper.entries": "Key statements", "paper.demo": "Everything in it is invented", "paper.frozen": "As published", "paper.confirmations": "Why words in it name no child", "paper.exempt": "Exempt items", "paper.figures": "Figures about children", "paper.measures": "Measures", "paper_exempt.frozen": "As frozen",
	"figures_release.day": "Day of the figures", "figures_release.printed": "Figures, as printed", "figures_release.withdrawal": "Why they were withdrawn",
	"paper.embargo": "Embargo", "paper.embargo.given": "Given in confidence", "paper.embargo.given.name": "To", "paper.embargo.given.reason": "Why", "paper.embargo.given.taken_back": "Taken back", "paper.allowed": "Allowed in a pre-election period", "paper.urgency": "Why it is urgent",
	"paper.urgency.by": "Who chairs the meeting", "paper.urgency.noted_by": "Written down by", "paper.corrects": "What it corrects", "paper.corrects.what": "What was wrong", "paper.corrects.why": "Why it was wrong",
	"paper.corrects.published_on": "Published on", "paper.corrects.paper": "Paper", "publicity_hold.from": "First day", "publicity_hold.to": "Last day", "publicity_hold.poll": "Polling day", "publicity_hold.election": "Which election", "publicity_hold.since": "Holds papers from",
	"publicity_hold.source": "Source", "publicity_hold.reason": "Why it was changed", "publicity_hold.ended": "Ended before its last day", "meeting_rule.law": "Under which law", "meeting_rule.source": "How that is known", "at": "At", "ground": "Ground", "set_by": "Set by", "set_on": "Set on",
	"paper_numbering.year": "Year", "paper_numbering.last": "Last number given", "paper.withdrawal": "Why it was given up",

	"paper.template": "Committee template", "paper.implications": "Implications", "paper.writers": "Who wrote in it besides", "paper_template.kind": "What papers are for", "paper_template.from": "Began as", "paper_template.retired": "Why it is retired",
	"paper_clearance.act": "What was done", "paper_clearance.key": "Which clearance", "paper_clearance.content": "SHA-256 of the words and figures seen", "paper_clearance.words": "What was said", "paper_clearance.title": "Post", "paper_clearance.asked": "Who was asked", "paper_clearance.on_behalf": "On behalf of the post",

	"account": "Account", "action": "Action", "actions": "Actions", "additional": "Words on additional actions", "addressees": "Addressed to", "agency": "Agency",
	"amount": "How many", "anchor": "When the time starts", "anchor_date": "The day when the time starts", "anchor_stated": "Start stated in the report",
	"areas": "Areas for improvement", "as_at": "As at", "as_stated": "As published", "asked_by": "Asked by", "asked_on": "Asked on", "aspect": "What was judged",
	"attachment": "File", "author": "Author", "background": "Background", "before": "Words before", "after": "Words after", "by": "By", "classification": "May it name a child?",
	"committee": "Committee", "complete": "Said to be complete", "complete_on": "Said to be complete on", "completed": "Completed", "contact": "Contact",
	"contingency": "If it does not go to plan", "data_hash": "Hash of the data", "dataset": "Data", "decided_by": "Decided by", "decided_on": "Decided on",
	"claim": "What the file claims", "entry": "The row, as read", "file": "File", "mapping": "How its columns were understood", "place": "Where in the file", "warnings": "Warnings", "decision": "Decision", "decisions": "Decisions asked for", "depends_on": "Waits for", "description": "Description", "document_date": "Date of the document",
	"due": "Due", "earlier": "Earlier area", "echoes": "Echoes of earlier areas", "same": "The same is asked again", "email": "E-mail", "end": "End", "ended": "Ended", "evidence": "Evidence", "exception": "Exception, as stated", "expires": "Expires", "extended": "Extended to",
	"from": "From", "go_live": "Day practice changes", "hash": "Hash", "html": "Page", "inspection": "Inspection", "inspectorate": "Inspectorate",
	"inspectorates": "Inspectorates", "items": "Items", "in_the_way": "What is in the way", "judged_by": "Judged by", "judged_on": "Judged on", "judged_on_behalf": "Judged on behalf of",
	"kind": "Kind", "known_at": "Known at", "last_update": "Last update", "meeting": "Meeting", "membership": "Person", "milestones": "Milestones", "name": "Name",
	"notes": "Notes", "number": "Number", "offered_by": "Offered by", "offered_on": "Offered on", "on": "On", "on_behalf": "On behalf of", "origin": "Where it came from",
	"origin_note": "More about where it came from", "outcome": "Outcome", "paper": "Paper", "paragraph": "Paragraph of Schedule 12A", "passages": "Words", "not_read": "Why a program did not read the file", "file_looked": "File that a person looked through", "public_interest": "The public interest", "owner": "Owner", "part": "Part", "parts": "Parts", "phone": "Telephone", "planned_on": "Planned on",
	"position": "Entry", "post": "Post", "progress": "Progress", "published": "Published", "published_by": "Published by", "published_on": "Published on", "purpose": "Purpose",
	"quantity": "Number so far", "questions": "Questions", "reached": "Reached", "reason": "Reason", "received": "Received", "ref": "Reference", "reference": "Reference",
	"regime": "Framework", "remaining": "Remaining", "report": "Report", "role": "Role", "rule": "Due date rule", "section": "Section", "sha256": "SHA-256 of the file",
	"signer": "Signs it off", "size": "Size in bytes", "source": "Where it was published", "standing": "Standing", "start": "Start", "state": "State", "statement": "Statement",
	"success_measure": "What success looks like", "superseded_by": "Superseded by", "answer_by": "Last day to answer", "clear_days": "Clear days before the meeting", "clearances": "Clearances", "dispatch_before": "Working days before the meeting that papers go out", "factual": "Those named are asked whether it is right", "implications": "Implications", "initials": "Initials", "questions_heading": "Heading of the questions", "sections": "Sections", "heading": "Heading", "help": "Help for the author", "need": "Is it wanted?", "key": "Key", "none": "There are none", "of": "As it was", "target": "Number wanted", "team": "Team", "text": "Text", "time": "Time", "timescale": "Timescale",
	"title": "Title", "to": "To", "total": "In all", "type": "Type of file", "unit": "Unit", "until": "Until", "word": "Word on the scale", "year": "Year",
}

// fieldLabel names the field at a path of a kind's body, such as "rule.amount".
func fieldLabel(kind, path string) string {
	for _, known := range []map[string]string{fieldWords, caseFieldWords} {
		if words, ok := known[kind+"."+path]; ok {
			return words
		}
	}
	outer, last := "", path
	if i := strings.LastIndexByte(path, '.'); i >= 0 {
		outer, last = path[:i], path[i+1:]
	}
	words, ok := fieldWords[last]
	if !ok {
		words = change.UpperFirst(strings.ReplaceAll(last, "_", " "))
	}
	if outer == "" {
		return words
	}
	return fieldLabel(kind, outer) + ": " + lowerFirst(words)
}

func lowerFirst(s string) string { return change.LowerFirst(s) }

// codeWords puts a code that a field holds into words, and leaves what people
// typed as it is.
func codeWords(kind, path, text string) string {
	if words, ok := caseCodeWords(kind, path, text); ok {
		return words
	}
	leaf := path[strings.LastIndexByte(path, '.')+1:]
	switch leaf {
	case "roles":
		if name := access.Role(text).Name(); name != "" {
			return name
		}
	case "section":
		return plan.Section(text).Words()
	case "timescale":
		return deadline.Timescale(text).Words()
	case "regime":
		if regime, ok := plan.RegimeByKey(text); ok {
			return regime.Name
		}
	case "seat":
		return seatWords[plan.Seat(text)]
	case "origin":
		return origins[plan.Origin(text)]
	case "state", "standing", "classification", "precision":
		return spelled(text)
	}
	if path == "rule.unit" || kind == plan.KindSettlement && path == "outcome" || kind == plan.KindPart && path == "kind" {
		return spelled(text)
	}
	return text
}

func spelled(code string) string { return change.UpperFirst(strings.ReplaceAll(code, "_", " ")) }
