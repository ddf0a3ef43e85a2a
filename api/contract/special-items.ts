/** 专题: a recurring matter that is one unit's task until a day. */
export interface SpecialItem {
  id: number;
  /** '' when it is about a topic of the whole ward (每月一题). */
  eventId: string;
  title: string;
  topicName: string;
  wardName: string;
  departmentName: string;
  dueDay: string;
  /** Open, and its day is over. */
  isLate: boolean;
  /** No channel of its unit took the last message about it. */
  isUnreached: boolean;
  note: string;
  openedAt: string;
  openedBy: string;
  closed: { at: string; by: string; note: string } | null;
}

/** GET /api/special-items?event; POST …, POST …/{id}/close and POST …/{id}/reopen answer it too. */
export interface SpecialItemList {
  rows: SpecialItem[];
  /** Whether the asker may open and close them. */
  mayAct: boolean;
}
