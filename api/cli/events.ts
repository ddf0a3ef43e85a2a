import { listEventsWithMembers } from '#warehouse/analytics/list-events-with-members.ts';
import { openSystem, type SystemOptions } from './open-system.ts';

/** `minqing events`: one line per event with the external ids of its documents. */
export async function events(options: SystemOptions & { json?: boolean | undefined }): Promise<void> {
  const system = await openSystem(options, { attach: true, existing: true });
  try {
    for await (const page of listEventsWithMembers(system.analytics)) {
      for (const event of page) {
        const documents = event.members.map(([, externalId]) => externalId);
        const sources = [...new Set(event.members.map(([sourceId]) => sourceId))];
        if (options.json) {
          const { event_id: id, place, topic_code: topic, first_at: first, last_at: last, title, kind } = event;
          console.log(JSON.stringify({ id, kind, title, place, topic, first, last, sources, documents }));
        } else if (documents.length > 1) {
          console.log(`${event.event_id}  ${documents.length} 件  ${event.place || '—'}  ${event.title}`);
        }
      }
    }
  } finally {
    await system.close();
  }
}
