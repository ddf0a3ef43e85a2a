import { z } from 'zod';
import { storyOf } from '../content/stories.ts';

/** What the desk reads of a push. One about a sensitive matter has no subject: its number and link are all it says. */
const dataSchema = z.object({
  number: z.string(),
  heading: z.string(),
  levelName: z.string(),
  role: z.enum(['lead', 'assist']),
  departmentName: z.string(),
  dueAt: z.string().optional(),
  link: z.url({ protocol: /^https?$/ }).optional(),
  subject: z
    .object({
      topicName: z.string(),
      place: z.string(),
      wardName: z.string(),
      documents: z.number(),
      reporters: z.number(),
    })
    .optional(),
});
const pushSchema = z.object({
  /** The event's name, e.g. alert.open. */
  type: z.string(),
  /** When it happened, in the time of the product; replayed in the demo. */
  timestamp: z.string(),
  data: dataSchema,
});

/** A push as the desk understands it, with the demo's story that it belongs to. */
export type Push = z.infer<typeof pushSchema> & { story?: { id: string; title: string } };

/** A body as the desk understands it; undefined when it is something else. */
export function readPush(body: string): Push | undefined {
  let json: unknown;
  try {
    json = JSON.parse(body);
  } catch {
    return undefined;
  }
  const parsed = pushSchema.safeParse(json);
  if (!parsed.success) return undefined;
  const { wardName = '', place = '', topicName = '' } = parsed.data.data.subject ?? {};
  const story = storyOf(`${wardName} ${place} ${topicName}`);
  return { ...parsed.data, ...(story === undefined ? {} : { story: { id: story.id, title: story.title } }) };
}
