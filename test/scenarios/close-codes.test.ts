import { afterEach, expect, test } from "vitest";
import { takeLock } from "../../src/lock.ts";
import { pause, until as waitFor } from "../support/fake-whatsapp/rig.ts";
import { openTwoDoors, type TwoDoors } from "../support/two-doors.ts";
import { siagaOn } from "../unit/cli/on-story.ts";

// Each code by which WhatsApp ends the connection: what the bot does, whether Kominfo hears of it, and what siaga status says.

interface Row {
  readonly code: number;
  readonly why: string;
  readonly close: (pemda: TwoDoors) => void;
  /** Does it come back by itself when WhatsApp lets it? */
  readonly comesBack: boolean;
  readonly alarms: readonly string[];
  readonly status: string;
}

const refuse =
  (code: number) =>
  ({ fake, account }: TwoDoors): void => {
    fake.policy.loginFailure = code;
    fake.drop(account);
  };

const again = "dicoba lagi dengan sendirinya";
const rows: Row[] = [
  {
    code: 401,
    why: "removed on the phone",
    close: ({ fake, account }) => fake.logOutFromPhone(account),
    comesBack: false,
    alarms: ["wa:logged_out"],
    status: "dikeluarkan dari perangkat tertaut, tautkan lagi: siaga wa tautkan (kode 401)",
  },
  {
    code: 403,
    why: "the number is refused",
    close: refuse(403),
    comesBack: false,
    alarms: ["wa:logged_out"],
    status: "nomornya ditolak WhatsApp, periksa di ponsel bot lalu tautkan lagi: siaga wa tautkan (kode 403)",
  },
  {
    code: 405,
    why: "too old a version, again and again",
    close: refuse(405),
    comesBack: true,
    alarms: ["wa:version"],
    status:
      "versinya ditolak WhatsApp, yang terbaru dicari dengan sendirinya (bila diisi, hapus SIAGA_WA_VERSI) (kode 405)",
  },
  {
    code: 408,
    why: "no answer",
    close: ({ fake, account }) => fake.endStream(account, 408),
    comesBack: true,
    alarms: [],
    status: `WhatsApp tidak menjawab, ${again} (kode 408)`,
  },
  {
    code: 428,
    why: "line lost",
    close: ({ fake, account }) => fake.drop(account),
    comesBack: true,
    alarms: [],
    status: `terputus, ${again} (kode 428)`,
  },
  {
    code: 440,
    why: "replaced, again and again",
    close: ({ fake, account }) => {
      fake.replace(account);
      fake.on("online", () => fake.replace(account));
    },
    comesBack: true,
    alarms: ["wa:replaced"],
    status: "diambil alih program lain, pastikan hanya satu bot yang berjalan (kode 440)",
  },
  {
    code: 503,
    why: "unavailable",
    close: ({ fake, account }) => fake.endStream(account, 503),
    comesBack: true,
    alarms: [],
    status: `WhatsApp sedang sibuk, ${again} (kode 503)`,
  },
  {
    code: 515,
    why: "to begin anew, at once",
    close: ({ fake, account }) => fake.endStream(account, 515),
    comesBack: true,
    alarms: [],
    status: "tersambung",
  },
];

let pemda: TwoDoors;
afterEach(async () => {
  expect(pemda.errors).toEqual([]);
  await pemda.close();
});

async function statusNow(): Promise<string> {
  const { out } = await siagaOn(pemda, ["status"], { SIAGA_WA: "baileys" });
  return out.replaceAll(/\s+/gu, " ");
}

/** Where one loss is all, nothing is tried again while somebody looks. */
const patienceAt = (code: number) => ([408, 428, 503].includes(code) ? { retryMs: 600_000 } : {});

test.each(rows)("$code, $why: $status", async ({ code, close, alarms, status }) => {
  pemda = await openTwoDoors("2026-11-23T09:00", patienceAt(code));
  const lock = takeLock(pemda.db.path);
  close(pemda);
  await waitFor(
    () => pemda.waStatus().code === code && alarms.every((cause) => pemda.alarms().includes(cause)),
  );
  await waitFor(() => code !== 515 || pemda.state() === "up");
  expect(await statusNow()).toContain(status);
  expect(pemda.alarms()).toEqual(alarms);
  lock.release();
});

test.each(rows)(
  "$code, $why: comes back by itself: $comesBack",
  async ({ code, close, comesBack, alarms }) => {
    pemda = await openTwoDoors("2026-11-23T09:00");
    let logins = 0;
    pemda.fake.on("login", () => logins++);
    close(pemda);
    await waitFor(
      () => pemda.waStatus().code === code && alarms.every((cause) => pemda.alarms().includes(cause)),
    );
    pemda.fake.policy.loginFailure = null;
    pemda.fake.removeAllListeners("online");
    if (comesBack) {
      await waitFor(() => pemda.state() === "up" && logins > 0 && pemda.alarms().length === 0);
      return;
    }
    await waitFor(() => pemda.state() === "off");
    const before = logins;
    await pemda.pass(60);
    await pause(200); // five of its first waits
    expect([pemda.state(), logins]).toEqual(["off", before]);
  },
);
