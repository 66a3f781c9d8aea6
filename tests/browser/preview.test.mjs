// `candor preview` in a real browser.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { LOOKS, accessible, browser, folder, picture, preview, watch } from "./tools.mjs";

const POLICY = `import "vendors.candor"

policy "Acme <b>Privacy</b> Policy" {
    effective 2026-03-01
    language  en-US
    laws      gdpr, ccpa
}
organization acme "Acme Inc." { email "privacy@acme.example" country US }
data contact "contact information" : contact {
    name  "name"          : identity.name
    email "email address" : contact.email
}
data usage "usage data" : activity.usage such as "pages visited"
purpose orders "send you what you ordered" : service.fulfilment
purpose improve "improve our services" : analytics
channel mail "email" : email { value "privacy@acme.example" }

we collect contact for orders when "you place an order"
we collect usage automatically for improve
we share contact with carrier for orders
we do not sell personal-data unless consent
we keep contact for 24 months after "your last order"
we keep usage for 13 months
we protect personal-data with "encryption"
we will notify you if "this policy changes"
you have the right to access, correct, delete personal-data by mail
you have the right to complain to "the authority where you live" : authority
`;
const VENDORS = `recipient carrier "the carrier that brings your parcel" : third-party\n`;

let files, server, chrome, context, page, wrong;

before(async () => {
  files = folder({ "acme.candor": POLICY, "vendors.candor": VENDORS });
  server = await preview(files, "acme.candor");
  chrome = await browser();
  context = await chrome.newContext({ viewport: LOOKS[0].viewport });
  page = await context.newPage();
  wrong = watch(page, server.address);
  await page.goto(server.address);
  await reading().getByText("We keep contact information").waitFor();
});

after(async () => {
  await chrome?.close();
  server?.stop();
  files?.remove();
});

/** The document on show in the left half. */
const reading = () => page.frameLocator("#reading-panels > [data-shown] iframe");
const status = (kind) => page.locator(`#status[data-kind="${kind}"]`).waitFor();
const change = (from, to) => files.save("acme.candor", files.read("acme.candor").replace(from, to));

test("the policy stands beside its findings, and the laws' documents beside both", async () => {
  await status("fresh");
  assert.equal(await page.locator("#title").textContent(), "Acme <b>Privacy</b> Policy");
  assert.equal(await page.locator("#reading-tabs [role=tab]").count(), 3);
  assert.equal(await page.locator("#beside-tabs [role=tab]").count(), 4);
  assert.ok((await page.locator("#finding-list > li").count()) > 0);
  await page.locator("#beside-tabs [role=tab]").nth(3).click();
  await page.frameLocator("#beside-panels > [data-shown] iframe").locator("h1").waitFor();
  await page.locator("#findings-tab").click();
});

test("a click on a sentence says where it came from and why", async () => {
  await reading().getByText("We keep contact information").click();
  await page.getByText("acme.candor:22:1").waitFor();
  assert.match(await page.locator("#declarations").textContent(), /we keep contact for 24 months/);
  assert.match(await page.locator("#templates").textContent(), /retention\.md/);
  assert.match(await page.locator("#requirements").textContent(), /gdpr\.13\.2\.a/);
  assert.equal(await page.evaluate(() => document.activeElement.id), "origin");
  await page.locator("#origin").press("Escape");
  assert.equal(await page.evaluate(() => document.activeElement.tagName), "IFRAME");
});

test("the keyboard reaches every sentence", async () => {
  await page.locator("#reading-tabs [role=tab][aria-selected=true]").focus();
  await page.keyboard.press("ArrowRight");
  assert.equal(await page.locator("#reading-tabs [role=tab]").nth(1).getAttribute("aria-selected"), "true");
  await page.keyboard.press("Home");
  await reading().locator("h1").focus();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await page.locator("#origin[data-shown]").waitFor();
  assert.notEqual(await page.locator("#answer-text").textContent(), "");
  await page.keyboard.press("Escape");
});

