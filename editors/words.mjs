// The words of the language for the editors, read from the grammar itself.
//
//     node editors/words.mjs            writes every file that holds such words
//     node editors/words.mjs --check    fails if one of them is not what would be written
//
// Needs node and nothing else. tests/editors.rs compares the result with what the compiler
// says its words are, so a word that the grammar gains fails a test until this has run.

import { readFileSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const editors = dirname(fileURLToPath(import.meta.url));
const root = dirname(editors);

/** The rules of candor.pest that spell words, each with the phrases that it takes. */
export function wordsOf(grammar) {
  const rules = {};
  for (const [name, body] of bodiesOf(grammar)) {
    if (!/^[A-Z]+$|^absence$/.test(name) || ["WHITESPACE", "COMMENT"].includes(name)) continue;
    const phrases = expand(parse(tokensOf(body))).map((atoms) => phraseOf(name, atoms));
    if (phrases.every((phrase) => phrase === undefined)) continue;
    if (phrases.includes(undefined)) throw new Error(`${name}: half of it is words`);
    rules[name] = phrases;
  }
  const clause = bodiesOf(grammar).get("clause_word");
  if (!clause) throw new Error("the grammar has no rule clause_word");
  // It looks at the first letters before it tries a rule; that is a matter of speed.
  return { rules, clause: clause.match(/\b[A-Z]+\b/g) };
}

/** What stands between the braces of each rule. */
function bodiesOf(grammar) {
  const code = grammar.replace(/^\s*\/\/.*$/gm, "");
  const bodies = new Map();
  for (const match of code.matchAll(/^(\w+)\s*=\s*[_@$!]?\{((?:"(?:\\.|[^"\\])*"|'.'|\w+\{[\d,]+\}|[^"}])*)\}/gm)) {
    bodies.set(match[1], match[2]);
  }
  return bodies;
}

function tokensOf(body) {
  return [...body.matchAll(/"(?:\\.|[^"\\])*"|'.'\.\.'.'|\w+(?:\{[\d,]+\})?|[()!&~|?+*^]/g)].map((match) => match[0]);
}

/** An expression of pest: alternatives of sequences of terms. */
function parse(tokens) {
  let at = 0;
  const choice = () => {
    const options = [];
    if (tokens[at] === "|") at++;
    do options.push(sequence());
    while (tokens[at] === "|" && ++at);
    return { choice: options };
  };
  const sequence = () => {
    const parts = [];
    do parts.push(term());
    while (tokens[at] === "~" && ++at);
    return { sequence: parts };
  };
  const term = () => {
    const token = tokens[at++];
    if (token === "!") return { not: term() };
    let inner;
    if (token === "(") {
      inner = choice();
      if (tokens[at++] !== ")") throw new Error(`expected ) in ${tokens.join(" ")}`);
    } else if (token?.startsWith('"')) {
      inner = { word: JSON.parse(token) };
    } else {
      inner = { name: token };
    }
    while ("?+*".includes(tokens[at] ?? "end")) inner = { repeat: tokens[at++], of: inner };
    return inner;
  };
  const whole = choice();
  if (at !== tokens.length) throw new Error(`cannot read ${tokens.slice(at).join(" ")}`);
  return whole;
}

/** Every run of atoms that an expression takes; an atom is a word, a gap, an end or what may not follow. */
function expand(node) {
  if (node.choice) return node.choice.flatMap(expand);
  if (node.sequence) {
    return node.sequence.reduce(
      (runs, part) => runs.flatMap((run) => expand(part).map((more) => [...run, ...more])),
      [[]],
    );
  }
  if (node.word !== undefined) return [[{ word: node.word }]];
  if (node.not) return [[{ not: expand(node.not) }]];
  if (node.repeat === "?") return [...expand(node.of), []];
  if (node.repeat === "+" && node.of.name === "BLANK") return [[{ gap: true }]];
  return [[{ other: true }]];
}

