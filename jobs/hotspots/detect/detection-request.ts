import type { District } from '#warehouse/model/district.ts';
import type { WorkingCalendar } from '../../alerts/calendar/working-calendar.ts';
import type { DetectionParameters } from './parameters.ts';

/** What a run of the detectors goes by. */
export interface DetectionBasis {
  district: District;
  parameters: DetectionParameters;
  parametersVersion: number;
  calendar: WorkingCalendar;
}

/** A look at the present. */
export interface DetectionRequest extends DetectionBasis {
  /** The instant of the look. */
  at: string;
  /** Numbers of finished days whose rises and clusters are wanted; none for bursts alone. */
  closing: readonly number[];
}

/** A look at the past: every day from the one of `from` to the one of `to`, as if each had just ended. */
export interface ReplayRequest extends DetectionBasis {
  from: string;
  to: string;
}
