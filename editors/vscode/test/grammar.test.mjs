// What the TextMate grammar makes of the samples, line by line.
//
// `npm run test:update` writes the snapshots anew; read what changed.

import assert from "node:assert/strict";
import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

const require = createRequire(import.meta.url);
const { INITIAL, Registry, parseRawGrammar } = require("vscode-textmate");
const { OnigScanner, OnigString, loadWASM } = require("vscode-oniguruma");

const here = dirname(fileURLToPath(import.meta.url));
const root = join(here, "../../..");
const extension = join(here, "..");
const snapshots = join(here, "snapshots");

const manifest = JSON.parse(readFileSync(join(extension, "package.json"), "utf8"));
const markdown = join(extension, "node_modules/tm-grammars/grammars/markdown.json");

await loadWASM(readFileSync(join(dirname(require.resolve("vscode-oniguruma")), "onig.wasm")).buffer);
const paths = new Map(manifest.contributes.grammars.map(({ scopeName, path }) => [scopeName, join(extension, path)]));
paths.set("text.html.markdown", markdown);
const registry = new Registry({
  onigLib: Promise.resolve({
    createOnigScanner: (patterns) => new OnigScanner(patterns),
    createOnigString: (text) => new OnigString(text),
  }),
  getInjections: (scope) =>
    manifest.contributes.grammars.filter(({ injectTo }) => injectTo?.includes(scope)).map(({ scopeName }) => scopeName),
  loadGrammar: async (scope) => {
    const path = paths.get(scope);
    return path ? parseRawGrammar(readFileSync(path, "utf8"), path) : null;
  },
});
const candor = await registry.loadGrammar("source.candor");

/** Each token of a text with its scopes, but for the one of the whole. */
function tokens(grammar, text) {
  const found = [];
  let state = INITIAL;
  text.split("\n").forEach((line, at) => {
    const result = grammar.tokenizeLine(line, state);
    state = result.ruleStack;
    for (const { startIndex, endIndex, scopes } of result.tokens) {
      found.push({ line: at + 1, text: line.slice(startIndex, endIndex), scopes: scopes.slice(1) });
    }
  });
  return found;
}

function shown(all) {
  const lines = [];
  for (const { line, text, scopes } of all) {
    if (!text.trim()) continue;
    const inner = scopes.filter((scope) => !scope.startsWith("meta.block")).map((scope) => scope.replace(/\.candor$/, ""));
    lines.push(`${String(line).padStart(4)} ${JSON.stringify(text.trim())}  ${inner.join(" ")}`);
  }
  return `${lines.join("\n")}\n`;
}

const samples = readdirSync(join(root, "policies")).filter((name) => name.endsWith(".candor"));
const files = [
  ...samples.map((name) => join(root, "policies", name)),
  join(root, "editors/tree-sitter-candor/test/tour.candor"),
];

for (const path of files) {
  const name = path.split(/[\\/]/).at(-1).replace(".candor", "");
  test(`the colours of ${name}`, () => {
    const found = shown(tokens(candor, readFileSync(path, "utf8")));
    const snapshot = join(snapshots, `${name}.txt`);
    if (process.env.UPDATE || !existsSync(snapshot)) {
      assert.ok(!process.env.CI, `${snapshot} is missing`);
      mkdirSync(snapshots, { recursive: true });
      writeFileSync(snapshot, found);
    }
    assert.equal(found, readFileSync(snapshot, "utf8"));
  });
}
