import { z } from 'zod';
import { defineSetting } from '../../settings/define-setting.ts';

const schema = z.object({
  replies: z
    .array(
      z.object({
        title: z.string().trim().min(1).max(30).meta({ title: '名称', en: 'Name' }),
        text: z.string().trim().min(1).max(1_000).meta({ title: '内容', en: 'Text' }),
        topic: z
          .string()
          .regex(/^(\d{2}|\d{4})?$/)
          .default('')
          .meta({ title: '只用于类别', en: 'Only for topic' }),
      }),
    )
    .max(200)
    .meta({ title: '常用回复', en: 'Canned replies' }),
});
export type CannedReplies = z.output<typeof schema>;

/** 常用回复: texts that a handler begins a reply with. */
export const cannedRepliesSetting = defineSetting<CannedReplies>({
  kind: 'canned-replies',
  title: { zh: '常用回复', en: 'Canned replies' },
  help: {
    zh: '经办人回复时可以从这里选一段再改。请写成对居民说的话。',
    en: 'Texts that a handler may begin a reply with, to be adapted. Write them as said to a resident.',
  },
  schema,
  initial: () => ({
    replies: [
      {
        title: '已到现场',
        text: '您好，您反映的情况已收到，工作人员已到现场查看，正在处理，有结果会及时告知。',
        topic: '',
      },
      {
        title: '需要协调',
        text: '您好，您反映的问题涉及多个单位，已联系相关单位共同处理，预计五个工作日内答复。',
        topic: '',
      },
      { title: '已办结', text: '您好，您反映的问题已处理完毕，请您查看；如仍有问题请再次联系我们。', topic: '' },
    ],
  }),
});
