package store

import (
	"context"
	"path/filepath"
	"strings"
	"time"

	"throughline/access"
	"throughline/calendar"
)

// ChangeBackup is the name of the entry, in the system's ledger, that says a
// backup was taken, so that whoever destroys records knows which copies stay.
const ChangeBackup = "take a backup"

// mostBackups is how many backups are named: the newest.
const mostBackups = 100

// BackupTaken is a backup, by the time it was taken and the name of its file.
type BackupTaken struct {
	At   time.Time
	Name string
}

// noteBackup records that a backup was taken. The folder it is in is not kept.
func (db *DB) noteBackup(ctx context.Context, caller access.Caller, dest string) error {
	if err := db.ensureSystem(ctx); err != nil {
		return err
	}
	name := strings.ToValidUTF8(filepath.Base(dest), "?")
	if checkWords("", name) != nil {
		name = "a file with an unusual name"
	}
	_, err := db.record(ctx, caller, SystemAuthority, ChangeBackup, calendar.Date{}, func(tx *Tx) error {
		tx.entry.Detail = name
		return nil
	})
	return err
}

// BackupsTaken lists the backups that were taken, the newest first. It is for
// those who erase or destroy.
func (db *DB) BackupsTaken(ctx context.Context, caller access.Caller) (taken []BackupTaken, err error) {
	if !caller.May(access.Erase) && !caller.May(access.DestroyRecords) {
		return nil, db.Denied(ctx, caller, access.DestroyRecords, "")
	}
	rows, err := db.read.QueryContext(ctx, "SELECT at_us, detail FROM ledger_entry WHERE authority_id = $1 AND change = $2 ORDER BY seq DESC LIMIT $3",
		SystemAuthority, ChangeBackup, mostBackups)
	if err != nil {
		return nil, kinded(err)
	}
	defer func() { err = also(err, rows.Close()) }()
	for rows.Next() {
		var at int64
		var b BackupTaken
		if err := rows.Scan(&at, &b.Name); err != nil {
			return nil, kinded(err)
		}
		b.At = time.UnixMicro(at).UTC()
		taken = append(taken, b)
	}
	return taken, kinded(rows.Err())
}
