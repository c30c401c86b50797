import { expect, it } from 'vitest';
import { chainEntry } from '../../../domain/ledger/chain.ts';
import { commitmentText } from '../../../domain/ledger/commitment.ts';
import { signerOf } from '../../../domain/ledger/signature.ts';
import { signed } from '../../../domain/ledger/signed.ts';
import { signedRelease } from '../../../domain/record/signed-release.ts';
import { checkSignedRelease } from '../../../domain/record/verify/signed-check.ts';
import { btcRelease } from '../../fixtures/release-document.ts';
import { TEST_KEY } from '../../fixtures/test-key.ts';

const signer = signerOf(TEST_KEY);
const { ledger: _, timingsMs: __, ...document } = btcRelease();
const entry = chainEntry(
  {
    ...{ source: document.source, kind: 'release', schema: document.schema, key: document.releaseId },
    ...{ committedAt: Date.parse(document.askedAt), body: commitmentText(document) },
  },
  { sequence: 16, hash: 'a'.repeat(64) },
);
const sent = () =>
  JSON.parse(JSON.stringify(signedRelease(document, entry, signer))) as ReturnType<typeof signedRelease>;

it('a signed release is checked against its signature, its commitment and its place in the chain', () => {
  const { releaseId } = document;
  expect(checkSignedRelease({ ...sent() }, null)).toEqual({ releaseId, hash: entry.hash, publicKey: signer.publicKey });
  expect(checkSignedRelease({ ...sent() }, signer.publicKey)).toMatchObject({ releaseId });
});

it('a change of anything in it is seen, and so is another key', () => {
  const release = { ...sent().release, basePrice: 1 };
  expect(checkSignedRelease({ ...sent(), release }, null)).toMatch(/was changed/);
  expect(checkSignedRelease({ ...sent(), committedAt: '2023-06-01T12:00:13.000Z' }, null)).toMatch(/was changed/);
  expect(checkSignedRelease({ ...sent() }, 'x'.repeat(43))).toMatch(/another key/);
  expect(checkSignedRelease({ ...sent(), signature: undefined }, null)).toMatch(/was changed/);
});

it('the holder of the key cannot sign a document that was not hashed, or hashed elsewhere', () => {
  const { signature: ___, ...content } = sent();
  const again = (change: object) => checkSignedRelease(signed({ ...content, ...change }, signer), null);
  expect(again({ release: { ...content.release, basePrice: 1 } })).toMatch(/what was hashed is not this document/);
  expect(again({ committedAt: '2023-06-01T12:00:13.000Z' })).toMatch(/hash is/);
  expect(again({ ledger: { ...content.ledger, sequence: 18 } })).toMatch(/hash is/);
  expect(again({ ledger: null })).toMatch(/no place/);
  expect(again({ release: {} })).toMatch(/no release/);
});

it('a key of another kind, or none, is refused without a word of it', () => {
  expect(() => signerOf('secret words')).toThrow(/not an Ed25519 private key/);
  expect(() => signerOf('secret words')).not.toThrow(/secret words/);
});
