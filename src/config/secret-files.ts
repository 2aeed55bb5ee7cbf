import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { home } from "../paths.ts";
import { UserError } from "../user-error.ts";

const secrets = ["SIAGA_SMTP", "SIAGA_LAPOR_AUTH", "SIAGA_LAPOR_TOKEN", "SIAGA_WEBHOOK_RAHASIA"] as const;

/** A secret may stand in a file of its own (SIAGA_SMTP_FILE), where other users of the machine cannot read it. */
export function withSecretFiles(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const read = { ...env };
  for (const [name, value] of Object.entries(read)) if (value?.trim() === "") delete read[name];
  for (const name of secrets) {
    const file = read[`${name}_FILE`];
    if (!file) continue;
    if (read[name]) throw new UserError(`${name} dan ${name}_FILE terisi keduanya. Hapus salah satu.`);
    try {
      read[name] = readFileSync(resolve(home, file), "utf8").trim();
    } catch {
      throw new UserError(`${name}_FILE: berkas ${file} tidak dapat dibaca. Periksa jalur dan izinnya.`);
    }
  }
  return read;
}
