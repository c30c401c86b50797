/**
 * What the models and the ensemble know from the past: parameters, weights, calibration. A pure function of the candles
 * up to the last weekly boundary, computed once and kept under a key of its inputs, for every release of that week.
 */
import { LEARNING_WEEKS } from '../../domain/ensemble/boundary.ts';
import { sha256 } from '../../domain/ledger/hash.ts';
import { MODELS } from '../../domain/models/registry.ts';
import {
  droppedOf,
  isShareable,
  type Learned,
  learnedHistory,
  learnedObject,
  OWN_STATE,
  parseLearned,
} from '../learned.ts';
import { learnAll } from '../learning.ts';
import { historyOf } from '../prices.ts';
import { registryRows } from '../registry-rows.ts';
import { type Built, jsonFile, type Step } from '../step.ts';

export const learn: Step = {
  name: 'learn',
  async build({ ports, request, inputs, recorded, fresh = false }): Promise<Built> {
    const known = learnedHistory(await historyOf(inputs, request));
    const key = learnedObject(known, request);
    const of = { request, known, recordedAt: ports.clock.now() };
    const stored = fresh || recorded?.has(OWN_STATE) ? null : await ports.objects.find(key);
    if (stored) {
      return {
        files: [],
        rows: registryRows({ ...of, key, learned: parseLearned(key, stored), watches: null }),
        reused: [{ key, sha256: sha256(stored), bytes: stored.byteLength }],
        summary: 'known since this week began',
      };
    }
    const own = recorded?.has(OWN_STATE) ? await recorded.json<Learned>(OWN_STATE) : null;
    const { learned, watches } = await learnAll(ports.compute, known, request, own?.members);
    const shared = isShareable(learned);
    const registered = shared ? key : `releases/${request.releaseId}/${OWN_STATE}`;
    const dropped = droppedOf(learned).map(({ member }) => member);
    return {
      files: [shared ? { ...jsonFile(key, learned), shared } : jsonFile(OWN_STATE, learned)],
      rows: registryRows({ ...of, key: registered, learned, watches }),
      summary: `${MODELS.length - dropped.length} models on ${LEARNING_WEEKS} weeks up to ${new Date(learned.boundary).toISOString()}${dropped.length > 0 ? `, without ${dropped.join(', ')}` : ''}`,
    };
  },
};
