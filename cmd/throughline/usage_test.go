package main

import (
	"strings"
	"testing"
)

func TestACommandLineThatCannotBeUnderstood(t *testing.T) {
	for line, sentence := range map[string]string{
		"":                                    "Say which command is meant. Ask for help with throughline --help.",
		"dance":                               "“dance” isn't understood here. Ask for help with throughline --help.",
		"plan":                                "Say which command is meant. Ask for help with throughline plan --help.",
		"plan import":                         `next comes "<file>"`,
		"plan import x --format yaml":         `--format must be one of "json","text" but got "yaml"`,
		"plan import x --dry":                 "Unknown flag --dry",
		"plan export":                         "it needs --out=FILE",
		"plan export --out x --format ods":    `--format must be one of "xlsx","csv" but got "ods"`,
		"plan show extra":                     "“extra” isn't understood here",
		"plan show --colour":                  "Unknown flag --colour. Ask for help with throughline plan show --help.",
		"plan show --format yaml":             `--format must be one of "json","text" but got "yaml"`,
		"plan show --as-at":                   "--as-at: expected string value",
		"paper":                               "The command isn't whole: it needs --out=FILE.",
		"paper --out x --format odt":          `--format must be one of "html","txt","docx","pdf","csv" but got "odt"`,
		"paper --out --format txt":            "--out: expected string value",
		"checkpoint":                          "it needs --out=FILE",
		"backup":                              `next comes "<file>"`,
		"restore":                             `next comes "<file>"`,
		"setup --council X":                   "it needs --email=STRING, --name=STRING",
		"verify everything":                   "“everything” isn't understood here",
		"workdays add":                        `next comes "<date>`,
		"workdays add 2012-03-09":             `next comes "<n>"`,
		"workdays add 2012-03-09 ten":         "“ten” is not a whole number of days",
		"workdays add 2012-03-09 1.5":         "“1.5” is not a whole number of days",
		"workdays add 2012-03-09 99999999999": "“99999999999” is not a whole number of days",
		"workdays add 2012-03-09 -9999999999": "“-9999999999” is not a whole number of days",
		"workdays between 2012-03-09":         `next comes "<b>"`,
		"version --loud":                      "Unknown flag --loud",
		"serve --no-serve":                    "Unknown flag --no-serve",
	} {
		tl(t, strings.Fields(line)...).fails(exitUsage, sentence)
	}
}

func TestHelp(t *testing.T) {
	help := tl(t, "--help").ok()
	for _, command := range []string{"demo", "serve", "setup", "migrate", "plan show", "plan import", "plan export", "paper", "verify", "checkpoint", "backup", "restore",
		"workdays add", "workdays between", "version"} {
		if !strings.Contains(help, "\n  "+command+" ") && !strings.Contains(help, "\n  "+command+"\n") {
			t.Errorf("the help does not name %s", command)
		}
		args := append(strings.Fields(command), "--help")
		for _, flag := range []string{"--data=DIR", "--database=URL", "--known-at=MOMENT", "--as=USER"} {
			if !strings.Contains(tl(t, args...).ok(), flag) {
				t.Errorf("%s does not take %s", command, flag)
			}
		}
	}
}

func TestWorkdays(t *testing.T) {
	for line, want := range map[string]string{
		"workdays add 2012-03-09 5":                         "2012-03-16",
		"workdays add 2012-03-09 0":                         "2012-03-09",
		"workdays add 2012-03-09 -5":                        "2012-03-02",
		"workdays --data x add 2012-03-09 -1":               "2012-03-08",
		"workdays add 2012-03-09 -1 --database postgres://": "2012-03-08",
		"workdays add 2012-04-05 1":                         "2012-04-10", // over Good Friday and Easter Monday
		"workdays between 2012-03-09 2012-03-16":            "5",
		"workdays between 2012-03-16 2012-03-09":            "-5",
		"workdays between 2012-03-09 2012-03-09":            "0",
	} {
		same(t, line, want+"\n", tl(t, strings.Fields(line)...).ok())
	}
	same(t, "a date in words", "2012-03-16\n", tl(t, "workdays", "add", "9 March 2012", "5").ok())
	outside := "is outside the bank holidays we hold, which run from 2012 to 2028: choose a date in those years."
	for line, sentence := range map[string]string{
		"workdays add 1999-12-31 1":              outside,
		"workdays add 2012-01-03 -10":            outside,
		"workdays add 2028-12-20 100":            outside,
		"workdays add 2012-03-09 2000000000":     outside,
		"workdays between 2012-03-09 2040-01-01": outside,
		"workdays add 2012-04-31 1":              "April 2012 has 30 days, so there is no 31 April: check the date.",
		"workdays add 2012-3-9x 1":               `"2012-3-9x" is not a date: write it like 2012-03-09 or 9 March 2012.`,
		"workdays between soon 2012-03-09":       `"soon" is not a date`,
		"workdays between 2012-03-09 2013-02-29": "February 2013 has 28 days, so there is no 29 February: check the date.",
	} {
		tl(t, strings.Fields(line)...).fails(exitError, sentence)
	}
}

func TestGlobalFlagsStandBeforeOrAfterTheCommand(t *testing.T) {
	data := demonstration(t)
	after := tl(t, "plan", "show", "--as-at", "2012-06-30", "--data", data, "--known-at", "2012-06-30").ok()
	before := tl(t, "--data", data, "--known-at", "2012-06-30", "plan", "show", "--as-at", "2012-06-30").ok()
	between := tl(t, "plan", "--data", data, "show", "--as-at", "2012-06-30", "--known-at=2012-06-30").ok()
	same(t, "before", after, before)
	same(t, "between", after, between)
	t.Setenv("THROUGHLINE_DATA", data)
	same(t, "from the environment", after, tl(t, "plan", "show", "--as-at", "2012-06-30", "--known-at", "2012-06-30").ok())
}

func TestVersion(t *testing.T) {
	same(t, "version", "throughline unknown (database version 4)\n", tl(t, "version").ok())
}
