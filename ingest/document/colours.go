package document

import (
	"encoding/xml"
	"fmt"
	"math"
	"strconv"
	"strings"
)

// A palette turns the ways a file states a colour into RRGGBB.
type palette struct {
	theme   []string // dk1, lt1, dk2, lt2, accent1 … accent6, hlink, folHlink
	indexed []string // 0 to 63
}

// usualTheme is Office's own, for a file without one.
var usualTheme = []string{
	"000000", "FFFFFF", "44546A", "E7E6E6", "4472C4", "ED7D31", "A5A5A5", "FFC000", "5B9BD5", "70AD47", "0563C1", "954F72",
}

// usualIndexed are the colours of ECMA-376 part 1, 18.8.27 (indexedColors), 8 to 63; 0 to 7 repeat the first eight.
var usualIndexed = func() []string {
	const colours = "000000 FFFFFF FF0000 00FF00 0000FF FFFF00 FF00FF 00FFFF " +
		"800000 008000 000080 808000 800080 008080 C0C0C0 808080 9999FF 993366 FFFFCC CCFFFF 660066 FF8080 0066CC CCCCFF " +
		"000080 FF00FF FFFF00 00FFFF 800080 800000 008080 0000FF 00CCFF CCFFFF CCFFCC FFFF99 99CCFF FF99CC CC99FF FFCC99 " +
		"3366FF 33CCCC 99CC00 FFCC00 FF9900 FF6600 666699 969696 003366 339966 003300 333300 993300 993366 333399 333333"
	later := strings.Fields(colours)
	return append(append([]string{}, later[:8]...), later...)
}()

// readTheme takes the colours from a theme part.
func readTheme(x *xmlPart) ([]string, error) {
	var theme []string
	for x.next() {
		if x.start == nil || x.start.Name.Local != "clrScheme" {
			continue
		}
		for depth := x.depth; x.within(depth); {
			if x.start == nil || len(theme) >= len(usualTheme) {
				continue
			}
			switch x.start.Name.Local {
			case "srgbClr":
				theme = append(theme, hex(attr(x.start, "val")))
			case "sysClr":
				theme = append(theme, hex(attr(x.start, "lastClr")))
			}
		}
	}
	return theme, x.err
}

// of reads a colour element of a workbook: its RRGGBB, or "" for none and for automatic.
func (p palette) of(colour *xml.StartElement) string {
	base := ""
	if rgb := attr(colour, "rgb"); rgb != "" {
		base = hex(rgb)
	} else if n, err := strconv.Atoi(attr(colour, "theme")); err == nil && n >= 0 {
		if n < 4 {
			n ^= 1 // a workbook counts light before dark; the theme lists dark before light
		}
		theme := p.theme
		if n >= len(theme) {
			theme = usualTheme
		}
		if n < len(theme) {
			base = theme[n]
		}
	} else if n, err := strconv.Atoi(attr(colour, "indexed")); err == nil && n >= 0 {
		switch {
		case n < len(p.indexed):
			base = p.indexed[n]
		case n < len(usualIndexed):
			base = usualIndexed[n]
		case n == 65:
			base = "FFFFFF" // the window's background
		}
	}
	if tint, err := strconv.ParseFloat(attr(colour, "tint"), 64); err == nil && base != "" {
		return tinted(base, tint)
	}
	return base
}

// hex makes RRGGBB of RRGGBB or AARRGGBB, or "" of anything else.
func hex(written string) string {
	if len(written) == 8 {
		written = written[2:]
	}
	if len(written) != 6 {
		return ""
	}
	if _, err := strconv.ParseUint(written, 16, 32); err != nil {
		return ""
	}
	return strings.ToUpper(written)
}

// tinted makes a colour darker (tint from -1) or lighter (to 1) by its lightness, as ECMA-376 part 1, 18.8.19 says.
func tinted(rgb string, tint float64) string {
	if tint == 0 || math.IsNaN(tint) {
		return rgb
	}
	tint = max(-1, min(1, tint))
	n, err := strconv.ParseUint(rgb, 16, 32)
	if err != nil {
		return rgb
	}
	r, g, b := float64(n>>16)/255, float64(n>>8&255)/255, float64(n&255)/255
	high, low := max(r, g, b), min(r, g, b)
	light := (high + low) / 2
	hue, strength := 0.0, 0.0
	if spread := high - low; spread > 0 {
		strength = spread / (1 - math.Abs(2*light-1))
		switch high {
		case r:
			hue = math.Mod((g-b)/spread+6, 6)
		case g:
			hue = (b-r)/spread + 2
		default:
			hue = (r-g)/spread + 4
		}
	}
	if tint < 0 {
		light *= 1 + tint
	} else {
		light = light*(1-tint) + tint
	}
	chroma := (1 - math.Abs(2*light-1)) * strength
	second := chroma * (1 - math.Abs(math.Mod(hue, 2)-1))
	r, g, b = 0, 0, 0
	switch int(hue) {
	case 0:
		r, g = chroma, second
	case 1:
		r, g = second, chroma
	case 2:
		g, b = chroma, second
	case 3:
		g, b = second, chroma
	case 4:
		r, b = second, chroma
	default:
		r, b = chroma, second
	}
	lift := light - chroma/2
	part := func(v float64) int { return max(0, min(255, int(math.Round((v+lift)*255)))) }
	return fmt.Sprintf("%02X%02X%02X", part(r), part(g), part(b))
}

// seenFill is a fill as it looks: white is no fill.
func seenFill(rgb string) string {
	if rgb == "FFFFFF" {
		return ""
	}
	return rgb
}

// seenFont is a letter's colour as it looks: black is the usual.
func seenFont(rgb string) string {
	if rgb == "000000" {
		return ""
	}
	return rgb
}
