import { UserError } from "../../user-error.ts";
import { isClosedKey } from "../reading/closed-keys.ts";
import { type Field, fields, foldHeader, type OwnAliases } from "./header-aliases.ts";

/** What Kominfo sets of exports, in the book. */
interface FileSettings {
  readonly aliases: OwnAliases;
}

export function readFileSettings(json: string | null): FileSettings {
  const { aliases = {} } = JSON.parse(json ?? "{}") as Partial<FileSettings>;
  return { aliases };
}

/** Reads "opdName=Unit Kerja"; an empty header takes the added spellings back. Throws UserError. */
export function parseAliasOption(text: string): { readonly field: Field; readonly header: string } {
  const [, name = "", header = ""] = /^\s*(\w+)\s*=\s*(.*?)\s*$/su.exec(text) ?? [];
  const field = fields.find((one) => one === name);
  if (field === undefined)
    throw new UserError(
      `Kolom "${text}" tidak dikenal. Tulis NAMA=judul kolom, dengan NAMA salah satu dari: ${fields.join(", ")}.`,
    );
  if (header !== "" && foldHeader(header) === "")
    throw new UserError(`Judul kolom "${header}" harus memuat huruf atau angka.`);
  if (isClosedKey(header.replace(/[^\p{L}\p{N}]+/gu, "_")))
    throw new UserError(
      `Kolom "${header}" memuat isi laporan atau data pelapor, dan tidak pernah dibaca. Pilih kolom lain.`,
    );
  return { field, header };
}

/** Settings with one more spelling, or without those that were added for its column. */
export function addAlias(
  json: string | null,
  { field, header }: ReturnType<typeof parseAliasOption>,
): string {
  const { aliases } = readFileSettings(json);
  const known = (aliases[field] ?? []).filter((one) => foldHeader(one) !== foldHeader(header));
  return JSON.stringify({ aliases: { ...aliases, [field]: header === "" ? [] : [header, ...known] } });
}
