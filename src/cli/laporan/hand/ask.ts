import * as prompts from "@clack/prompts";
import { readId } from "../../../sources/manual/read-entry.ts";
import { readPastMoment } from "../../../sources/manual/read-moment.ts";
import { UserError } from "../../../user-error.ts";
import { chooseOffice } from "./choose-office.ts";
import type { HandDesk } from "./desk.ts";
import type { AddOptions } from "./options.ts";

/** Asks on the terminal for what a new complaint still lacks. Throws UserError when the operator leaves. */
export async function askRest(options: AddOptions, desk: HandDesk): Promise<AddOptions> {
  const { now } = desk;
  const zone = desk.zone();
  const masuk =
    options.masuk ??
    (await ask("Masuk di LAPOR! pada", "19-11-2026 10.10", (text) =>
      readPastMoment(text, { option: "Waktu", zone, now }),
    ));
  const opd =
    options.opd ??
    (await ask("OPD, kode atau nama (kosongkan bila belum didisposisikan)", null, (text) =>
      chooseOffice(desk.office.people, text),
    ));
  const isSecret = options.rahasia ?? (options.bukanRahasia ? false : await askSecrecy());
  const judul = isSecret ? undefined : (options.judul ?? (await ask("Judul (boleh kosong)", null)));
  const kategori = options.kategori ?? (await ask("Kategori (boleh kosong)", null));
  return {
    ...options,
    masuk,
    rahasia: isSecret,
    bukanRahasia: !isSecret,
    ...(opd && { opd }),
    ...(judul && { judul }),
    ...(kategori && { kategori }),
  };
}

export function askId(): Promise<string> {
  return ask("Nomor laporan (Tracking ID)", "9100001", readId);
}

async function askSecrecy(): Promise<boolean> {
  const answer = await prompts.select({
    message: "Laporan rahasia?",
    options: [
      { value: true, label: "Ya, hanya nomornya yang disampaikan" },
      { value: false, label: "Tidak" },
    ],
  });
  if (typeof answer === "symbol") throw left();
  return answer;
}

/** One line; `example` null: it may stay empty. */
async function ask(
  message: string,
  example: string | null,
  check: (text: string) => unknown = () => null,
): Promise<string> {
  const validate = (value = ""): string | undefined => {
    const text = value.trim();
    if (text === "") return example === null ? undefined : "wajib diisi";
    return faultOf(() => check(text));
  };
  const answer = await prompts.text({ message, placeholder: example ?? "", validate });
  if (typeof answer === "symbol") throw left();
  return (answer ?? "").trim();
}

function faultOf(check: () => unknown): string | undefined {
  try {
    check();
    return undefined;
  } catch (error) {
    if (error instanceof UserError) return error.message;
    throw error;
  }
}

function left(): UserError {
  return new UserError("Dibatalkan. Tidak ada yang diubah.");
}
