package store

import (
	"database/sql"
	"errors"
	"path/filepath"
	"testing"
)

// TestOnlyWhatIsDerivedDoesNotWaitForTheDisk: the connection that writes waits
// for the disk again after it did not, whether that went well or not.
func TestOnlyWhatIsDerivedDoesNotWaitForTheDisk(t *testing.T) {
	const full, normal = 2, 1
	url := "sqlite:" + filepath.Join(t.TempDir(), "a.db")
	if _, _, err := Migrate(t.Context(), url, nil); err != nil {
		t.Fatal(err)
	}
	db, err := Open(t.Context(), url, Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := db.Close(); err != nil {
			t.Error(err)
		}
	}()
	refused := errors.New("refused")
	for _, end := range []error{nil, refused} {
		err := db.derive(t.Context(), func(tx *sql.Tx) error {
			var level int
			if err := tx.QueryRowContext(t.Context(), "PRAGMA synchronous").Scan(&level); err != nil || level != normal {
				t.Errorf("inside, the level is %d, %v", level, err)
			}
			return end
		})
		if !errors.Is(err, end) {
			t.Errorf("gave %v", err)
		}
		var level int
		if err := db.write.QueryRowContext(t.Context(), "PRAGMA synchronous").Scan(&level); err != nil || level != full {
			t.Errorf("afterwards the level is %d, %v", level, err)
		}
	}
}
