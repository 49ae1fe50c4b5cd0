package access_test

import (
	"testing"
	"time"

	"throughline/access"
)

// A decision from the compiled table takes under 5 µs: docs/decisions/0015.
func BenchmarkDecide(b *testing.B) {
	p := theShipped(b)
	if _, err := p.Check(); err != nil {
		b.Fatal(err)
	}
	classes := access.Classes()
	n := 0
	for b.Loop() {
		p.Decide(access.Roles[n%len(access.Roles)], access.Relationships[n%5], classes[n%60], access.Walls[n%3], access.Purposes[n%9], access.Acts[n%3])
		n++
	}
	if each := b.Elapsed() / time.Duration(n); n > 1000 && each > 5*time.Microsecond {
		b.Errorf("a decision takes %v, and must take less than 5 µs", each)
	}
}

func BenchmarkScope(b *testing.B) {
	p := theShipped(b)
	caller := acting(access.SocialWorker, access.TeamManager)
	caller.Council = true
	class := access.Class{Sensitivity: access.Personal, Compartment: access.SocialCare}
	for b.Loop() {
		if !p.Scope(caller, access.DirectWork, access.View).Allows(class, access.NoWall, allocated) {
			b.Fatal("a manager is kept out")
		}
	}
}

func BenchmarkAllows(b *testing.B) {
	caller := acting(access.SocialWorker)
	caller.Council = true
	s := theShipped(b).Scope(caller, access.DirectWork, access.View)
	class := access.Class{Sensitivity: access.Personal, Compartment: access.SocialCare}
	for b.Loop() {
		s.Allows(class, access.NoWall, allocated)
	}
}

// The whole table, and the part of it that a first request waits for.
func BenchmarkCompileAll(b *testing.B) {
	for b.Loop() {
		checked, err := theShipped(b).Check()
		if err != nil {
			b.Fatal(err)
		}
		b.ReportMetric(float64(checked.Cells), "cells")
		b.ReportMetric(float64(checked.Rules), "rules")
	}
}

func BenchmarkCompileOneRoleAndPurpose(b *testing.B) {
	class := access.Class{Sensitivity: access.Personal, Compartment: access.SocialCare}
	for b.Loop() {
		if !theShipped(b).Decide(access.SocialWorker, access.Allocated, class, access.NoWall, access.DirectWork, access.View).Allowed {
			b.Fatal("a social worker is kept out")
		}
	}
}
