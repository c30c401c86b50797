import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { SIGNALS } from '../../../domain/watch/signals.ts';

interface Rule {
  readonly alert: string;
  readonly expr: string;
  readonly labels: { readonly severity: string };
  readonly annotations: { readonly summary: string; readonly runbook: string };
}
interface Case {
  readonly alert_rule_test: readonly { readonly alertname: string; readonly exp_alerts: readonly object[] }[];
}
const read = <T>(path: string) => parse(readFileSync(path, 'utf8')) as T;
const { groups } = read<{ groups: readonly { readonly rules: readonly Rule[] }[] }>('ops/prometheus/rules.yml');
const rules = groups.flatMap((group) => group.rules);
const { tests } = read<{ tests: readonly Case[] }>('ops/prometheus/rules.test.yml');
const alerts = rules.map(({ alert }) => alert);

/** Whoever cannot be asked has no signal of its own. */
const OF_PROMETHEUS = 'ProcessAbsent';

describe('every alert', () => {
  it('is a signal with the same limit and severity, and every signal is an alert', () => {
    const expected = SIGNALS.map(({ alert, metric, limit, severity }) => [alert, `${metric} > ${limit} ${severity}`]);
    const signals = rules.filter(({ alert }) => alert !== OF_PROMETHEUS);
    const written = signals.map(({ alert, expr, labels }) => [alert, `${expr} ${labels.severity}`]);
    expect(Object.fromEntries(written)).toEqual(Object.fromEntries(expected));
    expect(new Set(alerts).size).toBe(SIGNALS.length + 1);
  });

  it('has a runbook that says what it means and what to do, and no runbook is about nothing', () => {
    expect(readdirSync('docs/runbooks').sort()).toEqual(alerts.map((alert) => `${alert}.md`).sort());
    for (const { alert, annotations } of rules) {
      expect(annotations.runbook).toBe(`docs/runbooks/${alert}.md`);
      expect(readFileSync(annotations.runbook, 'utf8')).toMatch(/^# (\w+)\n[^]*What it means[^]*What to do[^]*1\. /);
    }
  });

  it('has a test that fires and one that does not', () => {
    const checked = tests.flatMap((test) => test.alert_rule_test);
    const named = (fires: boolean) =>
      checked.filter(({ exp_alerts }) => exp_alerts.length > 0 === fires).map(({ alertname }) => alertname);
    expect([...new Set(named(true))].sort()).toEqual([...alerts].sort());
    expect([...new Set(named(false))].sort()).toEqual([...alerts].sort());
  });
});

const folder = join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'almanac', 'alerting-tools');
const there = existsSync(join(folder, 'promtool'));
if (!there) {
  const sentence = `${folder} has no promtool: the alerts are not tried (ops/toolchain/alerting.sh)`;
  if (process.env.CI === 'true') throw new Error(sentence);
  console.warn(`skipped: ${sentence}`);
}

describe.skipIf(!there)('Prometheus', () => {
  const promtool = (...words: string[]) => execFileSync(join(folder, 'promtool'), words, { encoding: 'utf8' });

  it('takes the rules, and each fires when it should and not when it should not', () => {
    expect(promtool('check', 'rules', 'ops/prometheus/rules.yml')).toContain(`SUCCESS: ${rules.length} rules`);
    expect(promtool('check', 'config', '--syntax-only', 'ops/prometheus/prometheus.yml')).toContain('SUCCESS');
    expect(promtool('test', 'rules', 'ops/prometheus/rules.test.yml')).toContain('SUCCESS');
  });
});

describe('Alertmanager', () => {
  interface Routes {
    readonly inhibit_rules: readonly Readonly<Record<'source_matchers' | 'target_matchers', readonly string[]>>[];
    readonly receivers: readonly { readonly webhook_configs: readonly { readonly url: string }[] }[];
  }
  const { inhibit_rules, receivers } = read<Routes>('ops/alertmanager/alertmanager.yml');

  it('silences only alerts that there are', () => {
    const matchers = inhibit_rules.flatMap((rule) => [...rule.source_matchers, ...rule.target_matchers]);
    const named = matchers.map((matcher) => /^alertname!?="(\w+)"$/.exec(matcher)?.[1]);
    expect(named.filter((name) => !alerts.includes(name ?? ''))).toEqual([]);
  });

  it('tells whoever hears alerts at the port that the documents say', () => {
    const port = /ALERTS_PORT=(\d+)/.exec(readFileSync('docs/OPERATIONS.md', 'utf8'))?.[1];
    expect(receivers[0].webhook_configs[0].url).toBe(`http://127.0.0.1:${port}/alerts`);
  });

  it.skipIf(!there)('takes its routes', () => {
    const amtool = join(folder, 'amtool');
    const answer = execFileSync(amtool, ['check-config', 'ops/alertmanager/alertmanager.yml'], { encoding: 'utf8' });
    expect(answer).toContain('SUCCESS');
  });
});

describe('the dashboard', () => {
  interface Panel {
    readonly title: string;
    readonly targets?: readonly { readonly expr: string }[];
  }
  const { panels } = JSON.parse(readFileSync('ops/grafana/dashboards/almanac.json', 'utf8')) as { panels: Panel[] };
  const queries = panels.flatMap(({ targets = [] }) => targets.map(({ expr }) => expr));
  const docs = readFileSync('docs/OPERATIONS.md', 'utf8');
  /** Compared with what is served by tests/contract/http/metrics.test.ts. */
  const served = new Map([...docs.matchAll(/^\| `(almanac_\w+)` \| (\w+) \|/gm)].map(([, name, type]) => [name, type]));

  it('asks for metrics that are served, and for each signal', () => {
    const asked = queries.flatMap((query) => query.match(/almanac_\w+/g) ?? []);
    const known = (name: string) => served.has(name) || served.get(name.replace(/_bucket$/, '')) === 'histogram';
    expect(asked.filter((name) => !known(name))).toEqual([]);
    const shown = SIGNALS.filter(({ metric }) => !asked.includes(metric)).map(({ alert }) => alert);
    expect(shown).toEqual(['RecordUnreadable', 'OutcomesOverdue', 'EngineAbsent']);
  });

  it.skipIf(!there)('asks in the language of Prometheus', async () => {
    const own = await mkdtemp(join(tmpdir(), 'almanac-dashboard-'));
    const recorded = queries.map((expr, i) => ({ record: `query_${i}`, expr }));
    await writeFile(join(own, 'queries.yml'), JSON.stringify({ groups: [{ name: 'dashboard', rules: recorded }] }));
    const answer = execFileSync(join(folder, 'promtool'), ['check', 'rules', join(own, 'queries.yml')], {
      encoding: 'utf8',
    });
    await rm(own, { recursive: true });
    expect(answer).toContain(`SUCCESS: ${queries.length} rules`);
  });
});
