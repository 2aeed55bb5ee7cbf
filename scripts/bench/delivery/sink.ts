import { fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";

const program = fileURLToPath(import.meta.resolve("./sink-child.ts"));

/** A mail server in a process of its own that does as little as one can, so that the sender is what is measured. */
export interface Sink {
  readonly url: string;
  /** How many mails it took since it was last asked. */
  taken(): Promise<number>;
  close(): void;
}

export async function openSink(): Promise<Sink> {
  const child = fork(program);
  const [port] = (await once(child, "message")) as [number];
  return {
    url: `smtp://127.0.0.1:${port}`,
    async taken() {
      child.send("taken");
      const [count] = (await once(child, "message")) as [number];
      return count;
    },
    close: () => void child.kill(),
  };
}
