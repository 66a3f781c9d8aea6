/** Where the program is, found without Visual Studio Code so that it can be tested without it. */

import * as path from "node:path";

/** What the search depends on. */
export interface Surroundings {
  platform: NodeJS.Platform;
  home: string;
  /** The folders of `PATH`, as one text. */
  path: string;
  /** `CARGO_HOME`, if it is set. */
  cargoHome?: string;
  /** The folder that is open, if one is. */
  folder?: string;
  /** Whether there is a file that can be run. */
  runs(file: string): boolean;
}

/** The program, or everything that was tried. */
export type Found = { program: string } | { tried: string[] };

/**
 * The program that the setting names; without one the first on `PATH`, and else where
 * `cargo install` puts it, which a desktop that was not started from a shell does not know.
 */
export function find(setting: string, around: Surroundings): Found {
  const paths = around.platform === "win32" ? path.win32 : path.posix;
  const names = around.platform === "win32" ? ["candor.exe"] : ["candor"];
  const named = expand(setting.trim(), around);
  if (named && (paths.isAbsolute(named) || /[\\/]/.test(named))) {
    const file = paths.resolve(around.folder ?? around.home, named);
    const files = around.platform === "win32" && !/\.exe$/i.test(file) ? [file, `${file}.exe`] : [file];
    return first(files, around);
  }
  const wanted = named ? (around.platform === "win32" && !/\.exe$/i.test(named) ? [`${named}.exe`] : [named]) : names;
  const cargo = paths.join(around.cargoHome || paths.join(around.home, ".cargo"), "bin");
  const folders = around.path.split(paths.delimiter).filter((folder) => paths.isAbsolute(folder));
  return first([...folders, cargo].flatMap((folder) => wanted.map((name) => paths.join(folder, name))), around);
}

function first(files: string[], around: Surroundings): Found {
  const tried = [...new Set(files)];
  const program = tried.find((file) => around.runs(file));
  return program === undefined ? { tried } : { program };
}

function expand(setting: string, around: Surroundings): string {
  const within = setting.replace(/^\$\{workspaceFolder\}/, () => around.folder ?? "");
  return within.replace(/^~(?=$|[\\/])/, () => around.home);
}

/** What is said where there is no program. */
export function missing(setting: string, tried: string[]): { message: string; detail: string } {
  const named = setting.trim();
  const message = named
    ? `There is no program at \`${named}\`, which the setting candor.path names. Correct it, or clear it to search for candor.`
    : "The program candor was not found, so there are colours only. Install it with `cargo install --path .` in a copy of Candor's source, or say in the setting candor.path where it is.";
  return { message, detail: `looked for:\n${tried.map((file) => `  ${file}`).join("\n")}` };
}
