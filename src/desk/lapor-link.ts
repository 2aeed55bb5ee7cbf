import { tameUrl } from "../messages/tame.ts";
import { UserError } from "../user-error.ts";
import type { openSettings } from "./settings.ts";

/** The front door: whether LAPOR! still has a page for each complaint, and at which address, only an account there shows. */
export const frontDoor = "https://www.lapor.go.id";

type Settings = Pick<ReturnType<typeof openSettings>, "text" | "set" | "forget">;

const key = "lapor.link";

/** The link that messages carry, with "{id}" where the tracking id goes, if it goes anywhere. */
export function readLaporLink(settings: Pick<Settings, "text">): string {
  return settings.text(key) ?? frontDoor;
}

export function saveLaporLink(settings: Settings, link: string): void {
  if (link === frontDoor) settings.forget(key);
  else settings.set(key, link);
}

export function fillLink(link: string, trackingId: string): string {
  return link.replaceAll("{id}", trackingId);
}

/** An https address that messages can show as it is. Throws UserError. */
export function parseLaporLink(text: string): string {
  const link = text.trim();
  const filled = fillLink(link, "0".repeat(20));
  const url = URL.parse(filled);
  if (url?.protocol !== "https:" || !url.hostname.includes("."))
    throw new UserError(
      `Tautan ${JSON.stringify(link)} tidak sah. Tulis alamat https://, misalnya ${frontDoor}.`,
    );
  if (url.username !== "" || url.password !== "") throw new UserError("Tautan tidak boleh memuat sandi.");
  if (tameUrl(filled) === null)
    throw new UserError(
      "Tautan hanya boleh berisi huruf, angka, dan tanda baca alamat web, paling panjang 200; nomor laporan ditulis {id}.",
    );
  return link;
}
