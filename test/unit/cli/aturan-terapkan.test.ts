import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { type Db, openDb } from "../../../db/open.ts";
import { addDuration } from "../../../src/calendar/arithmetic.ts";
import { parseDuration } from "../../../src/calendar/durations.ts";
import { openCommandDesk } from "../../../src/cli/shared/command-desk.ts";
import type { Escalation } from "../../../src/escalation/contract.ts";
import { acknowledge, holdByHand } from "../../../src/escalation/settle.ts";
import { loadOffice } from "../../../src/desk/office.ts";
import { draftOf } from "../../../src/rules/draft.ts";
import { findRule, saveRule } from "../../../src/rules/store.ts";
import { play } from "../../../src/simulation/simulate.ts";
import { fillBook } from "../../support/open-complaints.ts";
import { at } from "../../support/story.ts";
import { type Json, jsonOn, siagaOn, tooWide } from "./on-story.ts";

const name = "Tindak lanjut pertama";
const tightened = ["--jenjang", "2", "--setelah", "2 hari kerja"];
const begin = at("2026-11-18T10:00");

/** Who sits at the terminal: what happens until the answer is yes; null: nobody is there. */
const question = vi.hoisted(() => ({ answer: null as (() => Promise<unknown>) | null }));
vi.mock("../../../src/cli/shared/confirm.ts", async (load) => {
  const { confirmOrRefuse } = await load<typeof import("../../../src/cli/shared/confirm.ts")>();
  return {
    confirmOrRefuse: (text: string, isSure: boolean) => question.answer?.() ?? confirmOrRefuse(text, isSure),
  };
});
afterEach(() => {
  question.answer = null;
});

let folder: string;
let now: number;
let path: string;
const place = { db: { path: "" }, now: () => now };

/** The books are made once. 200 complaints are open in the full one; the small one is for what does not depend on how many. */
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "siaga-terapkan-"));
  fillBook({ path: join(folder, "full.db"), now: begin, open: 200, ended: 60 });
  fillBook({ path: join(folder, "small.db"), now: begin, open: 50 });
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});
let copies = 0;
function useBook(size: "full" | "small"): void {
  now = begin;
  path = join(folder, `${++copies}.db`);
  copyFileSync(join(folder, `${size}.db`), path);
  place.db.path = path;
}
beforeEach(() => useBook("small"));

const run = (...words: string[]) => siagaOn(place, words);
const json = async (...words: string[]) => (await jsonOn(place, words))[0] as Json;

function book<T>(use: (db: Db) => T): T {
  const db = openDb(path);
  try {
    return use(db);
  } finally {
    db.close();
  }
}

/** In trial every number counts, registered or not. */
function useTrial(): void {
  book(({ sql }) => sql.prepare("delete from settings where key = 'sendingSince'").run());
}

/** All that a change could touch. */
const everything = () =>
  book(({ sql }) =>
    ["escalations", "outbox", "rules", "ruleVersions", "audit", "escalationLog", "complaints"].map((table) =>
      sql.prepare(`select * from ${table} order by 1`).all(),
    ),
  );

const runsOf = (clock = "response") =>
  book(({ sql }) =>
    sql
      .prepare<[string], Escalation>(
        "select * from escalations where clock = ? and state <> 'ended' order by id",
      )
      .all(clock),
  );

/** Where each run stands, but for the number that keeps keys of messages apart. */
const stand = (runs: readonly Escalation[]) => runs.map((run) => ({ ...run, round: 0 }));

interface Shift {
  readonly trackingId: string;
  readonly kind: string;
  readonly occurrence: number;
  readonly post: string;
  readonly people: readonly string[];
  readonly channels: readonly string[];
  readonly channelsBefore: readonly string[] | null;
  readonly before: string | null;
  readonly after: string | null;
}

const messagesOf = (answer: Json) => answer["messages"] as Shift[];

async function applied(): Promise<void> {
  expect(await run("aturan", "atur", name, ...tightened)).toMatchObject({ code: 0 });
  expect(await run("aturan", "terapkan", name, "--ya", "--oleh", "Nurul")).toMatchObject({ code: 0 });
}

/** One message as the book's query tells it. */
function lineOf({ trackingId, post, kind, occurrence }: Shift, moment: string | null): string {
  return [trackingId, post, kind, occurrence, moment].join(" ");
}

