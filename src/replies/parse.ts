import type { Command, DeclineCommand, PlainCommand, PlainKind, RegisterCommand } from "./contract.ts";
import { authorityWords, becauseWords, commandWords, courtesies, mentions } from "./vocabulary.ts";
import { splitWords, tidy, type Word } from "./words.ts";

/** Nobody types more by hand; what is longer was pasted, and only a reason may be. */
const mostRead = 2000;

/**
 * Reads a reply (escalation.md section 6); null: nothing the bot understands. Case, punctuation, emoji and "pak/bu" are
 * forgiven, and the complaint may be named before or after. Other words make it no command: "belum siap" is not SIAP.
 */
export function parseReply(text: string): Command | null {
  const read = tidy(text.slice(0, mostRead));
  const words = splitWords(read);
  return (
    parseRegister(read) ?? parseDecline(read, words) ?? (text.length > mostRead ? null : parsePlain(words))
  );
}

function parseRegister(read: string): RegisterCommand | null {
  // Codes mix letters and digits: here only spaces and punctuation part words.
  const words = read.toUpperCase().match(/[\p{L}\p{N}]+/gu) ?? [];
  const from = words.findIndex((word) => !courtesies.has(word));
  if (words[from] !== "DAFTAR") return null;
  const typed = words.slice(from + 1);
  const code = typed.slice(typed.findIndex(isCode), typed.findLastIndex(isCode) + 1).join("");
  return code === "" ? null : { kind: "register", code };
}

function isCode(word: string): boolean {
  return word !== "KODE" && !courtesies.has(word);
}

function parseDecline(read: string, words: readonly Word[]): DeclineCommand | null {
  const from = words.findIndex(
    ({ text }, at) => text === "BUKAN" && authorityWords.has(words[at + 1]?.text ?? ""),
  );
  if (from === -1) return null;
  const before = words.slice(0, from);
  const after = words.slice(from + 2);
  // "Ini jalan provinsi, bukan wewenang kami" gives its reason first.
  const isFirst = before.some(isSaid);
  const said = isFirst ? words : after;
  const reasonFrom = said.findIndex(isSaid);
  const reason = reasonFrom === -1 ? [] : said.slice(reasonFrom);
  const asides = reasonFrom === -1 ? said : said.slice(0, reasonFrom);
  const named = namesIn(isFirst ? asides : [...before, ...asides]);
  const last = reason.at(-1);
  const isNamedLast = named.length === 0 && reason.length > 1 && isShortId(last);
  return {
    kind: "decline",
    trackingIds: isNamedLast && last ? [last.text] : named,
    reason: reasonText(read, isNamedLast ? reason.slice(0, -1) : reason),
  };
}

/** A word that says why. */
function isSaid(word: Word): boolean {
  return !isAside(word) && !becauseWords.has(word.text);
}

function reasonText(read: string, words: readonly Word[]): string | null {
  const [first] = words;
  const last = words.at(-1);
  if (!first || !last) return null;
  return read
    .slice(first.start, last.end)
    .toWellFormed()
    .replace(/[\s\p{Cc}]+/gu, " ");
}

function parsePlain(words: readonly Word[]): PlainCommand | null {
  const kinds = new Set(words.flatMap(({ text }) => commandWords.get(text) ?? []));
  const [kind, ...others] = kinds;
  if (!kind || others.length > 0) return null;
  const isAllowed = isNarrow(kind) ? isCourteous : isAside;
  if (!words.every((word) => commandWords.has(word.text) || isAllowed(word))) return null;
  return { kind, trackingIds: namesIn(words) };
}

/** "Laporan sudah pindah" speaks of a complaint, not of the one who writes. */
function isNarrow(kind: PlainKind): boolean {
  return kind === "leave" || kind === "stop" || kind === "start";
}

function isAside(word: Word): boolean {
  return isCourteous(word) || mentions.has(word.text);
}

function isCourteous({ text }: Word): boolean {
  return courtesies.has(text) || isId(text);
}

function namesIn(words: readonly Word[]): string[] {
  return [...new Set(words.map(({ text }) => text).filter(isId))];
}

/** LAPOR! numbers have 5 to 15 digits. */
function isId(text: string): boolean {
  return /^[1-9][0-9]{4,14}$/u.test(text);
}

/** At the end of a reason other numbers stand too: postal codes are shorter, telephones longer. */
function isShortId(word: Word | undefined): boolean {
  return /^[1-9][0-9]{5,8}$/u.test(word?.text ?? "");
}
