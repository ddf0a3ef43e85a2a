import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import type { Calibration } from './calibrate.ts';
import { MODEL_FORMAT, type Model, type ModelCard } from './model.ts';
import { vocabularyOf } from './vocabulary.ts';

/** "MQM" and the format; then the header's length, the header as JSON, and the arrays. Little-endian throughout. */
const MAGIC = Buffer.from('MQM\u0001', 'latin1');

const CUT_OFF = '模型文件不完整；请用 minqing learn 重新生成';

interface Header {
  card: ModelCard;
  labels: string[];
  scale: number;
  calibration: Calibration;
  biases: number[];
  /** How many features are stored: ids (Uint32), idf (Float32), steps (Int16 × labels) by slot. */
  features: number;
}

/** What is wrong with a file that should hold a model, in a sentence for the operator. */
export class ModelFileError extends Error {
  override readonly name = 'ModelFileError';
}

function bytesOf(array: Uint32Array | Float32Array | Int16Array): Buffer {
  return Buffer.from(array.buffer, array.byteOffset, array.byteLength);
}

/** A model as bytes. */
export function encodeModel(model: Model): Buffer {
  const { slots, idf } = model.vocabulary;
  const ids = new Uint32Array(idf.length);
  slots.forEach((slot, id) => slot >= 0 && (ids[slot] = id));
  const header: Header = {
    card: model.card,
    labels: [...model.labels],
    scale: model.scale,
    calibration: model.calibration,
    biases: [...model.biases],
    features: ids.length,
  };
  const json = Buffer.from(JSON.stringify(header));
  const length = Buffer.alloc(4);
  length.writeUInt32LE(json.length);
  return Buffer.concat([MAGIC, length, json, bytesOf(ids), bytesOf(idf), bytesOf(model.steps)]);
}

/** Writes a model to `path` and its card to `path`.card.json; whoever reads meanwhile sees the old file or the new. */
export function saveModel(model: Model, path: string): void {
  writeFileSync(`${path}.part`, encodeModel(model));
  renameSync(`${path}.part`, path);
  writeFileSync(`${path}.card.json`, `${JSON.stringify(model.card, null, 2)}\n`);
}

/** Copies bytes out, because typed arrays need aligned offsets. */
function slice(content: Buffer, from: number, length: number): ArrayBuffer {
  if (from + length > content.length) throw new ModelFileError(CUT_OFF);
  return Uint8Array.prototype.slice.call(content, from, from + length).buffer as ArrayBuffer;
}

/**
 * Reads a model back.
 * @throws ModelFileError when the file is no model, is cut off or of a newer format.
 */
export function loadModel(path: string): Model {
  return decodeModel(readFileSync(path), path);
}

/** As `loadModel`, from bytes; `name` stands in errors. */
export function decodeModel(content: Buffer, name: string): Model {
  if (!content.subarray(0, 4).equals(MAGIC)) throw new ModelFileError(`${name} 不是模型文件；请用 minqing learn 生成`);
  const jsonLength = content.length < 8 ? Infinity : content.readUInt32LE(4);
  if (8 + jsonLength > content.length) throw new ModelFileError(CUT_OFF);
  const header = JSON.parse(content.toString('utf8', 8, 8 + jsonLength)) as Header;
  if (header.card.format > MODEL_FORMAT) throw new ModelFileError(`${name} 由更新的版本写成；请升级程序`);
  const labelCount = header.labels.length;
  const start = 8 + jsonLength;
  const ids = new Uint32Array(slice(content, start, header.features * 4));
  const idf = new Float32Array(slice(content, start + header.features * 4, header.features * 4));
  const steps = new Int16Array(slice(content, start + header.features * 8, header.features * labelCount * 2));
  const { card, labels, scale, calibration } = header;
  return {
    card,
    labels,
    vocabulary: vocabularyOf(ids, idf),
    steps,
    scale,
    biases: Float32Array.from(header.biases),
    calibration,
  };
}
