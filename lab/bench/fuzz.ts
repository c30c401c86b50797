/** Ten thousand random requests against every address of a running API. */
import { fuzz } from '../fuzz/run.ts';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Suite } from './figure.ts';
import { startApi } from './processes/api.ts';

const READY_WITHIN_MS = 60_000;
const TOKENS = ['reading-token-0001', 'controlling-token-0002'];

export const fuzzFigures: Suite = async (tell) => {
  await using api = await startApi({ API_TOKENS: `read:${TOKENS[0]},control+halt:${TOKENS[1]}` });
  tell(`against ${api.origin}`);
  await untilReady(api.origin);
  const { sent, byStatus, offences } = await fuzz({
    origin: api.origin,
    seed: 'bench',
    requests: 10_000,
    tokens: TOKENS,
  });
  tell(
    Object.entries(byStatus)
      .map(([status, count]) => `${status}: ${count}`)
      .join(', '),
  );
  for (const { index, problem, request } of offences.slice(0, 10))
    tell(`request ${index}: ${problem}: ${JSON.stringify(request)}`);
  const alive = await fetch(`${api.origin}/health`).then(
    (response) => response.ok,
    () => false,
  );
  return [
    {
      name: `of ${sent} random requests, without a clear answer below 500`,
      measured: offences.length,
      unit: 'times',
      limit: 0,
    },
    { name: 'deaths of the server', measured: alive ? 0 : 1, unit: 'times', limit: 0 },
  ];
};

/** While workers start, 503 is the right answer. */
async function untilReady(origin: string): Promise<void> {
  const deadline = performance.now() + READY_WITHIN_MS;
  while (!(await fetch(`${origin}/ready`)).ok) {
    if (performance.now() > deadline) throw new Error('almanac start was not ready in time');
    await sleep(200);
  }
}
