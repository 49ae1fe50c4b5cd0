package access_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"throughline/access"
)

// What each role may do, written out by hand, a block for each role. What a
// block doesn't name, the role may not do. It is the table an information
// governance lead agreed to, so a change to the program's own table has to be
// made here too.
const agreed = `
Plan owner
	read the plan; open evidence and its attachments; read the audit trail; read published papers;; read alerts
	change inspections, reports and areas; change actions and parts; report on a part; offer evidence;
	accept or return evidence; ask for an extension; sign off a part; write a paper; publish a paper;
	set up what papers to a committee have; clear a paper; waive a clearance of a paper;
	name a delegate for one's own post; read figures about children; read the exempt part of a paper; read measures; work out whether actions made a difference

Agency lead
	read the plan; open evidence and its attachments; read published papers; clear a paper; report on a part; offer evidence;
	accept or return evidence; ask for an extension; sign off a part; name a delegate for one's own post;
	read figures about children
	send files that no return carries

Chair of the group
	read the plan; open evidence and its attachments; read the audit trail; read published papers;
	change actions and parts; accept or return evidence; approve or refuse an extension; sign off a part;
	clear a paper; waive a clearance of a paper;
	name a delegate for one's own post; read figures about children; read the exempt part of a paper

Deputy chair of the group
	read the plan; open evidence and its attachments; read the audit trail; read published papers;
	change actions and parts; accept or return evidence; approve or refuse an extension; sign off a part;
	clear a paper; waive a clearance of a paper;
	name a delegate for one's own post; read figures about children; read the exempt part of a paper

Auditor
	read the plan; open evidence and its attachments; read the audit trail; read published papers; verify the ledger;; read alerts
	read figures about children; read the exempt part of a paper; read measures
	look for people and open their records

Board member
	read the plan; read published papers; read figures about children; read the exempt part of a paper

Young person
	read the plan; read published papers; read figures about children

Administrator
	read the plan; read the audit trail; read published papers; set up what papers to a committee have; manage people, posts and agencies;
	name a delegate for one's own post; erase content with a reason; put a practice pack in use

Operator
	read the plan; read the audit trail; read published papers; manage people, posts and agencies; verify the ledger; ask why somebody may reach a record; load statutory returns; read measures; put a practice pack in use; read alerts
	send files that no return carries; work out whether actions made a difference

Social worker
	read the plan; read figures about children; read measures; read alerts
	look for people and open their records; record about people; add people who are new to the service; open a record in an emergency

Team manager
	read the plan; read figures about children; read measures; read alerts
	look for people and open their records; record about people; add people who are new to the service; open a record in an emergency
	allocate people to workers and teams; join or part two records of one person; restrict who may reach a person
	send files that no return carries

Independent reviewing officer
	read the plan; read figures about children; read measures; read alerts
	look for people and open their records; record about people; open a record in an emergency
	send files that no return carries

Health professional
	read the plan; read figures about children; read alerts
	look for people and open their records; record about people; open a record in an emergency
	send files that no return carries

Clinical psychologist
	read the plan; read figures about children; read alerts
	look for people and open their records; record about people
	send files that no return carries

Education professional
	read the plan; read figures about children; read alerts
	look for people and open their records; record about people
	send files that no return carries

Police officer
	read the plan; read figures about children; read alerts
	look for people and open their records; record about people

Local authority designated officer (LADO)
	read the plan; read figures about children; read alerts
	look for people and open their records; record about people; add people who are new to the service; allocate people to workers and teams
	send files that no return carries

Early help worker
	read the plan; read figures about children; read alerts
	look for people and open their records; record about people; add people who are new to the service
	send files that no return carries

Adoption worker
	read the plan; read figures about children; read alerts
	look for people and open their records; record about people; add people who are new to the service; allocate people to workers and teams
	keep the two records of an adopted person apart; decide which records are destroyed

Out-of-hours duty worker
	read the plan; read figures about children; read alerts
	look for people and open their records; record about people; add people who are new to the service; open a record in an emergency
	send files that no return carries

Leaving care finance officer
	read the plan; read figures about children; read alerts
	look for people and open their records; record about people
	send files that no return carries

Data analyst
	read the plan; read figures about children; publish figures about children; load statutory returns; read measures; read alerts
	send files that no return carries; work out whether actions made a difference

Information governance lead
	clear a paper; read the plan; read the audit trail; read published papers; keep pre-election periods and allow papers in them; read figures about children; read measures; read alerts
	look for people and open their records; record about people; allocate people to whoever answers a request or audits
	restrict who may reach a person; see who looked at whom; review emergency access and alerts
	ask why somebody may reach a record; place and lift a legal hold; decide which records are destroyed

Caldicott Guardian
	clear a paper; read the plan; read figures about children; read measures; read alerts
	look for people and open their records; allocate people to whoever answers a request or audits; see who looked at whom; review emergency access and alerts
	ask why somebody may reach a record; place and lift a legal hold; decide which records are destroyed
`

