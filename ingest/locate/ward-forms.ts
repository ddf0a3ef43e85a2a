/** Endings of community names, longest first. */
const COMMUNITY_END =
  /(?:社区居民委员会|社区居委会|居民委员会|村民委员会|村村委会|社区村委会|居民区|居委会|村委会|居委|村委|社区)$/;
const STREET_END = /(?:街道办事处|工业园区|街道|地区|园区|镇|乡)$/;
const DISTRICT_END = /(?:自治县|新区|区|县|市)$/;
/** Bare, these would be the name of a road, a bridge, a station … instead of the ward named after it. */
const NAMES_A_PLACE = /(?:路|街|大道|巷|弄|桥|站|广场|公园|湖|河|江|港|塘|医院|学校|大学|市场|码头|机场)$/;
/** 一村, 第二居委: only the estate around says which. */
const NUMBERED = /^第?[一二三四五六七八九十百\d]+(?:[村区组队居期坊里]|社区)?$/;
/** Two characters that are everyday words more often than places. */
const WORDS = new Set(
  '和平 友谊 幸福 团结 光明 中心 新城 城关 解放 人民 建设 胜利 文化 东风 红旗 前进 长征 和谐 新村 新区 老城 城区 中山 北街 南街 东街 西街 城东 城西 城南 城北 工农 向阳 新华 先锋 永安 平安 安康 健康 长青 春天 阳光 花园 联合 友好 民主 自由 富强 文明 星火 火炬 科技 创新 开发 工业 农业 民族 大桥 码头 车站 机场 港口 医院 学校 学院 大学'.split(
    ' ',
  ),
);
// One character names nothing; two are kept for streets, which are few, and not for communities.
const MIN_COMMUNITY_BARE = 3;

/** The ways in which a district is written: 宝山区, 宝山. */
export function districtForms(name: string): string[] {
  return withBare(name, name.replace(DISTRICT_END, ''), 2);
}

/** The ways in which a street or town is written: 罗店镇, 罗店; 友谊路街道 but not 友谊路. */
export function streetForms(name: string): string[] {
  const bare = name.replace(STREET_END, '');
  return withBare(name, bare, 2);
}

/** A village has a 村委会 and a neighbourhood a 居委会; 顾村居委会 and 顾村村委会 are two wards. */
const isVillage = (name: string): boolean => /村民?委(?:员?会)?$/.test(name);
const VILLAGE_ENDINGS = ['村委会', '村委', '村民委员会'];
const NEIGHBOURHOOD_ENDINGS = ['居委会', '居委', '社区', '居民区', '社区居委会', '居民委员会'];

/** A community without its ending, as residents call it: 新城一村居委会 → 新城一村. */
export function communityBase(name: string): string {
  const base = name.replace(COMMUNITY_END, '');
  if (base === '') return name;
  return isVillage(name) && !base.endsWith('村') ? `${base}村` : base;
}

/** The ways in which a community is written: with each usual ending and, where it cannot be a word, without. */
export function communityForms(name: string): string[] {
  const base = communityBase(name);
  const endings = isVillage(name) ? VILLAGE_ENDINGS : NEIGHBOURHOOD_ENDINGS;
  const full = [name, ...endings.map((ending) => `${base}${ending}`)];
  const kept = withBare(name, base, MIN_COMMUNITY_BARE).length > 1 ? [base] : [];
  return [...new Set([...full, ...kept])];
}

/** A community's bare name that cannot stand alone (学田, 和平, 联合 for 联合村); '' when there is none. */
export function weakCommunityForm(name: string): string {
  const base = communityBase(name).replace(isVillage(name) ? /村$/ : /$/, '');
  return communityForms(name).includes(base) || NAMES_A_PLACE.test(base) ? '' : base;
}

/** An estate with and without 小区. */
export function estateForms(name: string): string[] {
  return withBare(name, name.replace(/(?:小区|住宅区)$/, ''), MIN_COMMUNITY_BARE);
}

function withBare(name: string, bare: string, min: number): string[] {
  const isUsable =
    bare !== name && bare.length >= min && !WORDS.has(bare) && !NAMES_A_PLACE.test(bare) && !NUMBERED.test(bare);
  return isUsable ? [name, bare] : [name];
}
