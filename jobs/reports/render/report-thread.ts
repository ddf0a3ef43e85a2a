import type { ReportModel } from '../content/model.ts';
import { renderReport, type ReportFormat } from './render-report.ts';

/** One report to be written. */
export interface RenderTask {
  model: ReportModel;
  formats: readonly ReportFormat[];
}

/** Runs in a worker thread: fonts are read once per thread, charts and pages are drawn beside the event loop. */
export default async function render({ model, formats }: RenderTask): Promise<[ReportFormat, Uint8Array][]> {
  return [...(await renderReport(model, formats))];
}