// A role never to be given a permission, whatever else its holder is.
const agreedNever = `
Young person
	read the exempt part of a paper; clear a paper; waive a clearance of a paper

Board member
	clear a paper; waive a clearance of a paper
`

// agreedBlocks reads blocks: a role in words, then what it names, indented.
func agreedBlocks(t *testing.T, text string) (order []string, named map[string][]access.Permission) {
	t.Helper()
	named = map[string][]access.Permission{}
	for line := range strings.Lines(text) {
		line = strings.TrimRight(line, "\n")
		switch {
		case line == "":
		case !strings.HasPrefix(line, "\t"):
			order = append(order, line)
		default:
			role := order[len(order)-1]
			for permission := range strings.SplitSeq(line, ";") {
				if permission := access.Permission(strings.TrimSpace(permission)); permission != "" {
					named[role] = append(named[role], permission)
				}
			}
		}
	}
	for role, permissions := range named {
		for i, permission := range permissions {
			if !slices.Contains(access.Permissions, permission) || slices.Contains(permissions[:i], permission) {
				t.Fatalf("%s: %q is not a permission, or is there twice", role, permission)
			}
		}
	}
	return order, named
}

func acting(roles ...access.Role) access.Caller {
	return access.Caller{Account: "account", Authority: "authority", Agency: "agency", Membership: "membership", Roles: roles}
}

func TestEveryRoleAndPermissionIsAsAgreed(t *testing.T) {
	order, named := agreedBlocks(t, agreed)
	names := make([]string, len(access.Roles))
	for i, role := range access.Roles {
		names[i] = role.Name()
	}
	if diff := cmp.Diff(order, names); diff != "" {
		t.Fatalf("roles: %s", diff)
	}
	if len(access.Permissions) != 45 || len(access.Roles) != 24 {
		t.Fatalf("%d permissions and %d roles in the program", len(access.Permissions), len(access.Roles))
	}
	given := map[access.Permission]bool{}
	for _, role := range access.Roles {
		for _, permission := range access.Permissions {
			want := slices.Contains(named[role.Name()], permission)
			given[permission] = given[permission] || want
			if got := acting(role).May(permission); got != want {
				t.Errorf("%s may %s: got %v, want %v", role, permission, got, want)
			}
		}
	}
	for _, permission := range access.Permissions {
		if !given[permission] {
			t.Errorf("nobody has agreed who may %s", permission)
		}
	}
}

func TestDeniedByDefault(t *testing.T) {
	everyRole := acting(access.Roles...)
	nobody, nowhere := everyRole, everyRole
	nobody.Account, nowhere.Authority = "", ""
	for _, permission := range append(slices.Clone(access.Permissions), "", "fly", "READ THE PLAN", "read the plan ") {
		for name, caller := range map[string]access.Caller{
			"the zero caller":      {},
			"nobody":               nobody,
			"without an authority": nowhere,
			"without a role":       acting(),
			"an unknown role":      acting("mayor"),
			"a blank role":         acting(""),
			"a role in capitals":   acting("PLAN_OWNER"),
		} {
			if caller.May(permission) {
				t.Errorf("%s may %s", name, permission)
			}
		}
	}
	for _, permission := range []access.Permission{"", "fly", "READ THE PLAN", "read the plan "} {
		if everyRole.May(permission) {
			t.Errorf("a permission that doesn't exist is granted: %q", permission)
		}
	}
}

