import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseReply } from "../../../src/replies/parse.ts";

const ack = (...trackingIds: string[]) => ({ kind: "acknowledge", trackingIds });
const decline = (reason: string | null, ...trackingIds: string[]) => ({
  kind: "decline",
  trackingIds,
  reason,
});
const plain = (kind: string, ...trackingIds: string[]) => ({ kind, trackingIds });

const understood: [string, object][] = [
  ["SIAP", ack()],
  ["siap", ack()],
  ["1", ack()],
  ["1️⃣", ack()],
  ["OK", ack()],
  ["Oke pak", ack()],
  ["DITERIMA", ack()],
  ["Diterima, terima kasih.", ack()],
  ["SIAP 9100001", ack("9100001")],
  ["9100001 siap pak", ack("9100001")],
  ["ok #9100001", ack("9100001")],
  ["siap9100001", ack("9100001")],
  ["[LAPOR 9100001] Siap bu 🙏🙏", ack("9100001")],
  ["siap 9100001, 9100002, 9100001", ack("9100001", "9100002")],
  ["*SIAP* 👍", ack()],
  ["siap siap pak", ack()],
  ["ok siap bu", ack()],
  ["Selamat pagi Pak, laporan ini sudah diterima", ack()],
  ["\u200F\u202ESIAP\u200E 9100001\u2069", ack("9100001")],
  ["S\u200DI\u2060AP\uFEFF", ack()],
  ["bukan wewenang jalan \u202Eprovinsi", decline("jalan provinsi")],
  ["ＳＩＡＰ ９１００００１", ack("9100001")],
  ["𝗦𝗜𝗔𝗣", ack()],
  ["síáp", ack()],
  ["\n\n  siap \t\r\n", ack()],
  ["BUKAN WEWENANG jalan provinsi", decline("jalan provinsi")],
  ["bukan wewenang: ini jalan provinsi, pak", decline("jalan provinsi, pak")],
  ["Mohon maaf pak, ini bukan wewenang kami karena jalan nasional.", decline("jalan nasional")],
  ["9100001 bukan wewenang PUPR, jalan provinsi", decline("PUPR, jalan provinsi", "9100001")],
  ["BUKAN WEWENANG 9100001 jalan\nprovinsi", decline("jalan provinsi", "9100001")],
  ["bukan kewenangan kami, jalan provinsi (9100001)", decline("jalan provinsi", "9100001")],
  ["bukan wewenang, alamatnya kode pos 75117", decline("alamatnya kode pos 75117")],
  ["bukan wewenang, hubungi 081234567890", decline("hubungi 081234567890")],
  [
    "9100001 pak ini jalan provinsi, bukan wewenang kami",
    decline("jalan provinsi, bukan wewenang kami", "9100001"),
  ],
  ["bukan wewenang", decline(null)],
  ["bukan wewenang kami pak 9100001", decline(null, "9100001")],
  ["STATUS", plain("status")],
  ["status laporan saya pak", plain("status")],
  ["Bantuan?", plain("help")],
  ["PINDAH", plain("leave")],
  ["mohon maaf, pindah pak", plain("leave")],
  ["pindah 9100001", plain("leave", "9100001")],
  ["Stop!", plain("stop")],
  ["MULAI", plain("start")],
  ["DAFTAR 7KQ4-RXWA", { kind: "register", code: "7KQ4RXWA" }],
  ["daftar 7kq4 rxwa pak", { kind: "register", code: "7KQ4RXWA" }],
  ["Pagi bu, daftar kode: YA7KQ4RX", { kind: "register", code: "YA7KQ4RX" }],
];

test.each(understood)("%j is understood", (text, command) => {
  expect(parseReply(text)).toEqual(command);
});

test.each([
  "",
  "👍",
  "🙏🙏🙏",
  "terima kasih",
  "Terima kasih banyak pak",
  "baik",
  "Baik bu, segera",
  "siapa ini?",
  "siapkan dulu",
  "siap 9100001 dan",
  "belum siap",
  "tidak diterima",
  "kami belum siap pak",
  "11",
  "1 2",
  "9100001",
  "oknum",
  "status quo",
  "laporan sudah pindah",
  "pindah ke dinas PUPR saja",
  "pindahkan",
  "sudah mulai dikerjakan",
  "laporan ini sudah mulai",
  "jangan stop",
  "siap stop",
  "ok mulai",
  "bukan",
  "apakah ini wewenang kami",
  "wewenang bukan",
  "daftar",
  "DAFTAR pak",
  "DAFTAR kode",
  "<%= it.person %>",
  "{{siap}} ${1}${constructor}",
  "__proto__",
  "constructor",
])("%j is no command", (text) => {
  expect(parseReply(text)).toBeNull();
});

