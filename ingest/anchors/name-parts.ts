import { readDomainLexicon } from '../segment/user-dictionary.ts';
import { readWordList } from '../segment/word-list.ts';
import type { TaggedWord } from '../segment/segmenter.ts';

/** Verb-like words that in front of a name's ending are its first half: 保利花园, 融创城, 万家丽路. */
const nameVerbs = new Set(
  '横 纵 劳动 人民 万家 保利 融创 建发 联发 凯旋 开元 开福 望城 望仙 万 发 兴 盛 创 通 达 来 合 同 复兴 复地 振兴 解放 跃进 团结 奋斗 改革 建设 创业 创新 开拓 远大 招商 绿 登 环 向阳 迎宾 迎春 望江 观海 听涛 揽月 拥军 升 飞 腾飞 腾 旭 辉 照 耀 明 立 立信 承 启 育 育才 育英 求知 求是 求真 爱民 爱国 为民 便民 惠民 富民 利民 安居 乐居 宜居 共和 共康 共富 共江 聚 集 汇 映 润 泰 康 宁 归 望 停 卧 飘 落 驿 顾 护 护国 护城'.split(
    ' ',
  ),
);

/** Ordinary nouns that stand before a name without belonging to it: 业主|丽发新城, 附近|公园. */
const ordinaryNouns = new Set(
  '业主 居民 村民 市民 学生 家长 老师 教师 老人 孩子 小孩 员工 职工 商户 商家 老板 司机 乘客 患者 病人 记者 网友 群众 领导 书记 开发商 物业 房东 租客 房客 中介 门口 附近 旁边 旁 边 周边 对面 楼下 楼上 楼顶 门前 前 后 里 内 外 上 下 左 右 中间 之间 以东 以西 以南 以北 路段 地段 路口 街口 位置 地址 地点 处 段 问题 情况 现象 噪音 噪声 灯光 油烟 垃圾 车位 车库 停车 停车场 道路 马路 路面 公交 公交车 地铁 车站 铁路 线路 线 高速 项目 工程 工地 规划 政策 房子 房屋 房产 住房 楼盘 楼房 商铺 门面 店铺 餐饮 夜宵 烧烤 企业 公司 单位 部门 机构 政府 学校 医院 小学 中学 幼儿园 小区 社区 街道 村 镇 城市 城区 市区 县 市 区 省 地区 区域 片区 时间 期间 方案 通知 公告 公示 合同 协议 费用 价格 工资 社保 户口 国家 全国 我国 全省 全市 全区 全县 大量 部分 多家 一家 两家 某家 某 该 一 两 几 家 所 个 条 座 栋 号 栋楼 号楼 单元 层 米 元 万 年 月 日 点 名 位 户 间 辆 交通 环境 卫生 安全 质量 教育 教学 医疗 文化 体育 旅游 生活 居住 普惠性 公办 民办 私立 公立 老年 儿童 少年 青年 农民 农村 职业 建筑 房地产 混凝土 煤矿 采石 违建 非法 违法 违规 合法 虚假 夜间 晚上 凌晨 白天 长期 多年 市政 公共 大型 小型 中型 新建 在建 拟建 已建 原 原来 老 新 旧 大 小 高 低 人行 机动车 行人 车辆 货车 渣土 车 人 水 电 气 街区 楼 房 门 省道 国道 集团'.split(
    ' ',
  ),
);

const barriers = new Set([
  ...readDomainLexicon().map(({ word }) => word),
  ...readWordList('stop-words'),
  ...readWordList('formula-words'),
  ...ordinaryNouns,
]);

/** Parts of speech of which proper names are made; x is what the model does not know: mostly names. */
const nameTags = new Set('n nr nrt nrfg ns nt nz ng j x eng f b a an ag tg z h g zg m'.split(' '));
const properTags = new Set('nr nrt nrfg ns nt nz j x eng'.split(' '));
const numeral = /^第?[\d一二三四五六七八九十百]+$/u;

/** True when a word can be part of a proper name that goes on to its right. */
export function isNamePart({ word, tag }: TaggedWord): boolean {
  if (nameVerbs.has(word)) return true;
  if (!/^[\p{Script=Han}A-Za-z\d·]+$/u.test(word)) return false;
  if (barriers.has(word)) return numeral.test(word);
  return nameTags.has(tag) && (tag !== 'm' || numeral.test(word));
}

/** True when a part of speech marks a proper name rather than a common noun. */
export const isProper = ({ word, tag }: TaggedWord): boolean => properTags.has(tag) || nameVerbs.has(word);
