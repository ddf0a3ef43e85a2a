import type { ConfirmList, HistoryState, NewWordList, TopicModelList } from '#api/contract/learning.ts';
import type { Filter } from '#api/contract/filter.ts';
import type { ReplyList } from '#api/contract/replies.ts';
import { get, send } from './api.ts';

/** The endpoints of topics: what persons confirm, what is learned from it, and the history that is run again. */
export const topicApi = {
  confirm: (filter: Filter, signal?: AbortSignal) => get<ConfirmList>('/confirm', { ...filter }, signal),
  answer: (document: { sourceId: string; externalId: string }, topic: string) =>
    send<{ labelNo: number }>(
      'POST',
      `/confirm/${encodeURIComponent(document.sourceId)}/${encodeURIComponent(document.externalId)}`,
      { topic },
    ),
  undoAnswer: (labelNo: number) => send<{ undone: true }>('POST', `/confirm/answers/${labelNo}/undo`, {}),
  replyList: (filter: Filter, signal?: AbortSignal) => get<ReplyList>('/replies', { ...filter }, signal),
  models: () => get<TopicModelList>('/topic-models'),
  learn: () => send<{ rows: number }>('POST', '/topic-models/learn', {}),
  history: () => get<HistoryState>('/history'),
  newWords: () => get<NewWordList>('/new-words'),
  refuseWords: (words: string[], refused: boolean) =>
    send<{ changed: number }>('POST', '/new-words/refuse', { words, refused }),
  rerun: () => send<HistoryState>('POST', '/history/rerun', {}),
};
