// What the manifest and the language configuration promise is there, and does what it should.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

const extension = join(dirname(fileURLToPath(import.meta.url)), "..");
const json = (path) => JSON.parse(readFileSync(join(extension, path), "utf8"));
const manifest = json("package.json");
const language = json("language-configuration.json");
const source = readFileSync(join(extension, "src/extension.ts"), "utf8");

test("every file that the manifest names is there", () => {
  const { languages, grammars } = manifest.contributes;
  const paths = [...languages.map(({ configuration }) => configuration), ...grammars.map(({ path }) => path)];
  for (const path of [...paths, "README.md", "LICENSE.md", "CHANGELOG.md"]) assert.ok(existsSync(join(extension, path)), path);
});

test("every command is registered, and every registered command is declared", () => {
  const declared = manifest.contributes.commands.map(({ command }) => command).sort();
  const registered = [...source.matchAll(/command\("(\w+)"/g)].map(([, name]) => `candor.${name}`).sort();
  assert.deepEqual(registered, declared);
});

test("every setting that is read is declared", () => {
  const declared = Object.keys(manifest.contributes.configuration.properties);
  const read = [...source.matchAll(/\.get<[^>]+(?:\[\])?>\("([\w.]+)"/g)].map(([, name]) => `candor.${name}`);
  assert.ok(read.length > 2);
  for (const name of read) assert.ok(declared.includes(name), name);
  // The client reads this one itself.
  assert.ok(declared.includes("candor.trace.server"));
});

test("the words are those of the grammar", () => {
  execFileSync(process.execPath, [join(extension, "../words.mjs"), "--check"]);
});

test("a line that opens a brace is indented after, a text with a brace is not", () => {
  const increase = new RegExp(language.indentationRules.increaseIndentPattern);
  const decrease = new RegExp(language.indentationRules.decreaseIndentPattern);
  for (const line of ["policy \"A\" {", "we keep contact { // why", "    if (", "data a \"x {\" : b {"]) assert.match(line, increase);
  for (const line of ["we sell \"a {\"", "// {", "policy \"A\" { language en }", "}"]) assert.doesNotMatch(line, increase);
  for (const line of ["}", "    )"]) assert.match(line, decrease);
});

test("a word is a name with its hyphens, or a date", () => {
  const word = new RegExp(language.wordPattern.pattern, `g${language.wordPattern.flags}`);
  assert.deepEqual("we share käufer-data: contact.email on 2026-03-01".match(word), [
    "we", "share", "käufer-data", "contact", "email", "on", "2026-03-01",
  ]);
});
