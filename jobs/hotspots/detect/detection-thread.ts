import { type ClickHouseAddress, openAnalytics } from '#warehouse/analytics/analytics.ts';
import type { Signal } from '#warehouse/model/signal.ts';
import { detect, replay } from './detect.ts';
import type { DetectionRequest, ReplayRequest } from './detection-request.ts';

/**
 * The thread that detection runs on: a night's scan counts for half a minute, which no request should wait for. Each exported
 * function is a task of the pool in detection-pool.ts.
 */
export async function present(task: { address: ClickHouseAddress; request: DetectionRequest }): Promise<Signal[]> {
  const analytics = openAnalytics(task.address);
  try {
    return await detect(analytics, task.request);
  } finally {
    await analytics.close();
  }
}

/** What would have been called over a past period. */
export async function past(task: { address: ClickHouseAddress; request: ReplayRequest }): Promise<Signal[]> {
  const analytics = openAnalytics(task.address);
  try {
    return await replay(analytics, task.request);
  } finally {
    await analytics.close();
  }
}
