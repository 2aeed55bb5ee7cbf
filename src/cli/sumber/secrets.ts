import { type Config, readConfig } from "../../config.ts";
import { UserError } from "../../user-error.ts";
import { tryConfig } from "../shared/try-config.ts";

/** Whether this machine has what the API of LAPOR! asks for; false too where its settings cannot be read. */
export function hasLaporSecrets(): boolean {
  return Boolean(tryConfig(process.env).config?.lapor);
}

/** Throws UserError where there are none, or where a setting of this machine is wrong. */
export function requireLaporSecrets(): NonNullable<Config["lapor"]> {
  const { lapor } = readConfig(process.env);
  if (lapor) return lapor;
  throw new UserError(
    "Token API LAPOR! belum ada. Isi SIAGA_LAPOR_AUTH dan SIAGA_LAPOR_TOKEN di .env, lalu ulangi.",
  );
}

/** Such as an operator copies it. */
export const exampleSetup = "siaga sumber atur lapor --alamat https://api-splp.layanan.go.id/lapor/3.0.0";
