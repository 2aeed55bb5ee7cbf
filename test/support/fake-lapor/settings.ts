import type { Sql } from "../../../db/open.ts";
import { laporConnector } from "../../../src/lapor.ts";
import type { ConnectLapor } from "../../../src/desk/lapor-source.ts";
import type { FakeLapor } from "./server.ts";

/** As `siaga sumber atur lapor` leaves them: this server, and whatever a test sets beside it. */
export function useFakeLapor(sql: Sql, fake: FakeLapor, more: Record<string, unknown> = {}): void {
  sql
    .prepare("update sources set settings = ?, nextPollAt = 0, zone = 'Asia/Makassar' where source = 'lapor'")
    .run(JSON.stringify({ isOn: true, baseUrl: fake.baseUrl, ...more }));
}

/** The secrets that this server knows now, as a bot that was started now would have them. */
export function connectFake({ secrets }: FakeLapor, timeout?: number): ConnectLapor {
  return laporConnector({ ...secrets }, timeout);
}
