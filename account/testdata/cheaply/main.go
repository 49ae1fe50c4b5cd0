// Program cheaply asks for passwords to be hashed at no cost, as the tests of other rooms do, and prints the hash of one. It is run
// by a test, and is no test itself.
package main

import (
	"context"
	"fmt"
	"log"
	"os"
	"path/filepath"
	"time"

	"throughline/access"
	"throughline/account"
	"throughline/store"
)

func main() {
	ctx, path := context.Background(), filepath.Join(os.Args[1], "one.db")
	clock := func() time.Time { return time.Date(2013, time.February, 1, 10, 0, 0, 0, time.UTC) }
	if _, _, err := store.Migrate(ctx, path, nil); err != nil {
		log.Fatal(err)
	}
	db, err := store.Open(ctx, path, store.Options{Clock: clock})
	if err != nil {
		log.Fatal(err)
	}
	account.CheapInTests()
	s := account.New(db, clock)
	if _, err := s.Create(ctx, access.Caller{Account: "operator", Roles: []access.Role{access.Operator}}, "ada@example.org", "Ada Admin", "three random words"); err != nil {
		log.Fatal(err)
	}
	made, err := db.Door().AccountByEmail(ctx, "ada@example.org")
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(made.PasswordHash)
}
