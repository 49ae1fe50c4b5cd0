package blobs

import "os"

// SpoolTo makes every upload wait in a file that make opens, so that a test
// can choose one that is full.
func (s *Store) SpoolTo(open func() (*os.File, error)) { s.spool = open }
