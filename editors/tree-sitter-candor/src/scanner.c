// Words and line ends.
//
// Most words of Candor are names elsewhere ("email" a property, "from" a clause word and a
// name), some are several words long ("may have the right to"), and the end of a line ends an
// item only where nothing goes on with it. The grammar says what is valid at a place; this
// scanner looks ahead and says which of it stands there. All it remembers is how many braces
// are open, whether a text is, and how the line is indented on which an item begins.

#include <string.h>

#include "tree_sitter/alloc.h"
#include "tree_sitter/parser.h"

#include "gaps.h"
#include "words.h"

// In the order of `externals` in grammar.js.
typedef enum {
    END,
    ON_LINE,
    DETAIL,
    LABEL,
    MORE,
    VERB_NEXT,
    NEXT,
    AND,
    OR,
    NOT,
    AFTER,
    OF,
    OF_PARTY,
    FOR,
    EXTENDABLE,
    QUALIFIER,
    FORM,
    OFTEN,
    ALLOW,
    NEAR_IF,
    CONDITION,
    LISTING,
    SAYING,
    DATED,
    KEPT,
    FOREVER,
    WITHIN,
    EVERY,
    EVERY_NOUN,
    LOOKBACK,
    BOUND,
    NEAR_BOUND,
    AHEAD,
    LIMIT,
    BASIS,
    ABSENCE,
    UNIT,
    NEAR_UNIT,
    DATE,
    TIMES,
    ONCE,
    PER,
    HAS,
    NEVER,
    ADVERB,
    MODAL,
    IMPORT,
    SECTION,
    PROSE,
    ASSERT,
    REVIEWED,
    BY,
    WORDING,
    FACTS,
    NOUN,
    QUANTIFIER,
    OPENING_QUOTE,
    STRING_TEXT,
    ESCAPE,
    CLOSING_QUOTE,
    OPENING_QUOTES,
    PASSAGE_LINE,
    CLOSING_QUOTES,
    OPEN,
    CLOSE,
    OPEN_PARENTHESIS,
    CLOSE_PARENTHESIS,
    ERROR,
} Token;

// What must come after a word for it to be the word and not a name.
enum {
    LETTER = 1,
    QUOTE = 2,
    DIGIT = 4,
    PARENTHESIS = 8,
    DAY = 16,
    PERIOD = 32,
    GUARD = 64,
    TERM = LETTER | QUOTE | DIGIT,
    EXPRESSION = LETTER | QUOTE | PARENTHESIS,
    NOTHING = 128,
    COUNT = 256,
    // A text on another line; a kind on the same one.
    BELOW = 512,
    KIND = 1024,
    ANYTHING = 2047,
};

typedef struct {
    Token token;
    Rule rule;
    int follows;
} Word;

// A word's first meaning that is valid wins, as the first alternative does in candor.pest.
static const Word WORDS[] = {
    {AND, RULE_AND, ANYTHING},
    {OR, RULE_OR, ANYTHING},
    {NOT, RULE_NOT, EXPRESSION},
    {AFTER, RULE_AFTER, EXPRESSION},
    {OF, RULE_OF, EXPRESSION},
    {OF_PARTY, RULE_OF, LETTER | QUOTE},
    {FOR, RULE_FOR, LETTER | DIGIT},
    {EXTENDABLE, RULE_EXTENDABLE, QUOTE | DIGIT},
    {QUALIFIER, RULE_QUALIFIER, ANYTHING & ~(QUOTE | KIND)},
    {FORM, RULE_FORM, ANYTHING},
    {OFTEN, RULE_OFTEN, ANYTHING},
    {ALLOW, RULE_ALLOW, PARENTHESIS},
    {NEAR_IF, RULE_IF, EXPRESSION},
    {CONDITION, RULE_CONDITION, EXPRESSION},
    {LISTING, RULE_LISTING, TERM},
    {SAYING, RULE_SAYING, LETTER | QUOTE},
    {DATED, RULE_DATED, DAY},
    {KEPT, RULE_KEPT, LETTER | DIGIT},
    {FOREVER, RULE_FOREVER, ANYTHING},
    {WITHIN, RULE_WITHIN, QUOTE | DIGIT},
    {EVERY, RULE_REPEAT, PERIOD},
    {EVERY_NOUN, RULE_EVERY, LETTER},
    {LOOKBACK, RULE_LOOKBACK, PERIOD},
    {NEAR_BOUND, RULE_BOUND, DIGIT},
    {LIMIT, RULE_LIMIT, DIGIT | COUNT},
    {BOUND, RULE_BOUND, DIGIT},
    {AHEAD, RULE_AHEAD, TERM},
    {BASIS, RULE_BASIS, LETTER},
    {ABSENCE, RULE_absence, ANYTHING},
    {UNIT, RULE_UNIT, ANYTHING},
    {NEAR_UNIT, RULE_UNIT, ANYTHING},
    {TIMES, RULE_TIMES, ANYTHING},
    {ONCE, RULE_ONCE, ANYTHING},
    {PER, RULE_PER, ANYTHING},
    {HAS, RULE_HAS, ANYTHING},
    {NEVER, RULE_NEVER, ANYTHING},
    {ADVERB, RULE_ADVERB, LETTER | QUOTE},
    {MODAL, RULE_MODAL, LETTER | QUOTE},
    {IMPORT, RULE_IMPORT, QUOTE},
    {SECTION, RULE_SECTION, LETTER},
    {PROSE, RULE_PROSE, QUOTE},
    {ASSERT, RULE_ASSERT, GUARD},
    {REVIEWED, RULE_REVIEWED, DIGIT},
    {BY, RULE_BY, QUOTE},
    {WORDING, RULE_WORDING, QUOTE},
    {FACTS, RULE_FACTS, QUOTE},
    {NOUN, RULE_NOUN, LETTER | QUOTE},
    {QUANTIFIER, RULE_QUANTIFIER, LETTER | QUOTE | DIGIT},
};

