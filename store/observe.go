package store

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"

	"github.com/jackc/pgx/v5"
)

type unobservedKey struct{}

// unobserved keeps from being told what nobody's question costs, because it is
// done for all of them later.
func unobserved(ctx context.Context) context.Context {
	return context.WithValue(ctx, unobservedKey{}, true)
}

func isObserved(ctx context.Context) bool { return ctx.Value(unobservedKey{}) == nil }

// openObserved is sql.Open for SQLite. With somebody to tell, each statement is
// told as it is run; without, the driver is used as it is.
func openObserved(dsn string, tell func(statement string)) (*sql.DB, error) {
	bare, err := sql.Open("sqlite", dsn)
	if err != nil || tell == nil {
		return bare, err
	}
	engine := bare.Driver()
	if err := bare.Close(); err != nil {
		return nil, err
	}
	return sql.OpenDB(observed{engine, dsn, tell}), nil
}

// observed makes connections to SQLite that tell what is run on them.
type observed struct {
	engine driver.Driver
	dsn    string
	tell   func(statement string)
}

func (o observed) Driver() driver.Driver { return o.engine }

func (o observed) Connect(context.Context) (driver.Conn, error) {
	conn, err := o.engine.Open(o.dsn)
	if err != nil {
		return nil, err
	}
	whole, ok := conn.(wholeConn)
	if !ok {
		return nil, errors.Join(errors.New("what is run on this connection can't be told"), conn.Close())
	}
	return observedConn{whole, o.tell}, nil
}

// wholeConn is what database/sql makes use of in a connection to SQLite.
type wholeConn interface {
	driver.Conn
	driver.ConnBeginTx
	driver.ConnPrepareContext
	driver.ExecerContext
	driver.QueryerContext
	driver.SessionResetter
	driver.Validator
}

type observedConn struct {
	wholeConn
	tell func(statement string)
}

func (c observedConn) BeginTx(ctx context.Context, opts driver.TxOptions) (driver.Tx, error) {
	if isObserved(ctx) {
		c.tell("begin")
	}
	return c.wholeConn.BeginTx(ctx, opts)
}

func (c observedConn) ExecContext(ctx context.Context, query string, args []driver.NamedValue) (driver.Result, error) {
	if isObserved(ctx) {
		c.tell(query)
	}
	return c.wholeConn.ExecContext(ctx, query, args)
}

func (c observedConn) QueryContext(ctx context.Context, query string, args []driver.NamedValue) (driver.Rows, error) {
	if isObserved(ctx) {
		c.tell(query)
	}
	return c.wholeConn.QueryContext(ctx, query, args)
}

func (c observedConn) PrepareContext(ctx context.Context, query string) (driver.Stmt, error) {
	made, err := c.wholeConn.PrepareContext(ctx, query)
	if err != nil {
		return nil, err
	}
	whole, ok := made.(wholeStmt)
	if !ok {
		return nil, errors.Join(errors.New("what this statement does can't be told"), made.Close())
	}
	return observedStmt{whole, query, c.tell}, nil
}

type wholeStmt interface {
	driver.Stmt
	driver.StmtExecContext
	driver.StmtQueryContext
}

type observedStmt struct {
	wholeStmt
	query string
	tell  func(statement string)
}

func (s observedStmt) ExecContext(ctx context.Context, args []driver.NamedValue) (driver.Result, error) {
	if isObserved(ctx) {
		s.tell(s.query)
	}
	return s.wholeStmt.ExecContext(ctx, args)
}

func (s observedStmt) QueryContext(ctx context.Context, args []driver.NamedValue) (driver.Rows, error) {
	if isObserved(ctx) {
		s.tell(s.query)
	}
	return s.wholeStmt.QueryContext(ctx, args)
}

// tracer tells what is run on PostgreSQL.
type tracer func(statement string)

// TraceQueryStart tells the statement.
func (t tracer) TraceQueryStart(ctx context.Context, _ *pgx.Conn, data pgx.TraceQueryStartData) context.Context {
	if isObserved(ctx) {
		t(data.SQL)
	}
	return ctx
}

// TraceQueryEnd is nothing to tell.
func (tracer) TraceQueryEnd(context.Context, *pgx.Conn, pgx.TraceQueryEndData) {}
