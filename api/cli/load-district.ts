import { readFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import { type District, districtSchema } from '#warehouse/model/district.ts';
import { Failure } from './failure.ts';

/** The example district, for the demo and for commands that name none. */
export const exampleDistrict = fileURLToPath(new URL('../../demo/district.yaml', import.meta.url));

/** Reads and checks a district file; paths in it become absolute. Throws Failure that names the file and the fields. */
export async function loadDistrict(file: string): Promise<District> {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw new Failure(`读不到区县配置 ${file}（${error.code}）；请用 --district 指定文件`);
  });
  const parsed = districtSchema.safeParse(parsedYaml(file, text));
  if (parsed.success) return beside(file, checked(file, parsed.data));
  const issues = parsed.error.issues.slice(0, 5).map((issue) => `${issue.path.join('.')}: ${issue.message}`);
  throw new Failure(`区县配置 ${file} 有误：\n  ${issues.join('\n  ')}`);
}

function parsedYaml(file: string, text: string): unknown {
  try {
    return parse(text);
  } catch (error) {
    throw new Failure(`区县配置 ${file} 不是有效的 YAML：${(error as Error).message}`);
  }
}

/** What one field alone cannot show: routes lead to departments that exist, and the last route takes everything. */
function checked(file: string, district: District): District {
  const codes = new Set(district.departments.map((department) => department.code));
  const missing = district.routing.flatMap(({ lead, assist }) => [lead, ...assist]).find((code) => !codes.has(code));
  if (missing !== undefined) throw new Failure(`区县配置 ${file}：routing 里的单位 ${missing} 不在 departments 中`);
  const last = district.routing.at(-1)!;
  if (last.topic !== '' || last.ward !== '')
    throw new Failure(`区县配置 ${file}：routing 最后一条须兜底（topic 与 ward 均为空）`);
  return district;
}

/** A manifest of the district's own is named relative to the district file, wherever the command is given. */
function beside(file: string, district: District): District {
  const sources = district.sources.map((source) =>
    source.manifest.endsWith('.yaml') ? { ...source, manifest: resolve(dirname(file), source.manifest) } : source,
  );
  return { ...district, sources };
}
