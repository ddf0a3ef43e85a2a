import type { RawField } from '../sources/field-rule.ts';
import { simplify } from '../normalise/simplify.ts';

/**
 * Column names by which exports are known: the 21 columns of 12345, the forums' own, our own field names.
 * Order is preference: the narrower name first, except for wards, which are written from district to estate.
 * Written without blanks and underscores, which are not compared.
 */
const known = {
  externalId:
    'externalId id 工单编号 工单号 受理编号 诉求编号 事件编号 帖子编号 编号 流水号 工单流水号 受理单号 案件编号 案件号 ' +
    '办件编号 信件编号 留言编号 投诉编号 诉求单号 单号 orderno orderid ticketno caseno postid ' +
    'topicid guid uuid servicerequestid ticketid ticketnumber caseid questionid threadid tid infoid articleid recordid ' +
    'workorderno workorderid uniquekey appealid proposalid bianhao gongdanbianhao ' +
    'casenumber requestid srnumber mid gdbh slbh ajbh 来电编号 来件编号 陈情编号',
  kind: 'kind',
  visibility: 'visibility 是否公开 公开类型 是否保密',
  publishedAt:
    'publishedAt time createdat 受理时间 来电时间 登记时间 诉求时间 创建时间 建单时间 发布时间 提交时间 反映时间 ' +
    '时间 受理日期 登记日期 来电日期 诉求日期 创建日期 发布日期 反映日期 来信时间 写信时间 留言时间 提问时间 投诉时间 上报时间 ' +
    '来件时间 日期 createtime gmtcreate publishtime pubtime posttime submittime ' +
    'reporttime accepttime timestamp ctime requesteddatetime createddate ' +
    'addtime inputtime dateline asktime createdtime createdate postedat submittedat reportedat createdon calltime ' +
    'shijian shoulishijian fabushijian creationdate datecreated opened opendate receiveddate date pubdate published issued @timestamp slsj djsj ldsj fbsj cjsj 来件日期 来信日期',
  updatedAt:
    'updatedAt 更新时间 最后更新时间 修改时间 updatetime gmtmodified lastupdated utime updateddatetime updated',
  version: 'version',
  deleted:
    'deleted 是否删除 isdeleted isdel delflag removed 已删除 删除标记 删除标志 删除状态 是否撤回 是否已撤回 是否撤销 ' +
    'deletedat deletetime 删除时间 撤回时间',
  title:
    'title 标题 诉求标题 工单标题 主题 信件标题 留言标题 诉求主题 事件标题 案件标题 servicename subject summary ' +
    'topictitle posttitle threadtitle complainttype biaoti bt',
  text:
    'text content 主要内容 诉求内容 工单内容 反映内容 内容 正文 描述 具体内容 诉求描述 问题描述 事件描述 案件描述 诉求详情 ' +
    '来电内容 信件内容 留言内容 投诉内容 咨询内容 帖子内容 body desc detail description details ' +
    'message raw cooked postraw postcooked topiccontent postcontent question maincontent descriptor blurb excerpt ' +
    'neirong zhuyaoneirong zynr sqnr fynr ldnr 诉求摘要 诉求事由 反映事项 关注事项 事由 概况信息',
  reply:
    'reply 回复内容 答复内容 办理结果 处理结果 回复 办理情况 处理情况 答复意见 办理意见 replycontent answer ' +
    'answercontent statusnotes resolutiondescription huifu huifuneirong 结果反馈 跟进情况 处理情形',
  repliedAt: 'repliedAt replytime answertime 回复时间 答复时间',
  closedAt: 'closedAt 办结时间 结案时间 完成时间 closeddatetime closeddate dateclosed resolveddate',
  status: 'status 工单状态 办理状态 状态',
  reporter:
    'reporter user author 诉求人 来电人 反映人 发帖人 作者 用户 姓名 昵称 留言人 写信人 投诉人 username nickname ' +
    'askuser authorname createby sqr ldr 信访人 陈情人 来信人 来件人 求助人',
  wardHint:
    'wardHint ward 被反映区 街乡镇 被反映街乡镇 街镇 村社区 被反映村社区 居村委 居委 社区 communityname 行政区 问题属地',
  estate: 'estate 小区点位 被反映小区 小区',
  board: 'board 版块 栏目 来源渠道 诉求来源 工单来源',
  likes:
    'likes up 点赞数 点赞 支持数 likecount likescount likenum ' +
    'praisecount attitudescount praisenum zannum zancount votecount supports supportcount upvotes recommendadd 点赞量 赞',
  comments:
    'comments 评论数 评论 commentcount commentnum replycount replynum replies 回复数 评论次数 评论量 跟帖数 commentscount',
  natureHint: 'nature 工单类型 诉求类型 诉求性质',
  topicHint: 'topic category 问题分类 诉求分类 事项分类 问题类别',
  closedLevel: 'closedLevel 办结层级 办结级别 办结单位 主办单位 主办',
} satisfies Partial<Record<RawField, string>>;

