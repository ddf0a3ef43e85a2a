import { z } from 'zod';
import { listNewestTexts } from '#warehouse/analytics/pages/list-newest-texts.ts';
import { getTopicModel } from '#warehouse/ledger/topics/topic-models.ts';
import { defineSetting } from '../../settings/define-setting.ts';
import { createClassifier } from '../learn/classifier.ts';
import { decodeModel } from '../learn/model-file.ts';
import { topicsOfLabel } from '../topics-of-label.ts';

const schema = z.object({
  version: z
    .number()
    .int()
    .min(0)
    .max(1_000_000)
    .meta({ title: '启用的模型（0 为不用）', en: 'Model at work (0: none)' }),
  minConfidence: z
    .number()
    .min(0.5)
    .max(0.99)
    .meta({ title: '达到多少可信度由模型决定', en: 'Confidence from which the model decides' }),
});

/** Texts on which a change is tried. */
const TRIED_ON = 500;
const SHOWN_LABELS = 10;

/** Which learned model reads what comes in, and from which confidence on it decides. Rolling back is restoring a version. */
export const topicModelSetting = defineSetting({
  kind: 'topic-model',
  title: { zh: '分类模型', en: 'Topic model' },
  help: {
    zh: '从本区已标注的工单学到的模型，与词库一起判断类别。可信度不到这里的，交人在“待确认”页二选一。改动对之后收进的诉求起作用；历史可在下方重算。',
    en: 'A model learned from the district’s own labelled tickets decides topics beside the word lists. What it is less sure of is put to a person on the page “To confirm”. It holds for what comes in afterwards; history can be run again below.',
  },
  schema,
  // The confidence is calibrated: the least sure that it decides is right seven times in ten.
  initial: () => ({ version: 0, minConfidence: 0.7 }),
  effect: async ({ reader, ledger, district }, { after }) => {
    if (after.version === 0) return { summary: '不用模型，只按词库判断类别。', rows: [] };
    const content = await getTopicModel(ledger, after.version);
    if (!content) return { summary: `没有第 ${after.version} 版模型，保存后仍只按词库判断。`, rows: [] };
    const model = decodeModel(content, `第 ${after.version} 版`);
    const predict = createClassifier(model);
    const texts = await listNewestTexts(reader, TRIED_ON);
    const sure = texts
      .map((text) => predict({ title: '', text }))
      .filter((one) => one.confidence >= after.minConfidence);
    const unknown = model.labels.filter((label) => topicsOfLabel(label, district).length === 0);
    const warning = unknown.length > 0 ? `；有 ${unknown.length} 个标签对不上本区的类别和单位，遇到时仍按词库判断` : '';
    return {
      summary: `最近 ${texts.length} 条里模型能定 ${sure.length} 条，其余 ${texts.length - sure.length} 条会请人确认${warning}。`,
      rows: unknown.slice(0, SHOWN_LABELS).map((label) => ({ label: '对不上的标签', before: label, after: '按词库' })),
    };
  },
});
