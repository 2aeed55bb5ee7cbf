/** How this WhatsApp behaves; a test changes it as it goes. */
export interface Policy {
  /** Acknowledge messages. */
  ack: boolean;
  /** Refuse messages with this code, such as 463. */
  ackError: number | null;
  /** Cut the line when a message comes in. */
  dropBeforeAck: boolean;
  /** Cut the line right after the ack. */
  dropAfterAck: boolean;
  /** Cut the line in the middle of a handshake, so many times. */
  brokenHandshakes: number;
  /** Send delivery receipts, and read receipts after them. */
  deliver: boolean;
  read: boolean;
  /** Refuse logins with this reason, such as 405. */
  loginFailure: number | null;
  /** Take everything and say nothing. */
  silent: boolean;
  /** Leave questions of this namespace unanswered, such as "usync". */
  mutedXmlns: string | null;
  /** Until when the bot's number may not open new chats (seconds since 1970); null: it may. */
  lockedUntil: number | null;
  /** Tell the client when its backlog is complete. */
  endBacklog: boolean;
}

export function friendlyPolicy(): Policy {
  return {
    ack: true,
    ackError: null,
    dropBeforeAck: false,
    dropAfterAck: false,
    brokenHandshakes: 0,
    deliver: true,
    read: false,
    loginFailure: null,
    silent: false,
    mutedXmlns: null,
    lockedUntil: null,
    endBacklog: true,
  };
}