/** For each field the columns that may hold it, in order of preference. */
export const knownColumns = Object.fromEntries(
  Object.entries(known).map(([field, names]) => [field, names.split(' ')]),
) as Partial<Record<RawField, string[]>>;

/** Columns that tell when a step was taken; the word of the step is in the name. */
export const stepColumns = [
  '派单时间',
  '转派时间',
  '签收时间',
  '接单时间',
  '退回时间',
  '上报时间',
  '重办时间',
  '回访时间',
];

/** True for a column that tells when a step was taken. */
export const isStepColumn = (name: string): boolean => stepColumns.includes(name);

/** Traditional and English headers are known by the same names, whatever joins their words or is remarked in brackets. */
export const plainColumn = (name: string): string =>
  simplify(name.normalize('NFKC'))
    .replace(/^\s*\d{1,2}\s*[.、)]/u, '')
    .replace(/(?<=.)(?:\([^()]*\)|\[[^[\]]*\])/u, '')
    // title/zh-CN: one column for each language.
    .replace(/(?<=.)\/(?:zh|en|fr|de|es|ca|ja|ko)(?:-\w{2,4})?$/i, '')
    .replace(/[\s*:()_'"“”.【】「」『』《》<>[\]\p{Cf}-]/gu, '')
    .toLowerCase();

const fieldByColumn = new Map(
  Object.entries(knownColumns).flatMap(([field, names]) =>
    names.map((name) => [plainColumn(name), field as RawField] as const),
  ),
);

/** True for a column name that the known exports use. */
export const isKnownColumn = (name: string): boolean => fieldByColumn.has(plainColumn(name));

/** No name of a column is longer; texts that hold such words are. */
const LONGEST_NAME = 12;
/** What a column is about, and what of it: names that no list holds. Asked only for a field that has no known name. */
const WORDED: Partial<Record<RawField, RegExp>> = {
  externalId:
    /^(?:热线|诉求|受理|事件|问题|案件|案卷|办件|信件|信访件?|个案|业务|帖子?|话题|任务|投诉|留言|咨询|建议|工单)(?:工单|单据)?(?:编号|编码|单号|号|id)$/,
  publishedAt:
    /^(?:工单|诉求|问题|事件|案件|市民)?(?:受理|来电|来件|来信|来访|陈情|收到|收件|接件|任务|接线|登记|诉求|创建|新建|生成|发布|发表|发帖|提交|提出|反映|上报|提问|投诉|咨询|留言|录入|发生|接报)(?:日期时间|时间日期|日期|时间|时刻)$/,
  title: /^(?:热线|工单|诉求|事件|问题|案件|案卷|帖子?|话题|信件|留言|投诉|咨询|建议)(?:标题|主题|名称)$/,
  text: /^(?:市民|来电|来件|来信|陈情|信访|关注|热线|工单|诉求|事件|问题|案件|案卷|帖子?|话题|信件|留言|投诉|咨询|建议|反映|具体|详细)(?:的)?(?:工单|诉求|问题|情况|事项)?(?:内容|描述|详情|正文|详述|说明|概况|摘要|内容摘要|内容描述|内容详情|诉求)$/,
  reply:
    /^(?:官方|单位|部门|承办|最终|回复|答复|办理|处理|处置|反馈)(?:单位|部门)?(?:回复|答复|办理|处理|处置|反馈)?(?:内容|正文|结果|情况|意见|说明)$/,
  repliedAt: /^(?:回复|答复|反馈)(?:日期时间|日期|时间)$/,
  closedAt: /^(?:办结|结案|完成|办理完成|归档)(?:日期时间|日期|时间)$/,
  reporter: /^(?:市民|诉求|来电|反映|投诉|发帖|提问|留言|咨询|写信|当事)(?:人|者)?(?:姓名|名称|昵称)$/,
  wardHint:
    /^(?:所属|所在|事发|被反映|诉求)?(?:区|街道|街镇|街乡镇|镇街|乡镇|镇|居村|村居|居委|居委会|居村委|社区|村社区)(?:名称)?$/,
  status: /^(?:工单|办理|处理|办件|案件|当前)?状态(?:名称)?$/,
};

/** The columns whose names say in other words what they hold, in the order of the file. */
export const wordedColumns = (field: RawField, columns: readonly string[]): string[] =>
  columns.filter((column) => {
    const name = plainColumn(column);
    return name.length <= LONGEST_NAME && WORDED[field]?.test(name) === true && !fieldByColumn.has(name);
  });
