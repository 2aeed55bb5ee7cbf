import { parseEnv } from "node:util";
import { readConfig } from "../../../src/config.ts";
import { UserError } from "../../../src/user-error.ts";
import type { Chance } from "../chance.ts";
import type { Door } from "../contract.ts";
import { mutateText, oddity } from "../mutate.ts";

const password = "sandi-yang-tak-boleh-tampak";

const lines = [
  "SIAGA_DB=data/siaga.db",
  "SIAGA_FOLDER_MASUK=data/masuk",
  "SIAGA_FOLDER_KELUAR=data/keluar",
  "SIAGA_WA=baileys",
  "SIAGA_WA_VERSI=2.3000.1034567890",
  "SIAGA_WA_URL=wss://web.whatsapp.com/ws/chat",
  `SIAGA_SMTP=smtps://siaga:${password}@surel.contoh.go.id:465`,
  'SIAGA_EMAIL_DARI="Siaga <siaga@contoh.go.id>"',
  "SIAGA_DKIM_SELEKTOR=siaga",
  "SIAGA_DKIM_KUNCI=data/dkim.pem",
  `SIAGA_LAPOR_AUTH=Bearer ${password}`,
  `SIAGA_LAPOR_TOKEN={${password}}`,
  "SIAGA_HTTP=127.0.0.1:8080",
  `SIAGA_WEBHOOK_RAHASIA=${password}-${password}`,
  "SIAGA_LOG=info",
];

/** A settings file as somebody may leave it; nothing of a secret stands in what is said about it. */
export const settingsDoor: Door = {
  name: "settings",
  open: async () => ({
    async tryOne(chance) {
      try {
        readConfig(parseEnv(fileByChance(chance)));
        return { verdict: "accepted", faults: [] };
      } catch (error) {
        if (!(error instanceof UserError)) throw error;
        const isTold = error.message.includes(password);
        const isClear = /^SIAGA_[A-Z_]+\b.*\.$/su.test(error.message);
        return {
          verdict: "refused",
          faults: [
            ...(isTold ? [{ trouble: "leaked" as const, what: error.message }] : []),
            ...(isClear ? [] : [{ trouble: "crashed" as const, what: `no sentence: ${error.message}` }]),
          ],
        };
      }
    },
    finish: async () => [],
  }),
};

function fileByChance(chance: Chance): string {
  const kept = lines.filter(() => chance.isOne(0.9));
  const text = kept.map((line) => (chance.isOne(0.1) ? changeValue(line, chance) : line)).join("\n");
  return chance.isOne(0.2) ? mutateText(text, chance) : text;
}

function changeValue(line: string, chance: Chance): string {
  const [name = "", value = ""] = line.split(/=(.*)/su);
  return `${name}=${chance.isOne(0.7) ? mutateText(value, chance) : oddity(chance)}`;
}
