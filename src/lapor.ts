import type { LaporSecrets } from "./config.ts";
import { connectLapor } from "./connections/lapor.ts";
import type { ConnectLapor } from "./desk/lapor-source.ts";

/** Puts the secrets of this machine under the header names of the book. `timeout`: milliseconds for one answer. */
export function laporConnector({ auth, token }: LaporSecrets, timeout?: number): ConnectLapor {
  return ({ baseUrl, authHeader, tokenHeader }) =>
    connectLapor({
      baseUrl,
      ...(timeout && { timeout }),
      headers: { ...(auth && { [authHeader]: auth }), ...(token && { [tokenHeader]: token }) },
    });
}
