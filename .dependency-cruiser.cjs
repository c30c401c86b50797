/** The import matrix of docs/ARCHITECTURE.md, one sentence of reason per rule. */

/** Data flows down this list: a folder may import those before it, never those after it. */
const FLOW = ['numeric', 'market', 'indicators', 'features', 'regime', 'similarity', 'models', 'calibration', 'ensemble', 'triggered', 'scenarios', 'trade', 'narrative', 'report', 'ledger', 'publication', 'record', 'watch'];

/** Trading stands beside it, in an order of its own. */
const TRADING = ['accounting', 'risk', 'execution', 'strategies', 'portfolio'];

const ordered = (folders, beside) => folders.map((folder, i) => ({
  name: `domain-flow-${folder}`,
  comment: `domain/${folder} may not know what is computed from it: data flows one way.`,
  severity: 'error',
  from: { path: `^domain/${folder}/` },
  to: { path: `^domain/(${[...folders.slice(i + 1), ...beside].join('|') || 'nothing-after-it'})/` },
}));
const flow = [...ordered(FLOW, TRADING), ...ordered(TRADING, ['ledger'])];

const layer = (name, comment, from, to, extra = {}) => ({ name, comment, severity: 'error', from: { path: from, ...extra.from }, to: { ...to } });
const PURE = '^node_modules/(simple-statistics|ml-matrix|decimal\\.js|@js-temporal/polyfill|canonicalize|jsbi|@noble/hashes)/';

module.exports = {
  forbidden: [
    ...flow,
    layer('domain-alone', 'The domain knows no layer above it: it must run in a workflow, a thread, a browser or a test.', '^domain/', { path: '^(activities|workflows|adapters|apps|lab)/' }),
    layer('domain-pure-packages', 'The domain does arithmetic, not input and output: only numeric, decimal, calendar, hash and canonical-form packages.', '^domain/', { path: '^node_modules/', pathNot: PURE }),
    layer('domain-no-node', 'Node built-ins are input and output; only the ledger hashes and signs, which is arithmetic.', '^domain/', { dependencyTypes: ['core'] }, { from: { pathNot: '^domain/ledger/(hash|signature)\\.ts$' } }),
    layer('scoring-below-models', 'Scores are used by models, ensemble and lab, so they may know only numbers and the market.', '^domain/scoring/', { path: '^domain/(?!scoring|numeric|market|errors)' }),
    layer('words-never-move-money', 'P9: no import path from text to orders.', '^domain/(accounting|risk|execution|strategies|portfolio|trade)/', { path: '^domain/(narrative|report)/' }),
    layer('workflows-orchestrate', 'Workflow code sees the domain and types of activities, nothing that touches the world.', '^workflows/', { path: '^(adapters|apps|lab)/' }),
    layer('workflows-activity-types', 'A workflow that imports activity code would pull it into the sandbox.', '^workflows/', { path: '^activities/', dependencyTypesNot: ['type-only'] }),
    layer('workflows-packages', 'The sandbox holds only what the SDK made for it.', '^workflows/', { path: '^node_modules/', pathNot: '^node_modules/@temporalio/(workflow|common)/' }),
    layer('workflows-no-node', 'node:* does not exist in the workflow sandbox.', '^workflows/', { dependencyTypes: ['core'] }),
    layer('activities-through-ports', 'Activities reach the world through ports.ts; adapters are handed in.', '^activities/', { path: '^(adapters|apps|lab|workflows)/' }),
    layer('activities-packages', 'An activity needs the domain, its ports and the activity SDK.', '^activities/', { path: '^node_modules/', pathNot: '^node_modules/@temporalio/activity/' }),
    layer('adapters-apart', 'An adapter knows its own outside thing, not its neighbours.', '^adapters/([^/]+)/', { path: '^adapters/', pathNot: '^adapters/($1|http)/' }),
    layer('adapters-below', 'Adapters implement ports; they call neither activities nor apps.', '^adapters/', { path: '^(workflows|apps|lab)/' }),
    layer('adapters-port-types', 'Adapters need the shapes of ports.ts, never code of activities.', '^adapters/', { path: '^activities/', dependencyTypesNot: ['type-only'] }),
    layer('adapters-only-ports', 'Adapters need the shapes of ports.ts, nothing else of activities.', '^adapters/', { path: '^activities/(?!ports(/|\\.ts))' }),
    layer('lab-without-the-world', 'The lab runs the domain without the world: of the adapters it may use the file readers and the paper venue; the simulated engine calls a workflow by its messages.', '^lab/', { path: '^(apps|workflows)/', pathNot: '^workflows/messages\\.ts$' }),
    layer('performance-of-numbers', 'Figures of an equity path need the path, not who traded it; their chart has the colours of all charts.', '^domain/performance/', { path: '^domain/(?!performance|scoring|numeric|market|errors|report/chart/theme)' }),
    layer('apps-of-the-lab', 'Of the lab, apps start the simulated exchange and run evaluation, backtest and campaign; benchmarks and research are nobody\'s part.', '^apps/', { path: '^lab/(?!exchange|evaluation|backtest|simulator)' }),
    layer('backtest-from-its-command', 'Only the command that backtests knows the backtest: what trades may not depend on its judge.', '^apps/', { path: '^lab/backtest/' }, { from: { pathNot: '^apps/cli/commands/backtest\\.ts$' } }),
    layer('campaign-from-its-command', 'Only the command that runs campaigns knows the simulated world: what trades may not depend on it.', '^apps/', { path: '^lab/simulator/' }, { from: { pathNot: '^apps/cli/commands/campaign\\.ts$' } }),
    layer('simulator-is-pure', 'A campaign must be repeatable to the bit: the simulated world knows the domain and nothing of the real one.', '^lab/simulator/', { path: '^adapters/' }),
    layer('backtest-reads-and-draws', 'A backtest reads candle files and draws diagrams; no other part of the world has a say in it.', '^lab/backtest/', { path: '^adapters/(?!candle-file|chart)' }),
    layer('evaluation-from-its-command', 'Only the command that evaluates knows the evaluation: no release may depend on its own judge.', '^apps/', { path: '^lab/evaluation/' }, { from: { pathNot: '^apps/cli/commands/evaluate\\.ts$' } }),
    layer('evaluation-reads-and-draws', 'An evaluation reads candle files and draws diagrams; no other part of the world has a say in it.', '^lab/evaluation/', { path: '^adapters/(?!candle-file|chart)' }),
    layer('not-from-tests', 'Nothing that ships needs a test.', '^(domain|activities|workflows|adapters|apps)/', { path: '^tests/' }),
    layer('paper-by-construction', 'P10: to the adapter that sends real orders leads an import path from the process of real orders alone (the files named after it), and from the commands `live` and `halt`, which use the key in the process of the person who asks.', '^apps/', { path: '^adapters/exchange/orders/', reachable: true }, { from: { pathNot: '^apps/(execution-worker/live|operations/live/|cli/(almanac|main|run|commands/(live|halt))\\.[jt]s$)' } }),
    layer('live-starts-alone', 'P10: nobody imports the process of real orders; it is a program of its own or does not run.', '^(apps|lab|adapters|activities)/', { path: '^apps/execution-worker/live' }, { from: { pathNot: '^apps/execution-worker/live' } }),
    layer('no-cycles', 'A cycle is one module pretending to be two.', '', { circular: true }),
    layer('no-unresolvable', 'What cannot be found cannot run.', '', { couldNotResolve: true }),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'default', 'types'], extensions: ['.ts', '.js', '.mjs', '.cjs', '.json'] },
  },
};
