/** Every suite by name; loaded only when it runs. One more is one file and one line. */
import type { Suite } from './figure.ts';

interface Entry {
  readonly about: string;
  readonly load: () => Promise<Suite>;
}

export const SUITES: Readonly<Record<string, Entry>> = {
  indicators: {
    about: 'a million candles, against TA-Lib in C in the same run',
    load: async () => (await import('./indicators.ts')).indicatorFigures,
  },
  models: {
    about: 'the members: times, and skill against climatology on recorded BTC',
    load: async () => (await import('./models.ts')).modelFigures,
  },
  blocks: {
    about: 'what funding, open interest, other coins, volume, macro and FOMC days add to har-x',
    load: async () => (await import('./blocks.ts')).blockFigures,
  },
  forecasts: {
    about: 'what is published, and what statsforecast and arch say, on every third decision of five years',
    load: async () => (await import('./forecasts.ts')).forecastFigures,
  },
  m4: {
    about: 'ETS, theta and ARIMA on the weekly series of the M4 competition, beside the known packages',
    load: async () => (await import('./m4.ts')).m4Figures,
  },
  ensemble: {
    about: 'learning and combining ten members',
    load: async () => (await import('./ensemble.ts')).ensembleFigures,
  },
  paths: {
    about: 'published paths and cards: speed, and touches against what happened',
    load: async () => (await import('./paths.ts')).pathFigures,
  },
  driftless: {
    about: 'a thousand markets without drift: how often a card is made where none can be worth anything',
    load: async () => (await import('./driftless.ts')).driftlessFigures,
  },
  backtest: {
    about: 'a strategy over recorded candles, beside backtesting.py in the same run; Monte-Carlo of its trades',
    load: async () => (await import('./backtest.ts')).backtestFigures,
  },
  campaign: {
    about: 'the executor against a venue that fails: ten thousand seeds of the core simulator',
    load: async () => (await import('./campaign.ts')).campaignFigures,
  },
  venue: {
    about: 'a thousand orders through the real adapter and a socket, with every fault, and kills',
    load: async () => (await import('./venue.ts')).venueFigures,
  },
  trades: {
    about: 'kill -9 of the execution worker at random moments of two hundred trades: the books are the venue’s',
    load: async () => (await import('./trades.ts')).tradeFigures,
  },
  outbox: {
    about: 'a thousand releases told by processes that are killed at any await, on a Telegram that fails',
    load: async () => (await import('./outbox.ts')).outboxFigures,
  },
  claims: {
    about: 'a thousand records without skill, watched at every outcome: how often a claim is proven of them',
    load: async () => (await import('./claims.ts')).claimFigures,
  },
  outcomes: {
    about: 'settling and scoring ten thousand forecasts; the track record of a year',
    load: async () => (await import('./outcomes.ts')).outcomeFigures,
  },
  month: {
    about:
      'sixty planned slots with faults on a skipped clock: one row, one post, every outcome, a record that verifies',
    load: async () => (await import('./month.ts')).monthFigures,
  },
  workflow: {
    about: 'the release workflow with empty activities',
    load: async () => (await import('./workflow.ts')).workflowFigures,
  },
  release: {
    about: 'releases as a person asks for them: cold, warm, twenty at once; disk and history',
    load: async () => (await import('./release.ts')).releaseFigures,
  },
  kills: {
    about: 'kill -9 of the owner at random moments: exactly one complete release each time',
    load: async () => (await import('./kills.ts')).killFigures,
  },
  replay: {
    about: 'replaying a release',
    load: async () => (await import('./replay.ts')).replayFigures,
  },
  record: {
    about: 'the record of five years, checked by the file that a stranger runs',
    load: async () => (await import('./record.ts')).recordFigures,
  },
  http: {
    about: 'the public page from a warm process: size, first byte, 200 requests a second',
    load: async () => (await import('./http.ts')).httpFigures,
  },
  fuzz: {
    about: 'ten thousand random requests against every address of the API',
    load: async () => (await import('./fuzz.ts')).fuzzFigures,
  },
};