enum { WORD_COUNT = sizeof WORDS / sizeof WORDS[0], PHRASE_SIZE = 64 };

static bool is_digit(int32_t c) { return c >= '0' && c <= '9'; }

// Every word of the language is ASCII; a name may begin with any letter.
static bool begins_name(int32_t c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c >= 0x80; }
static bool goes_on(int32_t c) { return begins_name(c) || is_digit(c) || c == '-' || c == '_'; }

// The words at a place, one gap between them, as far as a phrase of the language could go.
typedef struct {
    char text[PHRASE_SIZE];
    unsigned length;
    unsigned count;
    bool plain;
} Ahead;

// Reads one more word; false if no word follows on the line.
static bool read_word(TSLexer *lexer, Ahead *ahead) {
    if (ahead->length) {
        if (!is_blank(lexer->lookahead)) return false;
        while (is_blank(lexer->lookahead)) lexer->advance(lexer, false);
        if (!begins_name(lexer->lookahead)) return false;
        ahead->text[ahead->length++] = ' ';
    }
    ahead->count++;
    while (goes_on(lexer->lookahead)) {
        // What is too long or not ASCII is no word of the language.
        if (lexer->lookahead >= 0x80 || ahead->length >= PHRASE_SIZE - 2) ahead->plain = false;
        else ahead->text[ahead->length++] = (char)lexer->lookahead;
        lexer->advance(lexer, false);
    }
    ahead->text[ahead->length] = 0;
    return ahead->plain;
}

// How `words` compares with the beginning of `phrase`: 0 differs, 1 is the whole, 2 is only a part.
static int compare(const char *words, const char *phrase) {
    while (*words && *words == *phrase) {
        words++;
        phrase++;
    }
    if (*words) return 0;
    return !*phrase ? 1 : *phrase == ' ' ? 2 : 0;
}

// Whether what comes after a phrase is one of those that may not: 1 if it is, 2 if it may become one.
static int forbidden(const char *const *unless, const char *after) {
    int most = 0;
    for (; *unless; unless++) {
        int found = compare(after, *unless);
        if (found == 1) return 1;
        if (found) most = found;
    }
    return most;
}

// How many braces and parentheses are open, of which the compiler allows no more than
// `DEEPEST`, by how many quotes a text is, and the line on which the item begins.
typedef struct {
    unsigned char depth;
    unsigned char quotes;
    Indent item;
} Scanner;

enum { DEEPEST = 64 };

// Whether `word` is one of a rule's words, whole phrases or parts of them.
static bool is_word_of(Rule rule, const char *word, bool parts) {
    for (const Phrase *phrase = PHRASES[rule]; phrase->words; phrase++) {
        const char *at = phrase->words;
        const char *const *unless = phrase->unless;
        if (!parts) {
            if (compare(word, at) == 1) return true;
            continue;
        }
        while (at) {
            if (compare(word, at)) return true;
            while (*at && *at != ' ') at++;
            at = *at ? at + 1 : *unless ? *unless++ : 0;
        }
    }
    return false;
}

