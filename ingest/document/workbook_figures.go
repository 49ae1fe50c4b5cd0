package document

import (
	"math"
	"regexp"
	"strconv"
	"strings"
)

// A figure is a number format of the commonest sort: a currency or words, a number with or without thousands and decimals, a percent
// sign or words. It is written here, fast and with Excel's rounding; other formats are left to others.
type figure struct {
	before, after string
	thousands     bool
	decimals      int
	percent       bool
	negatives     bool // the format has a section of its own for negative numbers
}

var figureForm = regexp.MustCompile(`^(?:\[\$([^\]-]*)(?:-[0-9A-Fa-f]+)?\]|"([^"]*)"|([£$€]))?(#,##|#)?0(?:\.(0+))?(%)?(?:"([^"]*)")?(?:_[\)\- ])?(;.*)?$`)

func figureOf(format string) *figure {
	m := figureForm.FindStringSubmatch(format)
	if m == nil {
		return nil
	}
	return &figure{
		before: m[1] + m[2] + m[3], thousands: m[4] == "#,##", decimals: len(m[5]), percent: m[6] != "", after: m[7], negatives: m[8] != "",
	}
}

// write gives the number as the format shows it, unless the format has another way for it.
func (f *figure) write(value float64) (string, bool) {
	if value < 0 && f.negatives || value == 0 && f.negatives || math.Abs(value) >= 1e15 {
		return "", false
	}
	digits, point := figures(math.Abs(value))
	if f.percent {
		point += 2
	}
	whole, part := rounded(digits, point, f.decimals)
	sign := ""
	if value < 0 && strings.Trim(whole+part, "0") != "" {
		sign = "-"
	}
	if f.thousands {
		for at := len(whole) - 3; at > 0; at -= 3 {
			whole = whole[:at] + "," + whole[at:]
		}
	}
	if part != "" {
		whole += "." + part
	}
	if f.percent {
		whole += "%"
	}
	return strings.TrimSpace(sign + f.before + whole + f.after), true
}

// figures gives the fifteen figures of a number that a workbook counts with, and how many of them stand before the decimal point.
func figures(value float64) (digits string, point int) {
	mantissa, power, _ := strings.Cut(strconv.FormatFloat(value, 'e', 14, 64), "e")
	n, err := strconv.Atoi(power)
	if err != nil {
		return "0", 1
	}
	return strings.Replace(mantissa, ".", "", 1), n + 1
}

// rounded rounds half up, as a person does, and parts the whole from the decimals.
func rounded(digits string, point, decimals int) (whole, part string) {
	for ; point < 1; point++ {
		digits = "0" + digits
	}
	keep := point + decimals
	for len(digits) <= keep {
		digits += "0"
	}
	kept := []byte("0" + digits[:keep])
	if digits[keep] >= '5' {
		for i := len(kept) - 1; ; i-- {
			if kept[i] < '9' {
				kept[i]++
				break
			}
			kept[i] = '0'
		}
	}
	whole = strings.TrimLeft(string(kept[:1+point]), "0")
	if whole == "" {
		whole = "0"
	}
	return whole, string(kept[1+point:])
}
