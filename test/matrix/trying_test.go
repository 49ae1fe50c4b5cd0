package matrix

import (
	"net/http"
	"net/url"
	"slices"
	"strings"

	"throughline/access"
	"throughline/web"
)

// trying is one person who tries the ways in for one purpose.
type trying struct {
	*browser
	stance
	e       *expecting
	found   *index
	r       *report
	primary bool // the first purpose of the role: everything is tried, and not only what is read as data
	sees    map[*thing]bool
	missing map[string]string // what each way in answers for an id of nothing
	nowhere string            // an id of nothing
}

// index finds things by what stands in a page.
type index struct {
	byTrace map[string]*thing
	byID    map[string]*thing
}

func indexOf(councils ...*council) *index {
	x := &index{map[string]*thing{}, map[string]*thing{}}
	for _, c := range councils {
		for _, t := range c.things {
			x.byID[t.id], x.byTrace[t.id] = t, t
			if t.token != "" {
				x.byTrace[t.token] = t
			}
			for _, word := range t.words {
				x.byTrace[word] = t
			}
		}
	}
	return x
}

// begin works out what somebody may see.
func (t *trying) begin() {
	t.sees, t.missing = t.seenFor(t.purpose), map[string]string{}
	t.nowhere = t.w.service.NewID()
}

func (t *trying) seenFor(purposes ...access.Purpose) map[*thing]bool {
	sees := map[*thing]bool{}
	for _, purpose := range purposes {
		for _, x := range t.c.things {
			if t.e.allows(stance{t.actor, purpose}, access.View, x) {
				sees[x] = true
			}
		}
	}
	return sees
}

// ask sends a request and holds the answer to what must be true of every one:
// it shows nothing of what the person may not see, and is no fault of ours.
// What the request said itself, such as its ids, may come back.
func (t *trying) ask(method, path string, form url.Values, said ...string) answer {
	return t.askSeeing(t.sees, method, path, form, said...)
}

func (t *trying) askSeeing(sees map[*thing]bool, method, path string, form url.Values, said ...string) answer {
	got := t.send(method, path, form)
	t.r.tried.Add(1)
	if got.status == 0 || got.status >= http.StatusInternalServerError {
		t.r.wrongf("%s: %s: %.300s", t, got, got.body)
	}
	if what, x := t.leak(sees, got, said...); x != nil {
		t.r.wrongf("%s: %s and shows “%s” of %s", t, got, what, x)
	}
	return got
}

// leak is something of what the person may not see in an answer.
func (t *trying) leak(sees map[*thing]bool, got answer, said ...string) (string, *thing) {
	text := got.body
	for _, header := range got.header {
		text += " " + strings.Join(header, " ")
	}
	for _, trace := range traces(text) {
		x := t.found.byTrace[trace]
		if x == nil || sees[x] || strings.Contains(got.path, trace) || isSaid(trace, said) {
			continue
		}
		if trace == x.id && (strings.HasSuffix(got.path, "/views.csv") || t.aboutSomethingSeen(x, sees)) {
			continue // whom a thing is about, and what others looked at, is given by id alone
		}
		return trace, x
	}
	return "", nil
}

func isSaid(trace string, said []string) bool {
	for _, s := range said {
		if strings.Contains(s, trace) {
			return true
		}
	}
	return false
}

func (t *trying) aboutSomethingSeen(own *thing, sees map[*thing]bool) bool {
	for x := range sees {
		for _, p := range x.about {
			if p.own == own {
				return true
			}
		}
	}
	return false
}

// want holds an answer to a status.
func (t *trying) want(got answer, status int, why any) {
	if got.status != status {
		t.r.wrongf("%s: %s, not %d: %v", t, got, status, why)
	}
}

// unseen holds the answer for something that may not be seen to the one for
// something that isn't there: the same page, letter for letter.
func (t *trying) unseen(got answer, id string, what any) {
	pattern := got.method + " " + strings.ReplaceAll(got.path, id, "{id}")
	as, asked := t.missing[pattern]
	if !asked {
		other := t.ask(got.method, strings.ReplaceAll(got.path, id, t.nowhere), nil)
		t.want(other, http.StatusNotFound, "an id of nothing")
		as = other.like(t.nowhere)
		t.missing[pattern] = as
	}
	if got.like(id) != as {
		t.r.wrongf("%s: %s is not the answer for what is not there: %v\n%s", t, got, what, firstDifference(got.like(id), as))
	}
}

func firstDifference(a, b string) string {
	as, bs := strings.Split(a, "\n"), strings.Split(b, "\n")
	for i := range as {
		if i >= len(bs) || as[i] != bs[i] {
			other := "(nothing)"
			if i < len(bs) {
				other = bs[i]
			}
			return "here:  " + clip(as[i]) + "\nthere: " + clip(other)
		}
	}
	return ""
}

func clip(line string) string { return line[:min(len(line), 400)] }

// refused tries a way in that the role has no permission for.
func (t *trying) refused(route web.Route) {
	method, path, _ := strings.Cut(route.Pattern, " ")
	as := ""
	for _, id := range []string{t.turn(len(route.Pattern)).id, t.nowhere} {
		at := strings.NewReplacer("{id}", id, "{other}", t.c.people[1].id).Replace(path)
		got := t.askSeeing(nil, method, at, nil)
		t.want(got, http.StatusForbidden, "the role has no permission to "+string(route.Needs))
		if !strings.Contains(got.body, "You don&#39;t have access to this page") {
			t.r.wrongf("%s: %s without the page that refuses", t, got)
		}
		if as != "" && got.like(id, t.c.people[1].id) != as {
			t.r.wrongf("%s: %s differently for one id and another\n%s", t, got, firstDifference(got.like(id), as))
		}
		as = got.like(id, t.c.people[1].id)
		if !strings.Contains(path, "{") {
			return
		}
	}
}

// elsewhere tries a way in that is not about people with the ids of people.
func (t *trying) elsewhere(route web.Route) {
	method, path, _ := strings.Cut(route.Pattern, " ")
	if !t.pick(len(route.Pattern), 2) {
		return
	}
	if !strings.Contains(path, "{") {
		if method == http.MethodGet {
			t.askSeeing(nil, method, strings.ReplaceAll(path, "{$}", ""), nil)
		}
		return
	}
	as := ""
	for _, id := range []string{t.nowhere, t.turn(len(route.Pattern)).id} {
		at := strings.NewReplacer("{id}", id, "{thing}", id, "{other}", id, "{n}", "1").Replace(path)
		got := t.askSeeing(nil, method, at, nil)
		if as == "" {
			as = got.like(id)
		} else if got.like(id) != as {
			t.r.wrongf("%s: %s differently for an id of a person and one of nothing\n%s", t, got, firstDifference(got.like(id), as))
		}
	}
}

// turn is a thing that comes up by turns: every other time a person.
func (t *trying) turn(n int) *thing {
	n += slices.Index(t.c.actors, t.actor)
	if n%2 == 0 {
		return t.c.people[n/2%len(t.c.people)].own
	}
	return t.c.things[n*31%len(t.c.things)]
}

// choose chooses the purpose, and reads the sentence that says so away.
func (t *trying) choose() {
	t.want(t.lookFor(t.purpose), http.StatusSeeOther, "choosing the purpose")
	t.get("/casework/search")
}