/** `from time to time`, with the phrases that may not follow it; none if the run is no phrase. */
function phraseOf(rule, atoms) {
  if (atoms.some((atom) => atom.other && !atom.not) || !atoms.some((atom) => /[a-z]/.test(atom.word ?? ""))) return undefined;
  let text = "";
  const unless = new Set();
  atoms.forEach((atom, at) => {
    if (atom.gap) text += " ";
    else if (atom.word !== undefined) text += atom.word;
    else {
      // `!CHAR` is the end of a word; the rest is what may not come after it.
      for (const run of atom.not) {
        const words = run.map((part) => (part.gap ? " " : (part.word ?? ""))).join("").trim();
        if (words) unless.add(words);
        else if (!run.every((part) => part.other || part.not)) throw new Error(`${rule}: cannot read what may not follow`);
      }
      const next = atoms[at + 1];
      if (next && !next.gap && !next.not) throw new Error(`${rule}: "${text}" is only a part of a word`);
    }
  });
  return unless.size ? { words: text, unless: [...unless] } : { words: text };
}

/** The ids of one list of law/vocabulary.yaml, with their aliases. */
export function vocabularyOf(yaml, list) {
  const from = yaml.indexOf(`\n${list}:\n`);
  if (from < 0) throw new Error(`the vocabulary has no list ${list}`);
  const body = yaml.slice(from + 1).split(/\n(?=\S)/)[0];
  const ids = [];
  for (const [, id, aliases] of body.matchAll(/^  - \{ id: ([\w.-]+)(?:, aliases: \[([^\]]*)\])?/gm)) {
    ids.push(id, ...(aliases ? aliases.split(",").map((alias) => alias.trim()) : []));
  }
  if (!ids.length) throw new Error(`the list ${list} has no ids`);
  return ids;
}

/** The tables that the scanner of tree-sitter looks words up in. */
function header({ rules, clause }) {
  const text = JSON.stringify;
  const lines = [
    "// The words of the language. Written by editors/words.mjs from grammar/candor.pest; do not edit.",
    "",
    "#ifndef CANDOR_WORDS_H_",
    "#define CANDOR_WORDS_H_",
    "",
    "// A phrase, and the phrases that may not follow it, ended by a null.",
    "typedef struct {",
    "    const char *words;",
    "    const char *unless[4];",
    "} Phrase;",
    "",
    "typedef enum {",
    ...Object.keys(rules).map((rule) => `    RULE_${rule},`),
    "    RULES",
    "} Rule;",
    "",
  ];
  for (const [rule, phrases] of Object.entries(rules)) {
    lines.push(`static const Phrase PHRASES_${rule}[] = {`);
    for (const { words, unless = [] } of phrases) {
      if (unless.length > 3) throw new Error(`${rule}: ${words}: too many phrases may not follow`);
      lines.push(`    {${text(words)}, {${[...unless.map(text), "0"].join(", ")}}},`);
    }
    lines.push("    {0, {0}},", "};", "");
  }
  lines.push("static const Phrase *const PHRASES[RULES] = {");
  for (const rule of Object.keys(rules)) lines.push(`    PHRASES_${rule},`);
  lines.push("};", "", "// Whether a word of the rule begins a clause.", "static const unsigned char BEGINS_CLAUSE[RULES] = {");
  for (const rule of Object.keys(rules)) lines.push(`    ${clause.includes(rule) ? 1 : 0}, // ${rule}`);
  lines.push("};", "", "#endif", "");
  return lines.join("\n");
}

const read = (path) => readFileSync(join(root, path), "utf8");

/** Every file that holds words, with what it should be. */
export async function files() {
  const words = wordsOf(read("grammar/candor.pest"));
  const yaml = read("law/vocabulary.yaml");
  const vocabulary = Object.fromEntries(["classes"].map((list) => [list, vocabularyOf(yaml, list)]));
  const { grammar } = await import("./vscode/syntaxes/candor.tmLanguage.mjs");
  return {
    "editors/words.json": `${JSON.stringify({ ...words, vocabulary }, null, 1)}\n`,
    "editors/tree-sitter-candor/src/words.h": header(words),
    "editors/vscode/syntaxes/candor.tmLanguage.json": `${JSON.stringify(grammar(words.rules, vocabulary), null, 2)}\n`,
  };
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const check = process.argv.includes("--check");
  const stale = [];
  for (const [path, text] of Object.entries(await files())) {
    let now;
    try {
      now = read(path);
    } catch {
      now = undefined;
    }
    if (now === text) continue;
    if (check) stale.push(path);
    else {
      writeFileSync(join(root, path), text);
      console.log(`wrote ${relative(process.cwd(), join(root, path))}`);
    }
  }
  if (stale.length) {
    console.error(`not what the grammar says: ${stale.join(", ")}\nrun: node editors/words.mjs`);
    process.exit(1);
  }
}
