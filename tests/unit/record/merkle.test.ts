import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bytesOfHex, hexOf } from '../../../domain/ledger/hash.ts';
import { GrowingTree, inclusionPath, leafHash, rootByPath } from '../../../domain/record/merkle.ts';

/** The leaves and roots that the reference implementation of Certificate Transparency is tested with. */
const LEAVES = ['', '00', '10', '2021', '3031', '40414243', '5051525354555657', '606162636465666768696a6b6c6d6e6f'];
const ROOTS = [
  '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
  'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
  'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
  'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
  '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
  'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
  '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
];

const rootOf = (data: readonly Uint8Array[]) => {
  const tree = new GrowingTree();
  for (const one of data) tree.add(one);
  return hexOf(tree.root());
};

describe('a Merkle tree', () => {
  it('has the roots of RFC 6962, leaf by leaf, and the hash of nothing without a leaf', () => {
    const data = LEAVES.map(bytesOfHex);
    expect(data.map((_, i) => rootOf(data.slice(0, i + 1)))).toEqual(ROOTS);
    expect(rootOf([])).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
  });

  it('leads from each of its leaves to its root, and from no other leaf, place or size', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.integer({ min: 0, max: 1e6 }), { minLength: 1, maxLength: 40 }),
        fc.nat(),
        (numbers, n) => {
          const data = numbers.map((number) => bytesOfHex(number.toString(16).padStart(8, '0')));
          const root = rootOf(data);
          const at = n % data.length;
          const path = inclusionPath(data, at);
          const lead = (leaf: Uint8Array, way = path) => {
            const found = rootByPath(leaf, way);
            return found && hexOf(found);
          };
          expect(lead(data[at])).toBe(root);
          expect(lead(leafHash(data[at]))).not.toBe(root);
          expect(lead(data[at], { ...path, leaves: 2 * path.leaves + 1 })).not.toBe(root);
          if (data.length > 1) {
            expect(lead(data[(at + 1) % data.length])).not.toBe(root);
            expect(lead(data[at], { ...path, index: (at + 1) % data.length })).not.toBe(root);
            expect(lead(data[at], { ...path, siblings: path.siblings.slice(1) })).not.toBe(root);
          }
        },
      ),
      { numRuns: 60 },
    );
  });

  it('has no way from a leaf that is not there', () => {
    expect(() => inclusionPath([Uint8Array.of(1)], 1)).toThrow(RangeError);
    expect(rootByPath(Uint8Array.of(1), { index: 1, leaves: 1, siblings: [] })).toBeNull();
  });
});
