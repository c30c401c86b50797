import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { memberValue, piecesWithout } from '../../../domain/ledger/canonical-members.ts';
import { canonicalText } from '../../../domain/ledger/canonical.ts';

const NAME = 'scores';
const name = fc.constantFrom(NAME, 'a', 'scoresx', 'score', 'z', '"scores"', '\\', ',"scores":', '', '1', 'é', '{');
const { value } = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    fc.constantFrom(true, false, null, '', 'a"b', '\\', '\\"', ',"scores":1', ']', '}', '[{', 'é', '\n'),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(name, tie('value'), { maxKeys: 4 }),
  ),
}));
const object = fc.dictionary(name, value, { maxKeys: 5 });

describe('in canonical bytes', () => {
  it('a list of objects without a member is what writing it anew without the member gives', () => {
    fc.assert(
      fc.property(fc.array(object, { maxLength: 4 }), (list) => {
        const without = list.map(({ [NAME]: _, ...rest }) => rest);
        const behind = Buffer.from(`{"list":${canonicalText(list)},"more":[1]}`);
        const pieces = piecesWithout(behind, '{"list":'.length, NAME);
        expect(Buffer.concat(pieces).toString()).toBe(canonicalText(without));
      }),
      { numRuns: 2_000 },
    );
  });

  it('a member is found where it stands, and none where there is none of that name', () => {
    fc.assert(
      fc.property(object, (given) => {
        const text = canonicalText(given);
        const at = memberValue(Buffer.from(text), 0, NAME);
        if (!(NAME in given)) expect(at).toBeUndefined();
        else expect(Buffer.from(text).toString('utf8', at).startsWith(canonicalText(given[NAME]))).toBe(true);
      }),
      { numRuns: 2_000 },
    );
  });
});
