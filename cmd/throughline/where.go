package main

import (
	"errors"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"strings"

	"throughline/blobs"
	"throughline/store"
)

// Where says which database is meant, and who asks about what moment.
type Where struct {
	Data      string `placeholder:"DIR" env:"THROUGHLINE_DATA" help:"Folder of an embedded database and its attachments (default: throughline-data)."`
	Database  string `placeholder:"URL" env:"THROUGHLINE_DATABASE" help:"Database instead: postgres://… or sqlite:/path/file.db."`
	Files     string `placeholder:"URL" env:"THROUGHLINE_FILES" help:"Where attachments are kept: file:///folder or s3://bucket?region=… (default: attachments in the folder of --data)."`
	Authority string `placeholder:"NAME" env:"THROUGHLINE_AUTHORITY" help:"Council, by name or id, when the database holds several."`
	Policy    string `placeholder:"DIR" env:"THROUGHLINE_POLICY" help:"Folder of a council's own access policy, laid over the one in the program."`
	KnownAt   string `placeholder:"MOMENT" help:"Count only what was entered up to a day, a time, or an entry such as #120."`
	As        string `placeholder:"USER" help:"Act as the person with this email address (default: the operator who runs it, recorded)."`
}

const (
	defaultData     = "throughline-data"
	defaultDemoData = "throughline-demo"
)

func (w Where) data() string {
	if w.Data == "" {
		return defaultData
	}
	return w.Data
}

func (w Where) database() string {
	if w.Database != "" {
		return w.Database
	}
	return "sqlite:" + filepath.Join(w.data(), databaseFile)
}

// files is the address of the attachments. Those of a demonstration never lie
// among a council's.
func (w Where) files(demo bool) (string, error) {
	if w.Files != "" {
		return w.Files, nil
	}
	data := w.data()
	if demo && w.Data == "" {
		data = defaultDemoData
	}
	folder, err := filepath.Abs(filepath.Join(data, "attachments"))
	if err != nil {
		return "", err
	}
	if err := os.MkdirAll(folder, folderMode); err != nil {
		return "", fmt.Errorf("the folder %s for attachments can't be made: %s", folder, plain(err))
	}
	return blobs.In(folder), nil
}

// folderMode lets nobody but the owner in: the record names people.
const folderMode = 0o700

// place names the database in a sentence, without its password.
func (w Where) place() string {
	if w.Database == "" {
		return w.data()
	}
	if address, err := url.Parse(w.Database); err == nil && address.Host != "" {
		return "the database " + address.Redacted()
	}
	return "the database " + strings.TrimPrefix(w.Database, "sqlite:")
}

func (w Where) makeFolder() error {
	if w.Database != "" {
		return nil
	}
	if err := os.MkdirAll(filepath.Clean(w.data()), folderMode); err != nil {
		return fmt.Errorf("the folder %s can't be made: %s", w.data(), plain(err))
	}
	return nil
}

// unreached names the server that could not be used, which an operator can
// mend and a visitor could not.
func (w Where) unreached(err error) error {
	server := strings.HasPrefix(w.Database, "postgres:") || strings.HasPrefix(w.Database, "postgresql:")
	if server && errors.Is(err, store.ErrUnavailable) {
		return fmt.Errorf("%s can't be used: check its address, the name and password in it, and that the server runs", w.place())
	}
	return err
}
