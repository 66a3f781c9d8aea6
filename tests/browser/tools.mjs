// What the browser tests share: a folder, the program, a browser, and what must hold on every page.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { chromium } from "playwright-core";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** The sizes and colours that pages are looked at in. */
export const LOOKS = [
  { name: "light", viewport: { width: 1280, height: 800 }, colorScheme: "light" },
  { name: "dark", viewport: { width: 1280, height: 800 }, colorScheme: "dark" },
  { name: "phone", viewport: { width: 390, height: 844 }, colorScheme: "light" },
  { name: "phone-dark", viewport: { width: 390, height: 844 }, colorScheme: "dark" },
];

/** A folder of its own with files in it, removed at the end. */
export function folder(files) {
  const path = mkdtempSync(join(tmpdir(), "candor-browser-"));
  const write = (name, text) => {
    mkdirSync(dirname(join(path, name)), { recursive: true });
    writeFileSync(join(path, name), text);
  };
  for (const [name, text] of Object.entries(files)) write(name, text);
  return {
    path,
    write,
    read: (name) => readFileSync(join(path, name), "utf8"),
    /** As editors save: a new file, renamed over the old one. */
    save(name, text) {
      write(`.${name}.swp`, text);
      renameSync(join(path, `.${name}.swp`), join(path, name));
    },
    remove: () => rmSync(path, { recursive: true, force: true }),
  };
}

/** Starts `candor preview`; resolves once it says where. */
export async function preview(folder, ...more) {
  const child = spawn(process.env.CANDOR, ["preview", "--port", "0", ...more], { cwd: folder.path });
  let said = "";
  const ended = new Promise((resolve) => child.on("exit", (code, signal) => resolve({ code, signal })));
  const address = await new Promise((resolve, reject) => {
    child.stderr.on("data", (chunk) => {
      said += chunk;
      const found = said.match(/http:\/\/127\.0\.0\.1:\d+\//);
      if (found) resolve(found[0]);
    });
    child.on("error", reject);
    child.on("exit", () => reject(new Error(said)));
  });
  return { address, ended, said: () => said, stop: () => child.kill("SIGINT") };
}

/** A browser without a network of its own. */
export function browser() {
  return chromium.launch({
    executablePath: process.env.CHROMIUM,
    args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run"],
  });
}

/** Collects what a page must not do: complain, or ask anybody else for anything. */
export function watch(page, address) {
  const wrong = [];
  page.on("console", (message) => {
    if (["error", "warning"].includes(message.type())) wrong.push(`console: ${message.text()}`);
  });
  page.on("pageerror", (error) => wrong.push(`error: ${error}`));
  page.on("request", (request) => {
    const url = request.url();
    if (!url.startsWith(address) && !url.startsWith("data:") && !url.startsWith("blob:")) wrong.push(`request: ${url}`);
  });
  return wrong;
}

/** Fails on anything that axe finds in a page or one of its frames. */
export async function accessible(page, what) {
  for (const frame of page.frames()) {
    if (frame.isDetached()) continue;
    if (frame.parentFrame() && !(await (await frame.frameElement()).isVisible())) continue;
    await frame.evaluate(axe);
    const found = await frame.evaluate(() =>
      axe.run(document, {
        iframes: false,
        runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
      }),
    );
    const list = found.violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join("\n    ")}`);
    assert.deepEqual(list, [], `${what}, ${frame.url()}`);
  }
}

/** Keeps a picture to look at. */
export async function picture(page, name) {
  const to = process.env.SCREENSHOTS;
  // To hide the caret would be an inline style, which the page's policy forbids.
  if (to) await page.screenshot({ path: join(to, `${name}.png`), caret: "initial" });
}