test("a save shows within a moment, and what was being read stays where it is", async () => {
  const sentence = reading().getByText("We keep usage data");
  await sentence.evaluate((element) => element.scrollIntoView({ block: "center" }));
  const top = () => sentence.evaluate((element) => element.getBoundingClientRect().top);
  const before = await top();
  const began = Date.now();
  change("we collect usage auto", 'we collect "your name" from "public registers"\nwe collect usage auto');
  await reading().getByText("public registers").waitFor({ state: "attached" });
  console.log(`  shown ${Date.now() - began} ms after the save`);
  assert.ok(Date.now() - began < 2000);
  assert.ok(Math.abs((await top()) - before) < 2, `${before} became ${await top()}`);
  assert.match(await page.locator("#status").textContent(), /Updated: \d+ change/);
});

test("an error is shown, the last good version stays, and a mended file takes its place", async () => {
  change("we keep usage for", "we kep usage for");
  await status("stale");
  assert.ok(await page.locator("#reading-panels > [data-shown] .banner").isVisible());
  await reading().getByText("We keep usage data").waitFor();
  await page.locator("#reading-panels > [data-shown] .banner button").click();
  assert.equal(await page.locator("#findings-tab").getAttribute("aria-selected"), "true");
  await page.getByText("error[unknown-verb]").waitFor();
  await picture(page, "preview-error");
  await accessible(page, "with an error");
  change("we kep usage for 13", "we keep usage for 14");
  await status("fresh");
  await reading().getByText("14 months").waitFor();
});

test("imports, the project file, templates and the policy's own absence are noticed", async () => {
  files.save("vendors.candor", VENDORS.replace("the carrier", "the courier"));
  await reading().getByText("the courier").first().waitFor();
  files.write("templates/en/retention.md", "How long:\n\n{% include 'en/statements.md' ignore missing %}\n{{ none_such }}\n");
  files.write("candor.yaml", "templates: templates\n");
  await page.getByText("broken-template").waitFor();
  files.write("candor.yaml", "templatez: templates\n");
  await page.getByText("templatez").first().waitFor();
  files.write("candor.yaml", "locale: en\n");
  await status("fresh");
  const text = files.read("acme.candor");
  await import("node:fs").then((fs) => fs.rmSync(`${files.path}/acme.candor`));
  await status("stale");
  files.write("acme.candor", text);
  await status("fresh");
});

test("a finding leads to its sentence", async () => {
  await page.locator("#findings-tab").click();
  const show = page.locator("#finding-list .show:visible").first();
  await show.click();
  await reading().locator("[data-selected]").waitFor();
  const meaning = page.locator("#finding-list details:visible").first();
  await meaning.locator("summary").click();
  await meaning.locator("pre").getByText("Silence it").waitFor();
});

for (const { name, viewport, colorScheme } of LOOKS) {
  test(`it can be used by everyone: ${name}`, async () => {
    await page.emulateMedia({ colorScheme });
    await page.setViewportSize(viewport);
    await page.evaluate(() => document.querySelector(".views button").click());
    await picture(page, `preview-${name}`);
    await accessible(page, name);
    if (name.startsWith("phone")) {
      await reading().getByText("We keep contact information").click();
      await page.locator("#answer").waitFor();
      await picture(page, `preview-${name}-origin`);
      await accessible(page, `${name}, origin`);
      await page.locator("#findings-tab").click();
      await picture(page, `preview-${name}-findings`);
      const wide = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
      assert.equal(wide, false);
    } else {
      await page.locator("#findings-tab").click();
      await accessible(page, `${name}, findings`);
    }
  });
}

test("nothing was complained about, and nobody else was asked for anything", () => {
  assert.deepEqual(wrong, []);
});

test("Ctrl-C ends it, and the page says so", async () => {
  server.stop();
  assert.deepEqual(await server.ended, { code: 0, signal: null });
  await status("lost");
});
