// The grammar that Visual Studio Code colours by. `node editors/words.mjs` writes it to
// candor.tmLanguage.json, with the words of grammar/candor.pest.
//
// A TextMate grammar sees one line at a time, so what stands where is told by how a line
// begins: a declaration by its keyword, a sentence by its subject and its verb.

const NAME = String.raw`[\p{L}_][\p{L}\p{N}_-]*`;
const PATH = String.raw`${NAME}(?:\.${NAME})*`;
const TEXT = String.raw`"(?:[^"\\]|\\.)*"`;
const BEFORE = String.raw`(?<![\p{L}\p{N}_.-])`;
const AFTER = String.raw`(?![\p{L}\p{N}_-])`;
const GAP = String.raw`[ \t]+`;
const KINDS = String.raw`[ \t]*:[ \t]*${PATH}(?:[ \t]*\|[ \t]*${PATH})*`;

/** The grammar with the phrases of each rule and the words of the vocabulary. */
export function grammar(rules, vocabulary) {
  const phrases = (...names) => names.flatMap((name) => rules[name]);
  const written = ({ words, unless = [] }) => {
    const not = unless.map((phrase) => `(?!${GAP}${spaced(phrase)}${AFTER})`).join("");
    return spaced(words) + not;
  };
  const spaced = (words) => words.replaceAll(" ", GAP);
  // The longest first: `may not` before `may`.
  const longest = (all) => [...all].sort((a, b) => b.words.length - a.words.length || (a.words < b.words ? -1 : 1));
  const any = (...names) => `(?:${longest(phrases(...names)).map(written).join("|")})`;
  const word = (...names) => BEFORE + any(...names) + AFTER;

  const CLAUSE = [
    "OFTEN", "ALLOW", "CONDITION", "LISTING", "SAYING", "DATED", "KEPT", "FOREVER", "WITHIN", "REPEAT", "LOOKBACK", "BOUND", "AHEAD",
    "LIMIT", "BASIS",
  ];
  const ITEM = ["IMPORT", "SECTION", "PROSE", "ASSERT", "REVIEWED", "NOUN"];
  const notClause = `(?!${any(...CLAUSE)}${AFTER})`;
  const TERM = `(?:${any("QUANTIFIER")}${GAP})?(?:${TEXT}|${PATH}(?:${GAP}${TEXT})?|\\d[\\d-]*(?:[ \\t]*${any("UNIT")})?)(?:${KINDS})?`;
  const LIST = `${TERM}(?:[ \\t]*(?:,|,?${GAP}(?:and|or)${AFTER})[ \\t]*${notClause}${TERM})*`;
  const SUBJECT = `(?:${any("QUANTIFIER")}${GAP})?(?:${PATH}|${TEXT})(?:${GAP}${any("FORM")}${AFTER})?`;
  const VERB = `(?:${notClause}${NAME}|${TEXT})`;
  const MODALITY = `(?:${any("ADVERB", "MODAL")}${AFTER}[ \\t]+)*`;
  const VERBS = `${VERB}(?:(?:[ \\t]*,[ \\t]*|${GAP}(?:and|or)${GAP})${VERB})*`;
  const LISTED = ["text", "kinds", "absence", "number", "list-word", "name"];
  const STARTS = String.raw`(?:^|\G|(?<=[{}]))[ \t]*`;

  // A declaration ends with its braces, or before a line that does not go on with it.
  const ENDS = String.raw`(?<=\})|^(?![ \t]*(?:$|//|[{:|"]|${any(...CLAUSE, "QUALIFIER", "AND", "OR", "EXTENDABLE")}${AFTER}))`;

  const include = (...names) => names.map((name) => ({ include: `#${name}` }));
  const scope = (name) => ({ name: `${name}.candor` });
  const captured = (...names) => ({ patterns: include(...names) });

  return {
    $schema: "https://raw.githubusercontent.com/martinring/tmlanguage/master/tmlanguage.json",
    name: "Candor",
    scopeName: "source.candor",
    fileTypes: ["candor"],
    patterns: include("item"),
    repository: {
      item: {
        patterns: include("comment", "import", "prose", "section", "assertion", "approval", "noun", "sentence", "sentence-body", "rest"),
      },

      // ---- Items -------------------------------------------------------------
      import: {
        match: `${STARTS}(${any("IMPORT")})${AFTER}`,
        captures: { 1: scope("keyword.control.import") },
      },
      prose: {
        begin: `${STARTS}(${any("PROSE")})${AFTER}[ \\t]*`,
        beginCaptures: { 1: scope("keyword.other.prose") },
        end: String.raw`(?<=")|^(?![ \t]*(?:"|//|$))`,
        patterns: include("comment", "passage-of-prose", "text"),
      },
      section: {
        begin: `${STARTS}(${any("SECTION")})${AFTER}(?:[ \\t]+(${NAME}))?`,
        beginCaptures: { 1: scope("storage.type.section"), 2: scope("entity.name.section") },
        end: ENDS,
        patterns: [...include("comment", "label"), { ...block("section-body", "section", ["item"]) }, ...include("rest")],
      },
      assertion: {
        begin: `${STARTS}(${any("ASSERT")})${AFTER}[ \\t]+(?:(${any("NEVER")})${AFTER}[ \\t]+(${VERBS})|(${any("EVERY")})${AFTER}[ \\t]+(${any("NOUN")})${AFTER})`,
        beginCaptures: {
          1: scope("keyword.control.assert"),
          2: scope("keyword.control.assert"),
          3: captured("verb"),
          4: scope("keyword.control.assert"),
          5: scope("storage.type.declaration"),
        },
        end: String.raw`$`,
        patterns: [
          { match: word("HAS"), ...scope("keyword.control.assert") },
          ...include("comment", "rest"),
        ],
      },
      approval: {
        begin: `${STARTS}(${any("REVIEWED")})${AFTER}(?=[ \\t]+\\d)`,
        beginCaptures: { 1: scope("keyword.control.reviewed") },
        end: String.raw`(?<=\})`,
        patterns: [
          { match: `${BEFORE}${any("BY")}${AFTER}(?=[ \\t]+")`, ...scope("keyword.other.reviewed") },
          ...include("comment", "approval-body", "text", "number"),
        ],
      },
      "approval-body": block("approval-body", "approval", ["comment", "pin", "text"]),
      pin: {
        patterns: [
          { match: `${BEFORE}${any("WORDING", "FACTS")}${AFTER}(?=[ \\t]+")`, ...scope("keyword.other.reviewed") },
          { match: `${BEFORE}${NAME}${AFTER}`, ...scope("entity.name.section") },
        ],
      },
      noun: {
        begin: `${STARTS}(${any("NOUN")})${AFTER}(?=[ \\t]+[\\p{L}"]|[ \\t]*$)(?:[ \\t]+(${NAME}))?`,
        beginCaptures: { 1: scope("storage.type.declaration"), 2: scope("entity.name.type.declaration") },
        end: ENDS,
        patterns: [...include("comment", "label", "noun-body", "rest")],
      },
      "noun-body": block("noun-body", "declaration", ["comment", "promise", "listed", "clause", "entry", "noun-body", "rest"]),
      listed: {
        // A clause and what stands on its line, which would be taken for a property's name.
        match: `(${word(...CLAUSE, "AFTER", "FOR", "OF")})[ \\t]+(${LIST})`,
        captures: { 1: captured("clause", "list-word"), 2: captured(...LISTED) },
      },
      entry: {
        // The name of an item or a property, and what stands on its line.
        match: `(?<![:|,.\\p{L}\\p{N}_-])(?<![:|,][ \\t])(?!${any(...CLAUSE, "QUALIFIER", "AND", "OR", "absence")}${AFTER})(${NAME})(?:(${KINDS})|[ \\t]+${notClause}(${LIST}))?(?=[ \\t]*(?:$|[{},]|//|${any("QUALIFIER", ...CLAUSE, "MODAL")}${AFTER}|${NAME}))`,
        captures: {
          1: scope("variable.other.property"),
          2: captured("kinds"),
          3: captured(...LISTED),
        },
      },
      promise: {
        match: `${STARTS}(${any("ADVERB", "MODAL")}${AFTER}[ \\t]+${MODALITY})(${VERBS})(?:[ \\t]+${notClause}(${LIST}))?(?=[ \\t]|$)`,
        captures: { 1: captured("modality"), 2: captured("verb"), 3: captured(...LISTED) },
      },
      sentence: {
        match: `${STARTS}(?!(?:${any(...ITEM, ...CLAUSE, "AND", "OR")})${AFTER})(${SUBJECT}(?:[ \\t]*,[ \\t]*${SUBJECT})*)[ \\t]+(${MODALITY})(${VERBS})(?=[ \\t]|$)`,
        captures: {
          1: captured("text", "list-word", "name"),
          2: captured("modality"),
          3: captured("verb"),
        },
      },
      "sentence-body": block("sentence-body", "sentence", ["comment", "rest"]),

      // ---- Parts of them -----------------------------------------------------
      label: {
        begin: '"(?!"")',
        beginCaptures: { 0: scope("punctuation.definition.string.begin") },
        end: '(")|($)',
        endCaptures: { 1: scope("punctuation.definition.string.end"), 2: scope("invalid.illegal.unclosed-text") },
        name: "string.quoted.double.label.candor",
        patterns: include("escape"),
      },
      modality: {
        patterns: [
          { match: word("MODAL"), ...scope("storage.modifier.modality") },
          { match: word("ADVERB"), ...scope("storage.modifier.adverb") },
        ],
      },
      verb: {
        patterns: [
          ...include("text"),
          { match: `${BEFORE}(?:and|or)${AFTER}`, ...scope("keyword.operator.logical") },
          { match: `${BEFORE}${NAME}${AFTER}`, ...scope("entity.name.function.verb") },
          { match: ",", ...scope("punctuation.separator.list") },
        ],
      },
      clause: {
        patterns: [
          {
            match: `${BEFORE}(${any("ALLOW")})[ \\t]*(\\()[ \\t]*(${PATH})[ \\t]*(\\))`,
            captures: {
              1: scope("keyword.other.clause"),
              2: scope("punctuation.section.parens.begin"),
              3: scope("entity.name.tag.finding"),
              4: scope("punctuation.section.parens.end"),
            },
          },
          { match: word("CONDITION"), ...scope("keyword.control.conditional") },
          { match: word(...CLAUSE.filter((rule) => rule !== "CONDITION")), ...scope("keyword.other.clause") },
        ],
      },
      "list-word": {
        patterns: [
          { match: word("AND", "OR", "NOT"), ...scope("keyword.operator.logical") },
          { match: word("QUALIFIER", "FORM"), ...scope("storage.modifier.qualifier") },
          { match: word("QUANTIFIER"), ...scope("storage.modifier.quantifier") },
          { match: word("AFTER", "FOR", "OF", "EXTENDABLE", "TIMES", "ONCE", "PER"), ...scope("keyword.other.clause") },
          { match: ",", ...scope("punctuation.separator.list") },
        ],
      },
      absence: { match: word("absence"), ...scope("constant.language.absence") },
      kinds: {
        match: `(:)[ \\t]*(${PATH}(?:[ \\t]*\\|[ \\t]*${PATH})*)?`,
        captures: {
          1: scope("punctuation.separator.kind"),
          2: {
            patterns: [
              { match: PATH, ...scope("support.type.vocabulary") },
              { match: "\\|", ...scope("punctuation.separator.kind") },
            ],
          },
        },
      },
      number: {
        patterns: [
          { match: `${BEFORE}\\d{4}-\\d{1,2}-\\d{1,2}${AFTER}`, ...scope("constant.numeric.date") },
          {
            match: `${BEFORE}(\\d+)[ \\t]*(${any("UNIT")})${AFTER}`,
            captures: { 1: scope("constant.numeric.duration"), 2: scope("keyword.other.unit") },
          },
          { match: `${BEFORE}\\d+${AFTER}`, ...scope("constant.numeric.integer") },
          {
            match: `${BEFORE}(${any("REPEAT", "LOOKBACK", "PER")})[ \\t]+(${any("UNIT")})${AFTER}`,
            captures: { 1: scope("keyword.other.clause"), 2: scope("keyword.other.unit") },
          },
        ],
      },
      name: {
        patterns: [
          { match: `${BEFORE}(?:we|you|this-policy|this-section)${AFTER}`, ...scope("variable.language.party") },
          {
            match: `${BEFORE}(?:${[...vocabulary.classes].sort((a, b) => b.length - a.length || (a < b ? -1 : 1)).join("|")})${AFTER}`,
            ...scope("support.constant.class"),
          },
          { match: `${BEFORE}${PATH}${AFTER}`, ...scope("variable.other.name") },
        ],
      },
      rest: {
        patterns: [
          ...include("passage", "text", "number", "clause", "absence", "list-word", "kinds", "name", "parens"),
          { match: "[{}]", ...scope("punctuation.section.block") },
        ],
      },
      parens: {
        patterns: [
          { match: "\\(", ...scope("punctuation.section.parens.begin") },
          { match: "\\)", ...scope("punctuation.section.parens.end") },
        ],
      },

      // ---- Texts -------------------------------------------------------------
      comment: {
        match: "(//).*$",
        ...scope("comment.line.double-slash"),
        captures: { 1: scope("punctuation.definition.comment") },
      },
      text: {
        begin: '"',
        beginCaptures: { 0: scope("punctuation.definition.string.begin") },
        end: '(")|($)',
        endCaptures: { 1: scope("punctuation.definition.string.end"), 2: scope("invalid.illegal.unclosed-text") },
        name: "string.quoted.double.candor",
        patterns: include("escape"),
      },
      escape: {
        patterns: [
          { match: String.raw`\\(?:[nt"\\{}]|u\{[0-9A-Fa-f]+\})`, ...scope("constant.character.escape") },
          { match: String.raw`\\.?`, ...scope("invalid.illegal.unknown-escape") },
        ],
      },
      passage: {
        begin: '"""',
        beginCaptures: { 0: scope("punctuation.definition.string.begin") },
        end: '"""',
        endCaptures: { 0: scope("punctuation.definition.string.end") },
        name: "string.quoted.triple.candor",
      },
      "passage-of-prose": {
        begin: '"""',
        beginCaptures: { 0: scope("punctuation.definition.string.begin") },
        end: '"""',
        endCaptures: { 0: scope("punctuation.definition.string.end") },
        name: "string.quoted.triple.candor",
        contentName: "meta.embedded.block.markdown",
        // Its indentation is not that of Markdown, to which four blanks are code.
        patterns: [
          {
            match: String.raw`^[ \t]*([-*+]|\d+[.)])(?=[ \t])`,
            captures: { 1: { name: "punctuation.definition.list.begin.markdown" } },
          },
          { include: "text.html.markdown#inline" },
        ],
      },
    },
  };

  /** What stands between braces. */
  function block(name, kind, patterns) {
    return {
      begin: "\\{",
      beginCaptures: { 0: scope(`punctuation.section.block.begin`) },
      end: "\\}",
      endCaptures: { 0: scope(`punctuation.section.block.end`) },
      name: `meta.block.${kind}.candor`,
      patterns: include(...patterns),
    };
  }
}
