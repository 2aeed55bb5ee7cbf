import { createClockGuard } from "./clock-guard.ts";
import type { Clock } from "./clock.ts";
import type { Alarms } from "./desk/alarms.ts";
import type { openSettings } from "./desk/settings.ts";
import type { Alarm } from "./escalation/contract.ts";

export interface TrustedTimeParts {
  readonly clock: Clock;
  readonly settings: ReturnType<typeof openSettings>;
  readonly alarms: Alarms;
}

/** Whether the wall clock can be believed (escalation.md section 9), with the alarm while it cannot. */
export function watchTime({ clock, settings, alarms }: TrustedTimeParts) {
  const guard = createClockGuard(clock, settings.number("heartbeat"));
  let trustedAt = settings.number("clockTrustedAt");

  /** `siaga kirim lanjutkan` says in the book that the time is right as it is. */
  function hearOperator(): void {
    const trusted = settings.number("clockTrustedAt");
    if (trusted !== trustedAt) guard.trust();
    trustedAt = trusted;
  }

  return {
    /** False while the wall clock jumped: nothing fires, and only the alarm about it is sent. */
    isTrusted(): boolean {
      hearOperator();
      const jump = guard.jump();
      if (jump === 0) alarms.clear(clockCause, clock.now());
      else alarms.raise(clockAlarm(jump), clock.now());
      return jump === 0;
    },
    hasJumped: (): boolean => guard.jump() !== 0,
  };
}

export const clockCause = "clock";

function clockAlarm(jump: number): Alarm {
  const minutes = Math.round(Math.abs(jump) / 60);
  const how = jump < 0 ? `mundur ${minutes} menit` : `maju ${minutes} menit`;
  return {
    cause: clockCause,
    text: `Jam server melompat ${how}, jadi pengiriman dihentikan. Betulkan jam server; bila jamnya sudah benar: siaga kirim lanjutkan.`,
  };
}
