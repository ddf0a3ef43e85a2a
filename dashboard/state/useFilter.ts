import { computed, effectScope } from 'vue';
import { type Router, useRouter } from 'vue-router';
import type { Filter } from '#api/contract/filter.ts';
import {
  besideFilter,
  defaultDays,
  filterOfPage,
  packFilter,
  parseFilter,
  patchFilter,
  toQuery,
  unpackFilter,
} from '../lib/filter.ts';

type PageFilter = Filter & { days: NonNullable<Filter['days']> };
type Patch = { [K in keyof Filter]?: Filter[K] | undefined };

const known = new WeakMap<Router, ReturnType<typeof filterOf>>();

/**
 * The one filter, kept in the URL: reading it is reading the address, changing it is a step in the history. The address
 * is read once for all who ask: a hundred rows that each read it keep a phone from answering a finger.
 */
export function useFilter() {
  const router = useRouter();
  const filter = known.get(router) ?? effectScope(true).run(() => filterOf(router))!;
  known.set(router, filter);
  return filter;
}

function filterOf(router: Router) {
  const route = router.currentRoute;
  const stated = computed(() => parseFilter(route.value.query));
  // What else changes in the address, like the drawer of posts, changes nothing that is drawn by the filter.
  const filter = computed<PageFilter>((before) => {
    const now = { days: defaultDays, ...filterOfPage(stated.value, String(route.value.name ?? '')) };
    return before && JSON.stringify(before) === JSON.stringify(now) ? before : now;
  });
  /** The query that carries this view to another page; what was searched for stays with the search. */
  const query = computed(() => toQuery(patchFilter(stated.value, { q: undefined })));
  /** The filter of the drawer of posts when it is open. */
  const posts = computed(() =>
    typeof route.value.query['posts'] === 'string' ? unpackFilter(route.value.query['posts']) : null,
  );

  function setFilter(patch: Patch): void {
    // Days that the address names stay in it: on some pages the default is not what a missing number means.
    const { days } = route.value.query;
    const { posts: _closed, ...others } = besideFilter(route.value.query);
    const kept = typeof days === 'string' && !('days' in patch) ? { days } : {};
    void router.push({
      path: route.value.path,
      query: { ...others, ...toQuery(patchFilter(stated.value, patch)), ...kept },
    });
  }
  /** Opens the posts behind a number: the page's filter, narrowed by `patch`. */
  function showPosts(patch: Patch): void {
    void router.push({ query: { ...route.value.query, posts: packFilter(patchFilter(filter.value, patch)) } });
  }
  function hidePosts(): void {
    const rest = { ...route.value.query };
    delete rest['posts'];
    void router.push({ query: rest });
  }
  return { filter, query, posts, setFilter, showPosts, hidePosts };
}
