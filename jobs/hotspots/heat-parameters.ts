import { z } from 'zod';

const points = (most: number, title: string, en: string) => z.number().min(0).max(most).meta({ title, en });

/** What a heat is computed with; the office may change it, see settings/heat-setting.ts. */
export const heatParametersSchema = z.object({
  ratioPoints: points(60, '数量：与往常之比的满分', 'Most points for volume against what is usual'),
  volumePoints: points(60, '数量：件数本身的满分', 'Most points for volume itself'),
  burstPoints: points(60, '突增的满分', 'Most points for a burst'),
  dangerPoints: z
    .object({
      nuisance: points(40, '多人受扰', 'A nuisance to many'),
      danger: points(40, '有危险', 'A danger'),
      urgent: points(40, '紧急', 'Urgent'),
    })
    .meta({ title: '严重的分值', en: 'Points by severity' }),
  overduePoints: points(20, '未办结：超期工作日计分的上限', 'Most points for working days overdue'),
  spreadPoints: points(20, '扩散的满分', 'Most points for spread'),
  fullRatio: z
    .number()
    .min(1.5)
    .max(20)
    .meta({ title: '达到往常几倍给满分', en: 'Times the usual that earn all points' }),
  fullVolume: z.number().min(2).max(500).meta({ title: '多少人次给满分', en: 'Persons that earn all points' }),
  halfLifeHours: z
    .number()
    .min(12)
    .max(336)
    .meta({ title: '七天窗口中多少小时后权重减半', en: 'Hours after which a report of the 7-day window weighs half' }),
  personMax: z.number().min(1).max(3).meta({ title: '一人多次最多计几人', en: 'What one person counts at most' }),
  copyShare: z
    .number()
    .min(0)
    .max(1)
    .meta({ title: '第二份相同文字计几成', en: 'What a second copy of a text counts' }),
});
export type HeatParameters = z.infer<typeof heatParametersSchema>;

/**
 * The shipped parameters. Points: volume and burst tell most, a danger follows.
 * Three times the expectation, after shrinkage, earns all ratio points: twelve in a week that brings 3.5 come close.
 * Sixteen person-weights earn all volume points: larger numbers say more about the ward's size than about the matter.
 * A danger weighs as much as a doubling of volume. One person's posts count 1 + 0.25 · ln n, which reaches 1.5 at eight.
 */
export const shippedHeat: HeatParameters = {
  ratioPoints: 20,
  volumePoints: 15,
  burstPoints: 30,
  dangerPoints: { nuisance: 5, danger: 12, urgent: 20 },
  overduePoints: 10,
  spreadPoints: 5,
  fullRatio: 3,
  fullVolume: 16,
  halfLifeHours: 72,
  personMax: 1.5,
  copyShare: 0.5,
};

/**
 * A question alone tells of no harm: whoever asks is answered, and of two that is still so. Where four persons ask about
 * one and the same open matter, answers to each have not closed it: that is a demand, and weighs as a complaint does.
 * The third person earns half of that.
 */
export const FREE_QUESTIONS = 2;
export const DEMANDING_QUESTIONS = 4;

/** What a person's second item adds, by the logarithm: eight items reach one and a half persons. */
export const PERSON_STEP = 0.25;

/** Points by severity 0 … 3. */
export function severityPoints({ dangerPoints }: HeatParameters): readonly number[] {
  return [0, dangerPoints.nuisance, dangerPoints.danger, dangerPoints.urgent];
}
