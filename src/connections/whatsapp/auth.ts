import type { AuthenticationCreds, SignalDataSet, SignalKeyStore } from "@whiskeysockets/baileys";
import type { Sql } from "../../../db/open.ts";
import { numberIn } from "./addresses.ts";
import type { Baileys } from "./types.ts";

/** Credentials and Signal keys, in the table waAuth. Everything is on disk when a call returns. */
export interface Auth {
  readonly creds: AuthenticationCreds;
  readonly keys: SignalKeyStore;
  save(): void;
  /** From now on nothing is written: the connection it served is over. */
  retire(): void;
}

/** Reads the linked device's credentials, or makes fresh ones for a device still to be linked. */
export function openAuth(sql: Sql, baileys: Baileys): Auth {
  const rows = prepareRows(sql);
  const encode = (value: unknown): string => JSON.stringify(value, baileys.BufferJSON.replacer);
  const decode = (text: string): unknown => JSON.parse(text, baileys.BufferJSON.reviver);
  const reviveKey = (type: string, text: string): unknown => {
    const value = decode(text);
    if (type !== "app-state-sync-key") return value;
    return baileys.proto.Message.AppStateSyncKeyData.fromObject(value as object);
  };
  const write = sql.transaction((data: SignalDataSet) => {
    for (const [type, byId] of Object.entries(data))
      for (const [id, value] of Object.entries(byId))
        if (value === null || value === undefined) rows.remove.run(type, id);
        else rows.put.run(type, id, encode(value));
  });
  const saved = isLinked(sql) ? rows.get.get("creds", "creds") : undefined;
  if (!saved) forgetDevice(sql);
  const creds = saved ? (decode(saved) as AuthenticationCreds) : baileys.initAuthCreds();
  let isRetired = false;
  return {
    creds,
    keys: {
      get: (type, ids) => {
        const found = ids.map((id) => [id, isRetired ? undefined : rows.get.get(type, id)] as const);
        const known = found.filter((pair): pair is readonly [string, string] => pair[1] !== undefined);
        return Object.fromEntries(known.map(([id, text]) => [id, reviveKey(type, text)])) as never;
      },
      // One transaction a call, and IMMEDIATE: a session and the keys it used up become true together.
      set: (data) => {
        if (!isRetired) write.immediate(data);
      },
    },
    save: () => {
      if (!isRetired) rows.put.run("creds", "creds", encode(creds));
    },
    retire: () => {
      isRetired = true;
    },
  };
}

function prepareRows(sql: Sql) {
  return {
    get: sql.prepare<[string, string], string>("select value from waAuth where type = ? and id = ?").pluck(),
    put: sql.prepare<[string, string, string]>(
      "insert into waAuth values (?, ?, ?) on conflict do update set value = excluded.value",
    ),
    remove: sql.prepare<[string, string]>("delete from waAuth where type = ? and id = ?"),
  };
}

interface SavedCreds {
  readonly me?: { readonly id: string };
  readonly account?: object;
}

function savedCreds(sql: Sql): SavedCreds {
  const text = sql.prepare<[], string>("select value from waAuth where type = 'creds'").pluck().get();
  return text ? (JSON.parse(text) as SavedCreds) : {};
}

/** A pairing that was begun and not finished leaves `me` without `account`; logging in with that would be refused (401). */
export function isLinked(sql: Sql): boolean {
  const { me, account } = savedCreds(sql);
  return me !== undefined && account !== undefined;
}

/** The number that the bot is linked to, E.164 with +; null: none. */
export function linkedNumber(sql: Sql): string | null {
  return isLinked(sql) ? numberIn(savedCreds(sql).me?.id) : null;
}

/** What Signal and WhatsApp move on with each message, and what was learned of recipients' devices. */
const moving = "('session', 'sender-key', 'sender-key-memory', 'device-list')";

/** More pre-keys than a device uploads between a backup and its return. */
const safeJump = 10_000;

/**
 * Of a copy that may come back one day: nothing in it may be used again that was used since. Sessions begin anew by
 * themselves, and fresh pre-keys, under numbers that were never used, are uploaded at the next login, because the last one
 * is missing.
 */
export function forgetUsedKeys(sql: Sql): void {
  sql.prepare(`delete from waAuth where type in ${moving}`).run();
  sql
    .prepare(
      `update waAuth set value = json_set(value,
         '$.nextPreKeyId', json_extract(value, '$.nextPreKeyId') + ${safeJump},
         '$.firstUnuploadedPreKeyId', json_extract(value, '$.nextPreKeyId') + ${safeJump})
       where type = 'creds' and json_extract(value, '$.nextPreKeyId') is not null`,
    )
    .run();
}

/** Throws the linked device's keys away; what it received and nobody has handled yet stays. */
export function forgetDevice(sql: Sql): void {
  sql.prepare("delete from waAuth where type <> 'inbound'").run();
}
