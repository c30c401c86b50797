/** Tells the executor of a release. Whom this does not reach finds the release by the search within a minute. */
import { AlmanacError } from '../domain/errors.ts';
import type { Ports } from './ports.ts';

/** Every account that trades the release's market hears where it stands in the ledger; nothing else of it. */
export async function adviseAccounts(
  { stores, executor }: Pick<Ports, 'stores' | 'executor'>,
  releaseId: string,
): Promise<void> {
  if (executor === null) return;
  const release = await stores.releases.find(releaseId);
  if (!release?.ledger || release.status !== 'published') return;
  const { symbol, source } = release.request;
  const reference = { releaseId, source, sequence: release.ledger.sequence, hash: release.ledger.hash };
  const accounts = await stores.accounts.list();
  const concerned = accounts.filter((account) => account.symbol === symbol && account.source === source);
  await Promise.all(concerned.map(({ accountId }) => unlessAway(executor.advise(accountId, reference))));
}

async function unlessAway(advised: Promise<void>): Promise<void> {
  try {
    await advised;
  } catch (failure) {
    if (!(failure instanceof AlmanacError)) throw failure;
  }
}
