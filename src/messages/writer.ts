import type { Content } from "../outbox/contract.ts";
import { layOutAlarm } from "./alarm.ts";
import type { AlarmView, DigestView, NoticeView, StepView } from "./contract.ts";
import { layOutDigest } from "./digest.ts";
import { layOutNotice } from "./notice.ts";
import { layOutStep } from "./step.ts";
import { type Tame, tameForMail, tameForWhatsApp } from "./tame.ts";
import { readTemplates, type Templates } from "./templates.ts";

type WrittenChannel = "wa" | "email";

/** Views into words. The same view gives the same words; text that people typed is tamed here, whoever made the view. */
export interface Writer {
  readonly writeStep: (view: StepView, channel: WrittenChannel) => Content;
  readonly writeDigest: (view: DigestView, channel: WrittenChannel) => Content;
  readonly writeAlarm: (view: AlarmView, channel: WrittenChannel) => Content;
  readonly writeNotice: (view: NoticeView, channel: WrittenChannel) => Content;
}

/** Reads the templates once. Throws UserError if one is missing or broken. */
export function openWriter(templatesFolder: string): Writer {
  const templates = readTemplates(templatesFolder);
  return {
    writeStep: (view, channel) => ({
      ...write(templates, "step", layOutStep(view, tameFor(channel)), channel),
      thread: view.complaint.trackingId,
    }),
    writeDigest: (view, channel) => ({
      ...write(templates, "digest", layOutDigest(view, tameFor(channel)), channel),
      thread: null,
    }),
    writeAlarm: (view, channel) => ({
      ...write(templates, "alarm", layOutAlarm(view, tameFor(channel)), channel),
      thread: null,
    }),
    writeNotice: (view, channel) => ({
      ...write(templates, "notice", layOutNotice(view, tameFor(channel)), channel),
      thread: view.thread,
    }),
  };
}

function write(
  { renderText, renderHtml }: Templates,
  message: "step" | "digest" | "alarm" | "notice",
  it: { readonly subject: string },
  channel: WrittenChannel,
): Omit<Content, "thread"> {
  return {
    subject: it.subject,
    text: renderText(`${message}/${channel}`, it),
    html: channel === "email" ? renderHtml(`${message}/email.html`, it) : null,
  };
}

function tameFor(channel: WrittenChannel): Tame {
  return channel === "wa" ? tameForWhatsApp : tameForMail;
}
