import { expect, test } from 'vitest';
import { confidenceOf, fitCalibration, type Trial } from './calibrate.ts';

const trial = (lead: number, isFirstRight: boolean): Trial => ({ lead, isFirstRight, isSecondRight: !isFirstRight });

test('confidences repeat the shares that the trials had', () => {
  // Shares that lie on one curve: ln(.6/.4) / .2 = ln(.88/.12) / 1 = 2.
  const shares = new Map([
    [0.2, 60],
    [1, 88],
  ]);
  const trials = [...shares].flatMap(([lead, right]) =>
    Array.from({ length: 100 }, (_, index) => trial(lead, index < right)),
  );
  const calibration = fitCalibration(trials);
  expect(calibration.slope).toBeCloseTo(2, 1);
  expect(confidenceOf(calibration, 1)).toBeCloseTo(0.88, 2);
});

test('without a lead the first label is a coin toss, however good the trials were', () => {
  const calibration = fitCalibration(Array.from({ length: 240 }, () => trial(1, true)));
  expect(confidenceOf(calibration, 0)).toBe(0.5);
  expect(confidenceOf(calibration, 1)).toBeGreaterThan(0.95);
  expect(confidenceOf(calibration, 1)).toBeLessThan(1);
});

test('a larger lead never means less confidence, even when a few trials say so', () => {
  const calibration = fitCalibration([trial(3, false), trial(0.1, true), trial(0.2, true)]);
  expect(confidenceOf(calibration, 3)).toBeGreaterThanOrEqual(confidenceOf(calibration, 0.1));
});

const wrong = (isSecondRight: boolean): Trial => ({ lead: 0.1, isFirstRight: false, isSecondRight });

test('the second label takes the share of the errors that it would have repaired', () => {
  const trials = Array.from({ length: 100 }, (_, index) => wrong(index < 80));
  expect(fitCalibration(trials).secondShare).toBeCloseTo(0.8, 1);
});
