import { expect, test } from "vitest";
import { awaitPhone } from "../../../src/cli/wa/await-phone.ts";
import type { WhatsAppState } from "../../../src/connections/whatsapp/types.ts";

const patience = { answerMs: 20, phoneMs: 20 };

/** A connection that stands in each of these states for one look, and then in the last. */
function standing(...states: WhatsAppState[]) {
  let looks = 0;
  return {
    status: () => {
      const state = states[Math.min(looks, states.length - 1)] ?? "closed";
      looks += 1;
      return { state, since: 0, code: state === "closed" ? 408 : null, failures: 0 };
    },
    failure: () => null,
  };
}

test.each([
  [["connecting"], "tidak dapat dihubungi. Periksa internet"],
  [["connecting", "closed"], "tidak dapat dihubungi (kode 408)"],
  [["connecting", "connecting", "pairing"], "Belum ada ponsel"],
  [["connecting", "logged_out"], "menolak penautan ini"],
] as const)("%j: %s", async (states, words) => {
  await expect(awaitPhone(standing(...states), patience)).rejects.toThrow(words);
});

test("a phone that takes the code late ends it well", async () => {
  const states = ["connecting", "pairing", "closed", "pairing", "open"] as const;
  await awaitPhone(standing(...states), { answerMs: 5_000, phoneMs: 5_000 });
});

test("a picture that cannot be written ends it at once", async () => {
  const failure = new Error("penuh");
  await expect(awaitPhone({ ...standing("pairing"), failure: () => failure })).rejects.toBe(failure);
});
