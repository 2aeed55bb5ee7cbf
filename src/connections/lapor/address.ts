import { isIPv4 } from "node:net";
import { UserError } from "../../user-error.ts";

/**
 * The base address of the API, such as https://api-splp.layanan.go.id/lapor/3.0.0, without a slash at its end. Tokens travel in
 * headers: plain http only to this very machine. Throws UserError.
 */
export function parseBaseUrl(text: string): string {
  const url = URL.parse(text.trim());
  if (!url || !["http:", "https:"].includes(url.protocol) || url.hostname === "")
    throw new UserError("Alamat API LAPOR! tidak sah. Contoh: https://api-splp.layanan.go.id/lapor/3.0.0");
  if (url.protocol === "http:" && !isLoopback(url.hostname))
    throw new UserError("Alamat API LAPOR! harus https://, karena token ikut dikirim.");
  if (url.username !== "" || url.password !== "" || url.search !== "" || url.hash !== "")
    throw new UserError(
      "Alamat API LAPOR! tidak boleh memuat sandi, ? atau #. Token ditulis pada SIAGA_LAPOR_AUTH dan SIAGA_LAPOR_TOKEN.",
    );
  return url.href.replace(/\/+$/u, "");
}

function isLoopback(host: string): boolean {
  return host === "localhost" || host === "[::1]" || (isIPv4(host) && host.startsWith("127."));
}
