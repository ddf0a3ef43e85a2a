/** One message of a group chat, from a platform or a transcript. */
export interface ChatMessage {
  id: string;
  /** Grows within a group: the platform's sequence number, or the time in ms where a transcript has none. */
  seq: number;
  /** Instant in UTC. */
  at: string;
  /** The platform's user id, or the nickname. */
  sender: string;
  /** The name shown in the group; for @-mentions and for telling staff. */
  name: string;
  staff: boolean;
  /** media, stickers and system notices carry no words of people. */
  type: 'text' | 'other' | 'recall';
  text: string;
  /** What it answers to, where it shows that. */
  quotes?: { name: string; text: string };
  /** Of a recall: the message taken back. */
  recalls?: string;
}

/** The group that the messages are of. */
export interface ChatGroup {
  id: string;
  name: string;
  /** Ward code or name; '' when unknown. */
  ward: string;
  estate: string;
}
