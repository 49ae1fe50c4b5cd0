package walls

// A room is one package and what it may lean on. A room may only lean on rooms above it in the table, so the table is also
// the order of the rooms, lowest first.
type room struct {
	path string
	// pure rooms hold the rules and do no input or output: none of the packages in outsideWorld.
	pure bool
	// rooms that the room's code may import; its tests may import them too.
	rooms []string
	// testRooms that only the room's tests may import besides.
	testRooms []string
	// modules of others that the room's code may import: an import path, or one that it begins with.
	modules []string
	// testModules that only the room's tests may import besides.
	testModules []string
}

// testModules may be imported by the tests of every room.
var testModules = []string{
	"github.com/google/go-cmp", "github.com/jba/templatecheck", "golang.org/x/net/html", "pgregory.net/rapid",
}

// outsideWorld is what a pure room may not import: files, network, database, processes and logs.
var outsideWorld = []string{
	"database/sql", "database/sql/driver", "io/fs", "io/ioutil", "log", "log/slog", "log/syslog",
	"net", "net/http", "net/http/cookiejar", "net/http/httptest", "net/http/httputil", "net/mail", "net/rpc", "net/smtp",
	"os", "os/exec", "os/signal", "os/user", "path/filepath", "plugin", "syscall", "testing",
}

