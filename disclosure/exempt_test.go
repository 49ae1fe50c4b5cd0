package disclosure

import (
	"bytes"
	"encoding/gob"
	"encoding/json"
	"fmt"
	"html"
	"html/template"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

const secret = "The manager’s advice is to close Rose Cottage on 3 May, because the lease ends & staff have left."

func TestExemptWordsAreFound(t *testing.T) {
	for name, public := range map[string]string{
		"whole":                secret,
		"in a page":            "<html><p>Before.</p><p>" + html.EscapeString(secret) + "</p></html>",
		"capitals":             strings.ToUpper(secret),
		"other white space":    strings.ReplaceAll(secret, " ", "\n\t\u00a0"),
		"numeric entities":     strings.ReplaceAll(secret, "o", "&#111;"),
		"escaped twice":        strings.ReplaceAll(secret, "a", "&amp;#x61;"),
		"tags between":         strings.ReplaceAll(secret, " ", "</b> <i class=\"govuk\">"),
		"tags inside words":    strings.ReplaceAll(secret, "a", "<b>a</b>"),
		"soft hyphens":         strings.ReplaceAll(secret, "a", "a\u00ad"),
		"another apostrophe":   strings.ReplaceAll(secret, "’", "'"),
		"no punctuation":       strings.NewReplacer(",", "", ".", "", "&", "").Replace(secret),
		"six words":            "It was said to CLOSE Rose Cottage on 3 May, in spring.",
		"in an attribute":      `<img alt="close Rose Cottage on 3 May">`,
		"a combining accent":   "close Rose\u0301 Cottage on 3 May",
		"in a comment of HTML": "<!-- " + secret + " -->",
		"after a stray <":      "1 < 2 and close Rose <i>Cottage</i> on 3 May",
	} {
		err := ProveAbsent([]Exempt{ExemptText("Something else."), ExemptText(secret)}, []byte(public))
		if err == nil || !strings.Contains(err.Error(), "passage 2") || strings.Contains(err.Error(), "Cottage") {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestHonestPagesPass(t *testing.T) {
	for _, public := range []string{
		"", "Rose Cottage is a home. The lease ends in May.", "The manager's advice is to open", "close Rose Cottage on 3 June",
		"<p>close</p> Rose <p>Cottage</p> on 3",
	} {
		if err := ProveAbsent([]Exempt{ExemptText(secret), {}, ExemptText(" . ")}, []byte(public)); err != nil {
			t.Errorf("%q: %v", public, err)
		}
	}
	if ProveAbsent([]Exempt{ExemptText("José Álvarez")}, []byte("<b>Jose</b> Alvarez")) == nil {
		t.Error("a passage of two words is not found whole")
	}
}

// TestAnyRunIsFound takes a run out of a passage of other words and dresses it.
func TestAnyRunIsFound(t *testing.T) {
	word := rapid.StringMatching(`[a-z]{1,6}|[0-9]{1,3}`)
	rapid.Check(t, func(rt *rapid.T) {
		passage := rapid.SliceOfN(word, 1, 20).Draw(rt, "passage")
		run := min(RunOfWords, len(passage))
		start := rapid.IntRange(0, len(passage)-run).Draw(rt, "start")
		var public strings.Builder
		for _, w := range passage[start : start+run] {
			switch rapid.IntRange(0, 3).Draw(rt, "dress") {
			case 0:
				w = "<b>" + w + "</b>"
			case 1:
				w = strings.ToUpper(w)
			case 2:
				w = fmt.Sprintf("&#%d;%s", w[0], w[1:])
			}
			public.WriteString(w + rapid.SampledFrom([]string{" ", "\n", ", ", "<br>\n", "&nbsp;"}).Draw(rt, "space"))
		}
		if err := ProveAbsent([]Exempt{ExemptText(strings.Join(passage, " "))}, []byte("before. "+public.String()+" after.")); err == nil {
			rt.Fatalf("%q is not found in %q", passage, public.String())
		}
	})
}

func TestExemptTextPrintsNothing(t *testing.T) {
	e := ExemptText(secret)
	held := struct{ Part, part Exempt }{e, e}
	var out strings.Builder
	for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%x", "%d"} {
		fmt.Fprintf(&out, verb+verb+verb, e, held, &held)
	}
	if err := template.Must(template.New("").Parse(`{{.}} {{.Part}} <a title="{{.Part}}">`)).Execute(&out, held); err != nil {
		t.Error(err)
	}
	text, err := json.Marshal(held)
	if err == nil {
		t.Error("JSON takes exempt text")
	}
	var coded bytes.Buffer
	if gob.NewEncoder(&coded).Encode(held) == nil {
		t.Error("gob takes exempt text")
	}
	if err := ProveAbsent([]Exempt{e}, []byte(out.String()+string(text)+coded.String())); err != nil || strings.Contains(out.String(), "Cottage") {
		t.Error(err, out.String())
	}
	if err := template.Must(template.New("").Parse(`<script>x = {{.}}</script>`)).Execute(&out, e); err == nil && strings.Contains(out.String(), "Cottage") {
		t.Error("a script shows exempt text")
	}
	if e.Reveal() != secret || !(Exempt{}).IsZero() || (Exempt{}).Reveal() != "" {
		t.Error("exempt text is not given to who may read it")
	}
}
