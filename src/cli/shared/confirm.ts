import { UserError } from "../../user-error.ts";

/** Asks on a terminal; without one, refuses unless --ya was given. Throws UserError when the answer is no. */
export async function confirmOrRefuse(question: string, isSure: boolean): Promise<void> {
  if (isSure) return;
  if (!process.stdin.isTTY || !process.stdout.isTTY)
    throw new UserError(
      `${question} Tidak dijalankan karena belum disetujui. Periksa, lalu ulangi dengan --ya.`,
    );
  const { confirm } = await import("@clack/prompts");
  const answer = await confirm({ message: question, active: "Ya", inactive: "Tidak", initialValue: false });
  if (answer !== true) throw new UserError("Dibatalkan. Tidak ada yang diubah.");
}
