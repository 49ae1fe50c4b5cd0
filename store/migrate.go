package store

import (
	"context"
	"database/sql"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"os"

	"github.com/pressly/goose/v3"
)

//go:generate go run github.com/sqlc-dev/sqlc/cmd/sqlc@v1.31.1 generate

//go:embed migrations/*.sql
var migrationFiles embed.FS

// Migrations are the schema's steps, the same for both engines.
func Migrations() fs.FS {
	files, err := fs.Sub(migrationFiles, "migrations")
	if err != nil {
		panic("the migrations built into this program are damaged: " + err.Error())
	}
	return files
}

// Migrate brings the database at url up to this program's version, making a
// SQLite file if there is none. progress, when not nil, is told of each step.
// It gives the version before and after; a database newer than this program
// gives ErrTooNew and is left alone.
func Migrate(ctx context.Context, url string, progress func(step string)) (from, to int64, err error) {
	return migrateWith(ctx, url, Migrations(), progress)
}

func migrateWith(ctx context.Context, url string, steps fs.FS, progress func(step string)) (from, to int64, err error) {
	where, err := parseURL(url)
	if err != nil {
		return 0, 0, err
	}
	if where.engine == onSQLite {
		if err := createSQLite(where.path); err != nil {
			return 0, 0, err
		}
	}
	db, err := connect(ctx, url, Options{})
	if err != nil {
		return 0, 0, err
	}
	defer func() { err = also(err, db.Close()) }()
	if from, err = db.version(ctx); err != nil {
		return 0, 0, err
	}
	provider, err := goose.NewProvider(db.dialect(), db.write, steps)
	if err != nil {
		return from, from, fmt.Errorf("the migrations built into this program are damaged: %w", err)
	}
	if err := refuseNewer(from, highest(provider)); err != nil {
		return from, from, err
	}
	for {
		step, err := provider.UpByOne(ctx)
		if errors.Is(err, goose.ErrNoNextVersion) {
			break
		}
		if err != nil {
			return from, from, &Error{Kind: ErrUnavailable, Words: "The database could not be brought up to date, and stays as it was.", Reason: err}
		}
		if progress != nil {
			progress(step.Source.Path)
		}
	}
	to, err = db.version(ctx)
	return from, to, err
}

func (db *DB) dialect() goose.Dialect {
	if db.engine == onPostgres {
		return goose.DialectPostgres
	}
	return goose.DialectSQLite3
}

func highest(provider *goose.Provider) int64 {
	sources := provider.ListSources()
	if len(sources) == 0 {
		return 0
	}
	return sources[len(sources)-1].Version
}

func refuseNewer(has, knows int64) error {
	if has <= knows {
		return nil
	}
	return &Error{Kind: ErrTooNew, Words: fmt.Sprintf(
		"The database is at version %d and this program knows versions up to %d: use the newer program that made it.", has, knows)}
}

// SchemaVersion is the version of the database that this program needs.
func SchemaVersion() (int64, error) {
	names, err := fs.Glob(Migrations(), "*.sql")
	if err != nil || len(names) == 0 {
		return 0, fmt.Errorf("the migrations built into this program are damaged: %w", err)
	}
	return goose.NumericComponent(names[len(names)-1])
}

// VersionOf gives the version of the database at url, 0 when there is none or
// it is empty. It makes and changes nothing.
func VersionOf(ctx context.Context, url string) (version int64, err error) {
	where, err := parseURL(url)
	if err != nil {
		return 0, err
	}
	if where.engine == onSQLite {
		if _, err := os.Stat(where.path); errors.Is(err, fs.ErrNotExist) {
			return 0, nil
		}
	}
	db, err := connect(ctx, url, Options{ReadOnly: true})
	if err != nil {
		return 0, err
	}
	defer func() { err = also(err, db.Close()) }()
	return db.version(ctx)
}

// checkVersion refuses a database that is newer or older than this program.
func (db *DB) checkVersion(ctx context.Context) error {
	needs, err := SchemaVersion()
	if err != nil {
		return err
	}
	has, err := db.version(ctx)
	if err != nil {
		return err
	}
	if has < needs {
		return &Error{Kind: ErrTooOld, Words: fmt.Sprintf(
			"The database is at version %d and this program needs version %d: run throughline migrate.", has, needs)}
	}
	return refuseNewer(has, needs)
}

// version is the version of the database, 0 for an empty one.
func (db *DB) version(ctx context.Context) (int64, error) {
	catalogue := "SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = 'goose_db_version'"
	if db.engine == onPostgres {
		catalogue = "SELECT count(*) FROM pg_catalog.pg_class WHERE oid = to_regclass('goose_db_version')"
	}
	var tables int
	if err := db.read.QueryRowContext(ctx, catalogue).Scan(&tables); err != nil {
		return 0, kinded(err)
	}
	if tables == 0 {
		return 0, nil
	}
	var version sql.NullInt64
	err := db.read.QueryRowContext(ctx, "SELECT max(version_id) FROM goose_db_version WHERE is_applied").Scan(&version)
	return version.Int64, kinded(err)
}
