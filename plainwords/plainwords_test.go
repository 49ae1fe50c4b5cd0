package plainwords

import (
	"math"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

func textsOf(all []Sentence) (texts []string) {
	for _, s := range all {
		texts = append(texts, s.Text)
	}
	return texts
}

func TestSentences(t *testing.T) {
	for name, c := range map[string]struct {
		text string
		want []string
	}{
		"nothing":           {" \n\t ", nil},
		"no words":          {"… — !", nil},
		"no stop":           {"Purpose of the report", []string{"Purpose of the report"}},
		"two":               {"We met. We agreed.", []string{"We met.", "We agreed."}},
		"on two lines":      {"We met on\nMonday. We\nagreed.", []string{"We met on Monday.", "We agreed."}},
		"titles":            {"Dr. Shah and Mrs. Lee met Cllr. J. K. Smith. They agreed.", []string{"Dr. Shah and Mrs. Lee met Cllr. J. K. Smith.", "They agreed."}},
		"short forms":       {"Use plain words, e.g. A level, i.e. GCE. Then stop.", []string{"Use plain words, e.g. A level, i.e. GCE.", "Then stop."}},
		"references":        {"See 3.2. Table 4 has more, as has para. 12 of no. 7. No. That is all.", []string{"See 3.2.", "Table 4 has more, as has para. 12 of no. 7.", "No.", "That is all."}},
		"dates":             {"It is due on 1 Feb. 2013. It was 31.12.12. Now it is 31/01/2013.", []string{"It is due on 1 Feb. 2013.", "It was 31.12.12.", "Now it is 31/01/2013."}},
		"an act":            {"The Children Act 1989, s. 47(1) and sch. 2 apply. So does reg. 3 of S.I. 2010/959.", []string{"The Children Act 1989, s. 47(1) and sch. 2 apply.", "So does reg. 3 of S.I. 2010/959."}},
		"a number begins":   {"Nine were due. 5 are done.", []string{"Nine were due.", "5 are done."}},
		"asked and cried":   {"Is it safe? Yes! It is.", []string{"Is it safe?", "Yes!", "It is."}},
		"quoted":            {"She said: “It works.” He agreed. (They both did.) Good.", []string{"She said: “It works.”", "He agreed.", "(They both did.)", "Good."}},
		"goes on":           {"“Why?” she asked. It went on... for years.", []string{"“Why?” she asked.", "It went on... for years."}},
		"times of day":      {"We met at 9 a.m. on Monday.", []string{"We met at 9 a.m. on Monday."}},
		"paragraphs":        {"A heading\n\nIts words. More.", []string{"A heading", "Its words.", "More."}},
		"bullets":           {"We will:\n• write it down\n- ask the child. Then act\n* stop", []string{"We will:", "write it down", "ask the child.", "Then act", "stop"}},
		"numbered":          {"1. Write it down\n2) Ask\n(iii) Act on\nwhat is said", []string{"Write it down", "Ask", "Act on what is said"}},
		"Windows ends":      {"One.\r\n\r\nTwo.\rThree.", []string{"One.", "Two.", "Three."}},
		"addresses":         {"Write to lead@council.example. See https://www.gov.uk/a.b. Thank you.", []string{"Write to lead@council.example.", "See https://www.gov.uk/a.b.", "Thank you."}},
		"a dash at its end": {"It was late – very late. Still, it came.", []string{"It was late – very late.", "Still, it came."}},
	} {
		if diff := cmp.Diff(c.want, textsOf(Sentences(c.text))); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
	got := Sentences("A heading\n\n- one\n- two. Three.")
	want := []Sentence{{"A heading", 2, Place{1, 1}}, {"one", 1, Place{2, 1}}, {"two.", 1, Place{3, 1}}, {"Three.", 1, Place{3, 2}}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestWords(t *testing.T) {
	for text, want := range map[string][]string{
		"":  nil,
		"—": nil,
		"We’ll go – now… or never—so there!":      {"We’ll", "go", "now", "or", "never", "so", "there"},
		"looked-after children's (multi-agency)":  {"looked-after", "children's", "multi-agency"},
		"and/or parents/carers; N/A, s/he":        {"and", "or", "parents", "carers", "N/A", "s/he"},
		"31/01/2012 3.2 30% £5m RCC/CPB/2013/001": {"31/01/2012", "3.2", "30%", "£5m", "RCC/CPB/2013/001"},
		"Health & Social Care, lead@x.example.":   {"Health", "&", "Social", "Care", "lead@x.example"},
		"“See https://www.gov.uk/a/b.”":           {"See", "https://www.gov.uk/a/b"},
	} {
		if diff := cmp.Diff(want, Words(text)); diff != "" {
			t.Errorf("%q: %s", text, diff)
		}
	}
}

// counted is a sentence whose figures were counted by hand: 10 words and 12
// syllables, and no word of three.
const counted = "The social worker wrote what the boy had told them. "

func TestReadingAges(t *testing.T) {
	r := Read(strings.Repeat(counted, 30))
	if r.Sentences != 30 || r.Words != 300 || r.Syllables != 360 || r.LongWords != 0 || len(r.Long) != 0 {
		t.Fatalf("counted %+v", r)
	}
	// 0.39 × 10 + 11.8 × 1.2 − 15.59 + 5 = 7.47; SMOG of no long word: 3.1291 + 5.
	near := func(got, want float64) bool { return math.Abs(got-want) < 0.005 }
	ages := r.Ages()
	if len(ages) != 2 || ages[0].Formula.Name != "Flesch–Kincaid" || !near(ages[0].Years, 7.47) || ages[1].Formula.Name != "SMOG" || !near(ages[1].Years, 8.1291) || ages[0].String() != "7.5" {
		t.Errorf("reckoned %+v", ages)
	}
	// Thirty sentences of five words, of which four are long.
	hard := Read(strings.Repeat("Assessments of adolescents identified vulnerability. ", 30))
	if hard.Words != 150 || hard.LongWords != 120 {
		t.Fatalf("counted %+v", hard)
	}
	if smog := hard.Ages()[1]; !near(smog.Years, 3.1291+1.0430*math.Sqrt(120)+5) {
		t.Errorf("reckoned %+v", smog)
	}
	// Too short for any, and too few sentences for SMOG.
	if ages := Read(strings.Repeat(counted, 9) + "One two three four five six seven eight nine.").Ages(); ages != nil {
		t.Errorf("99 words have the ages %+v", ages)
	}
	if ages := Read(strings.Repeat(counted, 29)).Ages(); len(ages) != 1 || ages[0].Formula.Name != "Flesch–Kincaid" {
		t.Errorf("29 sentences have the ages %+v", ages)
	}
	if ages := Read(strings.Repeat("Go. ", 100)).Ages(); ages[0].Years != 5 {
		t.Errorf("nobody reads at the age of %s", ages[0])
	}
}

func TestLongSentences(t *testing.T) {
	words := func(n int) string { return "A" + strings.Repeat(" bee", n-1) + "." }
	r := Read(words(25) + "\n\nShort. " + words(26))
	want := []Sentence{{words(26), 26, Place{2, 2}}}
	if diff := cmp.Diff(want, r.Long); diff != "" {
		t.Error(diff)
	}
}

func TestHints(t *testing.T) {
	r := Read("The IROs told the LADO and the CAF panel. A local authority designated officer acts. Children looked after (CLA) and areas for improvement (AFIs) are known. " +
		"We utilised a robust plan in order to act; it’s unregarding. SDQ scores. Education, health and care (EHC) plans. IROQ.")
	var letters, words []string
	for _, a := range r.Unspelled {
		letters = append(letters, a.Letters)
	}
	for _, p := range r.Plainer {
		words = append(words, p.Word+": "+p.Use)
	}
	if diff := cmp.Diff([]string{"CAF", "IRO", "SDQ"}, letters); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]string{"in order to: to", "robust: strong, or say what makes it so", "utilise: use"}, words); diff != "" {
		t.Error(diff)
	}
}

func TestAbove(t *testing.T) {
	if why := Above(strings.Repeat(counted, 30), 12); why != nil {
		t.Errorf("a plain text is refused: %q", why)
	}
	hard := strings.Repeat("Assessments of adolescents identified vulnerability. ", 30)
	why := Above(hard, 12)
	if len(why) != 2 || !strings.Contains(why[0], "by Flesch–Kincaid, and it may be 12 at most") || !strings.Contains(why[1], "by SMOG") {
		t.Errorf("of a hard text: %q", why)
	}
	long := "It is short.\n\nA" + strings.Repeat(" bee", 25) + "."
	if why := Above(long, 12); len(why) != 1 || !strings.HasPrefix(why[0], "Paragraph 2, sentence 1 has 26 words, and it may have 25 at most: “A bee") {
		t.Errorf("of a long sentence: %q", why)
	}
	if why := Above("Multidisciplinary assessments.", 12); why != nil {
		t.Errorf("of a text too short to say: %q", why)
	}
}

// proses draws texts of the sort that people write.
var proses = rapid.Custom(func(t *rapid.T) string {
	words := rapid.SliceOfN(rapid.SampledFrom([]string{
		"the", "child", "Dr.", "e.g.", "3.2", "plan.", "No.", "7", "“It", "works.”", "\n\n", "\n", "- ", "Is", "it?", "&", "and/or", "31/12/12.", "J.", "a.m.", "GPs", "didn’t", "—", "(see", "4.1).",
	}), 0, 60).Draw(t, "words")
	return strings.Join(words, " ")
})

func TestAddingASentenceAddsOne(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := proses.Draw(t, "text")
		before, after := Read(text), Read(text+"\n\nIt was so.")
		if after.Sentences != before.Sentences+1 || after.Words != before.Words+3 || after.Syllables != before.Syllables+3 {
			t.Fatalf("%q: %+v became %+v", text, before, after)
		}
		if same := Read(text + " It was so."); same.Sentences < before.Sentences {
			t.Fatalf("%q: %d sentences became %d", text, before.Sentences, same.Sentences)
		}
	})
}