test("what surrounds a command may be template syntax, for it is never run: it is only words that are no command", () => {
  expect(parseReply("bukan wewenang <%= process.exit() %> {{x}}")).toEqual(decline("process.exit() %> {{x"));
});

describe("long texts are harmless and quick", () => {
  const long = 60_000;
  const texts: [string, string, unknown][] = [
    ["SIAP and much else", `SIAP ${"x ".repeat(long / 2)}`, null],
    ["SIAP after many spaces", `${" ".repeat(long)}SIAP`, null],
    ["SIAP with a tail of spaces that may hide more", `SIAP${" ".repeat(long)}`, null],
    ["digits", "9".repeat(long), null],
    ["accents piled on one letter", `s${"\u0301".repeat(long)}iap`, null],
    ["right-to-left marks", "\u202E".repeat(long), null],
    ["emoji", "👨‍👩‍👧‍👦".repeat(long / 10), null],
    ["a ligature that folds into eighteen letters", "\uFDFA".repeat(long), null],
    ["half of a pair", "\uD83D".repeat(long), null],
  ];
  test.each(texts)("%s", (_, text, command) => {
    const before = performance.now();
    expect(parseReply(text)).toEqual(command);
    expect(performance.now() - before).toBeLessThan(200);
  });

  test("a long reason is cut, and whole characters stay", () => {
    const command = parseReply(`BUKAN WEWENANG ${"😀a".repeat(long / 3)}`);
    const reason = command?.kind === "decline" ? command.reason : null;
    expect(reason?.length).toBeLessThanOrEqual(2000);
    expect(reason?.isWellFormed()).toBe(true);
  });
});

describe("whatever is typed", () => {
  const anything = fc.oneof(
    fc.string({ unit: "binary", maxLength: 300 }),
    fc.string({ unit: "grapheme", maxLength: 300 }),
    fc
      .array(
        fc.constantFrom(
          "SIAP",
          "bukan",
          "wewenang",
          "9100001",
          "daftar",
          "pak",
          "\u202E",
          "\0",
          "1",
          ".",
          "%",
          " ",
          "\uD800",
        ),
        {
          maxLength: 40,
        },
      )
      .map((parts) => parts.join(" ")),
  );

  test("an answer comes, never an error; reasons are one short line; names are numbers of LAPOR!", () => {
    fc.assert(
      fc.property(anything, (text) => {
        const command = parseReply(text);
        if (command === null) return;
        expect(Object.keys(command)).toContain("kind");
        if (command.kind === "register") expect(command.code).toMatch(/^[\p{L}\p{N}]+$/u);
        else for (const id of command.trackingIds) expect(id).toMatch(/^[1-9]\d{4,14}$/u);
        if (command.kind === "decline" && command.reason !== null) {
          expect(command.reason.length).toBeLessThanOrEqual(2000);
          expect(command.reason).not.toMatch(/[\p{Cc}\p{Cf}]/u);
        }
      }),
      { numRuns: 500 },
    );
  });

  test("case, punctuation, emoji and courtesies around a command change nothing", () => {
    const around = fc.array(
      fc.constantFrom("pak", "BU", "🙏", "!!", "...", "*", "\u200F", "terima kasih", "\n", "~"),
      { maxLength: 6 },
    );
    const command = fc.constantFrom(
      "SIAP",
      "1",
      "OK",
      "DITERIMA",
      "STATUS",
      "BANTUAN",
      "PINDAH",
      "STOP",
      "MULAI",
    );
    const flips = fc.array(fc.boolean(), { minLength: 10, maxLength: 10 });
    fc.assert(
      fc.property(command, around, around, flips, (word, before, after, upper) => {
        const typed = word.replace(/./gu, (letter, at: number) =>
          upper[at] ? letter : letter.toLowerCase(),
        );
        expect(parseReply([...before, typed, ...after].join(" "))).toEqual(parseReply(word));
      }),
    );
  });

  test("words that ask for nothing never become a command", () => {
    const said = fc.constantFrom(
      "terima",
      "kasih",
      "baik",
      "pak",
      "bu",
      "laporan",
      "ini",
      "sudah",
      "9100001",
      "🙏",
      "mohon",
    );
    fc.assert(fc.property(fc.array(said), (words) => parseReply(words.join(" ")) === null));
  });
});
