/** Visual Studio Code's face of Candor: starts the server, and a preview. */

import { type ChildProcess, spawn } from "node:child_process";
import { accessSync, constants, statSync } from "node:fs";
import { homedir } from "node:os";
import { dirname } from "node:path";
import * as vscode from "vscode";
import { LanguageClient, type LanguageClientOptions, type ServerOptions } from "vscode-languageclient/node";
import { find, missing } from "./program";
import { served } from "./preview";

/** How long a preview may take until it serves: a debug build of a large policy is slow. */
const PATIENCE = 30_000;

let output: vscode.LogOutputChannel;
let client: LanguageClient | undefined;
/** Starting and stopping, one after the other. */
let turn: Promise<void> = Promise.resolve();
const previews = new Map<string, Preview>();

interface Preview {
  process: ChildProcess;
  address: Promise<string>;
}

export async function activate(context: vscode.ExtensionContext): Promise<void> {
  output = vscode.window.createOutputChannel("Candor", { log: true });
  const command = (name: string, run: () => unknown) => vscode.commands.registerCommand(`candor.${name}`, run);
  context.subscriptions.push(
    output,
    command("preview", () => preview(context)),
    command("stopPreview", () => stopPreviews()),
    command("restartServer", () => restart(context)),
    command("showOutput", () => output.show()),
    vscode.workspace.onDidGrantWorkspaceTrust(() => restart(context)),
    vscode.workspace.onDidChangeConfiguration((change) => {
      if (change.affectsConfiguration("candor.path") || change.affectsConfiguration("candor.server")) {
        void restart(context);
      }
    }),
  );
  if (vscode.workspace.isTrusted) await restart(context);
}

export async function deactivate(): Promise<void> {
  stopPreviews();
  await inTurn(stop);
}

// ---- The server ---------------------------------------------------------------

function restart(context: vscode.ExtensionContext): Promise<void> {
  return inTurn(async () => {
    await stop();
    await start(context);
  });
}

function inTurn(work: () => Promise<void>): Promise<void> {
  turn = turn.then(work).catch((error: unknown) => output.error(String(error)));
  return turn;
}

async function stop(): Promise<void> {
  const running = client;
  client = undefined;
  await running?.dispose();
}

async function start(context: vscode.ExtensionContext): Promise<void> {
  const program = locate(context);
  if (program === undefined) return;
  const given = settings().get<string[]>("server.arguments", []);
  const server: ServerOptions = { command: program, args: ["lsp", ...given] };
  const watched = "**/{*.candor,candor.yaml}";
  const options: LanguageClientOptions = {
    documentSelector: [{ scheme: "file", language: "candor" }],
    outputChannel: output,
    synchronize: { fileEvents: vscode.workspace.createFileSystemWatcher(watched) },
  };
  // The id gives the setting of the trace its name.
  client = new LanguageClient("candor", "Candor", server, options);
  output.info(`starting ${program} lsp`);
  try {
    await client.start();
  } catch (error) {
    output.error(String(error));
    const say = "The Candor server could not be started.";
    const answer = await vscode.window.showErrorMessage(say, "Show What It Says");
    if (answer) output.show();
  }
}

/** The program; where there is none, says so and how to get it. */
function locate(context: vscode.ExtensionContext): string | undefined {
  const setting = settings().get<string>("path", "");
  const found = find(setting, {
    platform: process.platform,
    home: homedir(),
    path: process.env["PATH"] ?? process.env["Path"] ?? "",
    cargoHome: process.env["CARGO_HOME"],
    folder: vscode.workspace.workspaceFolders?.[0]?.uri.fsPath,
    runs,
  });
  if ("program" in found) return found.program;
  const { message, detail } = missing(setting, found.tried);
  output.warn(`${message}\n${detail}`);
  void vscode.window.showErrorMessage(message, "Open Settings", "How to Install").then((answer) => {
    if (answer === "Open Settings") {
      void vscode.commands.executeCommand("workbench.action.openSettings", "candor.path");
    } else if (answer === "How to Install") {
      const readme = vscode.Uri.joinPath(context.extensionUri, "README.md");
      void vscode.commands.executeCommand("markdown.showPreview", readme);
    }
  });
  return undefined;
}

function runs(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}

function settings(): vscode.WorkspaceConfiguration {
  return vscode.workspace.getConfiguration("candor");
}

// ---- The preview --------------------------------------------------------------

async function preview(context: vscode.ExtensionContext): Promise<void> {
  const document = vscode.window.activeTextEditor?.document;
  if (document?.languageId !== "candor" || document.uri.scheme !== "file") {
    void vscode.window.showInformationMessage("Open the policy that you want to see.");
    return;
  }
  const program = locate(context);
  if (program === undefined) return;
  // The preview shows what is in the file.
  await document.save();
  const file = document.uri.fsPath;
  const running = previews.get(file) ?? begin(program, file);
  previews.set(file, running);
  try {
    await open(await running.address);
  } catch (error) {
    previews.delete(file);
    running.process.kill();
    const why = error instanceof Error ? error.message : String(error);
    const answer = await vscode.window.showErrorMessage(`There is no preview: ${why}`, "Show What It Says");
    if (answer) output.show();
  }
}

function begin(program: string, file: string): Preview {
  output.info(`starting ${program} preview ${file}`);
  const child = spawn(program, ["preview", file, "--port", "0", "--color", "never"], {
    cwd: dirname(file),
    stdio: ["ignore", "pipe", "pipe"],
  });
  const say = (chunk: Buffer) => output.info(chunk.toString().trimEnd());
  child.stdout.on("data", say);
  child.stderr.on("data", say);
  child.on("exit", () => {
    if (previews.get(file)?.process === child) previews.delete(file);
  });
  return { process: child, address: served(child, PATIENCE) };
}

async function open(address: string): Promise<void> {
  // Where the editor is on another machine than the program, the address is another too.
  const uri = await vscode.env.asExternalUri(vscode.Uri.parse(address));
  if (settings().get<string>("preview.open") === "beside") {
    const where = { viewColumn: vscode.ViewColumn.Beside, preserveFocus: true };
    try {
      await vscode.commands.executeCommand("simpleBrowser.api.open", uri, where);
      return;
    } catch {
      // The simple browser can be turned off.
    }
  }
  await vscode.env.openExternal(uri);
}

function stopPreviews(): void {
  for (const { process } of previews.values()) process.kill();
  previews.clear();
}
