import { isRunning } from "../../src/lock.ts";

// Asks again and again whether a bot runs on this book, until it is killed.

const [, , path = ""] = process.argv;
for (let times = 0; ; times++) {
  isRunning(path);
  if (times === 0) process.stdout.write("asking\n");
}
