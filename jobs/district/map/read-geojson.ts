import { type Point, type Ring, UNITS_PER_DEGREE } from './shape.ts';

/** A feature of a file whose geometry is good: where it stands in the file, what it says of itself, its ground. */
export interface Area {
  /** Counted from 1, as the messages do. */
  no: number;
  properties: Readonly<Record<string, string>>;
  polygons: Ring[][];
}

/** The areas of a GeoJSON FeatureCollection, and what is wrong with others of it, as Chinese sentences. */
export interface GeoJsonRead {
  areas: Area[];
  problems: string[];
}

/** A district has some hundred wards; a city's file, which is not what is wanted here, some thousand. */
const MOST_FEATURES = 3_000;
/** Borders of 600 wards at a point each ten metres; above it the simplification would hold up the server. */
const MOST_POINTS = 300_000;
/** China with its islands, in degrees: what lies outside was exported in another system. */
const WEST_EAST = [73, 136] as const;
const SOUTH_NORTH = [3, 54] as const;
/** GPS and the national system differ by less than the metre that is kept. */
const TAKEN_SYSTEMS = /(CRS84|EPSG:+4326|EPSG:+4490)$/;
/** More properties nobody chooses from. */
const MOST_PROPERTIES = 60;

/** Reads the bytes of a GeoJSON file in degrees. */
export function readGeoJson(bytes: Buffer): GeoJsonRead {
  const parsed = parseJson(bytes);
  const file = Object(parsed.value) as Record<string, unknown>;
  const refusal = parsed.problem ?? refusalOf(file);
  if (refusal) return { areas: [], problems: [refusal] };
  const areas: Area[] = [];
  const problems: string[] = [];
  let points = 0;
  for (const [i, feature] of (file['features'] as unknown[]).entries()) {
    const properties = propertiesOf(feature);
    const polygons = polygonsOf(Object(feature).geometry);
    if (typeof polygons === 'string') problems.push(`${nameOf(i + 1, properties)}：${polygons}`);
    else {
      areas.push({ no: i + 1, properties, polygons });
      points += polygons.flat().reduce((sum, ring) => sum + ring.length, 0);
    }
    if (points > MOST_POINTS)
      return {
        areas: [],
        problems: [`边界的点太多（超过 ${MOST_POINTS} 个），请先在制图软件里简化到 10 米精度再上传`],
      };
  }
  return { areas, problems };
}

/** 第 3 个图形（淞南镇） */
export function nameOf(no: number, properties: Readonly<Record<string, string>>): string {
  const name = Object.entries(properties).find(([key]) => /^(name|名称|xzqmc)$/i.test(key))?.[1] ?? '';
  return `第 ${no} 个图形${name ? `（${name}）` : ''}`;
}

function parseJson(bytes: Buffer): { value?: unknown; problem?: string } {
  try {
    return { value: JSON.parse(bytes.toString('utf8').replace(/^\uFEFF/, '')) };
  } catch (error) {
    const problem = `文件不是 GeoJSON（JSON 读到一半出错：${(error as Error).message.slice(0, 120)}）。Shapefile 请先转成 GeoJSON`;
    return { problem };
  }
}

function refusalOf(file: Record<string, unknown>): string | null {
  const { features } = file;
  if (file['type'] === 'Topology') return '文件是 TopoJSON，请导出为 GeoJSON（FeatureCollection）';
  if (file['type'] !== 'FeatureCollection' || !Array.isArray(features))
    return '文件须是 GeoJSON 的 FeatureCollection：最外层有 "type": "FeatureCollection" 和 "features"';
  if (features.length === 0) return '文件里没有图形';
  if (features.length > MOST_FEATURES)
    return `文件里有 ${features.length} 个图形，最多 ${MOST_FEATURES} 个：请只导出本区的街镇和居村`;
  const system = Object(Object(file['crs']).properties).name as unknown;
  if (typeof system === 'string' && !TAKEN_SYSTEMS.test(system))
    return `文件的坐标系是 ${system.slice(0, 60)}，请导出为经纬度（EPSG:4326）`;
  return null;
}

function propertiesOf(feature: unknown): Record<string, string> {
  const entries = Object.entries(Object(Object(feature).properties) as Record<string, unknown>);
  const plain = entries.filter(([, value]) => typeof value === 'string' || typeof value === 'number');
  return Object.fromEntries(plain.slice(0, MOST_PROPERTIES).map(([key, value]) => [key, String(value).trim()]));
}

/** The polygons of a geometry, or what is wrong with it. */
function polygonsOf(geometry: unknown): Ring[][] | string {
  const { type, coordinates } = Object(geometry) as Record<string, unknown>;
  if (geometry === null || geometry === undefined) return '没有 geometry';
  if (type !== 'Polygon' && type !== 'MultiPolygon')
    return `geometry 是 ${String(type).slice(0, 30)}，须是 Polygon 或 MultiPolygon`;
  const given = type === 'Polygon' ? [coordinates] : coordinates;
  if (!Array.isArray(given)) return 'coordinates 不是数组';
  const polygons: Ring[][] = [];
  for (const rings of given as unknown[]) {
    if (!Array.isArray(rings) || rings.length === 0) return 'coordinates 里有空的面';
    const read = rings.map(ringOf);
    const wrong = read.find((one) => typeof one === 'string');
    if (wrong !== undefined) return wrong;
    // What is smaller than a metre is a slip of the mouse.
    const [outline, ...holes] = read as Ring[];
    if (outline!.length >= 3) polygons.push([outline!, ...holes.filter((hole) => hole.length >= 3)]);
  }
  return polygons.length > 0 ? polygons : '没有面积';
}

function ringOf(given: unknown): Ring | string {
  if (!Array.isArray(given) || given.length < 4) return '有一圈边界不足 4 个点';
  const ring: Point[] = [];
  for (const [i, one] of given.entries()) {
    const wrong = faultOf(one);
    if (wrong) return `第 ${i + 1} 个点 ${wrong}`;
    const [x, y] = (one as number[]).slice(0, 2).map((value) => Math.round(value * UNITS_PER_DEGREE));
    const last = ring.at(-1);
    if (last?.[0] !== x || last?.[1] !== y) ring.push([x!, y!]);
  }
  const [first, last] = [ring[0]!, ring.at(-1)!];
  return ring.length > 1 && first[0] === last[0] && first[1] === last[1] ? ring.slice(0, -1) : ring;
}

const isIn = (value: number, [least, most]: readonly [number, number]): boolean => value >= least && value <= most;

function faultOf(point: unknown): string | null {
  const [x, y] = Array.isArray(point) ? (point as unknown[]) : [];
  if (typeof x !== 'number' || typeof y !== 'number' || !Number.isFinite(x) || !Number.isFinite(y))
    return '不是 [经度, 纬度] 两个数';
  if (isIn(x, WEST_EAST) && isIn(y, SOUTH_NORTH)) return null;
  if (isIn(y, WEST_EAST) && isIn(x, SOUTH_NORTH)) return `[${x}, ${y}] 经纬度写反了，须经度在前`;
  if (Math.abs(x) > 180 || Math.abs(y) > 180) return `[${x}, ${y}] 像是以米计的投影坐标，请导出为经纬度`;
  return `[${x}, ${y}] 不在国内`;
}
