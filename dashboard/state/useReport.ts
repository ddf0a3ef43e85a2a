import { computed, onScopeDispose, ref, shallowRef } from 'vue';
import type { ReportChanges, ReportDetail, ReportPiece } from '#api/contract/reports.ts';
import { ApiError } from '../lib/api.ts';
import { editsWith, reportsApi } from '../lib/reports-api.ts';
import { useI18n } from './useI18n.ts';
import { useLoad } from './useLoad.ts';
import { useProblemText } from './useProblemText.ts';
import { useToast } from './useToast.ts';

/** A report that is being counted is looked at this often. */
const LOOK_MS = 2_000;

/** One report and what its page does with it; `changes` holds what a new counting gave, until it is kept or put away. */
export function useReport(id: () => string) {
  const { t } = useI18n();
  const { show } = useToast();
  const problemText = useProblemText();
  const { data: loaded, error, reload } = useLoad(id, (signal) => reportsApi.get(id(), signal));
  /** The answer to the last action, until the next load. */
  const answered = shallowRef<ReportDetail | null>(null);
  const report = computed(() => {
    const [a, b] = [answered.value, loaded.value];
    return a && b && a.head.id === b.head.id && a.version >= b.version ? a : b;
  });
  const busy = ref(false);
  const changes = shallowRef<ReportChanges | null>(null);

  async function run(work: () => Promise<unknown>): Promise<void> {
    busy.value = true;
    try {
      await work();
    } catch (cause) {
      if (!(cause instanceof ApiError)) throw cause;
      show('error', problemText(cause));
      // Somebody else was faster: show what is there now.
      if (cause.status === 409) await reload();
    } finally {
      busy.value = false;
    }
  }
  function answer(work: () => Promise<ReportDetail>): Promise<void> {
    return run(async () => {
      answered.value = await work();
      show('done', t('report.done'));
    });
  }
  function keep(paragraph: string, pieces: ReportPiece[] | null): Promise<void> {
    const now = report.value!;
    const edits = editsWith(now, paragraph, pieces);
    return answer(() => reportsApi.edit(id(), { version: now.version, edits }));
  }
  const act = (action: 'submit' | 'return' | 'issue'): Promise<void> =>
    answer(() => reportsApi.act(id(), { version: report.value!.version, action }));
  const markRead = (): Promise<void> => answer(() => reportsApi.read(id()));
  const resend = (delivery: string): Promise<void> => answer(() => reportsApi.resend(id(), delivery));
  const recount = (): Promise<void> =>
    run(async () => {
      await reportsApi.recount(id());
      answered.value = null;
      await reload();
    });
  const correct = (isKept: boolean): Promise<void> =>
    run(async () => {
      const counted = await reportsApi.correct(id(), isKept);
      const found = counted.differences.length + counted.withheld.length;
      changes.value = isKept || found === 0 ? null : counted;
      if (changes.value) return;
      show('done', found === 0 ? t('report.correctNone') : t('report.done'));
      await reload();
    });
  const looking = setInterval(() => {
    if (loaded.value?.head.state === 'counting') void reload();
  }, LOOK_MS);
  onScopeDispose(() => clearInterval(looking));
  return { report, error, reload, busy, changes, keep, act, markRead, resend, recount, correct };
}
