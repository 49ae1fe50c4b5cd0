package store

import (
	"net/url"
	"path/filepath"
	"strings"
)

// address is where a database is.
type address struct {
	engine engine
	path   string // SQLite: the file
	url    string // PostgreSQL: the address as given
}

// parseURL reads "sqlite:/path/file.db", "postgres://…" or a plain path.
func parseURL(text string) (address, error) {
	scheme, rest, found := strings.Cut(text, ":")
	switch {
	case text == "":
		return address{}, invalid("Say which database to use: a file, or an address that starts with postgres://.")
	case found && (scheme == "postgres" || scheme == "postgresql"):
		if _, err := url.Parse(text); err != nil {
			return address{}, invalid("The database address cannot be read: write it like postgres://user@host/name.")
		}
		return address{engine: onPostgres, url: text}, nil
	case found && scheme == "sqlite":
		text = strings.TrimPrefix(rest, "//")
	case found && strings.HasPrefix(rest, "//"):
		return address{}, invalid("A database address starts with postgres:// or sqlite:, not %s.", scheme)
	}
	path, err := filepath.Abs(text)
	if err != nil || text == "" {
		return address{}, invalid("The name of the database file cannot be read: write it like sqlite:/path/file.db.")
	}
	return address{engine: onSQLite, path: path}, nil
}
