import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { migrate } from '../../../adapters/postgres/migrate.ts';
import { createStores } from '../../../adapters/postgres/stores.ts';
import { declareRules } from '../../../apps/operations/rules.ts';
import { RULES } from '../../../domain/ledger/rules.ts';
import { openMemoryDatabase } from '../../fixtures/embedded-database.ts';

const MIGRATIONS = fileURLToPath(new URL('../../../migrations/', import.meta.url));

it('the rules stand in the record once per version, and a changed one needs another version', async () => {
  await using database = await openMemoryDatabase();
  await migrate(database, MIGRATIONS);
  const ports = { stores: createStores(database), clock: { now: () => 1 } };
  await declareRules(ports, 'live');
  await declareRules(ports, 'live');
  const entries = await ports.stores.ledger.entries('live', { kind: 'rule' });
  expect(entries.map(({ key }) => key)).toEqual(['claims-1', 'promotion-1', 'demotion-1']);
  expect(JSON.parse(entries[1].body)).toMatchObject({ figures: { shadowReleases: 60, worseProvenAt: 20 } });
  const changed = RULES.map((rule) => ({ ...rule, figures: { ...rule.figures, provenAt: 10 } }));
  await expect(declareRules(ports, 'live', changed)).rejects.toMatchObject({ code: 'store.conflict' });
  await declareRules(
    ports,
    'live',
    changed.map((rule) => ({ ...rule, version: 2 })),
  );
  expect(await ports.stores.ledger.entries('live', { kind: 'rule' })).toHaveLength(6);
});