static bool read_digits(TSLexer *lexer, int fewest, int most) {
    int digits = 0;
    for (; digits < most && is_digit(lexer->lookahead); digits++) lexer->advance(lexer, false);
    return digits >= fewest;
}

static bool read_mark(TSLexer *lexer, int32_t mark) {
    if (lexer->lookahead != mark) return false;
    lexer->advance(lexer, false);
    return true;
}

// Reads `2026-03-01`.
static bool read_date(TSLexer *lexer) {
    return read_digits(lexer, 4, 4) && read_mark(lexer, '-') && read_digits(lexer, 1, 2) && read_mark(lexer, '-') &&
           read_digits(lexer, 1, 2) && !goes_on(lexer->lookahead);
}

// What follows on from a word: `effective` is the word where a date follows, and a name
// elsewhere. Where one more word was read already, that is what follows.
static int what_follows(TSLexer *lexer, const char *next, bool inside) {
    Ahead ahead = {.plain = true};
    if (!next) {
        Gap gap = read_gap(lexer, false);
        int32_t c = lexer->lookahead;
        if (c == '"') return gap.newline ? QUOTE | BELOW : QUOTE;
        if (c == ':' && !gap.newline) return KIND;
        if (c == '(') return PARENTHESIS;
        // At the margin, outside of braces, a number begins something else.
        if (is_digit(c)) return gap.margin && !inside ? NOTHING : DIGIT | PERIOD | (read_date(lexer) ? DAY : 0);
        if (!begins_name(c)) return NOTHING;
        if (read_word(lexer, &ahead)) next = ahead.text;
    }
    int what = LETTER;
    if (next && (is_word_of(RULE_NEVER, next, false) || is_word_of(RULE_EVERY, next, false))) what |= GUARD;
    if (next && is_word_of(RULE_absence, next, false)) what |= DAY;
    if (next && is_word_of(RULE_UNIT, next, false)) what |= PERIOD;
    if (next && is_word_of(RULE_ONCE, next, false)) what |= COUNT;
    return what;
}

static bool emit(TSLexer *lexer, Token token) {
    lexer->result_symbol = (TSSymbol)token;
    return true;
}

// Whether the word may be meant where it stands.
static bool is_meant(const Word *word, const bool *valid, bool on_line, bool names) {
    if (!valid[word->token] || (word->token == NEAR_UNIT && !on_line)) return false;
    // Where a clause may begin too, only what stands on the line of a property is its value.
    if (word->token == NEAR_BOUND || word->token == NEAR_IF) return on_line;
    // Where a name may stand only the words that begin a clause do, or go on with a list.
    return !names || word->token == AND || word->token == OR || BEGINS_CLAUSE[word->rule];
}

// Whether a line that begins with this word goes on with the item of the line before.
static bool goes_on_with(const char *word) {
    for (Rule rule = 0; rule < RULES; rule++) {
        bool clause = BEGINS_CLAUSE[rule] && rule != RULE_OFTEN && rule != RULE_ALLOW;
        if ((clause || rule == RULE_AND || rule == RULE_OR) && is_word_of(rule, word, true)) return true;
    }
    return false;
}

// Whether a word begins a clause of an item, outside of its braces, on a line that is not
// indented below the one on which the item begins.
static bool is_misplaced(const Word *word, const Scanner *scanner, const bool *valid, Gap gap) {
    return (BEGINS_CLAUSE[word->rule] || word->token == BOUND) && (valid[END] || valid[HAS]) && gap.newline &&
           is_outdented(gap.indent, scanner->item);
}

