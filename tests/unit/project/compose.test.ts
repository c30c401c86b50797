import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { readConfig } from '../../../apps/config/config.ts';
import { secrets, settings } from '../../../apps/config/schema.ts';
import { ROLES } from '../../../apps/supervisor/roles.ts';
import { COMPOSE_VARIABLES } from '../../../ops/checks/compose-variables.ts';

interface Service {
  readonly image: string;
  readonly build?: { readonly context: string; readonly dockerfile: string };
  readonly environment?: Readonly<Record<string, string>>;
  readonly command?: readonly string[];
  readonly profiles?: readonly string[];
  readonly depends_on?: readonly string[];
  readonly network_mode?: string;
  readonly volumes?: readonly string[];
  readonly healthcheck?: { readonly test: readonly string[] };
}
interface Compose {
  readonly services: Readonly<Record<string, Service>>;
  readonly volumes: object;
  readonly secrets: object;
}

const text = readFileSync('docker-compose.yml', 'utf8');
const compose = parse(text, { merge: true }) as Compose;
const services = Object.entries(compose.services);
const ours = services.filter(([, { image }]) => image === 'almanac:local');
const DOCKERFILE = readFileSync('ops/images/Dockerfile', 'utf8');

/** With nothing set: what stands behind `:-`. */
const byDefault = (value: string) => value.replaceAll(/\$\{\w+:-([^}]*)\}/g, '$1');
const environmentOf = ({ environment = {} }: Service) =>
  Object.fromEntries(Object.entries(environment).map(([name, value]) => [name, byDefault(String(value))]));
/** The program of a service of ours, and its own words. */
const programOf = ({ command = [] }: Service) => command.slice(command.findIndex((word) => word.startsWith('apps/')));

describe('docker-compose.yml', () => {
  it('asks for variables that .env.example names, and says what holds without them', () => {
    const asked = [...text.matchAll(/\$\{(\w+)(:-)?/g)];
    const known = [...Object.keys(settings), ...Object.keys(secrets), ...Object.keys(COMPOSE_VARIABLES)];
    expect(asked.map(([, name]) => name).filter((name) => !known.includes(name))).toEqual([]);
    expect(asked.filter(([, , otherwise]) => otherwise === undefined)).toEqual([]);
    for (const name of Object.keys(COMPOSE_VARIABLES)) expect(text).toContain(`\${${name}:-`);
  });

  it('names files, volumes and services that there are', () => {
    const named = services.flatMap(([, service]) => [
      ...(service.build ? [join(service.build.context, service.build.dockerfile)] : []),
      ...(service.volumes ?? []).map((volume) => volume.split(':')[0]).filter((place) => place.startsWith('.')),
    ]);
    expect(named.length).toBeGreaterThan(3);
    expect(named.filter((place) => !existsSync(place))).toEqual([]);
    const kept = services.flatMap(([, { volumes = [] }]) => volumes.map((volume) => volume.split(':')[0]));
    expect(kept.filter((name) => !name.startsWith('.')).sort()).toEqual(Object.keys(compose.volumes).sort());
    const meant = services.flatMap(([, { depends_on = [], network_mode }]) => [
      ...depends_on,
      ...(network_mode ? [network_mode.replace('service:', '')] : []),
    ]);
    expect(meant.filter((name) => !(name in compose.services))).toEqual([]);
  });

  it('starts monitoring under its profile, and everything else without one and without it', () => {
    const monitoring = services.filter(([, { profiles }]) => profiles?.includes('monitoring')).map(([name]) => name);
    expect(monitoring.sort()).toEqual(['alertmanager', 'grafana', 'prometheus', 'pushgateway']);
    const always = services.filter(([, { profiles }]) => profiles === undefined);
    expect(always.flatMap(([, { depends_on = [] }]) => depends_on).filter((name) => monitoring.includes(name))).toEqual(
      [],
    );
  });

  it('lets Prometheus ask services at ports at which they answer', () => {
    const prometheus = readFileSync('ops/prometheus/prometheus.yml', 'utf8');
    const targets = [...prometheus.matchAll(/'([a-z-]+):(\d+)'/g)].map(([, name, port]) => [name, port]);
    const answering = new Map(ours.map(([name, { environment = {} }]) => [name, Object.values(environment)]));
    const asked = targets.filter(([name]) => answering.has(name) && name !== 'scheduler');
    expect(asked.map(([name]) => name).sort()).toEqual(['api', 'execution-worker', 'forecast-worker']);
    for (const [name, port] of asked) expect(answering.get(name)).toContain(port);
  });
});

describe('a process of ours', () => {
  it('is there once: what has a service of its own, the scheduler leaves out', () => {
    const without = programOf(compose.services.scheduler).join(' ').split('--without=')[1].split(',');
    expect(without.sort()).toEqual(ROLES.filter((role) => role in compose.services).sort());
    expect(ours.map(([name]) => name).sort()).toEqual([...without, 'scheduler'].sort());
  });

  it.each(ours)('%s is configured so that it starts, with nothing set', (_name, service) => {
    const environment = environmentOf(service);
    const known = [...Object.keys(settings), ...Object.keys(secrets)];
    expect(Object.keys(environment).filter((name) => !known.includes(name))).toEqual([]);
    const { config, secrets: own } = readConfig(environment, 2026);
    expect([config.temporal.address, own.DATABASE_URL]).toEqual([
      'temporal:7233',
      expect.stringContaining('@postgres'),
    ]);
  });

  it('that trades holds the key of its database and no other', () => {
    const held = Object.keys(compose.services['execution-worker'].environment ?? {}).filter((name) => name in secrets);
    expect(held).toEqual(['DATABASE_URL']);
  });

  it.each(ours)('%s has everything that it loads in the image, and packages that are installed there', (_, service) => {
    const copied = [...DOCKERFILE.matchAll(/^COPY (\S+) /gm)].map(([, folder]) => folder);
    const { dependencies } = JSON.parse(readFileSync('package.json', 'utf8')) as { dependencies: object };
    const [program, command] = programOf(service);
    const starts = command === 'start' ? [program, 'apps/cli/commands/start.ts', 'apps/cli/start.ts'] : [program];
    const { files, packages } = loadedBy(starts);
    expect(files.length).toBeGreaterThan(50);
    expect(files.filter((file) => !copied.some((folder) => file.startsWith(`${folder}/`)))).toEqual([]);
    expect(packages.filter((name) => !(name in dependencies))).toEqual([]);
  });

  it.each(ours)('%s is asked for its health by a program that the image has', (_, { healthcheck }) => {
    const [how, what] = healthcheck?.test ?? ['CMD', 'node'];
    expect([how, what]).toEqual(['CMD', 'node']);
  });
});

/** Files of ours and packages that are loaded with a program; types are not. */
function loadedBy(starts: readonly string[]): { files: string[]; packages: string[] } {
  const files = new Set<string>();
  const packages = new Set<string>();
  const waiting = [...starts];
  for (let file = waiting.pop(); file !== undefined; file = waiting.pop()) {
    if (files.has(file)) continue;
    files.add(file);
    const source = readFileSync(file, 'utf8');
    const imports = source.matchAll(/^(?:import|export) (?!type)(?:[^;]*? from )?'([^']+)';$/gm);
    for (const [, specifier] of imports) {
      if (specifier.startsWith('.')) waiting.push(normalize(join(dirname(file), specifier)));
      else if (!specifier.startsWith('node:')) packages.add(packageOf(specifier));
    }
  }
  return { files: [...files], packages: [...packages] };
}

function packageOf(specifier: string): string {
  return specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');
}
