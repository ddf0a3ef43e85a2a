import { execFile } from 'node:child_process';
import { createReadStream, createWriteStream, existsSync } from 'node:fs';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { createBrotliDecompress } from 'node:zlib';
import { chromium, type Browser } from 'playwright-core';

const run = promisify(execFile);
const require = createRequire(import.meta.url);
const project = fileURLToPath(new URL('../..', import.meta.url));

/**
 * Launches the headless Chromium of the package @sparticuz/chromium, with a Chinese font and `more` of its switches;
 * close it after use.
 * Nothing is downloaded and nothing of the machine is needed: the package also holds the libraries
 * that Chromium links to. It is unpacked once, below `.cache`.
 */
export async function launchBrowser(more: readonly string[] = []): Promise<Browser> {
  const home = await unpack();
  return chromium.launch({
    executablePath: join(home, 'chromium'),
    args: ['--no-sandbox', '--disable-dev-shm-usage', '--disable-gpu', '--font-render-hinting=none', ...more],
    env: {
      ...process.env,
      LD_LIBRARY_PATH: join(home, 'lib'),
      FONTCONFIG_FILE: join(home, 'fonts.conf'),
    },
  });
}

// The package's own unpacking goes to /tmp/chromium for the first user of a machine and locks out the second.
async function unpack(): Promise<string> {
  const root = join(dirname(require.resolve('@sparticuz/chromium')), '..', '..');
  const { version } = require(join(root, 'package.json')) as { version: string };
  const home = join(project, '.cache', `chromium-${version}`);
  if (existsSync(home)) return home;
  await mkdir(dirname(home), { recursive: true });
  const half = `${home}-${process.pid}`;
  await mkdir(half, { recursive: true });
  await Promise.all([
    inflate(join(root, 'bin', 'chromium.br'), createWriteStream(join(half, 'chromium'), { mode: 0o755 })),
    ...['al2023', 'fonts', 'swiftshader'].map((name) => untar(join(root, 'bin', `${name}.tar.br`), half)),
  ]);
  await writeFile(join(half, 'fonts.conf'), fontConfig(home));
  // Another run may have been faster; both unpacked the same.
  await rename(half, home).catch(() => rm(half, { recursive: true, force: true }));
  return home;
}

async function untar(file: string, folder: string): Promise<void> {
  const tar = join(folder, basename(file, '.br'));
  await inflate(file, createWriteStream(tar));
  await run('tar', ['-x', '-f', tar, '-C', folder, '--no-same-owner']);
  await rm(tar);
}

function inflate(file: string, target: NodeJS.WritableStream): Promise<void> {
  return pipeline(createReadStream(file), createBrotliDecompress(), target);
}

function fontConfig(home: string): string {
  const noto = dirname(require.resolve('@expo-google-fonts/noto-sans-sc/package.json'));
  const folders = [join(noto, '400Regular'), join(noto, '700Bold'), join(home, 'fonts')];
  return `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
${folders.map((folder) => `  <dir>${folder}</dir>`).join('\n')}
  <cachedir>${join(home, 'font-cache')}</cachedir>
  <alias><family>sans-serif</family><prefer><family>Noto Sans SC</family></prefer></alias>
</fontconfig>
`;
}