/** Nobody answers: everything leaves at its moment. */
function playOn(until: number): void {
  book((db) => {
    const office = loadOffice(db.sql, { wa: true, email: true });
    const doors = { wa: true, email: true, isTrial: false };
    play({ db, office: { ...office, maxAgeOf: () => null, doors }, happenings: [], from: now, to: until });
  });
}

describe("aturan uji", () => {
  test("says which of 200 open complaints change, who would be told what and when, and changes nothing", async () => {
    useBook("full");
    const before = everything();
    const answer = await json("aturan", "uji", name, ...tightened);
    const shifts = messagesOf(answer);
    expect(answer).toMatchObject({ rule: name });
    expect(Number(answer["changed"]) + Number(answer["unchanged"])).toBe(
      new Set(runsOf().map(({ trackingId }) => trackingId)).size,
    );
    expect(Number(answer["changed"])).toBeGreaterThan(10);
    for (const shift of shifts) expect(shift.before).not.toBe(shift.after);
    const heads = shifts.filter(({ kind, post }) => kind === "step" && post === "kepala");
    expect(heads.length).toBeGreaterThan(10);
    for (const { after } of heads) expect(after).not.toBeNull();
    expect(everything()).toEqual(before);
  });

  test("for people: a table no wider than a page, a summary, and what to do next", async () => {
    const { out } = await run("aturan", "uji", name, ...tightened);
    expect(out).toMatch(/^Bila aturan .* disimpan demikian/u);
    expect(out).toMatch(/\d+ laporan terbuka berubah, \d+ lainnya tetap/u);
    expect(out).toMatch(/Ringkasnya – kepala: .*lebih awal/u);
    expect(out).toContain("Belum ada yang disimpan.");
    expect(tooWide(out)).toEqual([]);
  });

  test("a channel less is the same message by the other one; nothing is dropped, nothing new", async () => {
    useTrial();
    const mailOnly = ["--jenjang", "2", "--saluran", "email"];
    const shifts = messagesOf(await json("aturan", "uji", name, ...mailOnly));
    expect(shifts.length).toBeGreaterThan(5);
    for (const shift of shifts) {
      expect(shift).toMatchObject({ post: "kepala", channels: ["email"], channelsBefore: ["email", "wa"] });
      expect(shift.after).toBe(shift.before);
    }
    const { out } = await run("aturan", "uji", name, ...mailOnly);
    expect(out).toMatch(/lewat email saja, +│\n.*tanpa WhatsApp/u);
    expect(out).toMatch(/Ringkasnya – kepala: \d+ lewat saluran lain\./u);
    expect(out).not.toContain("tidak jadi");
    expect(tooWide(out)).toEqual([]);
  });

  test("another channel: one row for each person and moment", async () => {
    useTrial();
    const shifts = messagesOf(await json("aturan", "uji", name, "--jenjang", "1", "--saluran", "email"));
    expect(shifts.length).toBeGreaterThan(2);
    for (const { before, after } of shifts) expect([before, after]).toEqual([after, before]);
    const rows = shifts.flatMap(({ trackingId, occurrence, people, after }) =>
      people.map((person) => [trackingId, occurrence, person, after].join(" ")),
    );
    expect(new Set(rows).size).toBe(rows.length);
    const { out } = await run("aturan", "uji", name, "--jenjang", "1", "--saluran", "email");
    expect(out).toMatch(/lewat email, bukan │\n.*WhatsApp +│/u);
    expect(out).toMatch(/Ringkasnya – admin \(pengingat\): \d+ lewat saluran lain\./u);
  });

  test("the conclusion stands before the table, and what to type after it, whole", async () => {
    const { out } = await run("aturan", "uji", name, ...tightened, "--jendela", "07.00-20.00");
    const order = [
      "laporan terbuka berubah",
      "Ringkasnya –",
      "Perhatian:",
      "┌",
      "Belum ada yang disimpan.",
      `\n  siaga aturan atur "${name}" --jenjang 2 --setelah "2 hari kerja" --jendela 07.00-20.00\n`,
    ].map((words) => out.indexOf(words));
    expect(order).not.toContain(-1);
    expect(order).toEqual(order.toSorted((a, b) => a - b));
  });

  test("another limit moves no message, but the deadline that each of them states", async () => {
    const words = ["aturan", "uji", name, "--batas", "1 hari kerja"];
    const { deadlines, messages } = (await json(...words)) as unknown as {
      deadlines: { trackingId: string; before: string; after: string }[];
      messages: Shift[];
    };
    expect(messages).toEqual([]);
    expect(deadlines.map(({ trackingId }) => trackingId)).toEqual(runsOf().map((run) => run.trackingId));
    const { office } = book((db) => openCommandDesk(db));
    const calendar = office.calendars.get("pemda")!;
    for (const [index, { anchorAt }] of runsOf().entries()) {
      const { before, after } = deadlines[index]!;
      const limits = ["5 hari kerja", "1 hari kerja"].map((limit) =>
        addDuration(calendar, anchorAt, parseDuration(limit)),
      );
      expect([at(before), at(after)]).toEqual(limits);
    }
    const newlyLate = deadlines.filter(({ before, after }) => at(before) > now && at(after) <= now).length;
    const { out } = await run(...words);
    const said = flat(out);
    expect(said).toContain(
      `${deadlines.length} laporan terbuka: waktu, penerima, dan saluran pesannya tetap.`,
    );
    expect(said).toMatch(
      new RegExp(
        `Batas waktu yang disebut dalam pesan berubah pada ${deadlines.length} laporan terbuka, misalnya \\d+: semula .*, menjadi .* WITA\\. ${newlyLate} di antaranya langsung`,
        "u",
      ),
    );
    expect(tooWide(out)).toEqual([]);
    await run("aturan", "atur", name, "--batas", "1 hari kerja");
    expect((await run("aturan", "terapkan", name, "--ya")).out).toContain(
      `Batas waktu yang disebut dalam pesan berubah pada ${deadlines.length} laporan`,
    );
  });

  test("an earlier change that was not applied is named, so that its moves are not taken for this one's", async () => {
    const open = runsOf().length;
    await run("aturan", "atur", name, "--jenjang", "3", "--setelah", "4 hari kerja");
    const { out } = await run("aturan", "uji", name, ...tightened);
    expect(flat(out)).toContain(
      `${open} laporan terbuka masih memakai versi 1, belum versi 2 yang tersimpan; yang berubah sejak itu ikut terhitung di sini.`,
    );
    await run("aturan", "terapkan", name, "--ya");
    expect((await run("aturan", "uji", name, ...tightened)).out).not.toContain("masih memakai");
  });

  test("a rule that stays as it is changes nobody", async () => {
    expect(await json("aturan", "uji", name)).toMatchObject({ changed: 0, messages: [] });
    const { out } = await run("aturan", "uji", name);
    expect(out).toContain("Tidak ada perubahan yang disebut");
    expect(out).not.toContain("Menyimpan");
  });

  test("switched off in a file: what would have come does not come", async () => {
    const rule = (await jsonOn(place, ["aturan", "lihat", name]))[0] as Json;
    const file = join(folder, "off.json");
    writeFileSync(file, JSON.stringify({ ...rule, version: undefined, active: false }));
    const answer = await json("aturan", "uji", name, "--berkas", file);
    expect(messagesOf(answer).length).toBeGreaterThan(5);
    for (const { after } of messagesOf(answer)) expect(after).toBeNull();
    expect(answer["warnings"]).toContain("Aturan ini mati: tidak ada jenjangnya yang dijalankan.");
    const { out } = await run("aturan", "uji", name, "--berkas", file);
    expect(out).toContain(`\n  siaga aturan atur "${name}" --berkas ${file}\n`);
  });
});

