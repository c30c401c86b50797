/** Mistakes around the executor's core, each of which can be put into a sound world to show that the campaign finds it. */
export interface FlowBugs {
  /** The adapter sends again, under another id, what nobody answered. */
  readonly resends: boolean;
  /** The store compares neither token nor last event. */
  readonly comparesNothing: boolean;
  /** A halt in the row is read as nothing special. */
  readonly ignoresRow: boolean;
  /** What becomes of the workflows' code. */
  readonly workflow: (code: string) => string;
}

export const NO_BUGS: FlowBugs = {
  resends: false,
  comparesNothing: false,
  ignoresRow: false,
  workflow: (code) => code,
};

const rewriting = (sound: RegExp, wrong: string): FlowBugs => ({
  ...NO_BUGS,
  workflow(code) {
    const changed = code.replace(sound, wrong);
    if (changed === code) throw new Error(`the workflows have no ${sound.source} any more`);
    return changed;
  },
});

export const PLANTED_FLOW_BUGS: Readonly<Record<string, FlowBugs>> = {
  'silence sent again': { ...NO_BUGS, resends: true },
  'commits not compared': { ...NO_BUGS, comparesNothing: true },
  'halt not read': { ...NO_BUGS, ignoresRow: true },
  'a new history over a question': rewriting(/await [^;]*\.condition\)\([^;]*allHandlersFinished\);/, ''),
  'commands that a replay does not give': rewriting(
    /looked\.isSweepDue/,
    'looked.isSweepDue && !globalThis.__TEMPORAL_ACTIVATOR__.info.unsafe.isReplaying',
  ),
};

/** As it once was; found by seed 28. */
export const FAILURE_ENDS_WORKFLOW = rewriting(/if \(isAskedWrongly\(failure\)\)/, 'if (true)');
