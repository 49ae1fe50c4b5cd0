package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"
)

// pourSizes are how many rows one statement writes: many while there are many.
var pourSizes = [...]int{32, 8, 1}

// pour writes rows in one transaction until it has taken long enough.
type pour struct {
	ctx    context.Context //nolint:containedctx // of the one transaction that this is
	tx     *sql.Tx
	watch  stopwatch
	budget time.Duration
	rows   int // how many more
	bytes  int
	made   map[string]*sql.Stmt
}

// full says whether the transaction should end. The first statement is always
// written, so that there is an end.
func (p *pour) full() bool {
	return p.made != nil && (p.rows <= 0 || p.bytes <= 0 || p.watch.elapsed() >= p.budget)
}

// rest writes rows from a place on, and gives how far it came. before is told
// of the rows that come next, to fill in what is known only now.
func (p *pour) rest(table string, columns []string, rows []any, from int, before func(from, n int)) (int, error) {
	all := len(rows) / len(columns)
	for from < all && !p.full() {
		n := 1
		for _, size := range pourSizes {
			if size <= all-from && size <= max(p.rows, 1) {
				n = size
				break
			}
		}
		if before != nil {
			before(from, n)
		}
		args := rows[from*len(columns) : (from+n)*len(columns)]
		if err := p.insert(table, columns, n, args); err != nil {
			return from, err
		}
		from += n
		p.rows -= n
		for _, arg := range args {
			if b, ok := arg.([]byte); ok {
				p.bytes -= len(b)
			}
		}
	}
	return from, nil
}

func (p *pour) insert(table string, columns []string, n int, args []any) error {
	text := insertRows(table, columns, n)
	if table == "return_id" {
		text += " ON CONFLICT DO NOTHING" // a return may name a child twice
	}
	made := p.made[text]
	if made == nil {
		var err error
		if made, err = p.tx.PrepareContext(p.ctx, text); err != nil {
			return err
		}
		if p.made == nil {
			p.made = map[string]*sql.Stmt{}
		}
		p.made[text] = made
	}
	if _, err := made.ExecContext(p.ctx, args...); err != nil {
		if isDuplicate(err) {
			return &Error{Kind: ErrInvalid, Words: fmt.Sprintf("The same row of %s was staged twice, so it was refused.", table), Reason: err}
		}
		return err
	}
	return nil
}

func (p *pour) end() error {
	var errs []error
	for _, made := range p.made {
		errs = append(errs, made.Close())
	}
	return errors.Join(errs...)
}