describe("aturan terapkan", () => {
  test("what was shown is what then happens, message by message", async () => {
    useBook("full");
    const foreseen = messagesOf(await json("aturan", "uji", name, ...tightened));
    await applied();
    playOn(now + 60 * 86_400);
    const sent = book(({ sql }) =>
      sql
        .prepare<[number], { key: string }>(
          `select distinct trackingId || ' ' || post || ' ' || kind || ' ' || occurrence || ' ' ||
             strftime('%Y-%m-%dT%H:%M:%S', acceptedAt + 28800, 'unixepoch') || '+08:00' as key
           from outbox where acceptedAt >= ?`,
        )
        .all(begin)
        .map(({ key }) => key),
    );
    expect(foreseen.length).toBeGreaterThan(20);
    for (const shift of foreseen) {
      if (shift.after !== null) expect(sent).toContain(lineOf(shift, shift.after));
      if (shift.before !== null) expect(sent).not.toContain(lineOf(shift, shift.before));
    }
  });

  test("without a terminal and without --ya it shows and refuses", async () => {
    await run("aturan", "atur", name, ...tightened);
    const before = everything();
    const { code, out, err } = await run("aturan", "terapkan", name);
    expect({ code, err }).toEqual({ code: 1, err: expect.stringContaining("ulangi dengan --ya") });
    expect(out).toContain("laporan terbuka berubah");
    expect(everything()).toEqual(before);
  });

  test("the audit log keeps the preview beside the change, and says it in one line", async () => {
    const foreseen = messagesOf(await json("aturan", "uji", name, ...tightened));
    await applied();
    const [entry = {}] = await jsonOn(place, ["riwayat", "--jenis", "aturan", "--jumlah", "1"]);
    expect(entry).toMatchObject({ by: "Nurul", action: "aturan.terapkan", subject: `Aturan ${name}` });
    expect((entry["after"] as { messages: Shift[] }).messages).toEqual(foreseen);
    expect((entry["before"] as unknown[]).length).toBe(runsOf().length);
    const { out } = await run("riwayat", "--jumlah", "1");
    expect(out).toMatch(/diterapkan pada \d+ laporan, pesan berubah pada \d+/u);
    expect(tooWide(out)).toEqual([]);
  });

  test("the rule or a complaint changed while the operator read: nothing is applied", async () => {
    await run("aturan", "atur", name, ...tightened);
    for (const meanwhile of [
      () => book(({ sql }) => saveRule(sql, { ...draftOf(findRule(sql, name)!), reopen: true }, now)),
      () => playOn(now + 86_400),
    ]) {
      question.answer = async () => meanwhile();
      expect(await run("aturan", "terapkan", name)).toMatchObject({
        code: 1,
        err: expect.stringContaining("berubah selagi ini ditampilkan"),
      });
      expect(new Set(runsOf().map(({ ruleVersionId }) => ruleVersionId)).size).toBe(1);
    }
    question.answer = async () => {};
    expect(await run("aturan", "terapkan", name)).toMatchObject({ code: 0 });
  });

  test("a second time nothing is left to do", async () => {
    await applied();
    const before = everything();
    expect(await run("aturan", "terapkan", name, "--ya")).toEqual({
      code: 0,
      out: "Tidak ada laporan terbuka yang berubah.\n",
      err: "",
    });
    expect(await json("aturan", "terapkan", name)).toMatchObject({ applied: [], messages: [] });
    expect(everything()).toEqual(before);
  });

  test("words that are leaving at this moment, or reached only one of two, are left to arrive", async () => {
    await run("aturan", "atur", name, ...tightened);
    const [sending, half] = runsOf().filter(({ nextStep }) => nextStep === 2);
    book(({ sql }) => {
      sql
        .prepare("update outbox set state = 'sending' where escalationId = ? and occurrence = 0")
        .run(sending!.id);
      sql
        .prepare(
          "update outbox set state = 'pending', acceptedAt = null where escalationId = ? and occurrence = 0",
        )
        .run(half!.id);
    });
    const answer = await json("aturan", "terapkan", name, "--ya");
    expect(answer["skipped"]).toEqual([sending!.trackingId, half!.trackingId]);
    const left = runsOf().filter(({ id }) => id === sending!.id || id === half!.id);
    expect(left.map(({ ruleVersionId, round }) => [ruleVersionId, round])).toEqual(
      [sending, half].map((run) => [run!.ruleVersionId, run!.round]),
    );
  });
});

