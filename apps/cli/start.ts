/** Everything on this machine until Ctrl-C: engine, worker, schedules, API. */
import { once } from 'node:events';
import { consolePublisher } from '../../adapters/publish/console.ts';
import { recordMissedSlots } from '../../activities/missed.ts';
import { AlmanacError } from '../../domain/errors.ts';
import { nextSlot } from '../../domain/market/slots.ts';
import { serveApi } from '../api/serve.ts';
import { startPaperExecutor } from '../execution-worker/executor.ts';
import { openHost, openStation, type Station } from '../embedded/host.ts';
import { folderIsHeld, readOwner, takeFolder } from '../embedded/owner-record.ts';
import { serveSocket } from '../embedded/socket-server.ts';
import { startAccounts } from '../operations/accounts/start.ts';
import { accountsWanted } from '../operations/accounts/wanted.ts';
import { declareCalendar } from '../operations/calendar.ts';
import { nominateCandidate } from '../operations/candidate.ts';
import { declareRules } from '../operations/rules.ts';
import { desiredSchedules } from '../schedules/desired.ts';
import { reconcileSchedules } from '../schedules/reconcile.ts';
import type { RoleName } from '../supervisor/roles.ts';
import {
  apiRole,
  botRole,
  executionRole,
  FORECAST_WORKER,
  liveRoles,
  type Role,
  supervise,
  watchdogRole,
} from '../supervisor/supervise.ts';
import { Tracks } from '../track/tracks.ts';
import type { RunningWorker } from '../workers/run-worker.ts';
import { openTelemetry, type Telemetry } from '../telemetry/telemetry.ts';
import { hasBot, runBots } from '../telegram-bot/run.ts';
import type { CommandContext } from './context.ts';
import { EXIT } from './errors.ts';
import { hostOptions, localContext, ownerOf, serving } from './owner.ts';
import { commandLine, needsFolder } from './ownership.ts';

export type StartSource = 'live' | 'simulated';

export interface StartOptions {
  readonly source: StartSource;
  /** What runs elsewhere: here it is not started. */
  readonly without: readonly RoleName[];
}

export async function start(context: CommandContext, options: StartOptions): Promise<number> {
  const { source, without } = options;
  if (!needsFolder(context)) await runApart(context, options);
  else if (without.length === 0) await runTogether(context, source);
  else {
    const sentence = `--without=${without.join(',')} needs TEMPORAL_ADDRESS and DATABASE_URL: on one machine everything is one process.`;
    throw new AlmanacError('config.invalid', sentence);
  }
  context.terminal.print('Stopping; running releases go on at the next start.');
  return EXIT.done;
}

/** One process with everything in it, because the embedded database is a single session. */
async function runTogether(context: CommandContext, source: StartSource): Promise<void> {
  const { config, secrets, terminal, signal } = context;
  if (config.live.isOn) throw embeddedIsPaper();
  using lock = takeFolder(config.dataDir, commandLine());
  if (!lock) {
    const advice = 'Stop it first, or set DATA_DIR to another folder.';
    throw folderIsHeld(config.dataDir, readOwner(config.dataDir), advice);
  }
  await using telemetry = openTelemetry({ app: 'start', config, secrets });
  const publishers = [consolePublisher((text) => terminal.print(text))];
  await using host = await openHost({ ...hostOptions(context), publishers, telemetry });
  await using _socket = await serveSocket(config.dataDir, ownerOf(host), serving(localContext(host, true)));
  await unlessAborted(declare(host, source, context), signal);
  if (signal.aborted) return;
  await using tracks = new Tracks({ config, clock: host.ports.clock, stores: host.ports.stores });
  await using api = await serveApi({
    ...{ telemetry, config, secrets, source, tracks },
    storage: { ...host.storage, stores: host.ports.stores },
    engine: host.engine,
  });
  await using executor = config.executor.isOn ? await openExecutor(host, telemetry, source) : null;
  const tell = (text: string) => terminal.tell({ type: 'note', text });
  await using _bots = await runBots({ config, secrets, source, station: host, tracks, tell });
  await using _watchdog = supervise(watchdogRole(source, secrets), tell);
  tellWhere(host, context, api.origin);
  await Promise.race([host.worker.ended, ...(executor ? [executor.ended] : []), aborted(signal)]);
  if (!signal.aborted)
    throw new AlmanacError(
      'engine.failed',
      'The worker stopped by itself. Start again; the releases that were running go on.',
    );
}

function embeddedIsPaper(): AlmanacError {
  return new AlmanacError(
    'config.invalid',
    'TRADING_MODE is live, but real orders need a process and a database of their own: set TEMPORAL_ADDRESS and DATABASE_URL, or TRADING_MODE=paper.',
  );
}

