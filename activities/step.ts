/** A step: a pure build from stored inputs to files and rows. Activities store what it builds; replay compares it. */
import type { ArtefactRef } from '../domain/ledger/document.ts';
import { canonicalBytes } from '../domain/ledger/canonical.ts';
import type { StepName } from './contract.ts';
import type { Ports, ReleaseRequest, Row, StepTable, Table } from './ports.ts';
import type { StepInputs } from './step-inputs.ts';

export interface BuiltFile {
  /** File name inside the release's prefix, or a whole key when `shared` (learned state serves many releases). */
  readonly name: string;
  readonly shared?: boolean;
  readonly bytes: Uint8Array;
  readonly contentType: string;
}

export interface Built {
  readonly files: readonly BuiltFile[];
  readonly rows: readonly { readonly table: StepTable; readonly rows: readonly Row[] }[];
  readonly summary: string;
  /** Stored already under a key that is a function of its inputs; taken as it is. */
  readonly reused?: readonly ArtefactRef[];
}

export interface StepContext {
  readonly ports: Ports;
  readonly request: ReleaseRequest;
  readonly inputs: StepInputs;
  readonly signal: AbortSignal;
  /** Compute even what is stored under a key of its inputs: a replay that trusts nothing. */
  readonly fresh?: boolean;
  /** In a replay: what the step stored. A model that ran out of time then need not do so again, so that it did is an input. */
  readonly recorded?: StepInputs;
}

export interface Step {
  readonly name: StepName;
  build(context: StepContext): Promise<Built>;
}

export function jsonFile(name: string, content: unknown): BuiltFile {
  return { name, bytes: canonicalBytes(content), contentType: 'application/json' };
}

export async function tableFile(name: string, table: Table, ports: Pick<Ports, 'tables'>): Promise<BuiltFile> {
  return { name, bytes: await ports.tables.encode(table), contentType: 'application/vnd.apache.parquet' };
}
