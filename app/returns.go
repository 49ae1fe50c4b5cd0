package app

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"runtime"
	"slices"
	"strings"

	"throughline/access"
	"throughline/calendar"
	"throughline/change"
	"throughline/ingest/local"
	"throughline/ingest/returned"
	"throughline/ingest/returns"
	"throughline/ingest/returns/annexa"
	"throughline/ingest/returns/cin"
	"throughline/ingest/returns/rules903"
	"throughline/ingest/returns/rulescin"
	"throughline/ingest/returns/ssd"
	"throughline/ingest/returns/ssda903"
	"throughline/measure"
	"throughline/practice"
	"throughline/store"
)

// ReturnFiles is a statutory return, or files that none carries, to be looked at or loaded.
type ReturnFiles struct {
	Source   returned.Source
	Files    []returns.File
	Year     int           // of a statutory return, the March that the collection year ends in; 0 for the one that the files show
	Day      calendar.Date // of Annex A and the dataset, the day of which they tell; zero for the last that their rows show
	Local    LocalFile     // of files that no return carries
	Refuse   bool          // load nothing when a row or a cell can't be read
	Progress func(step string, done, of int)
}

func (in *ReturnFiles) progress(step string, done, of int) {
	if in.Progress != nil {
		in.Progress(step, done, of)
	}
}

// ReturnLook is what a return says and what loading it does, or would do.
type ReturnLook struct {
	Import    ReturnImport
	Report    *returns.Report
	Return903 *ssda903.Return // one of the two
	ReturnCIN *cin.Return
	Judged903 rules903.Judged
	JudgedCIN rulescin.Judged

	Matched   int // children who were known already
	Unchanged int // of them, those of whom it says what is loaded already
	Absent    int // children of the load that it takes the place of, of whom it says nothing
	Replaces  []ReturnImport
	Same      *ReturnImport // the load that says the same already: loading it again changes nothing
	Refused   string        // why it was not, or would not be, loaded
	Notes     []string      // about whom it could not be told who they are

	children []returned.Child
	plan     *returnPlan
}

// returnPlan is what a load would write.
type returnPlan struct {
	known    Known
	imports  []ReturnImport
	subjects []string // beside each of the children
	ids      []store.ReturnID
	told     []measure.Told
	holdings []store.Holding
	books    []store.Book
	first    *practice.Pack // the pack, where nothing was known of anybody before
}

// LookAtReturn reads a return and says what loading it would do. It writes nothing.
func (s *Service) LookAtReturn(ctx context.Context, caller access.Caller, in ReturnFiles) (*ReturnLook, error) {
	look, err := s.readReturn(ctx, caller, in)
	if err != nil {
		return look, err
	}
	waiting := make(chan struct{})
	go func() {
		defer close(waiting)
		look.judge(s.lastReturn(ctx, caller, look))
	}()
	err = s.planReturn(ctx, caller, look, in)
	<-waiting
	look.tally()
	return look, err
}

// ImportReturn loads a return: good rows whatever is wrong with others, or nothing when in.Refuse is set and something can't be read. What is
// loaded is staged in short transactions, and counts from the one entry that ends it. Loading what is loaded already changes nothing: Same then
// names that load.
func (s *Service) ImportReturn(ctx context.Context, caller access.Caller, in ReturnFiles) (*ReturnLook, error) {
	look, err := s.readReturn(ctx, caller, in)
	if err != nil {
		return look, err
	}
	waiting := make(chan struct{})
	go func() { // beside the rest: the rules change nothing of what is loaded
		defer close(waiting)
		look.judge(s.lastReturn(ctx, caller, look))
	}()
	for try := 0; ; try++ {
		err = s.loadReturn(ctx, caller, look, in, func() { <-waiting; look.tally() })
		if !errors.Is(err, errMovedOn) || try >= 5 {
			break
		}
	}
	<-waiting
	look.tally()
	if errors.Is(err, errMovedOn) {
		err = change.Problems{{Kind: change.Stale, Sentence: "Other returns or records of the same children kept being saved, so nothing was loaded. Try again in a few minutes."}}
	}
	return look, err
}

// errMovedOn says that what a load was worked out from is no longer what is known.
var errMovedOn = errors.New("something else was saved about the same children")

