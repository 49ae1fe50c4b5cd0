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

// What each role may do, written out by hand: y is yes, . is no. It is the
// table an information governance lead agreed to, so a change to the program's
// own table has to be made here too.
const agreed = `
                                     plan_owner agency_lead group_chair deputy_chair auditor board_member young_person administrator operator
read the plan                        y          y           y           y            y       y            y            y             y
open evidence and its attachments    y          y           y           y            y       .            .            .             .
read the audit trail                 y          .           y           y            y       .            .            y             y
read published papers                y          y           y           y            y       y            y            y             y
change inspections, reports and areas y         .           .           .            .       .            .            .             .
change actions and parts             y          .           y           y            .       .            .            .             .
report on a part                     y          y           .           .            .       .            .            .             .
offer evidence                       y          y           .           .            .       .            .            .             .
accept or return evidence            y          y           y           y            .       .            .            .             .
ask for an extension                 y          y           .           .            .       .            .            .             .
approve or refuse an extension       .          .           y           y            .       .            .            .             .
sign off a part                      y          y           y           y            .       .            .            .             .
write a paper                        y          .           .           .            .       .            .            .             .
publish a paper                      y          .           .           .            .       .            .            .             .
manage people, posts and agencies    .          .           .           .            .       .            .            y             y
name a delegate for one's own post   y          y           y           y            .       .            .            y             .
erase content with a reason          .          .           .           .            .       .            .            y             .
verify the ledger                    .          .           .           .            y       .            .            .             y
read the exempt part of a paper      y          .           y           y            y       y            .            .             .
`

func agreedTable(t *testing.T) (roles []access.Role, table map[access.Permission]map[access.Role]bool) {
	t.Helper()
	lines := strings.Split(strings.Trim(agreed, "\n"), "\n")
	for name := range strings.FieldsSeq(lines[0]) {
		roles = append(roles, access.Role(name))
	}
	table = map[access.Permission]map[access.Role]bool{}
	for _, line := range lines[1:] {
		words := strings.Fields(line)
		cells := words[len(words)-len(roles):]
		permission := access.Permission(strings.Join(words[:len(words)-len(roles)], " "))
		table[permission] = map[access.Role]bool{}
		for i, cell := range cells {
			if cell != "y" && cell != "." {
				t.Fatalf("%s: %q is neither y nor .", permission, cell)
			}
			table[permission][roles[i]] = cell == "y"
		}
	}
	return roles, table
}

func acting(roles ...access.Role) access.Caller {
	return access.Caller{Account: "account", Authority: "authority", Agency: "agency", Membership: "membership", Roles: roles}
}

func TestEveryRoleAndPermissionIsAsAgreed(t *testing.T) {
	roles, table := agreedTable(t)
	if diff := cmp.Diff(roles, access.Roles); diff != "" {
		t.Fatalf("roles: %s", diff)
	}
	if len(table) != len(access.Permissions) || len(table) != 18 || len(roles) != 9 {
		t.Fatalf("%d permissions agreed, %d in the program; %d roles", len(table), len(access.Permissions), len(roles))
	}
	for _, permission := range access.Permissions {
		row, ok := table[permission]
		if !ok {
			t.Errorf("nobody has agreed who may %s", permission)
			continue
		}
		for _, role := range roles {
			if got := acting(role).May(permission); got != row[role] {
				t.Errorf("%s may %s: got %v, want %v", role, permission, got, row[role])
			}
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

// Several roles give what each gives, and no more; but a young person never
// reads exempt words.
func TestRolesAddUp(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		roles := rapid.SliceOf(rapid.SampledFrom(access.Roles)).Draw(t, "roles")
		permission := rapid.SampledFrom(access.Permissions).Draw(t, "permission")
		want := slices.ContainsFunc(roles, func(r access.Role) bool { return acting(r).May(permission) })
		if permission == access.ReadExempt && slices.Contains(roles, access.YoungPerson) {
			want = false
		}
		if got := acting(roles...).May(permission); got != want {
			t.Fatalf("%v may %s: got %v, want %v", roles, permission, got, want)
		}
	})
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
