import type { LaporSecrets } from "./config.ts";
import { connectLapor } from "./connections/lapor.ts";
import type { ConnectLapor } from "./desk/lapor-source.ts";

/** Puts the secrets of this machine under the header names of the book. */
export function laporConnector({ auth, token }: LaporSecrets): ConnectLapor {
  return ({ baseUrl, authHeader, tokenHeader }) =>
    connectLapor({
      baseUrl,
      headers: { ...(auth && { [authHeader]: auth }), ...(token && { [tokenHeader]: token }) },
    });
}