// Several roles give what each gives, less what one of them must never have.
func TestRolesAddUp(t *testing.T) {
	_, never := agreedBlocks(t, agreedNever)
	rapid.Check(t, func(t *rapid.T) {
		roles := rapid.SliceOf(rapid.SampledFrom(access.Roles)).Draw(t, "roles")
		permission := rapid.SampledFrom(access.Permissions).Draw(t, "permission")
		given := slices.ContainsFunc(roles, func(r access.Role) bool { return acting(r).May(permission) })
		kept := slices.ContainsFunc(roles, func(r access.Role) bool { return slices.Contains(never[r.Name()], permission) })
		if got, want := acting(roles...).May(permission), given && !kept; got != want {
			t.Fatalf("%v may %s: got %v, want %v", roles, permission, got, want)
		}
	})
}

func TestAYoungPersonOnTheBoardReadsNoExemptWords(t *testing.T) {
	if !acting(access.BoardMember).May(access.ReadExempt) || acting(access.BoardMember, access.YoungPerson).May(access.ReadExempt) {
		t.Error("a Board member reads the exempt part of a paper; one who is also a young person doesn't")
	}
}

func TestNobodyBothAsksAndDecides(t *testing.T) {
	for _, role := range access.Roles {
		one := acting(role)
		if one.May(access.AskExtension) && one.May(access.DecideExtension) {
			t.Errorf("%s may both ask for and approve an extension", role)
		}
	}
}

// The lists must name every constant of their type, so that a new one can't
// be left out of the table, the pages or these tests.
func TestListsAreComplete(t *testing.T) {
	source, err := parser.ParseFile(token.NewFileSet(), "table.go", nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	declared := constantsByType(t, source)
	roles := make([]string, len(access.Roles))
	for i, r := range access.Roles {
		roles[i] = string(r)
		if r.Name() == "" {
			t.Errorf("%s has no name in words", r)
		}
	}
	permissions := make([]string, len(access.Permissions))
	for i, p := range access.Permissions {
		permissions[i] = string(p)
	}
	if diff := cmp.Diff(declared["Role"], roles); diff != "" {
		t.Errorf("Roles is not every role declared: %s", diff)
	}
	if diff := cmp.Diff(declared["Permission"], permissions); diff != "" {
		t.Errorf("Permissions is not every permission declared: %s", diff)
	}
}

func TestAForgottenConstantIsFound(t *testing.T) {
	source, err := parser.ParseFile(token.NewFileSet(), "planted.go",
		"package access\nconst (\n\tPlanOwner Role = \"plan_owner\"\n\tMayor Role = \"mayor\"\n)\nconst Mayoral Role = \"mayoral\"\n", 0)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{"plan_owner", "mayor", "mayoral"}, constantsByType(t, source)["Role"]); diff != "" {
		t.Error(diff)
	}
}

func constantsByType(t *testing.T, source *ast.File) map[string][]string {
	t.Helper()
	declared := map[string][]string{}
	for _, d := range source.Decls {
		group, ok := d.(*ast.GenDecl)
		if !ok || group.Tok != token.CONST {
			continue
		}
		for _, spec := range group.Specs {
			constant, ok := spec.(*ast.ValueSpec)
			if !ok {
				t.Fatalf("a constant that can't be read: %T", spec)
			}
			kind, ok := constant.Type.(*ast.Ident)
			if !ok {
				continue
			}
			for _, value := range constant.Values {
				literal, ok := value.(*ast.BasicLit)
				if !ok {
					t.Fatalf("%s is not a plain text", constant.Names[0])
				}
				text, err := strconv.Unquote(literal.Value)
				if err != nil {
					t.Fatal(err)
				}
				declared[kind.Name] = append(declared[kind.Name], text)
			}
		}
	}
	return declared
}
