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
  return {
    ...rule,
    ...setOnly({ clock: waktu, limit: batas, gap: jeda, reopen, order: urutan }),
    match: editMatch((rule["match"] ?? {}) as Fields, options.cocok ?? []),
    steps: editSteps((rule["steps"] ?? []) as readonly Fields[], options),
  };
}

/** "unit=dinkes,dinsos" sets a key, "unit=" takes it out. */
function editMatch(match: Fields, settings: readonly string[]): Fields {
  const edited: Record<string, unknown> = { ...match };
  for (const setting of settings) {
    const [, key = "", values = ""] = /^\s*(\w+)\s*=(.*)$/su.exec(setting) ?? [];
    if (key === "")
      throw new UserError(
        `--cocok "${setting}" tidak dapat dibaca. Tulis kunci=nilai, misalnya unit=dinkes,dinsos.`,
      );
    const list = values
      .split(",")
      .map((value) => value.trim())
      .filter(Boolean);
    if (list.length === 0) delete edited[key];
    else edited[key] = list;
  }
  return edited;
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
  return { ...rest, ...stepChanges(options), ...(isReminding ? { remind: kept } : {}) };
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
