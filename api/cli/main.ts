import { Command, Option } from 'commander';
import { speakChinese } from './chinese-usage.ts';
import { toldFailure } from './failure.ts';
import { addUpkeep } from './upkeep-commands.ts';

/** The command line. Each command's code is loaded only when it is called. */
const program = speakChinese(new Command('minqing'))
  .description('民情：街道社区诉求的汇集、热点与预警')
  .exitOverride((error) => process.exit(error.exitCode === 0 ? 0 : 2));

const data = new Option('--data <dir>', '数据目录（内嵌存储）；有进程在用时接到它的存储上');
const district = new Option('--district <file>', '区县配置文件，缺省为示例区');
const port = new Option('--port <n>', '网页端口').default('8080');
const json = new Option('--json', '只向标准输出写 JSON，一行一个');

program
  .command('start')
  .description('启动：网页、接口、任务')
  .addOption(district)
  .addOption(data)
  .addOption(port)
  .option('--host <address>', '监听地址', '127.0.0.1')
  .option('--roles <list>', 'api,jobs 之一或全部', 'api,jobs')
  .action(async (options) => (await import('./start.ts')).start(options));

program
  .command('demo')
  .description('演示：示例区、模拟平台、回放 2020-12-12 周六')
  .addOption(data)
  .addOption(port)
  .option('--speed <n>', '回放倍速')
  .option('--fresh', '丢弃上次的演示数据，重新开始')
  .action(async (options) => (await import('./demo.ts')).demo(options));

program
  .command('import')
  .description('导入一个文件：表格、JSON、YAML、SQL 转储、逐条记录的文本、微信聊天记录、Open311，或它们的压缩包')
  .argument('<file>')
  .requiredOption('--source <id>', '来源编号，小写字母、数字、短横')
  .option('--map <pairs>', '列对应，如 externalId=id,publishedAt=time,text=content；其余各列仍按列名认')
  .addOption(
    new Option('--date-order <order>', '12/01/20 这类日期的次序，文件自己看不出时用').choices(['ymd', 'dmy', 'mdy']),
  )
  .addOption(
    new Option('--consent <state>', '聊天记录的同意情况：given 逐一同意，notice 群内告知').choices(['given', 'notice']),
  )
  .addOption(district)
  .addOption(data)
  .addOption(json)
  .action(async (file, options) => (await import('./import.ts')).importFile(file, options));

program
  .command('source')
  .description('接入清单')
  .command('test')
  .description('按清单读一页，显示每行映射的结果，不入库；清单有误时指出行号与字段')
  .argument('<file>', '清单文件，或随附清单的名字')
  .requiredOption('--url <address>', '平台地址')
  .option('--secret-env <name>', '凭据所在的环境变量')
  .addOption(json)
  .action(async (file, options) => (await import('./source-test.ts')).sourceTest(file, options));

addUpkeep(program, { district, data, json });

program
  .command('hotspots')
  .description('热点排行')
  .option('--at <instant>', '截止时刻（ISO），缺省为最新一条诉求的时刻')
  .option('--days <n>', '窗口天数', '30')
  .addOption(new Option('--level <level>', '层级').choices(['district', 'street', 'community']).default('district'))
  .option('--ward <code>', '只看这个区域')
  .option('--top <n>', '每个区域的条数', '10')
  .addOption(district)
  .addOption(data)
  .addOption(json)
  .action(async (options) => (await import('./hotspots.ts')).hotspots(options));

program
  .command('replay')
  .description('回放：按另一套门槛，过去这段时间会报出什么、何时、漏掉什么、每周多少未证实')
  .requiredOption('--from <instant>', '起（ISO 时刻或日期）')
  .requiredOption('--to <instant>', '止')
  .option('--set <param=value...>', '改动的门槛，如 --set minReporters=5 --set windowHours=3,12')
  .addOption(district)
  .addOption(data)
  .addOption(json)
  .action(async (options) => (await import('./replay.ts')).replay(options));

program
  .command('events')
  .description('事件及其成员')
  .addOption(district)
  .addOption(data)
  .addOption(json)
  .action(async (options) => (await import('./events.ts')).events(options));

program
  .command('learn')
  .description('从已标注的历史学习分类或责任单位；--from-labels 从本系统里的人工确认与平台类别学习')
  .argument('[file]', 'csv 或 jsonl，第一行为列名；与 --from-labels 二选一')
  .option('--from-labels', '用“待确认”页的人工确认与随工单来的类别，模型存入数据目录')
  .option('--store', '把学到的模型也存入数据目录，在设置“分类模型”中启用')
  .option('--label <column>', '标签列')
  .option('--text <column>', '正文列')
  .option('--title <column>', '标题列')
  .option('--group <column>', '同组不拆开的列')
  .option('--out <file>', '模型文件', 'model.minqing')
  .addOption(district)
  .addOption(data)
  .addOption(json)
  .action(async (file, options) => (await import('./learn.ts')).learn(file, options));

program
  .command('classify')
  .description('用学到的模型分类，带可信度')
  .argument('<file>')
  .option('--model <file>', '模型文件', 'model.minqing')
  .option('--text <column>', '正文列')
  .option('--title <column>', '标题列')
  .option('--id <column>', '编号列')
  .addOption(json)
  .action(async (file, options) => (await import('./learn.ts')).classify(file, options));

program
  .command('weather <file>')
  .description('导入每日天气（CSV：日期、降雨量毫米、最高气温），供报告说明')
  .addOption(district)
  .addOption(data)
  .action(async (file, options) => (await import('./weather.ts')).weather(file, options));

program
  .command('report')
  .description('写报告：月报、周报、日报、专报、推进会材料、督办单')
  .addOption(
    new Option('--kind <kind>', '种类')
      .choices(['monthly', 'weekly', 'daily', 'special', 'meeting', 'notice'])
      .default('monthly'),
  )
  .requiredOption('--period <key>', '期间：月 2020-11、周 2020-W46、日 2020-11-09')
  .option('--ward <code>', '区域，缺省为全区')
  .option('--department <code>', '责任单位（按职责分工归口）')
  .option('--all-wards', '全区、每个街镇、每个居村各一份；中断后再运行即接着写')
  .option('--event <id>', '专报的热点编号，缺省为居首的热点')
  .option('--format <list>', 'docx、pdf、xlsx、csv，逗号分隔', 'docx,pdf,xlsx')
  .option('--issuer <name>', '编制单位')
  .option('--template <docx>', '本区自己的 Word 模板，占位符如 {{标题}}、{{正文}}、{{closeRate}}')
  .option('--out <dir>', '写到哪个目录', 'reports')
  .addOption(district)
  .addOption(data)
  .action(async (options) => (await import('./report.ts')).report(options));

program
  .command('bench')
  .description('基准测试')
  .argument('<name...>')
  .option('--kills', '预警：杀死进程与 PostgreSQL，看有没有丢失')
  .addOption(json)
  .action(async (names, options) => (await import('./bench.ts')).bench(names, options));

try {
  await program.parseAsync();
} catch (error) {
  const { message, exitCode } = toldFailure(error);
  console.error(message);
  process.exitCode = exitCode;
}
// A command is over when its work is; a thread or socket that lingers must not hold the shell.
process.exit(process.exitCode ?? 0);