// Looks at the words ahead. A word of the language that is valid wins over a mark without
// width.
static bool scan_words(const Scanner *scanner, TSLexer *lexer, const bool *valid, Gap gap, bool margin) {
    Token mark = ERROR;
    if (valid[ON_LINE] && !gap.newline && gap.blank) mark = ON_LINE;
    else if (valid[MORE]) mark = MORE;
    else if (valid[VERB_NEXT]) mark = VERB_NEXT;
    else if (valid[NEXT]) mark = NEXT;
    bool names = mark == ON_LINE || mark == MORE;
    // Behind a comma the line's end is behind us.
    if (mark == MORE) lexer->mark_end(lexer);

    Ahead ahead = {.plain = true};
    // What the longest phrase may mean, and what may not come after it.
    bool meant[WORD_COUNT] = {false};
    bool any = false;
    bool forbids = false;
    const char *const *unless = 0;
    unsigned length = 0;
    unsigned count = 0;
    bool clause = false;
    bool more = true;
    while (more) {
        bool plain = read_word(lexer, &ahead);
        if (margin && !(plain && goes_on_with(ahead.text))) return emit(lexer, END);
        if (!plain) break;
        margin = more = false;
        const Phrase *matched[RULES] = {0};
        for (Rule rule = 0; rule < RULES; rule++) {
            for (const Phrase *phrase = PHRASES[rule]; phrase->words; phrase++) {
                int compared = compare(ahead.text, phrase->words);
                if (compared == 2) more = true;
                if (compared == 1) matched[rule] = phrase;
            }
            clause = clause || (matched[rule] && BEGINS_CLAUSE[rule]);
        }
        const Phrase *first = 0;
        for (unsigned i = 0; i < WORD_COUNT; i++) {
            const Phrase *phrase = matched[WORDS[i].rule];
            if (!phrase || !is_meant(&WORDS[i], valid, !gap.newline, names)) continue;
            if (!first) {
                for (unsigned j = 0; j < WORD_COUNT; j++) meant[j] = false;
                first = phrase;
            }
            meant[i] = true;
        }
        if (first) {
            any = true;
            forbids = false;
            unless = first->unless;
            more = more || *unless;
            length = ahead.length;
            count = ahead.count;
            if (!gap.comment) lexer->mark_end(lexer);
        } else if (any) {
            int found = forbidden(unless, ahead.text + length + 1);
            forbids = forbids || found == 1;
            more = more || found == 2;
        }
    }
    // The mark has moved, so that nothing else can be said of these words.
    if (forbids) return false;
    // A comment in between is read before what stands behind it.
    if (gap.comment && (any || mark != ERROR)) return false;
    if (any) {
        int what = what_follows(lexer, ahead.count > count ? ahead.text + length + 1 : 0, scanner->depth > 0);
        for (unsigned i = 0; i < WORD_COUNT; i++) {
            if (!meant[i] || !(WORDS[i].follows & what)) continue;
            return !is_misplaced(&WORDS[i], scanner, valid, gap) && emit(lexer, WORDS[i].token);
        }
        return false;
    }
    if (mark != ERROR && (mark == NEXT || !clause)) return emit(lexer, mark);
    return gap.newline && valid[END] && emit(lexer, END);
}

enum { DEPTH_AT, QUOTES_AT, LENGTH_AT, TABS_AT, STATE_SIZE = TABS_AT + sizeof(uint32_t) };

void *tree_sitter_candor_external_scanner_create(void) { return ts_calloc(1, sizeof(Scanner)); }

void tree_sitter_candor_external_scanner_destroy(void *payload) { ts_free(payload); }

unsigned tree_sitter_candor_external_scanner_serialize(void *payload, char *buffer) {
    const Scanner *scanner = payload;
    buffer[DEPTH_AT] = (char)scanner->depth;
    buffer[QUOTES_AT] = (char)scanner->quotes;
    buffer[LENGTH_AT] = (char)scanner->item.length;
    memcpy(buffer + TABS_AT, &scanner->item.tabs, sizeof scanner->item.tabs);
    return STATE_SIZE;
}

void tree_sitter_candor_external_scanner_deserialize(void *payload, const char *buffer, unsigned length) {
    Scanner *scanner = payload;
    *scanner = (Scanner){0};
    if (length != STATE_SIZE) return;
    scanner->depth = (unsigned char)buffer[DEPTH_AT];
    scanner->quotes = (unsigned char)buffer[QUOTES_AT];
    scanner->item.length = (unsigned char)buffer[LENGTH_AT];
    memcpy(&scanner->item.tabs, buffer + TABS_AT, sizeof scanner->item.tabs);
}

