/** The public page from a warm process: how large, how soon, how often. Half of the machine asks, so the other half can answer. */
import { Agent, get } from 'node:http';
import { type Figure, median, type Suite } from './figure.ts';
import { startApi } from './processes/api.ts';

const PER_SECOND = 200;
const SECONDS = 10;
const WARM = 50;
const CONNECTIONS = 32;

interface Asked {
  readonly firstByteMs: number;
  readonly wholeMs: number;
  readonly bytes: number;
}

export const httpFigures: Suite = async (tell) => {
  await using api = await startApi();
  tell('one release, so that there is something to show');
  await api.release('BTC/USDT');
  const address = `${api.origin}/?lang=en`;
  const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS });
  const warm: Asked[] = [];
  for (let i = 0; i < WARM; i++) warm.push(await ask(address, agent));
  tell(`${PER_SECOND} requests a second for ${SECONDS} s`);
  const loaded = await atRate(address, agent);
  agent.destroy();
  return figures(warm, loaded);
};

function figures(warm: readonly Asked[], loaded: readonly Asked[]): Figure[] {
  const times = loaded.map(({ wholeMs }) => wholeMs).sort((a, b) => a - b);
  return [
    { name: 'the page in total, not compressed', measured: warm[0].bytes / 1024, unit: 'KB', limit: 150 },
    { name: 'first byte, median', measured: median(warm.map(({ firstByteMs }) => firstByteMs)), unit: 'ms', limit: 50 },
    {
      name: `whole answer at ${PER_SECOND} requests a second, 99 of 100`,
      measured: times[Math.floor(times.length * 0.99)],
      unit: 'ms',
      limit: 50,
    },
  ];
}

/** Each at its own time, whether the ones before it were answered or not. */
async function atRate(address: string, agent: Agent): Promise<Asked[]> {
  const asked: Promise<Asked>[] = [];
  const begun = performance.now();
  const { promise, resolve } = Promise.withResolvers<void>();
  const timer = setInterval(() => {
    const due = Math.min(PER_SECOND * SECONDS, Math.floor(((performance.now() - begun) / 1000) * PER_SECOND));
    while (asked.length < due) asked.push(ask(address, agent));
    if (due === PER_SECOND * SECONDS) resolve();
  }, 5);
  await promise;
  clearInterval(timer);
  return await Promise.all(asked);
}

function ask(address: string, agent: Agent): Promise<Asked> {
  const begun = performance.now();
  return new Promise((resolve, reject) => {
    const asking = get(address, { agent }, (response) => {
      const firstByteMs = performance.now() - begun;
      let bytes = 0;
      response.on('data', (chunk: Buffer) => (bytes += chunk.length));
      response.once('end', () => resolve({ firstByteMs, wholeMs: performance.now() - begun, bytes }));
      response.once('error', reject);
    });
    asking.once('error', reject);
  });
}
