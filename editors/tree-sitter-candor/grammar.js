/**
 * The Candor language for tree-sitter.
 *
 * It follows grammar/candor.pest rule by rule, and `npm test` compares what the two accept.
 * Which words there are, and where a line's end matters, is decided by src/scanner.c: most
 * words of the language are names elsewhere, and some are several words long.
 *
 * @author The Candor authors
 * @license MIT OR Apache-2.0
 */

/// <reference types="tree-sitter-cli/dsl" />
// @ts-check

// A letter, then letters, digits and hyphens: XID_Continue has digits and `_`.
const IDENTIFIER = /\p{XID_Start}[\p{XID_Continue}-]*/u;

// What no source file may hold: controls, marks that turn the direction of text, noncharacters.
const FORBIDDEN =
  "\\u0000-\\u0008\\u000B\\u000C\\u000E-\\u001F\\u007F-\\u009F\\u061C\\u200E\\u200F\\u202A-\\u202E\\u2066-\\u2069\\uFDD0-\\uFDEF";

/** The word that a clause begins with, whatever its kind. */
const word = ($, rule) => alias(rule, $.clause_word);

export default grammar({
  name: "candor",

  extras: ($) => [/[ \t\r\n]+/, $.comment],

  // In the order of the enum in src/scanner.c.
  externals: ($) => [
    // Marks of no width.
    $._end,
    $._on_line,
    $._detail,
    $._label,
    $._more,
    $._verb_next,
    $._next,
    // Words.
    $._and,
    $._or,
    $._not,
    $._after,
    $._of,
    $._of_party,
    $._for,
    $._extendable,
    $.qualifier,
    $._form,
    $._often,
    $._allow,
    $._near_if,
    $._condition,
    $._listing,
    $._saying,
    $._dated,
    $._kept,
    $._forever,
    $._within,
    $._every,
    $._every_noun,
    $._lookback,
    $._bound,
    $._near_bound,
    $._ahead,
    $._limit,
    $._basis,
    $.absence,
    $.unit,
    $._near_unit,
    $.date,
    $._times,
    $._once,
    $._per,
    $._has,
    $._never,
    $.adverb,
    $.modal,
    $._import,
    $._section,
    $._prose,
    $._assert,
    $._reviewed,
    $._by,
    $._wording,
    $._facts,
    $.noun_keyword,
    $.quantifier,
    // Texts.
    $._opening_quote,
    $.string_text,
    $.escape,
    $._closing_quote,
    $._opening_quotes,
    $.passage_line,
    $._closing_quotes,
    // Braces, counted: at the beginning of a line an item ends outside of them only.
    "{",
    "}",
    "(",
    ")",
    // Never valid: where it seems to be, tree-sitter looks for a way out of an error.
    $._error,
  ],

  supertypes: ($) => [$.item, $.clause, $.expression],

  rules: {
    source_file: ($) => repeat($.item),

    item: ($) => choice($.import, $.section, $.prose, $.assertion, $.approval, $.noun, $.sentence),

    import: ($) => seq(alias($._import, "import"), $._next, field("path", $.string), $._end),

    section: ($) =>
      seq(
        alias($._section, "section"),
        $._next,
        field("id", $.identifier),
        optional(seq($._label, field("label", $.string))),
        repeat($.clause),
        field("body", $.section_body),
      ),
    section_body: ($) => seq("{", repeat($.item), "}"),

    prose: ($) => seq(alias($._prose, "prose"), $._next, field("text", choice($.passage, $.string)), $._end),

    assertion: ($) =>
      seq(
        alias($._assert, "assert"),
        choice(
          seq(alias($._never, "never"), $.predicate),
          seq(
            alias($._every_noun, "every"),
            field("keyword", $.noun_keyword),
            repeat($.clause),
            alias($._has, "has"),
            field("properties", $.list),
          ),
        ),
        repeat($.clause),
        $._end,
      ),

    approval: ($) =>
      seq(
        alias($._reviewed, "reviewed"),
        field("date", $.date),
        alias($._by, "by"),
        $._next,
        field("by", $.string),
        field("body", $.approval_body),
      ),
    approval_body: ($) => seq("{", repeat($.pin), "}"),
    pin: ($) =>
      seq(
        field("section", $.identifier),
        alias($._wording, "wording"),
        field("wording", $.string),
        alias($._facts, "facts"),
        field("facts", $.string),
      ),

    // ---- Nouns --------------------------------------------------------------

    noun: ($) =>
      seq(
        field("keyword", $.noun_keyword),
        $._next,
        choice(
          seq(field("id", $.identifier), optional(seq($._label, field("label", $.string)))),
          field("label", $.string),
        ),
        optional(field("kinds", $.kinds)),
        repeat($.qualifier),
        repeat($.clause),
        choice(field("body", $.noun_body), $._end),
      ),
    noun_body: ($) => seq("{", repeat(choice($.clause, $.promise, $.entry)), "}"),

    entry: ($) =>
      seq(
        field("name", $.identifier),
        optional(
          choice(
            seq($._on_line, choice(field("value", $.list), field("kinds", $.kinds))),
            // What begins as `at most 2 times` does is seen before the mark is.
            field("value", alias($._extents, $.list)),
          ),
        ),
        optional(field("body", $.noun_body)),
      ),

    promise: ($) => seq($.modality, $.predicate, optional(field("body", $.sentence_body))),

    // ---- Sentences ----------------------------------------------------------

    sentence: ($) =>
      seq(
        $.subject,
        repeat(seq(",", $._more, $.subject)),
        optional($.modality),
        $.predicate,
        repeat($.clause),
        choice(field("body", $.sentence_body), $._end),
      ),
    sentence_body: ($) => seq("{", repeat($.clause), "}"),

    subject: ($) =>
      seq(optional($.quantifier), choice($.path, $.string), repeat(alias($._form, $.qualifier))),

    modality: ($) =>
      choice(
        seq($.modal, repeat($.adverb)),
        seq(repeat1($.adverb), optional(seq($.modal, repeat($.adverb)))),
      ),

    predicate: ($) =>
      seq(
        $._verb_next,
        field("verb", $.verb),
        repeat(seq(choice(seq(",", $._more), seq($._and_or, $._verb_next)), field("verb", $.verb))),
        optional(seq($._on_line, field("objects", $.list))),
      ),
    verb: ($) => choice($.identifier, $.string),

    // ---- Clauses ------------------------------------------------------------

    clause: ($) =>
      choice(
        $.condition,
        $.listing,
        $.period,
        $.within,
        $.ahead,
        $.every,
        $.lookback,
        $.limit,
        $.basis,
        $.saying,
        $.dated,
        $.often,
        $.allow,
      ),

    condition: ($) => seq(field("word", word($, $._condition)), $._guarded),
    listing: ($) => seq(field("word", word($, $._listing)), $.list),
    ahead: ($) => seq(choice($.extent, alias($._most, $.extent), $.duration), field("word", word($, $._ahead)), $.list),
    period: ($) =>
      seq(
        choice(
          field("word", word($, $._forever)),
          seq(
            field("word", word($, $._kept)),
            choice(
              alias($._forever, "indefinitely"),
              $.absence,
              seq(optional(alias($._for, "for")), choice($.extent, $.duration)),
              seq(word($, $._condition), $.expression),
            ),
          ),
        ),
        optional(seq(alias($._after, "after"), $.expression)),
      ),
    within: ($) =>
      seq(
        field("word", word($, $._within)),
        choice($.duration, $.string),
        optional(seq(alias($._of, "of"), $.expression)),
        optional(
          seq(
            alias($._extendable, "extendable by"),
            choice($.duration, $.string),
            optional(seq(field("word", word($, $._near_if)), $.expression)),
          ),
        ),
      ),
    every: ($) => seq(field("word", word($, $._every)), choice($.duration, $.unit)),
    lookback: ($) => seq(field("word", word($, $._lookback)), choice($.duration, $.unit)),
    limit: ($) =>
      seq(
        field("word", word($, $._limit)),
        optional($._on_line),
        choice(seq($.number, alias($._times, "times")), alias($._once, "once")),
        optional(seq(alias($._per, "per"), choice($.duration, $.unit))),
      ),
    basis: ($) =>
      seq(field("word", word($, $._basis)), $._next, $.ground, repeat(seq(",", $._more, $.ground)), optional(",")),
    ground: ($) => seq($._named, optional(seq("(", field("purposes", $.list), ")"))),
    saying: ($) => seq(field("word", word($, $._saying)), choice($.string, $.passage, $.absence, $.path)),
    dated: ($) => seq(field("word", word($, $._dated)), choice($.date, $.absence)),
    often: ($) => field("word", word($, $._often)),
    allow: ($) =>
      seq(field("word", word($, $._allow)), "(", field("finding", $.path), ")", $._next, field("reason", $.string)),

    // ---- Conditions ---------------------------------------------------------

    _guarded: ($) => prec.right(seq($.expression, repeat($.exception))),
    exception: ($) => seq(field("word", word($, $._condition)), $.expression),
    expression: ($) => choice($.disjunction, $.conjunction, $.negation, $.group, $.test),
    disjunction: ($) => prec.left(1, seq($.expression, alias($._or, "or"), $.expression)),
    conjunction: ($) => prec.left(2, seq($.expression, alias($._and, "and"), $.expression)),
    negation: ($) => prec(3, seq(alias($._not, "not"), $.expression)),
    group: ($) => seq("(", $._guarded, ")"),
    test: ($) =>
      choice(
        $.string,
        seq(
          field("name", $.path),
          optional(seq(alias($._of_party, "of"), $._next, field("party", choice($.path, $.string)))),
          optional(seq($._detail, field("detail", $.string))),
        ),
      ),

    // ---- Lists and terms ----------------------------------------------------

    list: ($) => prec.right(seq($.term, repeat($._next_term), optional(","))),
    _extents: ($) => prec.right(seq(alias($._extent_term, $.term), repeat($._next_term), optional(","))),
    _extent_term: ($) => seq(alias($._near_extent, $.extent), optional(field("kinds", $.kinds)), repeat($.qualifier)),
    _next_term: ($) => choice(seq(",", $._more, optional($._and_or), $.term), seq($._and_or, $.term)),
    _and_or: ($) => choice(alias($._and, "and"), alias($._or, "or")),

    term: ($) =>
      seq(
        choice(
          $.extent,
          seq(optional($.quantifier), choice($.string, $.date, $.duration, $.number, $._named)),
        ),
        optional(field("kinds", $.kinds)),
        repeat($.qualifier),
      ),
    _named: ($) => seq($.path, optional(seq($._detail, field("detail", $.string)))),
    kinds: ($) => seq(":", $._next, $.path, repeat(seq("|", $._next, $.path))),

    extent: ($) => seq(field("word", word($, $._bound)), $._on_line, $.duration),
    // Where a clause begins, `at most` may also say how many times.
    _most: ($) => seq(field("word", word($, $._limit)), $._on_line, $.duration),
    _near_extent: ($) => seq(field("word", word($, $._near_bound)), $._on_line, $.duration),
    duration: ($) => seq($.number, alias($._near_unit, $.unit)),
    number: (_) => /[0-9]+/,

    path: ($) =>
      seq($.identifier, repeat(seq(token.immediate("."), alias(token.immediate(IDENTIFIER), $.identifier)))),
    identifier: (_) => IDENTIFIER,

    // ---- Texts --------------------------------------------------------------

    string: ($) => seq(alias($._opening_quote, '"'), repeat(choice($.string_text, $.escape)), alias($._closing_quote, '"')),

    // A passage is read line by line, so that Markdown is found in it without its indentation.
    passage: ($) =>
      seq(alias($._opening_quotes, '"""'), repeat($.passage_line), alias($._closing_quotes, '"""')),
    comment: (_) => token(new RegExp(`//[^\\n\\r${FORBIDDEN}]*`)),
  },
});