static bool scan_brace(Scanner *scanner, TSLexer *lexer, Gap gap) {
    int32_t c = lexer->lookahead;
    bool opens = c == '{' || c == '(';
    // The brace that is too much is no brace.
    Token token = opens && scanner->depth >= DEEPEST ? ERROR
                  : c == '{'                         ? OPEN
                  : c == '('                         ? OPEN_PARENTHESIS
                  : c == '}'                         ? CLOSE
                                                     : CLOSE_PARENTHESIS;
    if (opens && token != ERROR) scanner->depth++;
    if (!opens && scanner->depth) scanner->depth--;
    lexer->advance(lexer, false);
    lexer->mark_end(lexer);
    if (c == '{' || c == '}') {
        note_line(&scanner->item, gap);
        note_line(&scanner->item, read_gap(lexer, false));
    }
    return emit(lexer, token);
}

static int hex(int32_t c) {
    if (is_digit(c)) return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
}

// Reads what follows a backslash; false if that stands for nothing.
static bool read_escape(TSLexer *lexer) {
    int32_t c = lexer->lookahead;
    if (is_newline(c) || lexer->eof(lexer)) return false;
    lexer->advance(lexer, false);
    if (c != 'u') return c == 'n' || c == 't' || c == '"' || c == '\\' || c == '{' || c == '}';
    if (!read_mark(lexer, '{')) return false;
    read_mark(lexer, '+');
    int32_t number = 0;
    bool any = false;
    for (; hex(lexer->lookahead) >= 0; any = true) {
        if (number <= 0x10FFFF) number = number * 16 + hex(lexer->lookahead);
        lexer->advance(lexer, false);
    }
    bool surrogate = number >= 0xD800 && number <= 0xDFFF;
    bool reserved = number >= 0xFDD0 && number <= 0xFDEF;
    return any && lexer->lookahead == '}' && number <= 0x10FFFF && !surrogate && !reserved && read_mark(lexer, '}');
}

// What no source file may hold: controls, marks that turn the direction of text, noncharacters.
static bool is_forbidden(int32_t c) {
    return (c < 0x20 && c != '\t' && c != '\n' && c != '\r') || (c >= 0x7F && c <= 0x9F) || c == 0x061C ||
           c == 0x200E || c == 0x200F || (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069) ||
           (c >= 0xFDD0 && c <= 0xFDEF);
}

static bool emit_here(TSLexer *lexer, Token token) {
    lexer->mark_end(lexer);
    return emit(lexer, token);
}

// A text ends with its quote; where its line ends first, what it stands in ends there too.
static bool scan_string(Scanner *scanner, TSLexer *lexer) {
    if (lexer->eof(lexer) || is_newline(lexer->lookahead)) {
        scanner->quotes = 0;
        return emit_here(lexer, END);
    }
    if (read_mark(lexer, '"')) {
        scanner->quotes = 0;
        return emit_here(lexer, CLOSING_QUOTE);
    }
    if (read_mark(lexer, '\\')) return emit_here(lexer, read_escape(lexer) ? ESCAPE : ERROR);
    bool any = false;
    for (;; any = true) {
        int32_t c = lexer->lookahead;
        if (lexer->eof(lexer) || is_newline(c) || c == '"' || c == '\\' || is_forbidden(c)) break;
        lexer->advance(lexer, false);
    }
    if (!any) lexer->advance(lexer, false);
    return emit_here(lexer, any ? STRING_TEXT : ERROR);
}

// A passage is read line by line, each without its indentation.
static bool scan_passage(Scanner *scanner, TSLexer *lexer) {
    while (is_blank(lexer->lookahead) || is_newline(lexer->lookahead)) lexer->advance(lexer, true);
    if (lexer->eof(lexer)) {
        scanner->quotes = 0;
        return emit_here(lexer, END);
    }
    bool any = false;
    for (;; any = true) {
        lexer->mark_end(lexer);
        if (read_mark(lexer, '"')) {
            if (!read_mark(lexer, '"') || !read_mark(lexer, '"')) continue;
            if (any) return emit(lexer, PASSAGE_LINE);
            scanner->quotes = 0;
            return emit_here(lexer, CLOSING_QUOTES);
        }
        if (lexer->eof(lexer)) return emit(lexer, PASSAGE_LINE);
        if (is_forbidden(lexer->lookahead)) break;
        bool last = is_newline(lexer->lookahead);
        lexer->advance(lexer, false);
        if (last) return emit_here(lexer, PASSAGE_LINE);
    }
    if (any) return emit(lexer, PASSAGE_LINE);
    lexer->advance(lexer, false);
    return emit_here(lexer, ERROR);
}

