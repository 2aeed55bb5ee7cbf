import { UserError } from "../../user-error.ts";

/** The options of `aturan atur`, as typed. */
export interface RuleOptions {
  readonly waktu?: string;
  readonly batas?: string;
  readonly jeda?: string;
  readonly bukaLagi?: "ya" | "tidak";
  readonly urutan?: string;
  readonly cocok?: readonly string[];
  readonly jenjang?: string;
  readonly setelah?: string;
  readonly jabatan?: string;
  readonly saluran?: string;
  readonly jendela?: string;
  readonly ingatkan?: string;
  readonly kali?: string;
  readonly tanpaPengingat?: true;
  readonly kirim?: "satuan" | "ringkasan";
  readonly hapusJenjang?: string;
}

type Fields = Readonly<Record<string, unknown>>;

/** A written rule with what was typed put in its place; whether it makes sense is for parseRule to say. Throws UserError. */
export function editRule(rule: Fields, options: RuleOptions): Fields {
  const { waktu, batas, jeda, bukaLagi, urutan } = options;
  const reopen = bukaLagi === undefined ? undefined : bukaLagi === "ya";
  const clock = waktu === undefined ? undefined : (clockWords[waktu] ?? waktu);
  return {
    ...rule,
    ...setOnly({ clock, limit: batas, gap: jeda, reopen, order: urutan }),
    match: editMatch((rule["match"] ?? {}) as Fields, options.cocok ?? []),
    steps: editSteps((rule["steps"] ?? []) as readonly Fields[], options),
  };
}

/** As people call the clocks and conditions of a rule, beside the names that stand in its file. */
const clockWords: Readonly<Record<string, string>> = {
  verifikasi: "verification",
  "tindak-lanjut": "response",
  penyelesaian: "completion",
};
const matchWords: Readonly<Record<string, string>> = {
  klasifikasi: "classification",
  kategori: "category",
  opd: "unit",
  sumber: "channel",
  prioritas: "priority",
};

/** "unit=dinkes,dinsos" sets a key, "unit=" takes it out. */
function editMatch(match: Fields, settings: readonly string[]): Fields {
  const edited: Record<string, unknown> = { ...match };
  for (const setting of settings) {
    const { key, list } = readCondition(setting);
    if (list.length === 0) delete edited[key];
    else edited[key] = list;
  }
  return edited;
}

function readCondition(setting: string): { key: string; list: string[] } {
  const [, word = "", values = ""] = /^\s*(\w+)\s*=(.*)$/su.exec(setting) ?? [];
  if (word === "")
    throw new UserError(
      `--cocok "${setting}" tidak dapat dibaca. Tulis kunci=nilai, misalnya opd=dinkes,dinsos.`,
    );
  const key = matchWords[word.toLowerCase()] ?? word.toLowerCase();
  if (!Object.values(matchWords).includes(key)) {
    const keys = Object.entries(matchWords).map(([name, code]) => `${name} (${code})`);
    throw new UserError(`--cocok "${setting}": kunci ${word} tidak dikenal. Pilih: ${keys.join(", ")}.`);
  }
  const list = values
    .split(",")
    .map((value) => value.trim())
    .filter(Boolean);
  return { key, list: key === "priority" ? list.map(readYes) : list };
}

const yesWords: Readonly<Record<string, string>> = {
  ya: "true",
  tidak: "false",
  true: "true",
  false: "false",
};

function readYes(word: string): string {
  const read = yesWords[word.toLowerCase()];
  if (read === undefined) throw new UserError(`--cocok prioritas=${word} tidak dikenal. Pilih: ya, tidak.`);
  return read;
}

function editSteps(steps: readonly Fields[], options: RuleOptions): readonly Fields[] {
  const changes = stepChanges(options);
  const isTouched =
    Object.keys(changes).length > 0 || options.ingatkan !== undefined || options.kali !== undefined;
  if (options.jenjang === undefined && (isTouched || options.tanpaPengingat))
    throw new UserError(
      "Jenjang mana yang diatur belum disebut. Tambahkan --jenjang dengan nomornya, misalnya --jenjang 2.",
    );
  const edited =
    options.jenjang === undefined
      ? steps
      : setStep(steps, options.jenjang, (step) => editStep(step, options));
  return options.hapusJenjang === undefined ? edited : removeStep(edited, options.hapusJenjang);
}

function stepChanges({ setelah, jabatan, saluran, jendela, kirim }: RuleOptions): Fields {
  const deliver = kirim === undefined ? undefined : kirim === "ringkasan" ? "digest" : "each";
  return setOnly({ after: setelah, post: jabatan, channels: saluran, window: jendela, deliver });
}

function editStep(step: Fields, options: RuleOptions): Fields {
  const { remind, ...rest } = step;
  const reminder = setOnly({ every: options.ingatkan, max: options.kali });
  const kept = { ...((remind ?? {}) as Fields), ...reminder };
  const isReminding = !options.tanpaPengingat && Object.keys(kept).length > 0;
  if (isReminding) refuseHalfReminder(kept, options);
  return { ...rest, ...stepChanges(options), ...(isReminding ? { remind: kept } : {}) };
}

/** What is missing is named as it is typed; the rest is for parseRule to say. */
function refuseHalfReminder(remind: Fields, { jenjang, kirim }: RuleOptions): void {
  const step = `Jenjang ${jenjang}`;
  if (remind["every"] === undefined)
    throw new UserError(
      `${step} belum memiliki pengingat. Sebutkan juga jaraknya, misalnya --ingatkan "1 hari kerja".`,
    );
  if (remind["max"] === undefined)
    throw new UserError(
      `${step} belum memiliki pengingat. Sebutkan juga berapa kali paling banyak, misalnya --kali 2.`,
    );
  if (kirim === "ringkasan")
    throw new UserError(`${step} memakai pengingat, sedangkan ringkasan tidak. Tambahkan --tanpa-pengingat.`);
}

function setStep(
  steps: readonly Fields[],
  number: string,
  edit: (step: Fields) => Fields,
): readonly Fields[] {
  const index = stepIndex(number, steps.length + 1);
  return index === steps.length
    ? [...steps, edit({})]
    : steps.map((step, at) => (at === index ? edit(step) : step));
}

function removeStep(steps: readonly Fields[], number: string): readonly Fields[] {
  const index = stepIndex(number, steps.length);
  return steps.filter((_, at) => at !== index);
}

function stepIndex(number: string, last: number): number {
  const index = /^\d{1,3}$/u.test(number) ? Number(number) - 1 : -1;
  if (index < 0 || index >= last)
    throw new UserError(`Jenjang ${number} tidak ada. Pilih 1 sampai ${last}; lihat: siaga aturan lihat.`);
  return index;
}

function setOnly(fields: Record<string, unknown>): Fields {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}
