package store

// AboutNobody gives the latest versions of the things of some kinds that are
// about nobody, such as a legal hold over everything. It is for rules alone.
func (tx *Tx) AboutNobody(kinds ...string) ([]Filed, error) {
	if len(kinds) == 0 {
		return nil, nil
	}
	var st statement
	st.args = []any{tx.entry.Authority}
	return tx.files(st, "SELECT f.thing_id, f.seq FROM filing f WHERE f.authority_id = $1 AND f.person_id = '' AND f.kind IN "+st.oneOf(kinds))
}
