package access_test

import (
	"testing"

	"throughline/access"
)

func theShipped(t testing.TB) *access.Policy {
	t.Helper()
	p, err := access.Shipped()
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func TestTheShippedPolicyIsChecked(t *testing.T) {
	p := theShipped(t)
	checked, err := p.Check()
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("%+v", checked)
}
