package planfile

import (
	"strconv"
	"strings"
)

var colourLetters = map[string]string{"r": "red", "a": "amber", "g": "green", "b": "blue", "y": "yellow", "gray": "grey"}

// colourNamed gives the colour that a word or a letter of BRAG names, or the word itself.
func colourNamed(word string) string {
	word = strings.ToLower(tidy(word))
	if name, ok := colourLetters[word]; ok {
		return name
	}
	return word
}

// colourOf names the colour of a fill written as RRGGBB, as a person would: "" for none, white and near white.
func colourOf(fill string) string {
	if len(fill) != 6 {
		return ""
	}
	n, err := strconv.ParseUint(fill, 16, 32)
	if err != nil {
		return ""
	}
	r, g, b := int(n>>16), int(n>>8&0xff), int(n&0xff)
	high, low := max(r, g, b), min(r, g, b)
	spread := high - low
	switch {
	case low >= 0xF4:
		return ""
	case high < 0x30:
		return "black"
	case spread*100 < high*10:
		return "grey"
	}
	var hue int // in degrees
	switch high {
	case r:
		hue = (60*(g-b)/spread + 360) % 360
	case g:
		hue = 60*(b-r)/spread + 120
	default:
		hue = 60*(r-g)/spread + 240
	}
	switch {
	case hue < 18 || hue >= 345:
		if low > 0xA0 && hue >= 345 {
			return "pink"
		}
		return "red"
	case hue < 50:
		return "amber"
	case hue < 70:
		return "yellow"
	case hue < 170:
		return "green"
	case hue < 255:
		return "blue"
	case hue < 300:
		return "purple"
	}
	return "pink"
}