func (s *Service) readReturn(ctx context.Context, caller access.Caller, in ReturnFiles) (*ReturnLook, error) {
	if !caller.May(access.LoadReturns) {
		return nil, s.db.Denied(ctx, caller, access.LoadReturns, "returns")
	}
	if len(in.Files) == 0 {
		return nil, change.Problems{{Kind: change.Invalid, Field: "files", Sentence: "Choose the files of the return."}}
	}
	in.progress("Reading the files", 0, len(in.Files))
	look := &ReturnLook{Import: ReturnImport{Source: in.Source}}
	files := make([]returns.File, len(in.Files))
	seen := make([]ReturnFileSeen, len(in.Files))
	for i, f := range in.Files {
		content, err := io.ReadAll(io.LimitReader(f.Content, returns.Usual().Bytes+1))
		if err != nil {
			return nil, fmt.Errorf("the file %s can’t be read: %w", f.Name, err)
		}
		sum := sha256.Sum256(content)
		files[i], seen[i] = returns.File{Name: f.Name, Content: bytes.NewReader(content)}, ReturnFileSeen{Name: f.Name, SHA256: hex.EncodeToString(sum[:])}
	}
	var err error
	switch in.Source {
	case returned.SSDA903:
		look.Return903, look.Report, err = ssda903.Read(ctx, files, in.Year)
	case returned.CIN:
		look.ReturnCIN, look.Report, err = cin.Read(ctx, files, in.Year)
	case returned.AnnexA, returned.SSD, returned.Local:
		err = s.readTables(ctx, caller, look, in, files)
	default:
		return nil, change.Problems{{Kind: change.Invalid, Field: "source", Sentence: "Choose which return the files are: children looked after (SSDA903), children in need (CIN), Annex A, the Standard Safeguarding Dataset or a file that no return carries."}}
	}
	if err != nil {
		return look, unreadReturn(err)
	}
	made := &look.Import
	switch in.Source {
	case returned.SSDA903:
		look.children = returned.From903(look.Return903)
		made.Tables, made.Year = returned.Tables903(look.Return903), look.Return903.Year
	case returned.CIN:
		look.children = returned.FromCIN(look.ReturnCIN)
		made.Tables, made.Year = returned.TablesCIN(look.ReturnCIN), look.ReturnCIN.Year
	}
	made.YearFrom, made.Children = look.Report.YearFrom, len(look.children)
	for i := range look.Report.Files {
		for j := range seen {
			if seen[j].Name == look.Report.Files[i].Name {
				seen[j].As, seen[j].Rows = look.Report.Files[i].As, seen[j].Rows+look.Report.Files[i].Rows
				break
			}
		}
		made.Rows += look.Report.Files[i].Rows
	}
	made.Files, made.NotLoaded = seen, rowsOfNobody(look)
	made.Unread = look.Report.Unreadable
	made.Content = contentOf(made.Tables, look.children)
	in.progress("Reading the files", len(in.Files), len(in.Files))
	if end := made.slot().Ends(); end.After(s.Today()) {
		if in.Source.Tabular() {
			return look, change.Problems{{Kind: change.Invalid, Field: "day", Sentence: fmt.Sprintf(
				"This file tells of a time up to %s, which is still to come. Check the dates, or load it when they are past.", end.Long())}}
		}
		return look, change.Problems{{Kind: change.Invalid, Field: "year", Sentence: fmt.Sprintf(
			"This return is of the year that ends on %s, which is still to come. Check the year, or load it when the year is over.", end.Long())}}
	}
	return look, nil
}

// rowsOfNobody counts the rows that name no child. A census's Header is about the whole, and is not counted.
func rowsOfNobody(look *ReturnLook) int {
	n := look.Import.Rows
	for i := range look.children {
		n -= look.children[i].Part.Count()
	}
	if look.ReturnCIN != nil {
		n -= len(look.ReturnCIN.Rows(cin.TableHeader))
	}
	return n
}

// unreadReturn puts into words that nothing of a return could be read.
func unreadReturn(err error) error {
	switch {
	case errors.Is(err, ssda903.ErrNoYear), errors.Is(err, cin.ErrNoYear):
		return change.Problems{{Kind: change.Invalid, Field: "year", Sentence: "The files don’t show which year they are of. Enter the March that the year ends in."}}
	case errors.Is(err, ssda903.ErrNothing):
		return change.Problems{{Kind: change.Invalid, Field: "files", Sentence: "None of these files is a part of the children looked after return (SSDA903). Choose its CSV files or its XML file."}}
	case errors.Is(err, cin.ErrNothing):
		return change.Problems{{Kind: change.Invalid, Field: "files", Sentence: "None of these files is a children in need census. Choose its XML file."}}
	case errors.Is(err, annexa.ErrNothing):
		return change.Problems{{Kind: change.Invalid, Field: "files", Sentence: "None of these files has a list of Annex A. Choose its workbook, or a CSV file for each list."}}
	case errors.Is(err, ssd.ErrNothing):
		return change.Problems{{Kind: change.Invalid, Field: "files", Sentence: "None of these files is a table of the Standard Safeguarding Dataset. Choose the CSV files of its tables, under their own names."}}
	case errors.Is(err, local.ErrNothing):
		return change.Problems{{Kind: change.Invalid, Field: "files", Sentence: "None of these files has the table that was asked for. Fill in its template, and leave the headings as they are."}}
	case errors.Is(err, context.Canceled), errors.Is(err, context.DeadlineExceeded), errors.As(err, new(change.Problems)):
		return err
	}
	text := err.Error()
	return change.Problems{{Kind: change.Invalid, Field: "files", Sentence: strings.ToUpper(text[:1]) + text[1:] + "."}}
}

