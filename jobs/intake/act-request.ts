/** Who asks for an act, and on which event's page. */
export interface ActRequest {
  eventId: string;
  by: { id: string; name: string };
  now: Date;
}
