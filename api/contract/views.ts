/** GET /api/views: filters that the asker named; every change answers with the new list. */
export interface SavedView {
  id: number;
  name: string;
  /** The filter as an address words it, without the question mark. */
  query: string;
}