// contentOf names what a return says, whatever its files are called and in whatever order its children come.
func contentOf(tables []string, children []returned.Child) string {
	sums := make([]string, len(children))
	for i := range children {
		sums[i] = children[i].Key + " " + children[i].Part.Digest()
	}
	slices.Sort(sums)
	h := sha256.New()
	fmt.Fprintln(h, tables)
	for _, sum := range sums {
		fmt.Fprintln(h, sum)
	}
	return hex.EncodeToString(h.Sum(nil))
}

// judge holds the return to the rules that the Department for Education publishes.
func (look *ReturnLook) judge(last *ssda903.Return) {
	if look.Return903 != nil {
		look.Judged903 = rules903.Judge(look.Return903, rules903.Known{Last: last})
	} else if look.ReturnCIN != nil {
		look.JudgedCIN = rulescin.Judge(look.ReturnCIN)
	}
}

// tally counts the rows that rules name.
func (look *ReturnLook) tally() {
	rows := map[any]bool{}
	for _, f := range look.Judged903.Found {
		for _, r := range f.Rows {
			rows[r] = true
		}
	}
	for _, f := range look.JudgedCIN.Found {
		for _, r := range f.Rows {
			rows[r] = true
		}
	}
	look.Import.Broken = len(rows)
}

// planReturn works out whom the return is about and what would be known of them.
func (s *Service) planReturn(ctx context.Context, caller access.Caller, look *ReturnLook, in ReturnFiles) error {
	known, err := s.position(ctx, caller, When{})
	if err != nil {
		return err
	}
	imports, err := s.imports(ctx, caller, known.Seq)
	if err != nil {
		return err
	}
	p := &returnPlan{known: known, imports: imports}
	look.plan, look.Replaces, look.Same = p, nil, nil
	look.Matched, look.Unchanged, look.Absent, look.Notes = 0, 0, 0, nil
	made := &look.Import
	for i := range imports {
		if imports[i].Gone == 0 && imports[i].slot() == made.slot() {
			look.Replaces = append(look.Replaces, imports[i])
		}
	}
	if n := len(look.Replaces); n > 0 && look.Replaces[n-1].Content == made.Content {
		look.Same = &look.Replaces[n-1]
		look.Replaces = nil
		look.Matched, look.Unchanged = made.Children, made.Children
		return nil
	}
	if in.Refuse && made.Unread > 0 {
		look.Refused = "Some rows or cells can’t be read, so nothing was loaded, as you chose. Mend them, or choose to load what can be read."
	}
	in.progress("Finding out who the children are", 0, len(look.children))
	matched, err := s.matchChildren(ctx, caller, look)
	if err != nil {
		return err
	}
	p.subjects, p.ids = matched.subjects, matched.ids
	made.New = matched.fresh
	look.Matched = len(look.children) - matched.fresh
	look.Notes = matched.notes

	absent, err := s.absent(ctx, caller, look)
	if err != nil {
		return err
	}
	look.Absent = len(absent)
	away, err := s.heldOf(ctx, caller, absent)
	if err != nil {
		return err
	}
	pack, err := s.packNow(ctx, caller)
	if err != nil {
		return err
	}
	made.Pack = pack.Hash()
	if len(imports) == 0 {
		everybody, err := s.allOwnRecords(ctx, caller)
		if err != nil {
			return err
		}
		anything := false
		for _, own := range everybody {
			anything = anything || own.tells()
		}
		if !anything {
			p.first = pack
		}
	}
	with := append(slices.Clone(imports), ReturnImport{ID: pending, Seq: known.Seq + 1, Source: made.Source, Year: made.Year, Of: made.Of, Tables: made.Tables})
	reckon := newReckoner(pack, with, s.Today())
	own, err := s.ownRecords(ctx, caller, slices.Concat(matched.known, absent))
	if err != nil {
		return err
	}
	n := len(look.children)
	p.told = make([]measure.Told, n+len(absent))
	p.holdings, p.books = make([]store.Holding, n), make([]store.Book, n+len(absent))
	done, unchanged := make([]bool, n+len(absent)), make([]bool, n)
	err = each(len(p.told), runtime.GOMAXPROCS(0), func(i int) error {
		subject := ""
		var held []returned.Held
		if i < n {
			subject = p.subjects[i]
			held = slices.Clone(matched.held[subject])
			part := look.children[i].Part
			unchanged[i] = slices.ContainsFunc(held, func(h returned.Held) bool {
				return len(look.Replaces) > 0 && h.Import == look.Replaces[len(look.Replaces)-1].ID && h.Part.Digest() == part.Digest()
			})
			held = append(held, returned.Held{Import: pending, Part: part})
			p.holdings[i] = store.Holding{Subject: subject, Body: part.Encode()}
		} else {
			subject = absent[i-n]
			held = away[subject]
		}
		p.told[i] = reckon.told(subject, held, own[subject], known.Seq+1)
		p.books[i] = store.Book{Subject: subject, Body: book(p.told[i])}
		done[i] = true
		if i%500 == 0 {
			in.progress("Working out deadlines", i, len(p.told))
		}
		return ctx.Err()
	})
	for _, same := range unchanged {
		if same {
			look.Unchanged++
		}
	}
	return err
}

