package bench

import (
	"context"
	"encoding/hex"
	"errors"
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"throughline/access"
	"throughline/calendar"
	"throughline/change"
	"throughline/store"
)

// Children of a sample return, and bytes of what is kept of each.
const (
	stagedChildren = 2700
	stagedBytes    = 1500
)

func staged(children int) (holdings []store.Holding, books []store.Book, ids []store.ReturnID) {
	draw := rand.New(rand.NewPCG(1, 2)) //nolint:gosec // content of the right length
	for n := range children {
		subject := store.NewID()
		body := make([]byte, stagedBytes)
		for i := range body {
			body[i] = byte(draw.Uint32())
		}
		holdings, books = append(holdings, store.Holding{Subject: subject, Body: body}), append(books, store.Book{Subject: subject, Body: body})
		for _, scheme := range []string{"local", "upn"} {
			ids = append(ids, store.ReturnID{Scheme: scheme, Value: fmt.Sprintf("%09d", n), Subject: subject})
		}
	}
	return holdings, books, ids
}

// BenchmarkStage stages a return of the size of the sample into an SQLite file
// and makes it count, while somebody saves a page again and again. It reports
// how long the two took, and how long a save took at most.
func BenchmarkStage(b *testing.B) {
	for _, busy := range []bool{false, true} {
		b.Run(fmt.Sprintf("others saving=%v", busy), func(b *testing.B) {
			path := filepath.Join(b.TempDir(), "stage.db")
			ctx := context.Background()
			if _, _, err := store.Migrate(ctx, path, nil); err != nil {
				b.Fatal(err)
			}
			db, err := store.Open(ctx, path, store.Options{})
			if err != nil {
				b.Fatal(err)
			}
			defer func() {
				if err := db.Close(); err != nil {
					b.Error(err)
				}
			}()
			operator := access.Caller{Account: "operator", Roles: []access.Role{access.Operator}}
			if _, err := db.CreateAuthority(ctx, operator, authority, "A council"); err != nil {
				b.Fatal(err)
			}
			by := access.Caller{Account: "a", Authority: authority, Membership: "m", Roles: []access.Role{access.DataAnalyst, access.PlanOwner}}
			holdings, books, ids := staged(stagedChildren)
			var stages, seals, saves []time.Duration
			for b.Loop() {
				stop, saved := make(chan bool), make(chan error, 1)
				go func() {
					saved <- saveUntil(ctx, db, by, stop, busy, &saves)
				}()
				batch := store.NewID()
				begun := time.Now()
				if err := db.Stage(ctx, by, batch, holdings, books, ids); err != nil {
					b.Fatal(err)
				}
				stages = append(stages, time.Since(begun))
				begun = time.Now()
				_, err := db.Write(ctx, by, access.LoadReturns, "load a return", calendar.Date{}, func(tx *store.Tx) error {
					root, _, _, err := tx.SealBatch(batch)
					if err != nil {
						return err
					}
					return tx.Put(change.Put{Kind: store.KindImport, Thing: batch, Body: map[string]string{"root": hex.EncodeToString(root)}})
				})
				seals = append(seals, time.Since(begun))
				close(stop)
				if err := errors.Join(err, <-saved); err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(millis(middle(stages)), "ms/stage")
			b.ReportMetric(millis(middle(seals)), "ms/seal")
			if busy {
				b.ReportMetric(millis(middle(saves)), "ms/save-middle")
				b.ReportMetric(millis(slices.Max(saves)), "ms/save-longest")
				b.ReportMetric(float64(len(saves))/float64(len(stages)), "saves/stage")
			}
		})
	}
}

func saveUntil(ctx context.Context, db *store.DB, by access.Caller, stop <-chan bool, busy bool, saves *[]time.Duration) error {
	for busy {
		select {
		case <-stop:
			return nil
		case <-time.After(3 * time.Millisecond):
		}
		begun := time.Now()
		_, err := db.Write(ctx, by, access.EditPlan, "save a page", calendar.Date{}, func(tx *store.Tx) error {
			return tx.Put(change.Put{Kind: "note", Thing: store.NewID(), Body: "a page"})
		})
		if err != nil {
			return err
		}
		*saves = append(*saves, time.Since(begun))
	}
	return nil
}

func millis(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }
