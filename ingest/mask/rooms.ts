import type { PersonalDataSpan } from './personal-data.ts';
import { characterTable, matchesAt, type CharacterTable } from './scan.ts';

const W = '[ \\u0001]{0,20}';
/** What makes a number a count, a date or a size instead of a room. */
const NOT_ROOM =
  '(?![0-9]|[ ]?(?:年|月|日|元|米|平|㎡|m|%|人|多|点|分|户|号|楼(?![上下])|弄|万|千|余|个|名|位|家|辆|台|次|块|条|只|棵|间|亩|吨|度|天(?!天)|队|小时|栋|幢|层|路|室|单元))';
// Emergency numbers stand behind 楼 in posts too (5号楼110出警); as a room they carry 室.
const NOT_HOTLINE = '(?!11[0249](?![0-9])|12[02](?![0-9])|12345)';
const ROOM_SUFFIX = `(?:室|号房|号室|房(?![价屋产租东源间子地])|户主)`;
const NUMBER = '[A-Za-z]?[0-9]{3,4}[A-Za-z]?';
const DASH = '[-—~]';
/** 302、303、304室; 5号楼302、303 */
const EARLIER = `(?:${NUMBER}[、和及/至到-]){0,12}`;
const LATER = `(?:[、和及/]${NUMBER}(?![0-9A-Za-z])){0,12}`;
const ESTATE_ENDS = '苑园村城庭府湾居里坊郡都庄邸寓区弄';

const digits = characterTable('0123456789');
const alphanumeric = characterTable('0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz');
const UNIT_WORDS = '甲乙丙丁东西南北中一二三四五六七八九十';
const unitStarts = characterTable(`0123456789ABCDEFabcdef${UNIT_WORDS}`);
const buildingEnds = characterTable('栋幢座楼号#层门');
const estateEnds = characterTable(ESTATE_ENDS);

interface RoomPattern {
  /** Words without one of which no match is possible. */
  needs: readonly string[];
  starters: CharacterTable;
  /** Its first group is masked, or the whole match where it has none; the building stays. */
  pattern: RegExp;
}

