package casework

import "throughline/access"

// ClassOf is the class under which a body, such as an Identifier, would be
// filed, so that a page offers only what somebody may record. It is not ok for
// what is no body of casework.
func ClassOf(b any) (access.Class, bool) {
	held, ok := b.(body)
	if !ok {
		return access.Class{}, false
	}
	return held.filing("").Class, true
}
