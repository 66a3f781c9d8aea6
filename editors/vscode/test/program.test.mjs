import assert from "node:assert/strict";
import { test } from "node:test";
import { built } from "./built.mjs";

const { find, missing } = await built("program.ts");

const around = (files, more = {}) => ({
  platform: "linux",
  home: "/home/ada",
  path: "/usr/local/bin:/usr/bin",
  folder: "/work/shop",
  runs: (file) => files.includes(file),
  ...more,
});

test("without a setting the first on the path is taken", () => {
  const files = ["/usr/bin/candor", "/usr/local/bin/candor", "/home/ada/.cargo/bin/candor"];
  assert.deepEqual(find("", around(files)), { program: "/usr/local/bin/candor" });
});

test("what cargo installs is found by an editor that was not started from a shell", () => {
  assert.deepEqual(find("", around(["/home/ada/.cargo/bin/candor"], { path: "" })), {
    program: "/home/ada/.cargo/bin/candor",
  });
  assert.deepEqual(find("", around(["/opt/cargo/bin/candor"], { cargoHome: "/opt/cargo" })), {
    program: "/opt/cargo/bin/candor",
  });
});

test("a setting wins, and may begin with the home or the folder", () => {
  const files = ["/usr/bin/candor", "/home/ada/bin/candor", "/work/shop/tools/candor", "/opt/candor"];
  assert.deepEqual(find("~/bin/candor", around(files)), { program: "/home/ada/bin/candor" });
  assert.deepEqual(find("${workspaceFolder}/tools/candor", around(files)), { program: "/work/shop/tools/candor" });
  assert.deepEqual(find("./tools/candor", around(files)), { program: "/work/shop/tools/candor" });
  assert.deepEqual(find(" /opt/candor ", around(files)), { program: "/opt/candor" });
});

test("a setting that names nothing is not passed over", () => {
  assert.deepEqual(find("/opt/candor", around(["/usr/bin/candor"])), { tried: ["/opt/candor"] });
});

test("a name in the setting is searched for", () => {
  assert.deepEqual(find("candor-next", around(["/usr/bin/candor-next"])), { program: "/usr/bin/candor-next" });
});

test("a folder of the path that is relative is no place to take a program from", () => {
  assert.deepEqual(find("", around(["candor", "./candor", "/work/shop/candor"], { path: ".::tools" })), {
    tried: ["/home/ada/.cargo/bin/candor"],
  });
});

test("Windows has its own names", () => {
  const windows = { platform: "win32", home: "C:\\Users\\Ada", path: "C:\\tools;D:\\bin", folder: "C:\\shop" };
  assert.deepEqual(find("", around(["D:\\bin\\candor.exe"], windows)), { program: "D:\\bin\\candor.exe" });
  assert.deepEqual(find("C:\\tools\\candor", around(["C:\\tools\\candor.exe"], windows)), {
    program: "C:\\tools\\candor.exe",
  });
  assert.deepEqual(find("~\\candor.exe", around(["C:\\Users\\Ada\\candor.exe"], windows)), {
    program: "C:\\Users\\Ada\\candor.exe",
  });
});

test("who has no program is told how to get it, and where it was looked for", () => {
  const { message, detail } = missing("", ["/usr/bin/candor", "/home/ada/.cargo/bin/candor"]);
  assert.match(message, /cargo install --path \./);
  assert.match(message, /candor\.path/);
  assert.equal(detail, "looked for:\n  /usr/bin/candor\n  /home/ada/.cargo/bin/candor");
  assert.match(missing("/opt/candor", ["/opt/candor"]).message, /no program at `\/opt\/candor`/);
});
