import { allDoors } from "./doors.ts";
import { renderFigures, tryDoor } from "./try-doors.ts";

// FUZZ_SECONDS for all doors together, FUZZ_INPUTS a door, FUZZ_SEED and FUZZ_FROM to try an input again; doors by name.
const seconds = Number(process.env["FUZZ_SECONDS"] ?? 60);
const most = Number(process.env["FUZZ_INPUTS"] ?? Infinity);
const from = Number(process.env["FUZZ_FROM"] ?? 0);
const seed = process.env["FUZZ_SEED"] ?? String(Date.now());

const names = process.argv.slice(2);
const doors = names.length === 0 ? allDoors : allDoors.filter(({ name }) => names.includes(name));
if (doors.length === 0 || [seconds, most, from].some(Number.isNaN)) {
  console.error(`Doors: ${allDoors.map(({ name }) => name).join(", ")}.`);
  process.exit(2);
}

const perDoor = process.env["FUZZ_INPUTS"] ? Infinity : (seconds * 1000) / doors.length;
const all = [];
for (const door of doors) {
  console.error(`${door.name} …`);
  all.push(await tryDoor(door, { seed, perDoor, most, from }));
}
console.log(renderFigures(all));
console.log(`Seed ${seed}.`);
for (const { door, found } of all)
  for (const { number, trouble, what } of found.slice(0, 5))
    console.log(
      `\n${trouble}: ${what.slice(0, 1200)}\n  again: FUZZ_SEED=${seed} FUZZ_FROM=${number} FUZZ_INPUTS=1 npm run fuzz -- ${door}`,
    );
process.exitCode = all.some(({ found }) => found.length > 0) ? 1 : 0;
