// Completes package-lock.json: `npm run lock:complete`, after adding a dependency.
//
// A registry mirror that lacks some platform packages makes npm leave them out of the lock, and `npm ci` then
// refuses the lock on every machine ("Missing: @chdb/lib-darwin-arm64 from lock file"). A stub entry for each,
// with the platform read from its name, lets `npm ci` pass; on that platform npm fetches the package as usual.
import { readFileSync, writeFileSync } from 'node:fs';

const file = new URL('../package-lock.json', import.meta.url);
const lock = JSON.parse(readFileSync(file, 'utf8'));

const systems = ['aix', 'android', 'darwin', 'freebsd', 'linux', 'netbsd', 'openbsd', 'openharmony', 'sunos', 'win32'];
const processors = ['arm', 'arm64', 'ia32', 'loong64', 'mips64el', 'ppc64', 'riscv64', 's390x', 'wasm32', 'x64'];
// Words that some packages use for the names that npm knows.
const synonyms = { windows: 'win32', macos: 'darwin', ppc64le: 'ppc64', armv7: 'arm', armhf: 'arm', aarch64: 'arm64' };

function platformOf(name) {
  const words = new Set(name.split(/[/-]/).map((word) => synonyms[word] ?? word));
  const os = systems.filter((system) => words.has(system));
  const cpu = processors.filter((processor) => words.has(processor));
  const libc = words.has('musl') || words.has('musleabihf') ? ['musl'] : ['glibc'];
  return { ...(os.length && { os }), ...(cpu.length && { cpu }), ...(os.includes('linux') && { libc }) };
}

/** npm looks for a dependency next to its dependent first, then one level further out each time. */
function isLocked(dependent, name) {
  for (let folder = dependent; ; folder = folder.slice(0, Math.max(0, folder.lastIndexOf('/node_modules/')))) {
    if (lock.packages[`${folder}${folder && '/'}node_modules/${name}`]) return true;
    if (folder === '') return false;
  }
}

const added = [];
for (const [folder, { optionalDependencies = {}, dev, devOptional }] of Object.entries(lock.packages)) {
  if (folder === '') continue;
  for (const [name, version] of Object.entries(optionalDependencies)) {
    const platform = platformOf(name);
    if (isLocked(folder, name) || Object.keys(platform).length === 0) continue;
    const entry = `node_modules/${name}`;
    lock.packages[entry] = { version, ...(dev || devOptional ? { dev: true } : {}), optional: true, ...platform };
    added.push(`${name}@${version}`);
  }
}

lock.packages = Object.fromEntries(Object.entries(lock.packages).toSorted(([a], [b]) => (a < b ? -1 : 1)));
writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`);
console.log(added.length === 0 ? 'The lock is complete.' : `Added ${added.length} stubs:\n${added.join('\n')}`);
