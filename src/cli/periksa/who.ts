import type { LocalDate } from "../../calendar/contract.ts";
import { type Doors, findObstacle, type Obstacle } from "../../desk/doctor/addresses.ts";
import type { DoctorFacts } from "../../desk/doctor/contract.ts";
import { unitsOf } from "../../desk/doctor/posts.ts";
import { type Audience, findAudience } from "../../escalation/audience.ts";
import type { Office } from "../../escalation/contract.ts";
import type { Holder, Unit } from "../../people/contract.ts";
import { currentHolders, findPost } from "../../people/lookup.ts";
import type { StepChannels } from "../../rules/contract.ts";
import { UserError } from "../../user-error.ts";

export interface WhoQuestion {
  readonly office: Office;
  readonly addresses: DoctorFacts["addresses"];
  readonly unit: Unit;
  readonly date: LocalDate;
  /** Only this post; undefined: all that the rules name. */
  readonly post: string | undefined;
}

/** Who is told in one post, wherever the active rules name it with these channels. */
export interface Answer {
  readonly post: string;
  readonly channels: StepChannels;
  readonly places: readonly { readonly rule: string; readonly step: number }[];
  /** null: neither the unit nor one above it has the post. */
  readonly audience: Audience | null;
  /** Everyone who holds the post today, with what stands in the way of each channel of the step. */
  readonly holders: readonly Held[];
  /** Those who hold it only before or after today. */
  readonly others: readonly Holder[];
}

export interface Held {
  readonly holder: Holder;
  readonly obstacles: readonly { readonly channel: "wa" | "email"; readonly obstacle: Obstacle }[];
}

/** Throws UserError for a post that no active rule names for this unit. */
export function askWho(question: WhoQuestion): Answer[] {
  const named = listNamed(question);
  const wanted = question.post?.trim().toLowerCase();
  const chosen = named.filter(({ post }) => wanted === undefined || post === wanted);
  if (wanted !== undefined && chosen.length === 0) throw notNamed(wanted, named, question.unit);
  const groups = Map.groupBy(chosen, ({ post, channels }) => `${post} ${channels}`);
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    return first
      ? [
          answerFor(
            question,
            first,
            group.map(({ rule, step }) => ({ rule, step })),
          ),
        ]
      : [];
  });
}

interface Named {
  readonly post: string;
  readonly channels: StepChannels;
  readonly rule: string;
  readonly step: number;
}

function listNamed({ office, unit }: WhoQuestion): Named[] {
  const { root, units } = office.people;
  if (!root) return [];
  return office.rules
    .filter((rule) => rule.active && unitsOf(rule, [...units.values()], root).includes(unit))
    .flatMap(({ name, current }) =>
      current.steps.map(({ post, channels }, index) => ({ post, channels, rule: name, step: index + 1 })),
    );
}

function notNamed(post: string, named: readonly Named[], unit: Unit): UserError {
  const posts = [...new Set(named.map((each) => each.post))].join(", ");
  const known = posts === "" ? "Belum ada aturan aktif untuk OPD itu." : `Yang disebut: ${posts}.`;
  return new UserError(`Jabatan "${post}" tidak disebut aturan aktif untuk ${unit.code}. ${known}`);
}

function answerFor(
  { office, addresses, unit, date }: WhoQuestion,
  { post, channels }: Named,
  places: Answer["places"],
): Answer {
  const { people } = office;
  const doors = { ...office.doors, isTrial: false };
  const unitId = unit.id;
  const audience = findAudience({ people, unitId, post, channels, date, doors, refused: new Set() });
  const found = findPost(people, unitId, post);
  const current = found ? currentHolders(people, found.unit.id, post, date) : [];
  return {
    post,
    channels,
    places,
    audience,
    holders: current.map((holder) => ({
      holder,
      obstacles: listObstacles(holder, { channels, doors, addresses }),
    })),
    others: (found?.holders ?? []).filter((holder) => !current.includes(holder)),
  };
}

interface Ways {
  readonly channels: StepChannels;
  readonly doors: Doors;
  readonly addresses: DoctorFacts["addresses"];
}

function listObstacles(holder: Holder, { channels, doors, addresses }: Ways): Held["obstacles"] {
  return (channels.split(/[>+]/u) as ("wa" | "email")[]).flatMap((channel) => {
    const obstacle = findObstacle(holder, channel, doors, addresses);
    return obstacle === null ? [] : [{ channel, obstacle }];
  });
}
