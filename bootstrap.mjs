// Makes a fresh checkout ready, with nothing but Node: checks its version, installs the dependencies, builds the
// dashboard; each only when needed. `node bootstrap.mjs install` does that, `node bootstrap.mjs test …` then runs the tests.
// All messages go to stderr, so that a command's own stdout stays clean.
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { argv, env, execPath, exit, pid, platform, stderr, versions } from 'node:process';
import { fileURLToPath } from 'node:url';

const project = fileURLToPath(new URL('.', import.meta.url));
const inProject = (...path) => join(project, ...path);

// The lowest version that vite 8 and vitest 4 take.
const lowestNode = [20, 19];

/** A reason not to go on that the user can do something about, in one sentence. */
class SetupError extends Error {}

function checkNode() {
  const [major, minor] = versions.node.split('.').map(Number);
  if (major > lowestNode[0] || (major === lowestNode[0] && minor >= lowestNode[1])) return;
  throw new SetupError(
    `需要 Node.js ${lowestNode.join('.')} 或更高版本，当前为 ${versions.node}。(Node.js ${lowestNode.join('.')} or later is needed; this is ${versions.node}.)`,
  );
}

// Compiled packages fit one ABI and one platform only.
const marker = inProject('node_modules', '.minqing-installed');
const installed = () => `${sha256(readFileSync(inProject('package-lock.json')))} ${versions.modules} ${platform}`;

async function ensureInstalled() {
  const wanted = installed();
  if (read(marker) === wanted) return;
  await alone(async () => {
    if (read(marker) === wanted) return;
    if (!treeMatchesLock()) await install();
    writeFileSync(marker, wanted);
  });
}

/** True when a contributor's own `npm install` left exactly what the lock says; npm writes its record last. */
function treeMatchesLock() {
  const lock = JSON.parse(readFileSync(inProject('package-lock.json'), 'utf8')).packages;
  const tree = JSON.parse(read(inProject('node_modules', '.package-lock.json')) ?? '{}').packages;
  const builtFor = read(marker)?.split(' ').slice(1).join(' ');
  if (!tree || (builtFor && builtFor !== installed().split(' ').slice(1).join(' '))) return false;
  return Object.entries(lock).every(
    ([path, { version, optional }]) => path === '' || (tree[path] ? tree[path].version === version : optional),
  );
}

async function install() {
  stderr.write('正在安装依赖，首次约需一分钟…… (Installing dependencies; about a minute the first time.)\n');
  rmSync(marker, { force: true });
  const everything = ['--include=dev', '--include=optional', '--no-audit', '--no-fund'];
  const first = await npm(['ci', ...everything]);
  if (first.code === 0) return;
  // A lock that this npm finds incomplete; the looser command goes on from it.
  const outcome = /EUSAGE/.test(first.output) ? await npm(['install', '--no-save', ...everything]) : first;
  if (outcome.code !== 0) throw new SetupError(explain(outcome.output));
}

const reasons = [
  [/ENOSPC|no space left/i, '磁盘已满。(The disk is full.)'],
  // A recursive mkdir on a read-only file system reports ENOENT.
  [
    /EACCES|EPERM|EROFS|ENOENT.*mkdir|read-only file system/i,
    `不能写入 ${project}。(${project} cannot be written to.)`,
  ],
  [
    /not found: make|gyp ERR! (find Python|build error)|g\+\+: |stack Error: (Could not find any Python|`make` failed|not found)/i,
    '编译分词组件需要 g++、make 和 python3，请先安装，例如 apt-get install g++ make python3。(Install g++, make and python3: the word segmenter is compiled here.)',
  ],
  [
    /getNodeDir|nodejs\.org/,
    '无法下载 Node.js 头文件，请安装自带头文件的 Node.js 或允许访问 nodejs.org。(The headers of Node.js cannot be downloaded: install a Node.js that brings them, or allow access to nodejs.org.)',
  ],
  [
    /ENOTFOUND|ETIMEDOUT|ECONNREFUSED|ECONNRESET|EAI_AGAIN|network/i,
    '无法连接 npm 源，请检查网络或 npm 的 registry 设置。(The npm registry cannot be reached.)',
  ],
];

const known = (output) => reasons.find(([sign]) => sign.test(output))?.[1];

function explain(output) {
  return `准备环境失败：${known(output) ?? '原因见以上输出。(The set-up failed: see the output above.)'}`;
}

/** The headers that came with this Node, so that compiling needs no download from nodejs.org. */
function headers() {
  const nodedir = join(dirname(execPath), '..');
  return existsSync(join(nodedir, 'include', 'node', 'node.h')) ? { npm_config_nodedir: nodedir } : {};
}

