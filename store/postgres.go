package store

import (
	"context"
	"runtime"
	"time"

	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/jackc/pgx/v5/stdlib"
)

// openPostgres opens a pool of connections to a server. Serialisable
// isolation is not asked for: the locked head row already puts an authority's
// changes in order, and authorities do not wait for each other.
func openPostgres(ctx context.Context, where address, opt Options) (*DB, error) {
	config, err := pgxpool.ParseConfig(where.url)
	if err != nil {
		// The reason would repeat the address, which may hold a password.
		return nil, invalid("The database address cannot be read: write it like postgres://user@host/name.")
	}
	readers := opt.Readers
	if readers <= 0 {
		readers = max(8, 4*runtime.NumCPU())
	}
	config.MaxConns = int32(readers)
	config.ConnConfig.ConnectTimeout = 10 * time.Second
	if opt.Observe != nil {
		config.ConnConfig.Tracer = tracer(opt.Observe)
	}
	pool, err := pgxpool.NewWithConfig(ctx, config)
	if err != nil {
		return nil, &Error{Kind: ErrUnavailable, Words: "The database server cannot be reached.", Reason: err}
	}
	shared := stdlib.OpenDBFromPool(pool)
	shared.SetMaxIdleConns(0) // the pool keeps the idle connections
	db := &DB{engine: onPostgres, address: where, clock: opt.Clock, readOnly: opt.ReadOnly, read: shared, write: shared}
	db.close = func() error {
		err := shared.Close()
		pool.Close()
		return err
	}
	return db, nil
}
