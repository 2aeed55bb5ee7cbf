import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pino } from "pino";
import { afterPeopleChange, afterRuleChange } from "../../src/cli/shared/after-change.ts";
import { type Db, openDb } from "../../db/open.ts";
import { createBot } from "../../src/bot.ts";
import { parseLocalInstant, isoWithOffset } from "../../src/calendar/format.ts";
import { createEmailChannel } from "../../src/channels/email/channel.ts";
import { createFolderChannel } from "../../src/channels/folder/channel.ts";
import type { ComplaintUpdate } from "../../src/complaints/contract.ts";
import { openSmtp } from "../../src/connections/smtp/smtp.ts";
import { emptyCounts } from "../../src/desk/intake.ts";
import type { ConnectLapor } from "../../src/desk/lapor-source.ts";
import { createEvents } from "../../src/events.ts";
import type { Message } from "../../src/outbox/contract.ts";
import { home } from "../../src/paths.ts";
import { insertHolder, insertPost } from "../../src/people/holders/store.ts";
import { insertUnit } from "../../src/people/units/store.ts";
import type { MailSink } from "./mail-sink.ts";

const wita = { zone: "Asia/Makassar" } as const;

/** "2026-11-23T09:00" in WITA. */
export function at(text: string): number {
  return parseLocalInstant(text, wita);
}

export interface StoryOptions {
  /** Local time at which the story begins. */
  readonly begin: string;
  /** A mail server: sending is switched on from the beginning, by email. */
  readonly mail?: MailSink;
  /** Sending is switched on, numbers are registered, and a folder stands for WhatsApp, without its slow pace. */
  readonly hasWhatsApp?: boolean;
  /** The API of LAPOR!; its settings are the story's to make. */
  readonly connectLapor?: ConnectLapor;
  /** In [0, 1); absent: the middle of every span. */
  readonly random?: () => number;
}

export interface StoryReply {
  /** Number, or mailbox with channel "email". */
  readonly from: string | null;
  readonly text: string;
  /** Id of the message that it quotes. */
  readonly quoting?: string;
  readonly channel?: "wa" | "email";
  /** The same key again is a redelivery. */
  readonly key?: string;
}

export type Story = ReturnType<typeof openStory>;

