package board

import (
	"fmt"

	"throughline/plan"
)

// The definitions printed beside every figure.
var (
	DefineUnit     = "Statements count actions. An area for improvement is what inspectors asked for; an action is the plan's answer to it; a part is the piece of an action that one agency owns. The three are never added together."
	DefineComplete = "An action is complete when every part of it is done: its owner has said so or its quantity has reached the target, evidence for it has been accepted and is in date, and the post named when the part was planned, in another agency, has signed it off."
	DefineExcept   = "An action is complete but for one part when it has two or more parts and exactly one of them is not done. It is not counted as complete."
	DefineRemain   = "The remaining actions lack more than one part, or have no part done. Every action counted is complete, complete but for one part, or remaining."
	DefineProgress = fmt.Sprintf("A remaining action is in progress when an owner has given an update, or a milestone was reached, in the last %d days.", plan.SilentAfter)
	DefineLate     = "Lateness is always counted from the original date. A later date that has been approved is said in words and does not take lateness away."
	DefineLeftOut  = "Actions withdrawn, superseded or not accepted are not in the total. Each is listed with who decided it and why."
	DefineChecks   = "Complete does not mean better. Checked says whether an independent audit, inspection or visit, or young people themselves, found the action in practice. Difference shown says whether a linked measure improved, tested against its own past."
	DefineNumbers  = "Numbers to nine are written as words and larger ones in figures. Days end at midnight in London."
)

// definitionsFor gives the definitions that a statement's figures rest on.
func definitionsFor(st Statement) []string {
	list := []string{DefineComplete}
	if len(st.Except) > 0 {
		list = append(list, DefineExcept)
	}
	if st.Remaining > 0 {
		list = append(list, DefineRemain, DefineProgress)
	}
	if st.Lateness != "" {
		list = append(list, DefineLate)
	}
	if len(st.LeftOut) > 0 {
		list = append(list, DefineLeftOut)
	}
	if st.Checks != "" {
		list = append(list, DefineChecks)
	}
	if st.DueBefore != nil {
		list = append(list, st.DueBefore.Definition)
	}
	return list
}

// Definitions lists what every paper prints in its annex.
func Definitions() []string {
	return []string{DefineUnit, DefineComplete, DefineExcept, DefineRemain, DefineProgress, DefineLate, DefineLeftOut, DefineChecks, DefineNumbers}
}
