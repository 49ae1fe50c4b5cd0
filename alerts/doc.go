// Package alerts says what has gone wrong, of what the practice pack declares as bad: from a subject's deadlines, the rows of their records and
// the rows behind a measure. An alert stands exactly while what raises it does, and ends by itself when that is mended. It does no input or
// output.
package alerts
