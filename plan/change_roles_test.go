package plan_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"maps"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"throughline/access"
	"throughline/plan"
)

// Who may make each change, written by hand. A role that isn't named may not.
var whoMay = []struct {
	change plan.Change
	name   string
	roles  []access.Role
}{
	{plan.RecordInspection{}, "record an inspection", inspects},
	{plan.RecordReport{}, "record a report", inspects},
	{plan.RecordJudgement{}, "record a judgement", inspects},
	{plan.RecordArea{}, "record an area for improvement", inspects},
	{plan.RecordStatedFigure{}, "record a stated figure", inspects},
	{plan.RecordReported{}, "record what a report says", inspects},
	{plan.JudgeEcho{}, "judge whether an area echoes an earlier one", inspects},

	{plan.PlanAction{}, "plan an action", plans},
	{plan.ReceivePlan{}, "receive a plan's file", plans},
	{plan.MapPlan{}, "say how a plan's file is read", plans},
	{plan.GiveUpImport{}, "give up a plan's file", plans},
	{plan.ImportPlan{}, "import a plan", plans},
	{plan.ReceiveCopy{}, "receive a copy of the plan", plans},
	{plan.SettleDifference{}, "settle a difference in a copy", plans},
	{plan.TakeBackSettlement{}, "take back what was settled of a copy", plans},
	{plan.LinkMeasure{}, "link a measure to an area", plans},
	{plan.RebaseChart{}, "rebase a chart", plans},
	{plan.EndRebase{}, "take back the rebase of a chart", plans},
	{plan.LayDownYardstick{}, "lay down how a difference will be shown", plans},
	{plan.TakeBackYardstick{}, "take back how a difference will be shown", plans},
	{plan.RecordVerdicts{}, "work out whether actions made a difference", judges},
	{plan.UnlinkMeasure{}, "take a measure away from an area", plans},
	{plan.EditAction{}, "change an action", plans},
	{plan.EndAction{}, "withdraw, supersede or not accept an action", plans},
	{plan.ReinstateAction{}, "reinstate an action", plans},
	{plan.AddPart{}, "add a part", plans},
	{plan.EditPart{}, "change a part", plans},
	{plan.RemovePart{}, "take a part out of the plan", chairs},

	{plan.ReportProgress{}, "report on a part", answers},
	{plan.OfferEvidence{}, "offer evidence", answers},
	{plan.ReuseEvidence{}, "use evidence again", answers},
	{plan.WithdrawEvidence{}, "withdraw evidence", answers},
	{plan.AskExtension{}, "ask for an extension", answers},

	{plan.JudgeEvidence{}, "accept or return evidence", checks},
	{plan.SignPart{}, "sign off a part", checks},
	{plan.TakeBackSignature{}, "take back a sign-off", checks},
	{plan.DecideExtension{}, "approve or refuse an extension", chairs},

	{plan.AddAgency{}, "add an agency", administers},
	{plan.EditAgency{}, "change an agency", administers},
	{plan.AddPost{}, "add a post", administers},
	{plan.EditPost{}, "change a post", administers},
	{plan.AddMember{}, "add a person", administers},
	{plan.EditMember{}, "change a person", administers},
	{plan.AppointHolder{}, "appoint to a post", administers},
	{plan.EndHolding{}, "end a time in post", administers},
	{plan.HandOver{}, "hand over parts", administers},

	{plan.AddTeam{}, "add a team", administers},
	{plan.RenameTeam{}, "rename a team", administers},
	{plan.EndTeam{}, "end a team", administers},
	{plan.PlaceInTeam{}, "place in a team", administers},
	{plan.LeaveTeam{}, "leave a team", administers},

	{plan.Delegate{}, "name a delegate", holdsPosts},
	{plan.EndDelegation{}, "take back a delegation", holdsPosts},
}

var (
	inspects    = []access.Role{access.PlanOwner}
	plans       = []access.Role{access.PlanOwner, access.GroupChair, access.DeputyChair}
	judges      = []access.Role{access.PlanOwner, access.DataAnalyst, access.Operator}
	chairs      = []access.Role{access.GroupChair, access.DeputyChair}
	answers     = []access.Role{access.PlanOwner, access.AgencyLead}
	checks      = []access.Role{access.PlanOwner, access.AgencyLead, access.GroupChair, access.DeputyChair}
	administers = []access.Role{access.Administrator, access.Operator} // who runs the program sets up the first administrator
	holdsPosts  = []access.Role{access.PlanOwner, access.AgencyLead, access.GroupChair, access.DeputyChair, access.Administrator}
)

func TestEachRoleAndEachChange(t *testing.T) {
	names := map[string]bool{}
	for _, c := range whoMay {
		if got := c.change.Name(); got != c.name || names[got] {
			t.Errorf("%T is called %q in the ledger, or shares that name", c.change, got)
		}
		names[c.name] = true
		for _, role := range append([]access.Role{"", "king"}, access.Roles...) {
			by := access.Caller{Account: "account", Authority: "authority", Roles: []access.Role{role}}
			if got, want := by.May(c.change.Needs()), slices.Contains(c.roles, role); got != want {
				t.Errorf("a %q with no other role may %s: %t, and it should be %t", role, c.name, got, want)
			}
			by.Account = ""
			if by.May(c.change.Needs()) {
				t.Errorf("nobody, as a %q, may %s", role, c.name)
			}
			by.Account, by.Authority = "account", ""
			if by.May(c.change.Needs()) {
				t.Errorf("somebody of no authority, as a %q, may %s", role, c.name)
			}
		}
	}
}

// Every change in the package is in the table above and says in its comment
// what it does, and its Decide what it refuses.
func TestEveryChangeIsInTheTable(t *testing.T) {
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	documented, decides := map[string]bool{}, map[string]string{}
	for _, name := range files {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.ParseComments|parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		for _, decl := range file.Decls {
			switch decl := decl.(type) {
			case *ast.GenDecl:
				for _, spec := range decl.Specs {
					if spec, ok := spec.(*ast.TypeSpec); ok {
						documented[spec.Name.Name] = strings.HasPrefix(decl.Doc.Text(), spec.Name.Name+" ")
					}
				}
			case *ast.FuncDecl:
				if decl.Recv != nil && decl.Name.Name == "Decide" {
					of, _ := decl.Recv.List[0].Type.(*ast.Ident)
					decides[of.Name] = decl.Doc.Text()
				}
			}
		}
	}
	inTable := map[string]bool{}
	for _, c := range whoMay {
		inTable[reflect.TypeOf(c.change).Name()] = true
	}
	if got, want := slices.Sorted(maps.Keys(inTable)), slices.Sorted(maps.Keys(decides)); !slices.Equal(got, want) {
		t.Errorf("the table has %v; the changes are %v", got, want)
	}
	for name, doc := range decides {
		if !documented[name] || !strings.HasPrefix(doc, "Decide ") {
			t.Errorf("%s, or what it decides, has no comment", name)
		}
	}
}

// The role alone is not enough: each refusal by a person whose role allows the
// change comes from the rules of the plan.
func TestEachPersonHasTheRightsOfTheirRole(t *testing.T) {
	a := startThePlan(t)
	for _, who := range thePeople {
		for _, c := range whoMay {
			if got, want := a.by(who.id).May(c.change.Needs()), slices.Contains(c.roles, who.role); got != want {
				t.Errorf("%s, %s, may %s: %t", who.name, who.role.Name(), c.name, got)
			}
		}
	}
	if err := a.try("nobody", saysComplete("A1a")); !isForbidden(err) {
		t.Errorf("nobody reporting gave %v", err)
	}
}
