import type { Command } from 'commander';

/** Commander's sentences (v14, `lib/command.js`, `suggestSimilar.js`) and ours for them, first match counts. */
const SENTENCES: readonly (readonly [RegExp, string])[] = [
  [/^error: missing required argument '(.+)'$/m, '缺少参数 <$1>'],
  [/^error: required option '(.+)' not specified$/m, '缺少必填选项 $1'],
  [/^error: option '(.+)' argument missing$/m, '选项 $1 后面要写值'],
  [/^error: option '(.+)' argument '(.*)' is invalid\. Allowed choices are (.+)\.$/m, '选项 $1 不能是“$2”，可选：$3'],
  [/^error: option '(.+)' cannot be used with option '(.+)'$/m, '选项 $1 与 $2 不能同时用'],
  [/^error: unknown option '(.+)'$/m, '没有选项 $1'],
  [/^error: unknown command '(.+)'$/m, '没有命令 $1'],
  [/^error: too many arguments.* Expected (\d+) arguments? but got (\d+)\.$/m, '多写了参数：要 $1 个，写了 $2 个'],
];

/** What stands behind such a sentence, or in front of a list of the help. */
const PHRASES: readonly (readonly [RegExp, string])[] = [
  [/\(Did you mean (?:one of )?(.+)\?\)/, '（是不是 $1？）'],
  [/ *\(default: "?(.*?)"?\)/, '（缺省 $1）'],
  [/ *\(choices: (.+)\)/, '（可选 $1）'],
];

const TITLES: Readonly<Record<string, string>> = {
  'Usage:': '用法：',
  'Arguments:': '参数：',
  'Options:': '选项：',
  'Commands:': '命令：',
};

/**
 * Makes a program's help and its complaints about wrong options Chinese, also of commands added to it afterwards,
 * which take over what is set here. A sentence of commander that is not known stays English.
 */
export function speakChinese(program: Command): Command {
  return program
    .showHelpAfterError('（用 --help 查看用法）')
    .helpOption('-h, --help', '显示用法')
    .helpCommand('help [command]', '显示某个命令的用法')
    .configureHelp({ styleTitle: (title) => TITLES[title] ?? title, styleOptionDescription: phrased })
    .configureOutput({ outputError: (sentence, write) => write(phrased(translated(sentence))) });
}

function translated(sentence: string): string {
  const known = SENTENCES.find(([pattern]) => pattern.test(sentence));
  return known ? sentence.replace(...known) : sentence;
}

function phrased(text: string): string {
  return PHRASES.reduce((sofar, [pattern, ours]) => sofar.replace(pattern, ours), text);
}