const dlh = () =>
  book(({ sql }) => sql.prepare<[], number>("select id from units where code = 'dlh'").pluck().get()!);

const others = () => runsOf().filter(({ unitId }) => unitId !== dlh());
const inYear = () =>
  book(({ sql }) =>
    sql
      .prepare<[number], number>("select count(*) from complaints where opdId is not null and opdId <> ?")
      .pluck()
      .get(dlh()),
  );

const lost = () =>
  `${others().length} laporan terbuka dan ${inYear()} laporan setahun terakhir tidak lagi dicakup aturan tindak lanjut mana pun yang menyala.`;

/** A sentence is broken at the edge of the page. */
const flat = (out: string) => out.replaceAll(/\n +/gu, " ").replaceAll("\n", " ");

describe("a rule that is narrowed", () => {
  const narrowed = ["--cocok", "opd=dlh"];

  test("uji says how many open complaints, and of the last year, nobody would watch any more", async () => {
    expect(others().length).toBeGreaterThan(10);
    const { out } = await run("aturan", "uji", name, ...narrowed);
    expect(flat(out)).toContain(`Perhatian: ${lost()}`);
    expect(flat(out)).toContain(
      `${others().length} laporan terbuka tetap memakai versi 1, sebab versi 2 tidak mencakupnya`,
    );
    expect(out).not.toContain("Tidak ada yang janggal");
    expect(tooWide(out)).toEqual([]);
    expect(await json("aturan", "uji", name, ...narrowed)).toMatchObject({
      uncovered: [{ clock: "response", open: others().length, lastYear: inYear() }],
      left: others().map(({ trackingId }) => trackingId),
    });
  });

  test("with a rule for the rest nobody is lost", async () => {
    const step = ["--jenjang", "1", "--setelah", "0 menit", "--jabatan", "admin", "--saluran", "email"];
    const rest = ["Sisanya", "--baru", "--waktu", "tindak-lanjut", "--batas", "5hk", "--urutan", "900"];
    await run("aturan", "atur", ...rest, ...step);
    const { out } = await run("aturan", "uji", name, ...narrowed);
    expect(out).not.toContain("tidak lagi dicakup");
    expect(out).toContain("tetap memakai versi 1");
  });

  test("terapkan moves those that it matches; the others stay under the version they began with", async () => {
    expect(flat((await run("aturan", "atur", name, ...narrowed)).out)).toContain(lost());
    const was = others();
    const { out } = await run("aturan", "terapkan", name, "--ya");
    expect(flat(out)).toContain(
      `${was.length} laporan terbuka tetap memakai versi 1, sebab versi 2 tidak mencakupnya`,
    );
    expect(flat(out)).toContain(lost());
    const own = runsOf().filter(({ unitId }) => unitId === dlh());
    expect(flat(out)).toContain(`diterapkan pada ${own.length} laporan.`);
    expect(new Set(own.map(({ ruleVersionId }) => ruleVersionId)).size).toBe(1);
    expect(own[0]!.ruleVersionId).not.toBe(1);
    expect(others()).toEqual(was);
    expect(await json("aturan", "terapkan", name)).toMatchObject({
      applied: [],
      left: was.map(({ trackingId }) => trackingId),
    });
  });

  test("a rule for another clock says nothing of the runs that it began", async () => {
    await run("aturan", "atur", name, "--waktu", "completion");
    const before = runsOf();
    expect(await json("aturan", "terapkan", name, "--ya")).toMatchObject({ applied: [] });
    expect(runsOf()).toEqual(before);
  });
});

