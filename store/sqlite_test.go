package store_test

import (
	"path/filepath"
	"testing"

	"throughline/store/storetest"
)

func TestSQLite(t *testing.T) {
	storetest.Run(t, func(t testing.TB) string { return "sqlite:" + filepath.Join(t.TempDir(), "through line.db") })
}
