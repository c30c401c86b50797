import { afterAll, beforeAll, describe } from 'vitest';
import type { Database, Stores } from '../../../activities/ports.ts';
import { migrate } from '../../../adapters/postgres/migrate.ts';
import { createStores } from '../../../adapters/postgres/stores.ts';
import { accountsSuite, tradingStatesSuite } from './suites/accounts.ts';
import { candidatesSuite } from './suites/candidates.ts';
import { candlesSuite } from './suites/candles.ts';
import { changesSuite } from './suites/changes.ts';
import { controlSuite } from './suites/control.ts';
import { databaseSuite } from './suites/database.ts';
import { embeddingsSuite } from './suites/embeddings.ts';
import { ledgerSuite } from './suites/ledger.ts';
import { paperVenueSuite } from './suites/paper-venue.ts';
import { outcomesSuite } from './suites/outcomes.ts';
import { publicationsSuite } from './suites/publications.ts';
import { registrySuite } from './suites/registry.ts';
import { releasesSuite } from './suites/releases.ts';
import { schemaSuite } from './suites/schema.ts';
import { stepsSuite } from './suites/steps.ts';
import { liveGuardsSuite } from './suites/live-guards.ts';
import { venueBansSuite } from './suites/venue-bans.ts';
import { vitalsSuite } from './suites/vitals.ts';
import { databases, MIGRATIONS, type Opened } from './targets.ts';

describe.each(databases)('$name', ({ name, open }) => {
  describe.skipIf(!open)(`${name}, migrated,`, () => {
    let opened: Opened<Database>;
    let stores: Stores;
    beforeAll(async () => {
      if (!open) return;
      opened = await open();
      await migrate(opened.value, MIGRATIONS);
      stores = createStores(opened.value);
    });
    afterAll(() => opened[Symbol.asyncDispose]());

    const database = () => opened.value;
    describe('as a database', () => databaseSuite(database));
    describe('as the ledger', () => ledgerSuite(database, () => stores));
    describe('as the release store', () => releasesSuite(() => stores));
    describe('as the step store', () => stepsSuite(database, () => stores));
    describe('as the model registry', () => registrySuite(database, () => stores));
    describe('as the change store', () => changesSuite(() => stores));
    describe('as the outcome store', () => outcomesSuite(database, () => stores));
    describe('as the store of candidates', () => candidatesSuite(database, () => stores));
    describe('as the outbox', () => publicationsSuite(() => stores));
    describe('as the books of the paper venue', () => paperVenueSuite(database, () => stores));
    describe('as the dead man’s switch', () => liveGuardsSuite(() => stores));
    describe('as the bans of venues', () => venueBansSuite(() => stores));
    describe('as what operators asked for', () => controlSuite(() => stores));
    describe('as the candle store', () => candlesSuite(() => stores));
    describe('as the embedding store', () => embeddingsSuite(database, () => stores));
    describe('as the account store', () => accountsSuite(database, () => stores));
    describe('as the trading states', () => tradingStatesSuite(database, () => stores));
    describe('as the vital signs', () => vitalsSuite(database, () => stores));
    describe('as the schema', () => schemaSuite(database));
  });
});