describe("aturan terapkan --urungkan", () => {
  test("within the hour everything stands as before", async () => {
    const before = stand(runsOf());
    await applied();
    expect(stand(runsOf())).not.toEqual(before);
    now = begin + 3600;
    const { code, out } = await run("aturan", "terapkan", name, "--urungkan", "--oleh", "Nurul");
    expect({ code, out }).toEqual({
      code: 0,
      out: [
        `Penerapan dibatalkan pada ${before.length} laporan.`,
        "Aturannya sendiri tetap versi 2 bagi laporan baru.",
        "Mengembalikannya ke versi 1:",
        `  siaga aturan lihat "${name}" --versi 1 > lama.yaml`,
        "  siaga aturan atur --berkas lama.yaml\n",
      ].join("\n"),
    });
    expect(stand(runsOf())).toEqual(before);
  });

  test("the old rule comes back by the very commands that are told", async () => {
    const old = (await jsonOn(place, ["aturan", "lihat", name]))[0] as Json;
    await applied();
    const file = join(folder, "lama.yaml");
    writeFileSync(file, (await run("aturan", "lihat", name, "--versi", "1")).out);
    expect(await run("aturan", "atur", "--berkas", file)).toMatchObject({ code: 0 });
    expect((await jsonOn(place, ["aturan", "lihat", name]))[0]).toEqual({ ...old, version: 3 });
    expect(await run("aturan", "lihat", name, "--versi", "4")).toMatchObject({
      code: 1,
      err: expect.stringContaining("Versi 4 tidak ada. Pilih 1 sampai 3"),
    });
  });

  test("after the hour, twice, or without anything to take back it is refused", async () => {
    const refusal = { code: 1, err: expect.stringContaining("dalam satu jam terakhir") };
    expect(await run("aturan", "terapkan", name, "--urungkan")).toMatchObject(refusal);
    await applied();
    now = begin + 3601;
    const after = everything();
    expect(await run("aturan", "terapkan", name, "--urungkan")).toMatchObject(refusal);
    expect(everything()).toEqual(after);
    now = begin + 3599;
    expect(await run("aturan", "terapkan", name, "--urungkan")).toMatchObject({ code: 0 });
    expect(await run("aturan", "terapkan", name, "--urungkan")).toMatchObject(refusal);
  });

  test("who was told since is left; a SIAP and a hold by hand are kept", async () => {
    await applied();
    const inAnHour = begin + 3600;
    const after = runsOf();
    const waiting = after.filter(({ nextStep, dueAt }) => nextStep === 2 && Number(dueAt) > inAnHour);
    const [siap, held] = waiting;
    book((db) => {
      const { clerk, office } = openCommandDesk(db);
      clerk.change(siap!.id, (run) => acknowledge(run, "Andi", now), office, now);
      clerk.change(held!.id, (run) => holdByHand(run, "menunggu rapat"), office, now);
    });
    playOn(inAnHour + 1);
    now = inAnHour;
    const told = runsOf().filter(({ firedAt, reminders }, index) => {
      const was = after[index]!;
      return firedAt !== was.firedAt || reminders !== was.reminders;
    });
    expect(told.length).toBeGreaterThan(0);
    const { out } = await run("aturan", "terapkan", name, "--urungkan");
    expect(out).toContain(`${told.length} laporan dibiarkan: sudah berjalan lebih jauh sejak itu.`);
    const present = new Map(runsOf().map((run) => [run.id, run]));
    const old = { ruleVersionId: 1 };
    expect(present.get(siap!.id)).toMatchObject({ ...old, ackedBy: "Andi" });
    expect(present.get(held!.id)).toMatchObject({ ...old, state: "held", reason: "manual" });
    for (const { id, ruleVersionId, nextStep } of told)
      expect(present.get(id)).toMatchObject({ ruleVersionId, nextStep });
  });

  test("the rule changed again meanwhile: open runs go back to where they were, the rule stays as it was saved last", async () => {
    const before = stand(runsOf());
    await applied();
    await run("aturan", "atur", name, "--batas", "6hk");
    expect(await run("aturan", "terapkan", name, "--urungkan")).toMatchObject({ code: 0 });
    expect(stand(runsOf())).toEqual(before);
    expect((await jsonOn(place, ["aturan", "lihat", name]))[0]).toMatchObject({
      version: 3,
      limit: "6 hari kerja",
    });
  });

  test("words that waited when it was applied are written again after it is taken back, once", async () => {
    const waiting = runsOf().find(({ nextStep, state }) => nextStep === 2 && state === "running")!;
    book(({ sql }) => {
      sql
        .prepare("update outbox set state = 'pending', acceptedAt = null where escalationId = ?")
        .run(waiting.id);
      sql
        .prepare("update escalations set toldAt = null, remindFrom = null, dueAt = null where id = ?")
        .run(waiting.id);
    });
    await applied();
    expect(await run("aturan", "terapkan", name, "--urungkan")).toMatchObject({ code: 0 });
    playOn(now + 30 * 86_400);
    const told = book(({ sql }) =>
      sql
        .prepare<[number], { post: string; times: number }>(
          `select post, count(*) as times from outbox where escalationId = ? and occurrence = 0 and acceptedAt is not null
           group by post, person, intended`,
        )
        .all(waiting.id),
    );
    expect(new Set(told.map(({ post }) => post))).toEqual(new Set(["admin", "kepala", "kepala_daerah"]));
    for (const { times } of told) expect(times).toBe(1);
  });

  test("only the latest application is taken back", async () => {
    await applied();
    const first = stand(runsOf());
    await run("aturan", "atur", name, "--jenjang", "3", "--setelah", "4 hari kerja");
    await run("aturan", "terapkan", name, "--ya");
    await run("aturan", "terapkan", name, "--urungkan");
    expect(stand(runsOf())).toEqual(first);
    expect(await run("aturan", "terapkan", name, "--urungkan")).toMatchObject({ code: 1 });
  });
});