var rooms = []room{
	{path: "calendar", pure: true},
	{path: "disclosure", pure: true, rooms: []string{"calendar"}},
	{
		path: "deadline", pure: true, rooms: []string{"calendar"},
		testRooms: []string{"ingest/intofacts", "ingest/returns", "ingest/returns/cin", "ingest/returns/ssda903", "practice", "practice/england"},
	},
	{path: "proof", pure: true, rooms: []string{"calendar"}, modules: []string{"gonum.org/v1/gonum"}},
	{path: "access", pure: true, rooms: []string{"calendar"}, modules: []string{"github.com/cedar-policy/cedar-go"}},
	{
		path: "practice", pure: true, rooms: []string{"access", "calendar", "deadline"},
		modules:     []string{"github.com/goccy/go-yaml", "github.com/google/cel-go"},
		testRooms:   []string{"practice/england"},
		testModules: []string{"github.com/santhosh-tekuri/jsonschema/v6"}, // reads our schema as an editor would
	},
	{path: "practice/england", pure: true, rooms: []string{"practice"}, testRooms: []string{"access", "calendar", "casework", "deadline"}},
	{
		path: "measure", pure: true, rooms: []string{"calendar", "deadline", "practice"},
		testRooms: []string{"ingest/intofacts", "ingest/returns", "ingest/returns/ssda903", "practice/england"},
	},
	{path: "alerts", pure: true, rooms: []string{"calendar", "deadline", "measure", "practice"}, testRooms: []string{"practice/england"}},
	{path: "compare", pure: true},
	{path: "compare/trim"},
	{path: "proof/cases", pure: true, rooms: []string{"calendar", "proof"}},
	{path: "assurance", pure: true, rooms: []string{"calendar", "proof"}},
	{path: "change", pure: true, rooms: []string{"access", "calendar"}},
	{path: "naming", pure: true},
	{path: "plainwords", pure: true},
	{path: "spreadsheet", pure: true},
	{path: "plan", pure: true, rooms: []string{"access", "calendar", "change", "deadline", "naming"}},
	{path: "board", pure: true, rooms: []string{"access", "calendar", "change", "deadline", "disclosure", "naming", "plan", "spreadsheet"}},
	{path: "render/word", pure: true, rooms: []string{"board"}, testRooms: []string{"calendar"}},
	{path: "render/pdf"},
	{path: "render/sheet", pure: true, rooms: []string{"calendar"}},
	{
		path: "casework", pure: true, rooms: []string{"access", "calendar", "change", "deadline", "disclosure", "measure", "practice"},
		testRooms: []string{"practice/england"},
		modules:   []string{"golang.org/x/text"},
	},
	{
		path: "ledger", pure: true, rooms: []string{"calendar"},
		modules: []string{"golang.org/x/mod/sumdb", "github.com/go-json-experiment/json"},
	},

	{
		path: "ingest/document", pure: true, rooms: []string{"calendar"},
		modules: []string{"github.com/xuri/excelize/v2", "golang.org/x/net/html/charset", "golang.org/x/text"},
	},
	{
		path: "ingest/planfile", pure: true, rooms: []string{"calendar", "ingest/document", "spreadsheet"},
		testModules: []string{"github.com/xuri/excelize/v2"}, // its tests read files made as councils make them
	},
	{path: "ingest/report", pure: true, rooms: []string{"calendar", "deadline"}},
	{path: "ingest/pdftext"},
	{path: "ingest/returns", pure: true, rooms: []string{"calendar"}, modules: []string{"golang.org/x/net/html/charset", "golang.org/x/text"}},
	{path: "ingest/returns/tabular", pure: true, rooms: []string{"calendar"}},
	{path: "ingest/returns/ssd", pure: true, rooms: []string{"calendar", "ingest/returns", "ingest/returns/tabular"}},
	{path: "ingest/returns/annexa", pure: true, rooms: []string{"calendar", "ingest/document", "ingest/returns", "ingest/returns/tabular"}},
	{
		path: "ingest/local", pure: true, rooms: []string{"calendar", "casework", "deadline", "ingest/document", "ingest/returns", "ingest/returns/tabular", "measure", "practice", "spreadsheet"},
		testRooms: []string{"practice/england"},
		modules:   []string{"github.com/xuri/excelize/v2"},
	},
	{path: "ingest/returns/ssda903", pure: true, rooms: []string{"calendar", "ingest/returns"}, testModules: []string{"golang.org/x/text"}},
	{path: "ingest/returns/cin", pure: true, rooms: []string{"calendar", "ingest/returns"}, testModules: []string{"golang.org/x/text"}},
	{
		path: "ingest/intofacts", pure: true, rooms: []string{"calendar", "deadline", "ingest/returns", "ingest/returns/annexa", "ingest/returns/cin", "ingest/returns/ssd", "ingest/returns/ssda903", "ingest/returns/tabular", "measure"},
		testRooms: []string{"ingest/returned", "ingest/returns"},
	},
	{
		path: "dfedaily", pure: true, rooms: []string{"ingest/returns", "ingest/returns/ssd", "ingest/returns/tabular"},
		modules: []string{"github.com/santhosh-tekuri/jsonschema/v6"}, // holds payloads to the department's own schema
	},
	{path: "dfedaily/post", rooms: []string{"dfedaily"}},
	{path: "ingest/returned", pure: true, rooms: []string{"calendar", "deadline", "ingest/intofacts", "ingest/local", "ingest/returns", "ingest/returns/cin", "ingest/returns/ssda903", "ingest/returns/tabular", "measure", "practice"}},
	{path: "invent", rooms: []string{"calendar"}, testRooms: []string{"ingest/local", "ingest/returns", "ingest/returns/annexa", "ingest/returns/cin", "ingest/returns/ssd", "ingest/returns/ssda903", "practice/england"}},
	{path: "ingest/returns/rulescin", pure: true, rooms: []string{"calendar", "ingest/returns", "ingest/returns/cin"}},
	{path: "ingest/returns/rules903", pure: true, rooms: []string{"calendar", "ingest/returns", "ingest/returns/ssda903"}},
	{
		path: "ingest/returns/findings", pure: true, rooms: []string{
			"ingest/local", "ingest/returns", "ingest/returns/annexa", "ingest/returns/cin", "ingest/returns/rules903", "ingest/returns/rulescin", "ingest/returns/ssd", "ingest/returns/ssda903", "ingest/returns/tabular", "render/sheet", "spreadsheet",
		},
	},
	{
		path: "ingest/outofplan", pure: true, rooms: []string{"calendar", "deadline", "ingest/document", "ingest/planfile", "plan", "render/sheet", "spreadsheet"},
		testRooms: []string{"access", "change", "demo", "ingest/intoplan"},
	},
	{
		path: "ingest/intoplan", pure: true, rooms: []string{"calendar", "deadline", "ingest/document", "ingest/outofplan", "ingest/planfile", "plan"},
		testRooms: []string{"access", "change"},
	},
	{
		path: "ingest/reconcile", pure: true, rooms: []string{"calendar", "change", "deadline", "ingest/document", "ingest/intoplan", "ingest/outofplan", "plan"},
		testRooms: []string{"access"},
	},

	{path: "store/pgtest", modules: []string{"github.com/jackc/pgx/v5"}},
	{path: "store/queries"},
	{
		path: "store", rooms: []string{"access", "calendar", "change", "ledger", "store/queries"},
		testRooms: []string{"store/pgtest", "store/storetest"},
		modules: []string{
			"github.com/google/uuid", "github.com/jackc/pgx/v5", "github.com/pressly/goose/v3",
			"golang.org/x/mod/sumdb", "modernc.org/sqlite",
		},
	},
	{
		path: "store/storetest", rooms: []string{"access", "calendar", "casework", "change", "ledger", "store", "store/pgtest"},
		modules: append([]string{"github.com/jackc/pgx/v5", "modernc.org/sqlite"}, testModules...),
	},
	{
		path: "account", rooms: []string{"access", "calendar", "change", "store"}, testRooms: []string{"store/pgtest"},
		modules: []string{
			"github.com/alexedwards/argon2id", "github.com/alexedwards/scs/v2", "golang.org/x/crypto", "golang.org/x/text",
		},
	},
	{path: "blobs", rooms: []string{"change", "plan"}, modules: []string{"gocloud.dev"}},
	{
		path: "app", rooms: []string{
			"access", "account", "alerts", "blobs", "board", "calendar", "casework", "change", "deadline", "disclosure", "ingest/document", "ingest/intofacts",
			"ingest/intoplan", "ingest/local", "ingest/outofplan", "ingest/pdftext", "ingest/planfile", "ingest/reconcile", "ingest/report", "ingest/returned",
			"ingest/returns", "ingest/returns/annexa", "ingest/returns/cin", "ingest/returns/ssd", "ingest/returns/tabular", "ingest/returns/rules903", "ingest/returns/rulescin", "ingest/returns/ssda903", "ledger", "measure",
			"naming", "plan", "proof", "practice", "practice/england", "store",
		},
		testRooms: []string{"store/pgtest", "store/storetest"},
		modules:   []string{"github.com/google/uuid", "golang.org/x/sync"},
	},
	{path: "demo", pure: true, rooms: []string{"access", "calendar", "casework", "change", "deadline", "naming", "plan"}},
	{
		path: "demo/live", rooms: []string{
			"access", "account", "app", "blobs", "board", "calendar", "casework", "change", "deadline", "demo", "ingest/returned", "ingest/returns", "invent", "plan",
			"store",
		},
		testRooms: []string{"ledger", "proof", "store/pgtest"},
	},

	{path: "web/govuk"},
	{path: "web/assets"},
	{path: "web/svgtimeline", pure: true, rooms: []string{"calendar"}},
	{path: "web/svgbars", pure: true, rooms: []string{"change", "disclosure"}, testRooms: []string{"calendar"}},
	{path: "web/svgcontrol", pure: true, rooms: []string{"calendar", "proof"}},
	{
		path: "web", rooms: []string{
			"access", "account", "alerts", "app", "blobs", "board", "calendar", "casework", "change", "deadline", "demo", "plan", "store",
			"ingest/document", "ingest/intoplan", "ingest/local", "ingest/outofplan", "ingest/planfile", "ingest/reconcile", "ingest/report",
			"ingest/returned", "ingest/returns", "ingest/returns/cin", "ingest/returns/findings", "ingest/returns/ssda903", "measure", "practice",
			"disclosure", "naming", "plainwords", "render/pdf", "render/sheet", "render/word", "spreadsheet", "compare", "proof", "web/assets", "web/govuk", "web/svgbars", "web/svgcontrol", "web/svgtimeline",
		},
		testRooms: []string{"demo/live", "store/pgtest"},
		modules:   []string{"github.com/alexedwards/scs/v2", "github.com/google/safehtml"},
	},

	{
		path: "cmd/throughline", rooms: []string{
			"access", "account", "app", "blobs", "board", "calendar", "casework", "change", "deadline", "demo", "demo/live", "dfedaily", "dfedaily/post", "ingest/document", "ingest/intofacts",
			"ingest/intoplan", "ingest/local", "ingest/planfile", "ingest/report", "ingest/returned", "ingest/returns", "ingest/returns/findings", "ingest/returns/ssd", "ingest/returns/tabular", "invent", "ledger",
			"measure", "plan", "proof", "proof/cases", "practice", "practice/england", "render/pdf", "render/sheet", "render/word", "spreadsheet", "store", "web", "web/assets",
		},
		testRooms: []string{"store/pgtest"},
		modules:   []string{"github.com/alecthomas/kong", "golang.org/x/term"},
	},
	{path: "bench/operatingcurves", rooms: []string{"calendar", "proof"}},
	{
		path: "bench", rooms: []string{
			"access", "account", "app", "blobs", "board", "calendar", "casework", "change", "deadline", "demo", "demo/live", "ingest/returned",
			"ingest/returns", "invent", "ledger", "plan", "proof", "store", "store/pgtest", "web", "web/assets",
		},
		modules: []string{"github.com/jackc/pgx/v5", "modernc.org/sqlite"},
	},
	{
		path: "test/matrix",
		testRooms: []string{
			"access", "account", "app", "calendar", "casework", "change", "plan", "store", "store/pgtest", "web",
		},
		modules: []string{"github.com/jackc/pgx/v5", "modernc.org/sqlite"},
	},
	{
		path: "test/councils",
		testRooms: []string{
			"access", "calendar", "casework", "deadline", "ingest/intofacts", "ingest/local", "ingest/returns", "ingest/returns/cin", "ingest/returns/ssda903", "invent", "measure",
			"practice", "practice/england",
		},
	},
	{path: "test/mission", testRooms: []string{"ingest/intofacts", "ingest/local", "practice", "practice/england"}},
	{path: "test/walls"},
}

// readsTheClock are the only rooms, or files of rooms, that may ask the machine what time it is. All others are given the time, so
// that the demonstration can live through its dates and a test can choose its day.
var readsTheClock = map[string]string{
	"cmd/throughline":    "it hands the clock to the rooms below",
	"demo/live/clock.go": "its clock starts on a day of the demonstration, and runs from there",
	"store/store.go":     "it takes the machine's clock when it is opened without one",
	"store/pgtest":       "it waits for a server to start",
	"store/stopwatch.go": "it measures how long a transaction holds the writer",
	"bench":              "it measures",
	"web/limits.go":      "the end of a wait for a slow connection is the machine's own time",
	"web/upload.go":      "and so is that of a file that goes on coming",
}