const patterns: readonly RoomPattern[] = [
  {
    // 2单元302室, 2单元3楼302, 二单元东户
    needs: ['单元'],
    starters: unitStarts,
    pattern: new RegExp(
      `((?:[0-9]{1,2}|[A-Za-z${UNIT_WORDS}]{1,2})${W}单元${W}(?:[0-9${UNIT_WORDS}]{1,2}${W}[楼层]${W})?` +
        `(?:[0-9]{2,5}[A-Za-z]?${W}(?:室|号房|号室)|[东西南北中]户|` +
        `${NOT_HOTLINE}${NUMBER}${W}(?:${ROOM_SUFFIX}|号|户(?!居民|人家|业主|家))?${NOT_ROOM}))`,
      'y',
    ),
  },
  {
    // 302室, A1203室, 302号房, 1203户主
    needs: ['室', '房', '户主'],
    starters: alphanumeric,
    pattern: new RegExp(`(?<![0-9A-Za-z])(?!(?:19|20)[0-9]{2}-)${EARLIER}${NUMBER}${W}${ROOM_SUFFIX}(?!主任|产)`, 'y'),
  },
  {
    // 5号楼302, G2栋320, 5幢-302
    needs: ['栋', '幢', '座', '楼', '号院', '#', '门'],
    starters: buildingEnds,
    pattern: new RegExp(
      `(?:[栋幢座楼]|号院|#|(?<=[0-9一二三四五六]号?)门)${W}${DASH}?` +
        `(${NOT_HOTLINE}${NUMBER}(?![0-9A-Za-z])${LATER}${W}(?:${ROOM_SUFFIX}|号(?!楼))?)${NOT_ROOM}`,
      'y',
    ),
  },
  {
    // 5号12室, but not 3室2厅
    needs: ['室'],
    starters: buildingEnds,
    pattern: new RegExp(`[栋幢座楼号层]${W}((?:[0-9]{1,2}[A-Za-z]?|[A-Za-z])${W}室)(?!${W}[0-9一二两三]${W}厅)`, 'y'),
  },
  {
    // 99弄5号302
    needs: ['号'],
    starters: characterTable(`${ESTATE_ENDS}路街`),
    pattern: new RegExp(
      `[${ESTATE_ENDS}路街]${W}[0-9]{1,4}号${W}(${NOT_HOTLINE}${NUMBER})(?![A-Za-z])${NOT_ROOM}`,
      'y',
    ),
  },
  {
    // 5-2-301: building, unit, room; not 12-12-2020
    needs: ['-', '—', '~'],
    starters: digits,
    pattern: new RegExp(
      `(?<![0-9]|[0-9]${DASH})[0-9]{1,3}(${DASH}[0-9]{1,2}${DASH}(?!(?:19|20)[0-9]{2}(?![0-9]))[0-9]{3,4})` +
        `(?![0-9]|${DASH}[0-9])`,
      'y',
    ),
  },
  {
    // 阳光苑5-302
    needs: ['-', '—', '~'],
    starters: estateEnds,
    pattern: new RegExp(
      `[${ESTATE_ENDS}]${W}[0-9]{1,3}(?:号楼?|栋|幢)?(${DASH}${NUMBER})(?![0-9A-Za-z]|${DASH}[0-9])${NOT_ROOM}`,
      'y',
    ),
  },
  {
    // 楼上302, 隔壁1201
    needs: ['楼上', '楼下', '隔壁', '对面', '对门'],
    starters: characterTable('楼隔对'),
    pattern: new RegExp(
      `(?:楼上|楼下|隔壁|对面|对门)${W}的?(${NOT_HOTLINE}${NUMBER}(?![A-Za-z])${W}(?:${ROOM_SUFFIX})?)${NOT_ROOM}`,
      'y',
    ),
  },
  {
    // 门牌号302, 房间号：1702
    needs: ['门牌', '房号', '房间号', '室号'],
    starters: characterTable('门房室'),
    pattern:
      /(?:门牌号?|房号|房间号?|室号)(?:码)?[是为:：\s]{0,3}((?:[0-9]{1,3}[-—])?[A-Za-z]?[0-9]{2,4}(?![0-9号弄]))/y,
  },
  {
    // 李阿姨(6-502), as nicknames in a group are written
    needs: ['('],
    starters: characterTable('('),
    pattern: new RegExp(`\\([0-9]{1,3}(?:号楼?|栋|幢|#)?(${DASH}${NUMBER})${W}\\)`, 'y'),
  },
  {
    // 住3号502
    needs: ['号'],
    starters: characterTable('住家'),
    pattern: new RegExp(`(?:住|家)在?${W}[0-9]{1,4}号${W}(${NOT_HOTLINE}${NUMBER})(?![A-Za-z])${NOT_ROOM}`, 'y'),
  },
  {
    // Room 302, Rm. 5B
    needs: ['oom', 'OOM', 'Rm', 'rm', 'pt', 'partment', 'lat'],
    starters: characterTable('RrAaFf'),
    pattern:
      /(?<![A-Za-z])(?:Room|ROOM|room|Rm|rm|Apt|apt|Apartment|apartment|Flat|flat)[ .#:]{1,3}([0-9]{1,4}[A-Za-z]?)(?![0-9A-Za-z])/y,
  },
  // 502东户
  { needs: ['户'], starters: digits, pattern: /(?<![0-9])([0-9]{3,4}[东西中]户)/y },
];

/** Units and rooms of dwellings. The estate and the building stay, because the matter needs them. */
export function findRooms(shadow: string): PersonalDataSpan[] {
  const found: PersonalDataSpan[] = [];
  for (const { needs, starters, pattern } of patterns) {
    if (!needs.some((word) => shadow.includes(word))) continue;
    for (const match of matchesAt(shadow, starters, pattern)) {
      const part = match[1] ?? match[0];
      const start = match.index + match[0].lastIndexOf(part);
      found.push({ kind: 'room', start, end: start + part.length });
    }
  }
  return found;
}