/** With a real engine and a real database the worker is a process of its own, and nobody needs the data folder alone. */
async function runApart(context: CommandContext, { source, without }: StartOptions): Promise<void> {
  await using telemetry = openTelemetry({ app: 'start', config: context.config, secrets: context.secrets });
  await using station = await openStation({ ...hostOptions(context), telemetry });
  await unlessAborted(declare(station, source, context), context.signal);
  if (context.signal.aborted) return;
  const { config, secrets, terminal } = context;
  await using stack = new AsyncDisposableStack();
  const keep = (name: RoleName, role: () => Role) => {
    if (!without.includes(name)) stack.use(supervise(role(), (text) => terminal.tell({ type: 'note', text })));
  };
  keep('forecast-worker', () => FORECAST_WORKER);
  keep('api', () => apiRole(source));
  if (config.executor.isOn) {
    keep('execution-worker', () => executionRole(source, secrets));
    await startAccounts(station.engine.client, accountsWanted(config, source));
  }
  if (config.live.isOn) {
    const { orders, guard } = liveRoles(secrets);
    keep('live', () => orders);
    keep('live-guard', () => guard);
  }
  if (hasBot(secrets)) keep('telegram-bot', () => botRole(source));
  keep('watchdog', () => watchdogRole(source, secrets));
  tellWhere(station, context, null);
  await aborted(context.signal);
}

/** In this process, and yet with a queue, prices and books of its own. */
async function openExecutor(
  { config, ports, engine }: Station,
  telemetry: Telemetry,
  source: StartSource,
): Promise<RunningWorker> {
  const { stores, clock } = ports;
  const parts = { config, stores, telemetry, source, clock };
  const executor = await startPaperExecutor({ ...parts, address: engine.address });
  await startAccounts(engine.client, accountsWanted(config, source));
  return executor;
}

/** Ctrl-C does not wait for a server that is slow to answer; what was left out is done at the next start. */
async function unlessAborted(work: Promise<void>, signal: AbortSignal): Promise<void> {
  work.catch(() => undefined);
  await Promise.race([work, aborted(signal)]);
}

async function aborted(signal: AbortSignal): Promise<void> {
  if (!signal.aborted) await once(signal, 'abort');
}

/** The calendar first, then what it says was missed, then the schedules that keep it. */
async function declare(host: Station, source: StartSource, { config, terminal }: CommandContext): Promise<void> {
  await declareRules(host.ports, source);
  const { rule, changed } = await declareCalendar(host.ports, config, source);
  if (changed)
    terminal.tell({
      type: 'note',
      text: `Calendar written: ${rule.symbols.join(', ')} at ${rule.slots.join(' and ')} ${rule.zone}, from ${new Date(rule.effectiveFrom).toISOString()}`,
    });
  for (const text of await nominateCandidate(host.ports, config, source)) terminal.tell({ type: 'note', text });
  const missed = await recordMissedSlots(host.ports, host.plan, source);
  if (missed.length > 0)
    terminal.tell({ type: 'note', text: `Recorded ${missed.length} missed slot(s): ${missed.join(', ')}` });
  const hold = await host.ports.stores.control.hold();
  if (hold !== null) {
    const since = new Date(hold.since).toISOString();
    const text = `Planned releases are HELD since ${since}: ${hold.why}. POST /v1/control/resume lets them go (docs/API.md).`;
    terminal.tell({ type: 'note', text });
  }
  const desired = desiredSchedules(config, source, hold);
  for (const { scheduleId, change, fields } of await reconcileSchedules(host.engine.client, desired)) {
    if (change !== 'none')
      terminal.tell({
        type: 'note',
        text: `Schedule ${scheduleId} ${change}${fields.length ? ` (${fields.join(', ')})` : ''}`,
      });
  }
}

/** `origin` null: the API is a process of its own and says where it listens. */
function tellWhere(host: Station, { config, terminal }: CommandContext, origin: string | null): void {
  const next = nextSlot(config, host.ports.clock.now());
  terminal.print(
    [
      'Almanac is running. Ctrl-C stops it.',
      `  page, API   ${origin ?? `see ${config.dataDir}/api.json`}`,
      `  workflows   ${host.engine.ui ?? `see the web page of the server at ${host.engine.address}`}`,
      `  data        ${config.dataDir}`,
      `  next slot   ${next.slot.slice(0, 2)}:${next.slot.slice(2)} ${config.zone}, ${new Date(next.cutoff).toISOString()}, for ${config.symbols.join(', ')}`,
    ].join('\n'),
  );
}
