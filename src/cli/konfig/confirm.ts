import { UserError } from "../../user-error.ts";
import type { Plan } from "../shared/config-file/change-config.ts";
import type { Config } from "../shared/config-file/shape.ts";

/** "2 kontak dan 1 aturan" that the file does not name any more, or "". A rule that only stays switched off counts as gone. */
export function describeRemovals({ before, after, changes }: Plan, file: Partial<Config>): string {
  const people = changes.filter(
    ({ section, change }) => section === "holders" && change === "removed",
  ).length;
  const written = new Set((file.rules ?? before.rules).map(({ name }) => name));
  const staying = new Set(after.rules.map(({ name }) => name));
  const rules = before.rules.filter(
    ({ name, active }) => !written.has(name) && (active || !staying.has(name)),
  ).length;
  return [people > 0 ? `${people} kontak` : "", rules > 0 ? `${rules} aturan` : ""]
    .filter(Boolean)
    .join(" dan ");
}

interface Asking {
  readonly show: () => void;
  readonly json: boolean;
}

/** Shows what would be done and asks for consent. Throws UserError where it is refused, or nobody can be asked. */
export async function confirmRemovals(removals: string, { show, json }: Asking): Promise<void> {
  show();
  if (json || !process.stdin.isTTY || !process.stdout.isTTY)
    throw new UserError(
      `Impor ini menghilangkan ${removals}, jadi tidak dijalankan. Periksa daftarnya, lalu ulangi dengan --ya bila memang demikian.`,
    );
  const { confirm } = await import("@clack/prompts");
  const answer = await confirm({
    message: `Impor ini menghilangkan ${removals}. Lanjutkan?`,
    active: "Ya",
    inactive: "Tidak",
    initialValue: false,
  });
  if (answer !== true) throw new UserError("Impor dibatalkan. Tidak ada yang diubah.");
}
