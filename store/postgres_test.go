package store_test

import (
	"testing"

	"throughline/store/pgtest"
	"throughline/store/storetest"
)

func TestPostgres(t *testing.T) { storetest.Run(t, pgtest.Database) }