// pending is the id of a load that is being worked out.
const pending = "pending"

// loadReturn plans, stages and makes visible. It gives errMovedOn when what it was planned from has changed meanwhile.
func (s *Service) loadReturn(ctx context.Context, caller access.Caller, look *ReturnLook, in ReturnFiles, judged func()) (err error) {
	if err := s.planReturn(ctx, caller, look, in); err != nil {
		return err
	}
	if look.Same != nil || look.Refused != "" {
		return nil
	}
	p, made := look.plan, look.Import
	made.ID = s.NewID()
	defer func() {
		if err != nil { // what was staged counts for nothing, and is taken away
			if dropped := s.db.DropStaged(context.WithoutCancel(ctx), caller, made.ID); dropped != nil {
				err = errors.Join(err, dropped)
			}
		}
	}()
	if err := s.stage(ctx, caller, made.ID, p.holdings, p.books, p.ids, in.progress); err != nil {
		return err
	}
	judged()
	made.Broken, made.LoadedBy, made.LoadedAt = look.Import.Broken, caller.Membership, s.Now().UTC()
	if made.LoadedBy == "" {
		made.LoadedBy = caller.Account
	}
	in.progress("Making it count", 0, 1)
	receipt, err := s.db.Write(ctx, caller, access.LoadReturns, "load a return", calendar.Date{}, func(tx *store.Tx) error {
		if err := s.stillSo(tx, p); err != nil {
			return err
		}
		root, holdings, books, err := tx.SealBatch(made.ID)
		if err != nil {
			return err
		}
		if holdings != len(p.holdings) || books != len(p.books) {
			return fmt.Errorf("of %d children %d were saved, and of %d sets of deadlines %d: nothing was loaded", len(p.holdings), holdings, len(p.books), books)
		}
		made.Root = hex.EncodeToString(root)
		return tx.Put(change.Put{Kind: KindReturnImport, Thing: made.ID, Body: made})
	})
	if err != nil {
		return err
	}
	in.progress("Making it count", 1, 1)
	made.Seq = receipt.Seq
	look.Import = made
	for i := range p.told {
		p.told[i].Known = receipt.Seq
	}
	s.columnsOf(caller.Authority, made.Pack).take(receipt.Seq, p.known.Seq, p.told, yearEnd(s.Today()).Year, p.first)
	return nil
}

// stage writes what a load is made of, in short transactions.
func (s *Service) stage(ctx context.Context, caller access.Caller, batch string, holdings []store.Holding, books []store.Book, ids []store.ReturnID, progress func(string, int, int)) error {
	const atOnce = 2000
	all := len(books)
	for len(holdings) > 0 || len(books) > 0 || len(ids) > 0 {
		h, b, d := min(len(holdings), atOnce), min(len(books), atOnce), min(len(ids), 2*atOnce)
		if err := s.db.Stage(ctx, caller, batch, holdings[:h], books[:b], ids[:d]); err != nil {
			return err
		}
		holdings, books, ids = holdings[h:], books[b:], ids[d:]
		progress("Saving", all-len(books), all)
	}
	return nil
}

// stillSo gives errMovedOn when another return was loaded or taken back, or something was recorded about one of the children, since the plan was made.
func (s *Service) stillSo(tx *store.Tx, p *returnPlan) error {
	if tx.Head() == p.known.Seq {
		return nil
	}
	moved, err := tx.Since(p.known.Seq, KindReturnImport)
	if err != nil {
		return err
	}
	if len(moved) > 0 {
		return errMovedOn
	}
	changed, err := tx.BooksSince(p.known.Seq)
	if err != nil {
		return err
	}
	about := make(map[string]bool, len(p.books))
	for _, b := range p.books {
		about[b.Subject] = true
	}
	if slices.ContainsFunc(changed, func(subject string) bool { return about[subject] }) {
		return errMovedOn
	}
	return nil
}
