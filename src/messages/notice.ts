import type { NoticeView } from "./contract.ts";
import { addressReader } from "./reader.ts";
import { type Tame, tameForMail } from "./tame.ts";

const sentenceLength = 400;
const shortLength = 15;

/** What the templates of notice/ are given as `it`. */
export function layOutNotice(view: NoticeView, tame: Tame) {
  const items = view.items.map((item) => tame(item, sentenceLength));
  return {
    subject: tameForMail(view.subject, 120),
    heading: tame(view.subject, 120),
    // whose program it is, or which complaint, stands above it
    title: tame(view.subject.replace(/^\[[^\]]*\]\s*/u, ""), 120),
    about: view.thread === null ? null : `Laporan ${tame(view.thread, 20)}`,
    ...addressReader(view.person, null, tame, view.subject),
    sentences: view.sentences.map((sentence) => tame(sentence, sentenceLength)),
    items,
    firstItems: items.slice(0, shortLength),
    moreItems: items.length - shortLength,
  };
}
