import { readFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { LineCounter, parseDocument } from 'yaml';
import type { Document, Node } from 'yaml';
import type { z } from 'zod';
import { manifestSchema, type Manifest } from './manifest.ts';

/** A manifest that cannot be used; the message has one line per mistake: `file:line: field: what is wrong`. */
export class ManifestError extends Error {
  override readonly name = 'ManifestError';
}

/** The line of the deepest written node on the way to the mistake: a missing field points at its parent. */
function lineOf(document: Document, path: readonly PropertyKey[], lines: LineCounter): number {
  for (let depth = path.length; depth >= 0; depth -= 1) {
    const node = document.getIn(path.slice(0, depth), true) as Node | undefined;
    if (node?.range) return lines.linePos(node.range[0]).line;
  }
  return 1;
}

/** A union hides what is wrong in its branches; the branch that got furthest says it best. */
function deepest(issue: z.core.$ZodIssue): z.core.$ZodIssue {
  if (issue.code !== 'invalid_union') return issue;
  const inner = issue.errors.flat().sort((a, b) => b.path.length - a.path.length)[0];
  const custom = issue.errors.flat().find((candidate) => candidate.code === 'custom');
  const best = inner && inner.path.length > 0 ? inner : (custom ?? inner);
  return best ? deepest({ ...best, path: [...issue.path, ...best.path] }) : issue;
}

/**
 * Reads the YAML of a connector manifest.
 * @throws ManifestError naming file, line and field of every mistake.
 */
export function loadManifest(text: string, fileName: string): Manifest {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, logLevel: 'error' });
  if (document.errors.length > 0) {
    const complaints = document.errors.map((e) => `${fileName}:${lines.linePos(e.pos[0]).line}: ${e.message}`);
    throw new ManifestError(complaints.join('\n'));
  }
  const parsed = manifestSchema.safeParse(document.toJS());
  if (parsed.success) return parsed.data;
  const complaints = parsed.error.issues.map(deepest).map((issue) => {
    const unknown = issue.code === 'unrecognized_keys' ? issue.keys[0] : undefined;
    const path = unknown === undefined ? issue.path : [...issue.path, unknown];
    return `${fileName}:${lineOf(document, path, lines)}: ${path.join('.') || 'manifest'}: ${issue.message}`;
  });
  throw new ManifestError(complaints.join('\n'));
}

const shippedFolder = fileURLToPath(new URL('./manifests/', import.meta.url));

/** The YAML of a manifest that is shipped with the product, as a pattern for others. */
export const shippedManifestText = (name: string): Promise<string> => readFile(`${shippedFolder}${name}.yaml`, 'utf8');

/** Where a manifest lies: one shipped with the product (`shequtong`), or a file (`./my.yaml`) relative to the district file. */
export function manifestPath(name: string, districtFile: string): string {
  return /^[a-z0-9-]+$/.test(name) ? `${shippedFolder}${name}.yaml` : resolve(dirname(districtFile), name);
}

/**
 * The manifest that a source names, see manifestPath.
 * @throws ManifestError when the manifest is wrong; the error of the file system when it is missing.
 */
export async function readManifest(name: string, districtFile: string): Promise<Manifest> {
  const file = manifestPath(name, districtFile);
  return loadManifest(await readFile(file, 'utf8'), file);
}