static bool scan_quote(Scanner *scanner, TSLexer *lexer, const bool *valid) {
    lexer->advance(lexer, false);
    lexer->mark_end(lexer);
    bool passage = valid[OPENING_QUOTES] && read_mark(lexer, '"') && read_mark(lexer, '"');
    scanner->quotes = passage ? 3 : 1;
    return passage ? emit_here(lexer, OPENING_QUOTES) : emit(lexer, OPENING_QUOTE);
}

// In the middle of a mistake braces and texts are still what they are.
static bool scan_error(Scanner *scanner, TSLexer *lexer, const bool *valid) {
    if (scanner->quotes == 3) return scan_passage(scanner, lexer);
    if (scanner->quotes == 1 && !is_newline(lexer->lookahead)) return scan_string(scanner, lexer);
    Gap gap = read_gap(lexer, true);
    int32_t c = lexer->lookahead;
    if (gap.newline) scanner->quotes = 0;
    if (gap.comment || gap.slash) return false;
    if (c == '{' || c == '(' || c == '}' || c == ')') return scan_brace(scanner, lexer, gap);
    return c == '"' && scan_quote(scanner, lexer, valid);
}

static bool scan_token(Scanner *scanner, TSLexer *lexer, const bool *valid, Gap gap) {
    int32_t c = lexer->lookahead;
    if (gap.slash || (gap.comment && !valid[END])) return false;
    if (lexer->eof(lexer)) return valid[END] && emit(lexer, END);
    if (c == '}' || c == ')') {
        if (valid[END]) return emit(lexer, END);
        return scan_brace(scanner, lexer, gap);
    }

    // At the margin, outside of braces, an item ends unless it is clear that it goes on, as before its block; where
    // something is still wanting, this end is the error.
    bool margin = gap.margin && !scanner->depth && !valid[IMPORT] && !valid[MORE];
    bool same_line = !gap.newline && gap.blank;
    if (begins_name(c)) return scan_words(scanner, lexer, valid, gap, margin);
    if (margin && c != '{') return emit(lexer, END);
    if (gap.comment && (c == '{' || c == '(' || valid[MORE])) return false;
    if (c == '{' || c == '(') return scan_brace(scanner, lexer, gap);
    if (c == ',' || c == '|') return false;
    if (c == ':') return valid[ON_LINE] && !gap.newline && emit(lexer, ON_LINE);
    if (valid[MORE] && (c == '"' || is_digit(c))) {
        lexer->mark_end(lexer);
        return emit(lexer, MORE);
    }
    if (c == '"') {
        if (gap.comment && (valid[LABEL] || valid[VERB_NEXT] || valid[NEXT])) return false;
        if (valid[LABEL]) return emit(lexer, LABEL);
        if (valid[DETAIL] && same_line) return emit(lexer, DETAIL);
        if (valid[ON_LINE] && same_line) return emit(lexer, ON_LINE);
        if (valid[VERB_NEXT]) return emit(lexer, VERB_NEXT);
        if (valid[NEXT]) return emit(lexer, NEXT);
        if ((valid[OPENING_QUOTE] || valid[OPENING_QUOTES]) && !gap.comment) {
            return scan_quote(scanner, lexer, valid);
        }
    }
    if (is_digit(c)) {
        if (valid[ON_LINE] && same_line) return emit(lexer, ON_LINE);
        if (gap.comment) return false;
        if (valid[DATE] && read_date(lexer)) {
            lexer->mark_end(lexer);
            return emit(lexer, DATE);
        }
        if (valid[DATE]) return false;
        // No item begins with a number, but a clause does.
        if (gap.newline && !is_outdented(gap.indent, scanner->item)) return false;
    }
    return gap.newline && valid[END] && emit(lexer, END);
}

bool tree_sitter_candor_external_scanner_scan(void *payload, TSLexer *lexer, const bool *valid) {
    Scanner *scanner = payload;
    lexer->mark_end(lexer);
    if (valid[ERROR]) return scan_error(scanner, lexer, valid);
    if (valid[CLOSING_QUOTE]) return scan_string(scanner, lexer);
    if (valid[CLOSING_QUOTES]) return scan_passage(scanner, lexer);
    Gap gap = read_gap(lexer, true);
    if (!scan_token(scanner, lexer, valid, gap)) return false;
    if (lexer->result_symbol == END) note_line(&scanner->item, gap);
    return true;
}
