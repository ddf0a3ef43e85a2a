import type { AnchorKind } from './anchor.ts';
import { isGenericName } from './generic-names.ts';
import { coreName, endingOf } from './name-suffixes.ts';
import type { FoundName } from './walk-names.ts';

/** What was done or is missing, glued to a name from its left by the model of unknown words: 堵路, 成烂路, 无配套小学, 走鹅秀路. */
const acts =
  /^(?:修路|堵路|堵塞|塞满|塞|堵|修|成|走|无|没|未|缺|乱|破|烂|拆|占|挖|盖|停|封|装|建|挤满|开满|停满|压坏|撞坏|污染|影响|裸土|纵容|距|沿|跨|直通|连过)/u;
/** A part of a place, which follows its name: 楚府东苑|消防通道, 暮云新村|道路, 枫林湾|建筑工地. */
const parts =
  /(?:消防通道|生命通道|道路|马路|路面|建筑工地|施工工地|商铺|配套幼儿园|配套小学|[一某](?:个|家|所)?(?:饭店|餐馆|餐厅|消防通道|超市|网吧|酒吧))$/u;
/** Acts, times, sides and halves that end like a name: 商贩堵路, 9月份开园, 西侧匝道, B3南面通道, 过|江隧道. */
const noName =
  /(?:堵|修|占|让|挖|破|烂|绕)路$|^[东南西北][侧边面]|[东南西北][侧边面](?:路|通道|匝道)$|^新[开建]$|^下穿|^\d+月|^(?:过?江|[A-Za-z])(?:隧道|通道|匝道)$|[暂尚]未$/u;
/** Two names that one word joins; the first must end like one. */
const joint = /^(.{2,}?)[和与到至及、](.{2,})$/u;
/** A town or street, and a name within it. */
const withTown = /^(.{1,4}(?:街道|镇|乡))(.{2,})$/u;
/** A floor after a name, where the model glued on what happens there: 云杉花苑|一楼破墙开店. */
const onFloor = /^(.{2,}?)(?:[\d一二三四五六七八九十]{1,3}|[底顶])楼/u;
/** What is left of an area's name when its first half was cut off: 村北冲组. */
const stump = /^[村镇县市区](?=.{2,})/u;

/**
 * A name as the walk over words found it, brought to its own bounds: parted where two names were joined, without what
 * was done to it and without its part that is meant; nothing when no name remains.
 */
export function refineName(text: string, { kind, start, end }: FoundName): FoundName[] {
  const name = text.slice(start, end);
  if (noName.test(name)) return [];
  const split = splitAt(name);
  if (split !== undefined)
    return [
      ...refineName(text, { kind: kindOf(name.slice(0, split.left), kind), start, end: start + split.left }),
      ...refineName(text, { kind, start: start + split.right, end }),
    ];
  const house = onFloor.exec(name)?.[1];
  if (house !== undefined && endingOf(house) && isStillName(house))
    return refineName(text, { kind: kindOf(house, kind), start, end: start + house.length });
  const cut = stump.exec(name);
  const head = acts.exec(name) ?? (cut && isStillName(name.slice(cut[0].length)) ? cut : null);
  // A dictionary of places would know 建设路 and 修远路: an act leaves a name only when enough is left.
  if (head && !isNamedSo(name)) {
    const from = start + head[0].length;
    return isStillName(text.slice(from, end)) ? refineName(text, { kind, start: from, end }) : [];
  }
  const tail = parts.exec(name);
  if (!tail) return [{ kind, start, end }];
  const shorter = name.slice(0, tail.index);
  return endingOf(shorter) && isStillName(shorter)
    ? [{ kind, start, end: start + tail.index }]
    : isWholePart(name)
      ? []
      : [{ kind, start, end: start + tail.index }];
}

function splitAt(name: string): { left: number; right: number } | undefined {
  const joined = joint.exec(name);
  if (joined && endingOf(joined[1]!) && endingOf(joined[2]!) && joined[2]!.length >= 3)
    return { left: joined[1]!.length, right: joined[1]!.length + 1 };
  const town = withTown.exec(name);
  if (town && endingOf(town[2]!) && isStillName(town[2]!)) return { left: town[1]!.length, right: town[1]!.length };
  return undefined;
}

const kindOf = (name: string, otherwise: AnchorKind): AnchorKind => endingOf(name)?.kind ?? otherwise;

/** At least two characters besides the ending, and no word of everyday. */
function isStillName(name: string): boolean {
  const ending = endingOf(name)?.ending ?? '';
  return name.length - ending.length >= 2 && !isGenericName(name) && !isGenericName(coreName(name));
}

/** 建设路, 成都路, 开封街: roads and schools that begin like an act and are none. */
const isNamedSo = (name: string): boolean =>
  /^(?:建[设国业安华军新]|成[都功华]|开|修[远文竹]|占[^道用]|无[锡为]|未来|跨[湖塘]|封[丘开])/u.test(name) &&
  !/^(?:开满|建设搅拌站)/u.test(name);

/** Nothing of it is a name: 堆满杂物的|消防通道. */
const isWholePart = (name: string): boolean => {
  const tail = parts.exec(name);
  return !tail || tail.index < 3;
};
