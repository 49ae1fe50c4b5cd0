package access

import (
	"fmt"
	"slices"
	"strings"

	"github.com/cedar-policy/cedar-go/types"
	"github.com/cedar-policy/cedar-go/x/exp/ast"
)

// Rules are written in a small part of Cedar: what they speak of is compared
// with names that exist, and that is all. A rule in that part always has an
// answer, so that none can fail, open or shut, when it is asked; and a name
// spelt wrongly is found when the file is read, not by the person it keeps out.

// names lists the names of each type, as texts.
var names = map[types.EntityType][]string{
	"Role": texts(Roles), "Compartment": texts(Compartments), "Relationship": texts(Relationships),
	"Sensitivity": texts(Sensitivities), "Wall": texts(Walls), "Purpose": texts(Purposes), "Action": texts(Acts),
}

// spokenOf gives the type of each thing that a rule may speak of.
var spokenOf = map[string]types.EntityType{
	"principal": "Role", "action": "Action", "resource": "Compartment", "context.relationship": "Relationship",
	"context.sensitivity": "Sensitivity", "context.wall": "Wall", "context.purpose": "Purpose",
}

func texts[T ~string](list []T) []string {
	all := make([]string, len(list))
	for i, v := range list {
		all[i] = string(v)
	}
	return all
}

// bad is something not in that part of Cedar, with text of the file near which
// it stands.
type bad struct {
	needle, sentence string
	condition        bool // it stands after the brackets with principal, action and resource
}

const howToCompare = "A rule compares principal, action, resource, context.relationship, context.sensitivity, context.wall or context.purpose with names, using ==, !=, in, &&, || and !. Write this rule so."

type form struct {
	found      []bad
	conditions bool
}

func badForm(policy *ast.Policy) []bad {
	var f form
	f.scope("principal", policy.Principal)
	f.scope("action", policy.Action)
	f.scope("resource", policy.Resource)
	f.conditions = true
	for _, condition := range policy.Conditions {
		f.condition(condition.Body)
	}
	return f.found
}

func (f *form) add(needle, sentence string) {
	f.found = append(f.found, bad{needle, sentence, f.conditions})
}

func (f *form) scope(part string, node ast.IsScopeNode) {
	switch node := node.(type) {
	case ast.ScopeTypeAll:
	case ast.ScopeTypeEq:
		f.name(part, node.Entity)
	case ast.ScopeTypeIn:
		f.name(part, node.Entity)
	case ast.ScopeTypeInSet:
		if len(node.Entities) == 0 {
			f.add(part, "An empty list compares with nothing. Name something in it.")
		}
		for _, uid := range node.Entities {
			f.name(part, uid)
		}
	default:
		f.add(part, howToCompare)
	}
}

func (f *form) condition(node ast.IsNode) {
	switch node := node.(type) {
	case ast.NodeTypeAnd:
		f.condition(node.Left)
		f.condition(node.Right)
	case ast.NodeTypeOr:
		f.condition(node.Left)
		f.condition(node.Right)
	case ast.NodeTypeNot:
		f.condition(node.Arg)
	case ast.NodeTypeEquals:
		f.comparison(node.Left, node.Right, false)
	case ast.NodeTypeNotEquals:
		f.comparison(node.Left, node.Right, false)
	case ast.NodeTypeIn:
		f.comparison(node.Left, node.Right, true)
	case ast.NodeTypeContains:
		f.comparison(node.Right, node.Left, true)
	default:
		f.add(wordOf(node), howToCompare)
	}
}

func (f *form) comparison(what, with ast.IsNode, listed bool) {
	part, ok := partOf(what)
	if !ok {
		f.add(wordOf(what), howToCompare)
		return
	}
	var nodes []ast.IsNode
	switch with := with.(type) {
	case ast.NodeTypeSet:
		if !listed || len(with.Elements) == 0 {
			f.add(part, "Compare "+part+" with a list of names, using “in”, or with one name, using == or !=.")
		}
		nodes = with.Elements
	default:
		nodes = []ast.IsNode{with}
	}
	for _, node := range nodes {
		value, isValue := node.(ast.NodeValue)
		uid, isName := value.Value.(types.EntityUID)
		if !isValue || !isName {
			f.add(wordOf(node), fmt.Sprintf("%s is compared with names of the type %s, such as %s::%q. Write such a name here.", part, spokenOf[part], spokenOf[part], names[spokenOf[part]][0]))
			continue
		}
		f.name(part, uid)
	}
}

// name wants a name of the type that the part has.
func (f *form) name(part string, uid types.EntityUID) {
	kind, id := spokenOf[part], string(uid.ID)
	switch {
	case uid.Type != kind:
		f.add(uid.String(), fmt.Sprintf("%s is a %s, and %s is a %s, so they are never the same. Write a %s here.", part, kind, uid, uid.Type, kind))
	case !slices.Contains(names[kind], id):
		f.add(uid.String(), fmt.Sprintf("There is no %s called “%s”. Write one of these: %s.", kind, id, strings.Join(names[kind], ", ")))
	}
}

// partOf gives what a rule speaks of, such as "context.wall".
func partOf(node ast.IsNode) (string, bool) {
	part := ""
	switch node := node.(type) {
	case ast.NodeTypeVariable:
		part = string(node.Name)
	case ast.NodeTypeAccess:
		if of, ok := node.Arg.(ast.NodeTypeVariable); ok && of.Name == "context" {
			part = "context." + string(node.Value)
		}
	default:
		return "", false
	}
	_, ok := spokenOf[part]
	return part, ok
}

// wordOf is a text to look for in the file, near which the node stands.
func wordOf(node ast.IsNode) (word string) {
	ast.Inspect(ast.NewNode(node), func(n ast.IsNode) bool {
		if word != "" {
			return false
		}
		switch n := n.(type) {
		case ast.NodeTypeAccess:
			word = string(n.Value)
		case ast.NodeTypeHas:
			word = string(n.Value)
		case ast.NodeTypeVariable:
			word = string(n.Name)
		case ast.NodeTypeExtensionCall:
			word = string(n.Name)
		case ast.NodeValue:
			word = strings.Trim(n.Value.String(), `"`)
		default: // made of others, which are looked at next
		}
		return word == ""
	})
	return word
}
