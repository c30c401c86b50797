import type { Database, PublicationStore } from '../../activities/ports.ts';
import { AlmanacError } from '../../domain/errors.ts';

export function createPublicationStore(database: Database): PublicationStore {
  return {
    async pending(releaseId) {
      const rows = await database.query<{ publisher: string }>(
        `select publisher from publications where release_id = $1 and status = 'pending' order by publisher collate "C"`,
        [releaseId],
      );
      return rows.map(({ publisher }) => publisher);
    },

    async settle(releaseId, publisher, state, at) {
      const settled = await database.query(
        `update publications set status = $3, settled_at_ms = $4
         where release_id = $1 and publisher = $2 and status <> 'sent' returning publisher`,
        [releaseId, publisher, state, at],
      );
      if (settled.length === 0) await requireSent(database, releaseId, publisher);
    },
  };
}

/** Settling again what was sent is harmless; settling what was never promised is a mistake. */
async function requireSent(database: Database, releaseId: string, publisher: string): Promise<void> {
  const known = await database.query('select from publications where release_id = $1 and publisher = $2', [
    releaseId,
    publisher,
  ]);
  if (known.length > 0) return;
  const sentence = `There is no publication of ${releaseId} for ${publisher}; the ledger row promises them.`;
  throw new AlmanacError('store.conflict', sentence, { releaseId, publisher });
}
