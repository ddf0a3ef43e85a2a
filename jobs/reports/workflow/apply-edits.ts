import { z } from 'zod';
import { figuresOf } from '../content/finish-model.ts';
import { wrongShares } from '../content/figures.ts';
import type { Block, Figure, Inline, Paragraph, ReportModel } from '../content/model.ts';
import { plainText } from '../content/blocks.ts';

/** A sentence as somebody wrote it: words, and figures by their key, which stay bound to the counting. */
export const editSchema = z.object({
  pieces: z.array(z.union([z.string().max(4_000), z.object({ figure: z.string().max(100) })])).max(200),
  /** The generated sentence that was edited, so that it shows when a new counting wrote another. */
  base: z.string().max(10_000),
});
/** Edited sentences by paragraph; no pieces take the paragraph out. */
export const editsSchema = z.record(z.string().max(100), editSchema);
export type Edits = z.infer<typeof editsSchema>;

/**
 * The model with the edited sentences in the places of the generated ones. A figure that the new counting does not have any
 * more stands as —; the edits of paragraphs that are gone are kept and wait.
 */
export function applyEdits(model: ReportModel, edits: Edits): ReportModel {
  const figures = figuresOf(model);
  const edited = (blocks: readonly Block[]): Block[] => blocks.flatMap((block) => editBlock(block, edits, figures));
  return {
    ...model,
    blocks: edited(model.blocks),
    attachments: model.attachments.map((each) => ({ ...each, blocks: edited(each.blocks) })),
  };
}

function editBlock(block: Block, edits: Edits, figures: ReadonlyMap<string, Figure>): Block[] {
  const edit = block.kind === 'paragraph' ? edits[block.id] : undefined;
  if (!edit) return [block];
  if (edit.pieces.length === 0) return [];
  const inlines = edit.pieces.map((piece): Inline =>
    typeof piece === 'string' ? piece : (figures.get(piece.figure) ?? missingFigure(piece.figure)),
  );
  return [{ ...(block as Paragraph), inlines }];
}

function missingFigure(key: string): Figure {
  return { key, metric: 'missing', value: null, text: '—' };
}

/** The edits without personal data that somebody typed. */
export function maskedEdits(edits: Edits, mask: (text: string) => string): Edits {
  return Object.fromEntries(
    Object.entries(edits).map(([id, { pieces, base }]) => [
      id,
      { base, pieces: pieces.map((piece) => (typeof piece === 'string' ? mask(piece) : piece)) },
    ]),
  );
}

/** Edits whose sentence the latest counting wrote otherwise: somebody should look at them again. */
export function staleEdits(model: ReportModel, edits: Edits): string[] {
  const generated = new Map(
    [...model.blocks, ...model.attachments.flatMap(({ blocks }) => blocks)].flatMap((block) =>
      block.kind === 'paragraph' ? [[block.id, plainText(block.inlines)] as const] : [],
    ),
  );
  return Object.entries(edits)
    .filter(([id, { base }]) => generated.get(id) !== base)
    .map(([id]) => id);
}

/** Why edits cannot be kept, Chinese sentences; none when they can. */
export function editProblems(model: ReportModel, edits: Edits): string[] {
  const figures = figuresOf(model);
  return Object.values(edits).flatMap(({ pieces }) => {
    const unknown = pieces.flatMap((piece) =>
      typeof piece === 'string' || figures.has(piece.figure) ? [] : [piece.figure],
    );
    const text = pieces
      .map((piece) => (typeof piece === 'string' ? piece : (figures.get(piece.figure)?.text ?? '')))
      .join('');
    return [
      ...unknown.map((key) => `没有编号为${key}的数字`),
      ...wrongShares(text).map(({ stated, right }) => `比率“${stated}”与分子分母不符，应为${right}`),
    ];
  });
}
