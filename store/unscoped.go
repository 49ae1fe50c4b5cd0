package store

// unscoped lists every table whose keys do not begin with authority_id, and
// why each cannot. Any other such table is refused by the conformance suite.
var unscoped = map[string]string{
	"account":          "one person may serve several authorities with one account, and is known by e-mail address before any authority is",
	"membership_index": "answers which authorities an account is in, which is asked before one is chosen; what a membership allows is inside the authority",
	"session":          "belongs to a browser, before and after anybody signs in",
	"sign_in_attempt":  "counts attempts before anybody has signed in",
	"instance":         "says how the whole database is run",
	"goose_db_version": "says which migrations the whole database has had",
}
