import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { test } from "node:test";
import { built } from "./built.mjs";

const { address, complaint, served } = await built("preview.ts");

/** A program that says something, in pieces, and ends or does not. */
function says(pieces, code) {
  const end = code === undefined ? "setInterval(() => {}, 1000)" : `process.exit(${code})`;
  const script = `(async () => { for (const piece of ${JSON.stringify(pieces)}) {
    process.stderr.write(piece); await new Promise((next) => setTimeout(next, 20));
  } ${end}; })()`;
  return spawn(process.execPath, ["-e", script], { stdio: ["ignore", "pipe", "pipe"] });
}

test("the address is taken from what the preview says, once it is whole", () => {
  assert.equal(address("preview of acme.candor at http://127.0.0.1:47"), undefined);
  assert.equal(address("preview of acme.candor at http://127.0.0.1:4747/\nCtrl-C ends it\n"), "http://127.0.0.1:4747/");
  assert.equal(address("see http://example.com/ \n"), undefined);
});

test("a complaint is one line with its way out", () => {
  assert.equal(
    complaint("error: port 80 cannot be used: permission denied\n  help: choose another\n"),
    "port 80 cannot be used: permission denied; choose another",
  );
  assert.equal(complaint("error[syntax]: `moths` is no unit of time\n --> a.candor:1:1\n"), "`moths` is no unit of time");
  assert.equal(complaint("all is well\n"), undefined);
});

test("a preview that serves gives its address", async () => {
  const preview = says(["preview of a.candor at http://127.0.", "0.1:5000/\nCtrl-C ends it\n"]);
  assert.equal(await served(preview, 10_000), "http://127.0.0.1:5000/");
  preview.kill();
});

test("one that ends says why", async () => {
  await assert.rejects(served(says(["error: there is no policy here\n"], 2), 10_000), /there is no policy here/);
  await assert.rejects(served(says([], 3), 10_000), /it ended with code 3/);
});

test("one that says nothing is not waited for for ever", async () => {
  const preview = says(["making\n"]);
  await assert.rejects(served(preview, 300), /within 0.3 seconds/);
  preview.kill();
});

test("a program that cannot be started says why", async () => {
  await assert.rejects(served(spawn("/nowhere/candor", ["preview"]), 10_000), /ENOENT/);
});