/** A small Pemda with a real bot on a real book; time stands still until the story says `until`. */
export function openStory({
  begin,
  mail,
  hasWhatsApp = false,
  connectLapor,
  random = () => 0.5,
}: StoryOptions) {
  const folder = mkdtempSync(join(tmpdir(), "siaga-story-"));
  const db = openDb(join(folder, "siaga.db"));
  let now = at(begin);
  /** By how many seconds the wall clock is wrong. */
  let wallError = 0;
  let door: "up" | "down" = "up";
  let templates = join(home, "templates");
  const errors: string[] = [];
  const logged: string[] = [];
  const log = pino(
    { level: "info", base: null },
    {
      write(line: string) {
        logged.push(line);
        if ((JSON.parse(line) as { level: number }).level >= 50) errors.push(line);
      },
    },
  );
  const people = seedPemda(db.sql);
  const smtp = mail ? openSmtp({ url: mail.url, from: "siaga@contoh.example" }) : null;
  if (mail || hasWhatsApp)
    db.sql.prepare("insert into settings (key, value) values ('sendingSince', '1')").run();
  if (hasWhatsApp) openWhatsAppDoor(db.sql);
  const open = () =>
    createBot({
      db,
      clock: { now: () => now + wallError, elapsedMs: () => now * 1000 },
      random,
      events: createEvents(log),
      inFolder: join(folder, "masuk"),
      templates,
      doorState: () => door,
      ...(connectLapor && { connectLapor }),
      channels: [
        createFolderChannel(join(folder, "keluar")),
        ...(smtp ? [createEmailChannel({ smtp, clock: { now: () => now } })] : []),
        ...(hasWhatsApp ? [{ ...createFolderChannel(join(folder, "wa")), name: "wa" as const }] : []),
      ],
    });
  let bot = open();
  bot.start();
  const seen = new Set<number>();
  let replies = 0;

  async function settle(): Promise<void> {
    for (let turns = 0; turns < 50; turns++) {
      await bot.turn();
      const next = bot.nextWakeAt();
      if (next === null || next > now + wallError) return;
    }
    throw new Error("the bot never came to rest");
  }

  return {
    db,
    folder,
    people,
    errors,
    bot: () => bot,
    now: () => now,
    /** Somebody sets the wall clock wrong, or right again (0). */
    setWallError(seconds: number): void {
      wallError = seconds;
    },
    settle,
    /** What LAPOR! says now. */
    async learn(...updates: ComplaintUpdate[]): Promise<void> {
      const counts = emptyCounts();
      bot.desk.intake.receive(updates, { source: "manual", asOf: now }, counts, now);
      bot.desk.intake.finish(counts, now);
      await settle();
    },
    /** Kominfo changes the book from another process, as the commands do: the change and what follows from it at once. */
    async kominfo(change: (db: Db) => void): Promise<void> {
      const other = openDb(db.path);
      other.sql
        .transaction(() => {
          change(other);
          afterPeopleChange(other, now);
          afterRuleChange(other, now);
        })
        .immediate();
      other.close();
      await settle();
    },
    /** Lets time pass, waking the bot at each of its due moments. */
    async until(text: string): Promise<void> {
      const goal = at(text);
      for (;;) {
        await settle();
        const next = bot.nextWakeAt();
        if (next === null || next > goal) break;
        now = Math.max(next, now);
      }
      now = goal;
      await settle();
    },
    /** The bot was off from now until then. */
    async offUntil(text: string): Promise<void> {
      now = at(text);
      bot = open();
      bot.start();
      await settle();
    },
    /** Messages are written but cannot leave, as when a server does not answer. */
    holdPost(): void {
      door = "down";
    },
    releasePost(): void {
      door = "up";
    },
    /** Time passes without the bot looking. */
    leapTo(text: string): void {
      now = at(text);
    },
    /** A copy of the templates that the story may change. */
    useTemplates(folder: string): void {
      templates = folder;
      bot = open();
      bot.start();
    },
    /** The words of all messages so far. */
    texts: (): string[] =>
      db.sql
        .prepare<[], string>("select content ->> '$.content.text' from envelopes order by createdAt, rowid")
        .pluck()
        .all(),
    /** An official sends something back. Returns what the bot answers to it; null: nothing. */
    async reply({ from, text, quoting, channel = "wa", key }: StoryReply): Promise<string | null> {
      const id = key ?? `${channel}/${from}/${++replies}`;
      bot.receive({ key: id, channel, sender: from, at: now, text, quotedWireId: quoting ?? null });
      await settle();
      const answer = db.sql
        .prepare<[string], string>(
          "select data ->> '$.text' from outbox where key = 'reply/' || ? and state <> 'cancelled'",
        )
        .pluck()
        .get(id);
      return answer ?? null;
    },
    /** Id of the latest message that this person got. */
    wireOf: (person: string): string =>
      db.sql
        .prepare<[string], string>(
          "select wireId from outbox where person = ? and kind <> 'reply' order by acceptedAt desc, id desc limit 1",
        )
        .pluck()
        .get(person) ?? "",
    /** All that the bot logged. */
    logged,
    /** One value from the book. */
    ask: (query: string) => db.sql.prepare(query).pluck().get(),
    inFolder: join(folder, "masuk"),
    outFolder: join(folder, "keluar"),
    /** Messages that were accepted since the last look, as "time kind channel post person". */
    told(): string[] {
      const rows = db.sql
        .prepare<[], Message>("select * from outbox where acceptedAt is not null order by acceptedAt, id")
        .all()
        .filter((row) => !seen.has(row.id));
      for (const row of rows) seen.add(row.id);
      return rows.map((row) => {
        const time = isoWithOffset(wita, row.acceptedAt ?? 0)
          .slice(5, 16)
          .replace("T", " ");
        return `${time} ${row.kind} ${row.intended} ${row.post} ${row.person}`;
      });
    },
    close(): void {
      smtp?.close();
      db.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function openWhatsAppDoor(sql: Db["sql"]): void {
  sql.exec(`
    insert into settings (key, value) values ('pace.wa', '{"gap":[0,0],"recipientGap":0,"perDay":1000,"recipientPerDay":1000}');
    insert into addresses (channel, address, registeredAt) select 'wa', wa, 1 from holders where wa is not null;
  `);
}

function seedPemda(sql: ReturnType<typeof openDb>["sql"]) {
  const plain = { sebutan: null, externalId: null, calendar: null, zone: null };
  const root = insertUnit(sql, {
    ...plain,
    code: "PEMDA",
    name: "Pemerintah Kabupaten Contoh",
    parentId: null,
    zone: "Asia/Makassar",
  });
  const pupr = insertUnit(sql, {
    ...plain,
    code: "PUPR",
    name: "Dinas PUPR",
    sebutan: "Kepala Dinas",
    externalId: "90001",
    parentId: root,
  });
  const dlh = insertUnit(sql, {
    ...plain,
    code: "DLH",
    name: "Dinas Lingkungan Hidup",
    sebutan: "Kepala Dinas",
    externalId: "90002",
    parentId: root,
  });
  const holder = (unitId: number, post: string, name: string, address: { wa?: string; email?: string }) => {
    insertPost(sql, { unitId, post });
    return insertHolder(sql, {
      unitId,
      post,
      name,
      kind: "definitif",
      wa: address.wa ?? null,
      email: address.email ?? null,
      fromDate: null,
      toDate: null,
    });
  };
  return {
    root,
    pupr,
    dlh,
    kominfo: holder(root, "kominfo", "Kominfo", { email: "kominfo@contoh.example" }),
    bupati: holder(root, "kepala_daerah", "Bupati", { email: "bupati@contoh.example" }),
    adminPupr: holder(pupr, "admin", "Admin PUPR", { wa: "+6281200000001" }),
    headPupr: holder(pupr, "kepala", "Kepala PUPR", {
      wa: "+6281200000002",
      email: "kepala.pupr@contoh.example",
    }),
    adminDlh: holder(dlh, "admin", "Admin DLH", { email: "admin.dlh@contoh.example" }),
    headDlh: holder(dlh, "kepala", "Kepala DLH", { email: "kepala.dlh@contoh.example" }),
  };
}
