import { FigureError, checkFigure } from './figures.ts';
import type { Block, Figure, ReportModel } from './model.ts';

/** All blocks of a report in their order. */
export function blocksOf(model: Pick<ReportModel, 'blocks' | 'attachments'>): Block[] {
  return [...model.blocks, ...model.attachments.flatMap(({ blocks }) => blocks)];
}

/** The figures in the sentences, by key. Throws FigureError when one key stands for two numbers. */
export function figuresOf(model: Pick<ReportModel, 'blocks' | 'attachments'>): Map<string, Figure> {
  const figures = new Map<string, Figure>();
  for (const block of blocksOf(model)) {
    if (block.kind !== 'paragraph') continue;
    for (const inline of block.inlines) {
      if (typeof inline === 'string') continue;
      const known = figures.get(inline.key);
      if (known && known.text !== inline.text)
        throw new FigureError(`${inline.key} is ${known.text} in one place and ${inline.text} in another`);
      figures.set(inline.key, inline);
    }
  }
  return figures;
}

/** The model once every figure in it was recomputed. Throws FigureError; a report with a wrong number is not written. */
export function checkedModel(model: ReportModel): ReportModel {
  for (const figure of figuresOf(model).values()) checkFigure(figure);
  return model;
}
