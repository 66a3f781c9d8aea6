// The documents themselves in a real browser: with the picture of what goes where, and the label.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { after, before, test } from "node:test";
import { LOOKS, accessible, browser, folder, picture } from "./tools.mjs";

let files, chrome;

before(async () => {
  files = folder({});
  const candor = (...words) => execFileSync(process.env.CANDOR, words, { cwd: files.path, stdio: "pipe" });
  // The policy of a shop that sends parcels, newsletters and numbers to others.
  candor("init", "--example");
  candor("build", "--diagram", "--label", "--no-cache");
  chrome = await browser();
});

after(async () => {
  await chrome?.close();
  files?.remove();
});

for (const look of LOOKS) {
  test(`the documents can be used by everyone: ${look.name}`, async () => {
    const { name: _, ...settings } = look;
    const context = await chrome.newContext(settings);
    const page = await context.newPage();
    const asked = [];
    const said = [];
    page.on("request", (request) => asked.push(request.url()));
    page.on("console", (message) => said.push(message.text()));
    page.on("pageerror", (error) => said.push(String(error)));
    for (const file of ["privacy.html", "privacy.label.html", "privacy.gdpr.html"]) {
      const address = pathToFileURL(join(files.path, "dist", file)).href;
      await page.goto(address);
      assert.ok((await page.locator("h1").count()) === 1, `${file} has one title`);
      if (file === "privacy.html") assert.ok(await page.locator("svg").first().isVisible(), "the picture is there");
      await accessible(page, file);
      await picture(page, `${file.replace(".html", "")}-${look.name}`);
    }
    assert.deepEqual(said, [], "nothing was complained about");
    assert.deepEqual(asked.filter((address) => !address.startsWith("file:")), [], "nobody else was asked");
    await context.close();
  });
}
