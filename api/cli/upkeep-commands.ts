import type { Command, Option } from 'commander';

/** Commands that look after an installation: its documents follow what changed around them, its numbers and stores are kept. */
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

  program
    .command('verify')
    .description('核对：每个存储的数字与重新计算相等，预警日志未被改动')
    .addOption(district)
    .addOption(data)
    .addOption(json)
    .action(async (options) => (await import('./verify.ts')).verify(options));

  program
    .command('doctor')
    .description('体检：环境、存储、迁移、来源')
    .addOption(district)
    .addOption(data)
    .addOption(json)
    .action(async (options) => (await import('./doctor.ts')).doctor(options));

  program
    .command('migrate')
    .description('把两个存储的结构更新到当前版本')
    .addOption(district)
    .addOption(data)
    .action(async (options) => (await import('./migrate.ts')).migrate(options));

  program
    .command('backup')
    .description('备份：两个存储在同一时刻的全部数据，写入一个新目录；不必停机')
    .argument('<dir>')
    .addOption(district)
    .addOption(data)
    .addOption(json)
    .action(async (dir, options) => (await import('./backup.ts')).backup(dir, options));

  program
    .command('restore')
    .description('恢复：把备份放进一个空的数据目录，并核对每个数字')
    .argument('<dir>')
    .addOption(district)
    .addOption(data)
    .addOption(json)
    .action(async (dir, options) => (await import('./backup.ts')).restore(dir, options));
}
