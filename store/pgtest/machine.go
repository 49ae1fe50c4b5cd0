package pgtest

import (
	"cmp"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"slices"
	"strconv"
	"syscall"
)

// errAbsent is what a test says on a machine that has no PostgreSQL server.
var errAbsent = errors.New("pgtest: PostgreSQL is not on this machine: run `apt-get install postgresql`, then run the tests again")

// binaries returns the folder that holds initdb and postgres: the newest of Debian's, or else the one on the PATH.
func binaries() (string, error) { return binariesUnder("/usr/lib/postgresql") }

func binariesUnder(root string) (string, error) {
	dirs, err := filepath.Glob(filepath.Join(root, "*", "bin"))
	if err != nil {
		return "", fmt.Errorf("pgtest: looking for PostgreSQL: %w", err)
	}
	slices.SortFunc(dirs, func(a, b string) int { return cmp.Compare(version(b), version(a)) })
	if path, err := exec.LookPath("initdb"); err == nil {
		if path, err = filepath.EvalSymlinks(path); err == nil {
			dirs = append(dirs, filepath.Dir(path))
		}
	}
	for _, dir := range dirs {
		if executable(filepath.Join(dir, "initdb")) && executable(filepath.Join(dir, "postgres")) {
			return dir, nil
		}
	}
	return "", errAbsent
}

// version reads 15 from ".../postgresql/15/bin"; a name that is no number sorts last.
func version(dir string) int {
	n, err := strconv.Atoi(filepath.Base(filepath.Dir(dir)))
	if err != nil {
		return 0
	}
	return n
}

func executable(path string) bool {
	info, err := os.Stat(path)
	return err == nil && info.Mode().IsRegular() && info.Mode()&0o111 != 0
}

// account is who runs the server: nobody else than ourselves, unless we are root, whom PostgreSQL refuses.
type account struct {
	other    bool
	uid, gid uint32
}

func runAs() (account, error) {
	if os.Geteuid() != 0 {
		return account{}, nil
	}
	for _, name := range []string{"postgres", "nobody"} {
		u, err := user.Lookup(name)
		if err != nil {
			continue
		}
		uid, errU := strconv.ParseUint(u.Uid, 10, 32)
		gid, errG := strconv.ParseUint(u.Gid, 10, 32)
		if errU == nil && errG == nil && uid != 0 {
			return account{other: true, uid: uint32(uid), gid: uint32(gid)}, nil
		}
	}
	return account{}, errors.New("pgtest: PostgreSQL will not run as root, and this machine has neither an account " +
		"`postgres` nor `nobody` to run it as: run the tests as an ordinary user")
}

// command runs a program as a, in a process group of its own: an interrupt at the keyboard reaches the tests, which then end
// the server in their own way.
func (a account) command(name string, args ...string) *exec.Cmd {
	cmd := exec.Command(name, args...)
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	if a.other {
		cmd.SysProcAttr.Credential = &syscall.Credential{Uid: a.uid, Gid: a.gid}
	}
	// LC_ALL and PG* of whoever runs the tests must not change the server or its programs.
	cmd.Env = []string{"PATH=" + os.Getenv("PATH"), "LC_ALL=C.UTF-8", "TZ=UTC"}
	return cmd
}

// socketPathLimit is the longest folder name that leaves room for a Unix socket's file (107 bytes in all on Linux).
const socketPathLimit = 90

// makeDir makes the server's folder, owned by who runs it.
func makeDir(under string, as account) (string, error) {
	if under == "" {
		under = os.TempDir()
		if as.other || len(under) > socketPathLimit-30 {
			under = "/tmp" // root's own temporary folder may be closed to others
		}
	}
	dir, err := os.MkdirTemp(under, "throughline-pg-")
	if err != nil {
		return "", fmt.Errorf("pgtest: no folder for the test server: %w", err)
	}
	if dir, err = filepath.Abs(dir); err == nil && len(dir) > socketPathLimit {
		err = fmt.Errorf("the name %s is too long for a Unix socket", dir)
	}
	if err == nil && as.other {
		err = os.Chown(dir, int(as.uid), int(as.gid))
	}
	if err != nil {
		return "", errors.Join(fmt.Errorf("pgtest: no folder for the test server: %w", err), os.RemoveAll(dir))
	}
	return dir, nil
}
