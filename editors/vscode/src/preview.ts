/** A running `candor preview`, found out about by what it says. */

import type { ChildProcess } from "node:child_process";

/** The address in what `candor preview` has said so far, if it is there. */
export function address(said: string): string | undefined {
  return /\bhttp:\/\/127\.0\.0\.1:\d+\/(?=\s)/.exec(said)?.[0];
}

/** The first complaint in what the program has said, as one line. */
export function complaint(said: string): string | undefined {
  const lines = said.split("\n").map((line) => line.trimEnd());
  const at = lines.findIndex((line) => /^error(\[|:)/.test(line));
  if (at < 0) return undefined;
  const help = lines.slice(at).find((line) => /^\s*=?\s*help:/.test(line));
  const what = (lines[at] ?? "").replace(/^error(\[[\w-]+\])?:\s*/, "");
  return help === undefined ? what : `${what}; ${help.replace(/^\s*=?\s*help:\s*/, "")}`;
}

/** The address that a preview that has just been started serves. */
export function served(preview: ChildProcess, patience: number): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = "";
    const late = setTimeout(() => fail(`it did not say where it is within ${patience / 1000} seconds`), patience);
    const fail = (why: string) => {
      clearTimeout(late);
      reject(new Error(why));
    };
    const hear = (chunk: Buffer) => {
      said += chunk.toString();
      const found = address(said);
      if (found) {
        clearTimeout(late);
        resolve(found);
      }
    };
    preview.stdout?.on("data", hear);
    preview.stderr?.on("data", hear);
    preview.on("error", (error) => fail(error.message));
    preview.on("exit", (code) => fail(complaint(said) ?? `it ended with code ${code ?? "none"}`));
  });
}
