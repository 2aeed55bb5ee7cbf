import * as prompts from "@clack/prompts";
import { normalizeEmail, normalizePhone } from "../../people/addresses.ts";
import { UserError } from "../../user-error.ts";
import type { Answers, Person } from "./first-config.ts";

/** Asks everything on the terminal. Throws UserError when the operator leaves. */
export async function askAll(): Promise<Answers> {
  const zone = await choose("Zona waktu kantor", ["WIB", "WITA", "WIT"]);
  const pemda = await ask("Nama Pemda", "Pemerintah Kabupaten Contoh");
  const kominfo = await askPerson("Admin LAPOR! di Diskominfo");
  const name = await ask("Nama OPD pertama, seperti di LAPOR!", "Dinas Kesehatan");
  const code = await ask("Kode pendek OPD itu", "dinkes", checkCode);
  const sebutan = await ask("Sebutan pimpinannya", "Kepala Dinas");
  const admin = await askPerson(`Admin LAPOR! di ${name}`);
  const head = await askPerson(`${sebutan} di ${name}`);
  return { zone, pemda, kominfo, opd: { code, name, sebutan }, admin, head };
}

async function askPerson(role: string): Promise<Person> {
  const name = await ask(`${role}: nama (kosongkan bila belum ada)`, null);
  if (name === "") return { name, email: "", wa: "" };
  return {
    name,
    email: await ask(`${name}: email (kosongkan bila belum ada)`, null, checked(normalizeEmail)),
    wa: await ask(`${name}: nomor WhatsApp (kosongkan bila belum ada)`, null, checked(normalizePhone)),
  };
}

type Check = (value: string) => string | undefined;

function checked(read: (value: string) => unknown): Check {
  return (value) => {
    try {
      read(value);
      return undefined;
    } catch (error) {
      if (error instanceof UserError) return error.message;
      throw error;
    }
  };
}

const checkCode: Check = (value) =>
  /^[a-z0-9][a-z0-9._-]{0,39}$/iu.test(value) && value.toLowerCase() !== "pemda"
    ? undefined
    : "harus kode pendek tanpa spasi, misalnya dinkes";

/** One line; `example` null: it may stay empty. */
async function ask(message: string, example: string | null, check: Check = () => undefined): Promise<string> {
  const validate = (value = ""): string | undefined => {
    const text = value.trim();
    if (text !== "") return check(text);
    return example === null ? undefined : "wajib diisi";
  };
  return answered(await prompts.text({ message, placeholder: example ?? "", validate })).trim();
}

async function choose(message: string, values: readonly string[]): Promise<string> {
  return answered(
    await prompts.select({
      message: `${message} (panah ↑/↓, lalu Enter)`,
      options: values.map((value) => ({ value, label: value })),
      showInstructions: false, // they are English
    }),
  );
}

function answered(answer: string | symbol | undefined): string {
  if (typeof answer === "symbol") throw new UserError("Dibatalkan. Tidak ada yang diubah.");
  return answer ?? "";
}