/** Runs npm with its output on our stderr; gives its exit code and the end of what it said. */
function npm(args) {
  const [command, ...prefix] = env.npm_execpath?.endsWith('.js') ? [execPath, env.npm_execpath] : ['npm'];
  return new Promise((resolve, reject) => {
    const child = spawn(command, [...prefix, ...args], {
      cwd: project,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...headers(), ...env },
    });
    let output = '';
    const take = (chunk) => {
      stderr.write(chunk);
      output = (output + chunk).slice(-200_000);
    };
    child.stdout.on('data', take);
    child.stderr.on('data', take);
    child.on('error', () => reject(new SetupError('找不到 npm，请先安装。(npm was not found.)')));
    child.on('close', (code) => resolve({ code, output }));
  });
}

/** Runs `work` while no other command sets this checkout up. */
async function alone(work) {
  mkdirSync(inProject('.cache'), { recursive: true });
  const lock = inProject('.cache', 'setup.pid');
  for (let told = false; ; told = true) {
    try {
      writeFileSync(lock, String(pid), { flag: 'wx' });
      break;
    } catch (error) {
      if (error.code !== 'EEXIST') throw error;
    }
    const other = Number(read(lock));
    if (!isAlive(other)) rmSync(lock, { force: true });
    else if (!told) stderr.write(`等待进程 ${other} 完成安装…… (Waiting for process ${other} to finish the set-up.)\n`);
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  try {
    await work();
  } finally {
    rmSync(lock, { force: true });
  }
}

function isAlive(other) {
  try {
    return other > 0 && process.kill(other, 0);
  } catch (error) {
    return error.code === 'EPERM';
  }
}

/** Builds the pages unless those that stand there were built from the same sources. */
export async function ensureDashboard() {
  const built = inProject('.cache', 'dashboard-sources');
  const page = inProject('dashboard', 'dist', 'index.html');
  const wanted = sources(inProject('dashboard'))
    .concat(sources(inProject('api', 'contract')), inProject('package-lock.json'))
    .reduce((hash, file) => hash.update(file).update(readFileSync(file)), createHash('sha256'))
    .digest('hex');
  if (existsSync(page) && read(built) === wanted) return;
  await alone(async () => {
    stderr.write('正在构建页面…… (Building the dashboard.)\n');
    const vite = inProject('node_modules', 'vite', 'bin', 'vite.js');
    const args = [vite, 'build', '--config', inProject('dashboard', 'vite.config.ts'), '--logLevel', 'error'];
    // As it is shipped: under a test runner's NODE_ENV the libraries' versions for development would be taken.
    const options = { cwd: project, stdio: ['ignore', 2, 2], env: { ...env, NODE_ENV: 'production' } };
    if (spawnSync(execPath, args, options).status !== 0) {
      throw new SetupError('页面构建失败，原因见以上输出。(Building the dashboard failed: see the output above.)');
    }
    writeFileSync(built, wanted);
  });
}

function sources(folder) {
  return readdirSync(folder, { withFileTypes: true })
    .filter(({ name }) => name !== 'dist' && name !== 'testing' && !name.includes('.test.'))
    .flatMap((entry) => (entry.isDirectory() ? sources(join(folder, entry.name)) : [join(folder, entry.name)]))
    .toSorted();
}

/** Makes the checkout ready; `dashboard`: its pages too. Ends the process with one sentence when that cannot be. */
export async function ensureReady({ dashboard = false } = {}) {
  try {
    checkNode();
    await ensureInstalled();
    if (dashboard) await ensureDashboard();
  } catch (error) {
    if (error instanceof SetupError) stderr.write(`${error.message}\n`);
    else if (known(error.message)) stderr.write(`${explain(error.message)}\n`);
    else throw error;
    exit(1);
  }
}

/** Runs Vitest; its counts are the last line of stdout. */
function runTests(args) {
  const report = inProject('.cache', 'tests.json');
  rmSync(report, { force: true });
  const vitest = inProject('node_modules', 'vitest', 'vitest.mjs');
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  const { status } = spawnSync(execPath, [vitest, 'run', ...reporters, ...args], { cwd: project, stdio: 'inherit' });
  const { numPassedTests = 0, testResults = [] } = JSON.parse(read(report) ?? '{}');
  // A file that cannot even be loaded has no tests to count; it counts as one that failed.
  const failed = testResults
    .map(({ status: file, assertionResults }) => [
      file,
      assertionResults.filter((test) => test.status === 'failed').length,
    ])
    .reduce((sum, [file, tests]) => sum + (file === 'failed' ? Math.max(1, tests) : tests), 0);
  console.log(`${numPassedTests} passed, ${status === 0 ? failed : Math.max(1, failed)} failed`);
  exit(status ?? 1);
}

function read(file) {
  return existsSync(file) ? readFileSync(file, 'utf8') : undefined;
}

function sha256(content) {
  return createHash('sha256').update(content).digest('hex');
}

if (argv[1] === fileURLToPath(import.meta.url)) {
  const [task, ...args] = argv.slice(2);
  await ensureReady({ dashboard: true });
  if (task === 'test') runTests(args);
}
