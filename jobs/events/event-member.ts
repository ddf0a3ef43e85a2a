import type { Document } from '#warehouse/model/document.ts';

/** What a description needs of a member. */
export type EventMember = Pick<
  Document,
  'visibility' | 'title' | 'text' | 'tokens' | 'places' | 'wardCode' | 'topicCode' | 'publishedAt' | 'likes'
>;
