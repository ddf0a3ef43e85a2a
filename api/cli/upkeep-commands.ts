import type { Command, Option } from 'commander';

/** Commands by which stored documents follow what changed around them: the gazetteer, the key of reporters. */
export function addUpkeep(program: Command, shared: Record<'district' | 'data' | 'json', Option>): void {
  const { district, data, json } = shared;
  program
    .command('relocate')
    .description('区域、小区或别名补充后，为未定位的诉求重新查找区域')
    .addOption(district)
    .addOption(data)
    .addOption(json)
    .action(async (options) => (await import('./relocate.ts')).relocate(options));

  program
    .command('rerun')
    .description('词库或分类模型改动后，按现行的重新分析历史诉求；中断后再运行即接着做')
    .addOption(district)
    .addOption(data)
    .addOption(json)
    .action(async (options) => (await import('./rerun.ts')).rerun(options));

  program
    .command('rotate-reporter-key')
    .description('更换诉求人密钥：已存的和以后的诉求人标识都换到新密钥，同一人仍是同一人；先停止服务')
    .addOption(district)
    .addOption(data)
    .action(async (options) => (await import('./rotate-reporter-key.ts')).rotateReporters(options));
}
