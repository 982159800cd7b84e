package ingest

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// wrappedWidth is the longest line of a text whose paragraphs are broken into
// lines.
const wrappedWidth = 110

// splitBlocks finds paragraphs, headings and items. Blank lines end a block; so
// does a line end, unless the text is set in lines of one width.
func (r *reading) splitBlocks() {
	lines := linesOf(r.text)
	width := 0
	for _, l := range lines {
		width = max(width, l.width)
	}
	isWrapped := width <= wrappedWidth && width >= 50
	for i, l := range lines {
		if l.width == 0 {
			continue
		}
		bullet := bulletSize(r.text[l.start:l.end])
		if isWrapped && i > 0 && bullet > 0 && isInSentence(r.text[lines[i-1].start:lines[i-1].end], r.text[l.start], width) {
			bullet = 0
		}
		joins := isWrapped && bullet == 0 && i > 0 && lines[i-1].width > width*6/10 && len(r.blocks) > 0
		if joins && !endsBlock(r.text[lines[i-1].start:lines[i-1].end], r.text[l.start:l.end], lines[i-1].width, width) {
			r.blocks[len(r.blocks)-1].end = l.end
			continue
		}
		r.blocks = append(r.blocks, block{start: l.start + bullet, end: l.end, isItem: bullet > 0, intro: -1})
	}
}

// isInSentence reports that a number at the start of a line of a wrapped text goes on
// with the line before: "from May 20 to | 22."
func isInSentence(before string, first byte, width int) bool {
	return first >= '0' && first <= '9' && len(before) > width*8/10 && !strings.ContainsRune(".:;!?", rune(before[len(before)-1]))
}

// endsBlock tells a line that ends a paragraph of a wrapped text: it ends a
// sentence well before the margin, or is set in capitals.
func endsBlock(line, next string, lineWidth, width int) bool {
	last, _ := utf8.DecodeLastRuneInString(line)
	first, _ := utf8.DecodeRuneInString(next)
	isShort := lineWidth < width*8/10
	return isLabelled(next) || isDated(next) || isShort && strings.ContainsRune(".:;!?", last) || unicode.IsUpper(first) && strings.ToUpper(line) == line
}

// isLabelled reports a line such as "Date: Friday", which begins a block.
func isLabelled(line string) bool {
	label, rest, ok := strings.Cut(line, ":")
	return ok && rest != "" && len(label) < 20 && !strings.ContainsAny(strings.TrimRight(label, " "), " ,.(")
}

// isDated reports a short line that holds a year and is no sentence, such as the
// place and day below a title.
func isDated(line string) bool {
	if len(line) > 45 || strings.ContainsRune(".;:", rune(line[len(line)-1])) || !unicode.IsUpper([]rune(line)[0]) {
		return false
	}
	last := line[strings.LastIndexByte(line, ' ')+1:]
	return len(last) == 4 && (strings.HasPrefix(last, "19") || strings.HasPrefix(last, "20")) && strings.Count(line, " ") < 6
}

// A line is without the blanks around it.
type line struct{ start, end, width int }

func linesOf(text string) []line {
	var lines []line
	for start := 0; start < len(text); {
		end := strings.IndexByte(text[start:], '\n')
		if end < 0 {
			end = len(text)
		} else {
			end += start
		}
		body := strings.TrimLeft(text[start:end], " ")
		l := line{start: end - len(body)}
		l.end = l.start + len(strings.TrimRight(body, " "))
		l.width = utf8.RuneCountInString(text[l.start:l.end])
		lines = append(lines, l)
		start = end + 1
	}
	return lines
}

// bulletSize measures the mark of an item at the start of a line and the blanks
// behind it: a bullet, a hyphen, a number or a letter.
func bulletSize(text string) int {
	first, n := utf8.DecodeRuneInString(text)
	switch {
	case strings.ContainsRune("•·*▪●○◦‣–—-", first) || unicode.Is(unicode.So, first) || unicode.Is(unicode.Co, first):
	case first == '(' || unicode.IsDigit(first) || unicode.IsLower(first):
		n = enumeratorSize(text)
	default:
		return 0
	}
	rest := strings.TrimLeft(text[n:], " ")
	if n == 0 || rest == text[n:] || rest == "" {
		return 0
	}
	return len(text) - len(rest)
}

// enumeratorSize measures "1.", "1)", "(1)", "a)" and "ii."; zero for others.
func enumeratorSize(text string) int {
	i := 0
	if text[0] == '(' {
		i++
	}
	begin := i
	for i < len(text) && i < begin+4 && (text[i] >= '0' && text[i] <= '9' || strings.ContainsRune("abcdefghivx", rune(text[i]))) {
		i++
	}
	if i == begin || i == len(text) || text[i] != ')' && text[i] != '.' || i-begin > 2 && text[begin] > '9' {
		return 0
	}
	if text[i] == '.' && i-begin == 1 && text[begin] > '9' {
		return 0 // an initial
	}
	return i + 1
}
