import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { home } from "../../src/paths.ts";

const siagaScript = join(home, "scripts/siaga");

/** A folder of one Pemda with a book of its own, for the real program run as operators run it. */
export class Installation {
  readonly folder = mkdtempSync(join(tmpdir(), "siaga-install-"));
  readonly dbPath = join(this.folder, "siaga.db");
  readonly inFolder = join(this.folder, "masuk");
  readonly outFolder = join(this.folder, "keluar");
  /** All that the bot printed. */
  printed = "";
  readonly #env: NodeJS.ProcessEnv;
  #child: ChildProcess | null = null;

  constructor(settings: Readonly<Record<string, string>> = {}) {
    mkdirSync(this.inFolder);
    const { PATH, HOME } = process.env;
    this.#env = {
      PATH,
      HOME,
      SIAGA_DB: this.dbPath,
      SIAGA_FOLDER_MASUK: this.inFolder,
      SIAGA_FOLDER_KELUAR: this.outFolder,
      ...settings,
    };
  }

  /** Runs one command; returns what it printed. Throws with status and stderr when it fails. */
  siaga(...args: string[]): string {
    return execFileSync(siagaScript, args, { env: this.#env, encoding: "utf8", stdio: "pipe" });
  }

  write(name: string, text: string): string {
    const path = join(this.folder, name);
    writeFileSync(path, text);
    return path;
  }

  /** Starts the bot; resolves when it says that it runs. */
  async start(): Promise<void> {
    this.printed = "";
    this.#child = spawn(siagaScript, ["jalankan"], { env: this.#env });
    for (const stream of [this.#child.stdout, this.#child.stderr])
      stream?.on("data", (text) => {
        this.printed += String(text);
      });
    await this.waitFor(() => this.printed.includes("bot mulai"));
  }

  async kill(): Promise<void> {
    this.#child?.kill("SIGKILL");
    if (this.#child) await once(this.#child, "exit");
    this.#child = null;
  }

  /** Ends the bot as a service manager does; returns its exit code. */
  async stop(): Promise<number | null> {
    if (!this.#child) return null;
    const ended = once(this.#child, "exit");
    this.#child.kill("SIGTERM");
    const [code] = (await ended) as [number | null];
    this.#child = null;
    return code;
  }

  async waitFor(isSo: () => unknown, seconds = 20): Promise<void> {
    const deadline = Date.now() + seconds * 1000;
    while (!isSo()) {
      if (this.#child && this.#child.exitCode !== null) throw new Error(`the bot ended: ${this.printed}`);
      if (Date.now() > deadline) throw new Error(`did not happen: ${isSo.toString()}\n${this.printed}`);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }

  async remove(): Promise<void> {
    await this.kill();
    rmSync(this.folder, { recursive: true, force: true });
  }
}
