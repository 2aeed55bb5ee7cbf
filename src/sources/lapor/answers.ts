import { z } from "zod";

// What public code of a national integrator reads of the answers. Whatever else stands in them, reporters and bodies among it,
// is left behind here: a schema of zod keeps only the keys that it names.

const word = z.union([z.string(), z.number().transform(String)]).nullish();
const office = z.object({ id: word, name: word }).nullish();

/** GET /complaints/{id}/complaint. The fields of `data` are picked by the field map. */
export const detailSchema = z.object({
  results: z.object({
    data: z.record(z.string(), z.unknown()),
    data_logs: z
      .array(
        z.object({
          status_new: z.object({ name: z.string().nullish() }).nullish(),
          date: z.string().nullish(),
        }),
      )
      .nullish(),
  }),
});

export const statusLogsSchema = z.array(z.object({ timestamp: z.string().nullish() })).nullish();

const followUpSchema = z.object({
  created_at: z.string(),
  template_code: z.string().nullish(),
  institution_from_id: word,
  institution_from_name: word,
  institution_from: office,
  institution_to_id: word,
  institution_to_name: word,
  institution_to: office,
});

export type FollowUpRow = z.infer<typeof followUpSchema>;

/** GET /complaints/{id}/followups?page=N, as Laravel pages it. */
export const followUpsSchema = z.object({
  results: z.object({ data: z.array(followUpSchema), next_page_url: z.string().nullish() }),
});

/** GET /masters/institutions/external: what every account may read. */
export const institutionsSchema = z.object({
  results: z.object({ data: z.array(z.object({ id: word, name: word })) }),
});
