/**
 * Completes package-lock.json after `npm install` from a registry that lacks some platforms' optional packages: npm leaves
 * those out of the lock, and `npm ci` then refuses it everywhere. Each gets the exact version its parent asks for and the
 * platform that its name says; without an integrity hash, because nobody here has seen its bytes.
 *
 *   npm install && node ops/toolchain/complete-lock.ts
 */
import { readFileSync, writeFileSync } from 'node:fs';

interface LockedPackage {
  readonly version?: string;
  readonly dev?: boolean;
  readonly optional?: boolean;
  readonly os?: readonly string[];
  readonly cpu?: readonly string[];
  readonly libc?: readonly string[];
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

const SYSTEMS = ['android', 'darwin', 'win32', 'freebsd', 'openharmony', 'linux'];
const PROCESSORS = ['wasm32', 'arm64', 'arm', 'x64', 'ia32', 'riscv64', 's390x', 'ppc64'];

const path = 'package-lock.json';
const lock = JSON.parse(readFileSync(path, 'utf8')) as { packages: Record<string, LockedPackage> };
const missing = Object.values(lock.packages).flatMap((parent) =>
  Object.entries(parent.optionalDependencies ?? {})
    .filter(([name]) => !Object.keys(lock.packages).some((key) => key.endsWith(`node_modules/${name}`)))
    .map(([name, version]) => [name, entryOf(name, version, parent.dev === true)] as const),
);
for (const [name, entry] of missing) lock.packages[`node_modules/${name}`] = entry;
const sorted = Object.entries(lock.packages).sort(([a], [b]) => (a < b ? -1 : 1));
writeFileSync(path, `${JSON.stringify({ ...lock, packages: Object.fromEntries(sorted) }, null, 2)}\n`);
console.log(`${missing.length} packages of other platforms added to ${path}`);

function entryOf(name: string, version: string, dev: boolean): LockedPackage {
  const system = SYSTEMS.find((os) => name.includes(os));
  const processor = PROCESSORS.find((cpu) => name.includes(cpu));
  if (!/^\d[\w.-]*$/.test(version) || !processor) {
    throw new Error(`${name}@${version} is no package of one platform with an exact version; lock it by hand.`);
  }
  const libc = system !== 'linux' ? null : name.includes('musl') ? 'musl' : 'glibc';
  return {
    version,
    ...(dev && { dev }),
    optional: true,
    ...(system && { os: [system] }),
    cpu: [processor],
    ...(libc && { libc: [libc] }),
  };
}
