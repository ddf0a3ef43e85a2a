import { Command, Option } from 'commander';
import { describe, expect, it } from 'vitest';
import { speakChinese } from './chinese-usage.ts';

describe('A wrong call', () => {
  it.each([
    [['import', '--source', 'x'], '缺少参数 <file>'],
    [['import', 'a.csv'], '缺少必填选项 --source <id>'],
    [['import', 'a.csv', '--source'], '选项 --source <id> 后面要写值'],
    [
      ['import', 'a.csv', '--source', 'x', '--consent', 'maybe'],
      '选项 --consent <state> 不能是“maybe”，可选：given, notice',
    ],
    [['import', 'a.csv', '--source', 'x', '--consnt', 'given'], '没有选项 --consnt\n（是不是 --consent？）'],
    [['improt'], '没有命令 improt\n（是不是 import？）'],
    [['import', 'a.csv', 'b.csv', '--source', 'x'], '多写了参数：要 1 个，写了 2 个'],
    [['import', 'a.csv', '--source', 'x', '--json', '--quiet'], '选项 --quiet 与 --json 不能同时用'],
  ])('%j is told in Chinese, and where the usage stands', (args, sentence) => {
    expect(complaintOf(args)).toBe(`${sentence}\n（用 --help 查看用法）\n`);
  });
});

describe('The help', () => {
  it('has no English around what the command says of itself', () => {
    const { program } = sample();
    const help = program.helpInformation() + program.commands[0]!.helpInformation();
    for (const title of ['用法：', '选项：', '命令：', '参数：']) expect(help).toContain(title);
    expect(help).toContain('网页端口（缺省 8080）');
    expect(help).toContain('同意（可选 "given", "notice"）');
    expect(help).not.toMatch(/Usage|Options|Arguments|Commands|display|default|choices/);
  });
});

function complaintOf(args: string[]): string {
  const { program, written } = sample();
  expect(() => program.parse(args, { from: 'user' })).toThrow(/^error: /);
  return written.join('');
}

function sample() {
  const written: string[] = [];
  const program = speakChinese(new Command('sample')).exitOverride();
  program.configureOutput({ writeErr: (text) => written.push(text) });
  program
    .command('import')
    .argument('<file>', '文件')
    .requiredOption('--source <id>', '来源')
    .option('--port <n>', '网页端口', '8080')
    .addOption(new Option('--consent <state>', '同意').choices(['given', 'notice']))
    .option('--json')
    .addOption(new Option('--quiet').conflicts('json'))
    .action(() => undefined);
  return { program, written };
}
