package store_test

import (
	"path/filepath"
	"testing"

	"throughline/store/storetest"
)

func TestSQLite(t *testing.T) {
	storetest.Run(t, func(tb testing.TB) string {
		tb.Helper()
		return "sqlite:" + filepath.Join(tb.TempDir(), "through line.db")
	})
}
