import { foldName } from "../../../people/fold-name.ts";
import { lintRule } from "../../../rules/lint.ts";
import type { Config } from "./shape.ts";

/** What is allowed but probably not meant, one Indonesian sentence each. */
export function findWarnings(config: Config): string[] {
  return [
    ...findSharedSpellings(config),
    ...findUnreachable(config),
    ...findSharedNumbers(config),
    ...lintRules(config),
  ];
}

/** A spelling that two offices claim names neither. */
function findSharedSpellings({ units }: Config): string[] {
  const claims = units.flatMap(({ code, name, aliases }) =>
    [...new Set([name, ...aliases].map(foldName))].map((spelling) => ({ spelling, code })),
  );
  return [...Map.groupBy(claims, ({ spelling }) => spelling)]
    .filter(([, claimants]) => claimants.length > 1)
    .map(
      ([spelling, claimants]) =>
        `Ejaan "${spelling}" dipakai OPD ${claimants.map(({ code }) => code).join(" dan ")}; laporan dengan ejaan itu tidak akan dikenali kecuali membawa ID LAPOR!`,
    );
}

function findUnreachable({ holders }: Config): string[] {
  return holders
    .filter(({ wa, email }) => wa === null && email === null)
    .map(({ name, post, unit }) => `${name} (${post} di ${unit}) belum punya nomor WhatsApp maupun email.`);
}

/** One telephone has one owner, who registers it; whoever holds several posts has one name in all of them. */
function findSharedNumbers({ holders }: Config): string[] {
  return [...Map.groupBy(holders, ({ wa }) => wa)]
    .filter(([wa, owners]) => wa !== null && new Set(owners.map(({ name }) => name)).size > 1)
    .map(
      ([wa, owners]) =>
        `Nomor WhatsApp ${wa} dipakai beberapa orang: ${owners.map(({ name, post, unit }) => `${name} (${post} di ${unit})`).join(", ")}. Periksa apakah salah tulis.`,
    );
}

function lintRules({ rules, units, posts }: Config): string[] {
  const known = {
    posts: new Set(posts.map(({ post }) => post)),
    unitCodes: new Set(units.map(({ code }) => code)),
  };
  return rules
    .filter(({ active }) => active)
    .flatMap((rule) => lintRule(rule, known).map((sentence) => `Aturan "${rule.name}": ${sentence}`));
}
