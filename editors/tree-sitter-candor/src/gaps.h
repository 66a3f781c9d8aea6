// What lies between one token and the next, and how a line is indented.

#ifndef CANDOR_GAPS_H_
#define CANDOR_GAPS_H_

#include "tree_sitter/parser.h"

static bool is_blank(int32_t c) { return c == ' ' || c == '\t'; }
static bool is_newline(int32_t c) { return c == '\n' || c == '\r'; }

// The blanks that a line begins with: how many, and which of them are tabs.
typedef struct {
    unsigned char length;
    uint32_t tabs;
} Indent;

// What is indented further is below everything.
enum { FARTHEST = 32 };

static void indent_by(Indent *indent, int32_t blank) {
    if (indent->length >= FARTHEST) return;
    if (blank == '\t') indent->tabs |= (uint32_t)1 << indent->length;
    indent->length++;
}

// Whether a line that begins with `line` is not indented below one that begins with `above`.
static bool is_outdented(Indent line, Indent above) {
    if (line.length >= FARTHEST || line.length > above.length) return false;
    return line.tabs == (above.tabs & (((uint32_t)1 << line.length) - 1));
}

// What lies between one token and the next.
typedef struct {
    bool blank;
    bool newline;
    bool margin; // No blank stands between the line's beginning and what follows.
    bool comment;
    bool slash;
    Indent indent; // Of the last line, if one ended.
} Gap;

static Gap read_gap(TSLexer *lexer, bool skip) {
    Gap gap = {.blank = is_blank(lexer->lookahead)};
    for (;;) {
        if (is_newline(lexer->lookahead)) {
            gap.newline = true;
            gap.margin = true;
            gap.indent = (Indent){0};
        } else if (lexer->lookahead == '/') {
            lexer->advance(lexer, skip);
            gap.slash = lexer->lookahead != '/';
            if (gap.slash) return gap;
            gap.comment = true;
            while (!lexer->eof(lexer) && !is_newline(lexer->lookahead)) lexer->advance(lexer, skip);
            continue;
        } else if (!is_blank(lexer->lookahead)) {
            return gap;
        } else {
            gap.margin = false;
            indent_by(&gap.indent, lexer->lookahead);
        }
        lexer->advance(lexer, skip);
    }
}

// Of the item that begins behind the gap, if one does, `item` is the line's indentation.
static void note_line(Indent *item, Gap gap) {
    if (gap.newline) *item = gap.indent;
}

#endif