func TestBlanksMakeNoDifference(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := proses.Draw(t, "text")
		blank := rapid.SampledFrom([]string{"  ", "\t", " \u00a0 "}).Draw(t, "blank")
		wide := strings.ReplaceAll(text, " ", blank)
		if diff := cmp.Diff(Read(text), Read(wide)); diff != "" {
			t.Fatalf("%q: %s", text, diff)
		}
	})
}

func TestEveryWordIsInASentence(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.OneOf(proses, rapid.String()).Draw(t, "text")
		r := Read(text)
		words := 0
		for _, s := range Sentences(text) {
			words += s.Words
			if s.Words == 0 || s.Text != strings.Join(strings.Fields(s.Text), " ") {
				t.Fatalf("%q has the sentence %+v", text, s)
			}
		}
		if words != r.Words || r.Syllables < r.Words || r.LongWords > r.Words {
			t.Fatalf("%q: %d words in sentences, %+v", text, words, r)
		}
		for _, age := range r.Ages() {
			if math.IsNaN(age.Years) || math.IsInf(age.Years, 0) || age.Years < 5 {
				t.Fatalf("%q has the age %v", text, age.Years)
			}
		}
	})
}

func FuzzRead(f *testing.F) {
	for _, seed := range []string{"", counted, "1. A\n(ii) b\r\n\r\n• c", "Dr. J. K. Smith, e.g. no. 7. “Yes?”", "\xff\xfe.", "…", "and/or//", "'s ’n’t n't 's", "A\u2028B\u2029C", strings.Repeat("a.", 300)} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		r := Read(text)
		if r.Syllables < r.Words || r.Sentences > r.Words || len(r.Long) > r.Sentences {
			t.Errorf("%q is read as %+v", text, r)
		}
		_ = Above(text, 12)
	})
}
