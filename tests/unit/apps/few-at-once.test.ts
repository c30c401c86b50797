import { once } from 'node:events';
import { Readable } from 'node:stream';
import { expect, it } from 'vitest';
import { fewAtOnce } from '../../../apps/api/few-at-once.ts';

const endless = () =>
  Promise.resolve(
    Readable.from(
      (async function* () {
        for (;;) yield await Promise.resolve('line\n');
      })(),
    ),
  );

it('a costly answer has a few readers at once; the next one is told to come again, and comes when one has left', async () => {
  const readers = fewAtOnce(2, 60_000);
  const [first, second] = [await readers.read(endless), await readers.read(endless)];
  await expect(readers.read(endless)).rejects.toMatchObject({ code: 'access.too-many' });
  first.destroy();
  await once(first, 'close');
  const third = await readers.read(endless);
  for (const reader of [second, third]) reader.destroy();
});

it('what cannot be begun takes no place', async () => {
  const readers = fewAtOnce(1, 60_000);
  const failing = () => Promise.reject(new Error('the database is away'));
  await expect(readers.read(failing)).rejects.toThrow('away');
  (await readers.read(endless)).destroy();
});

it('who reads too slowly loses the place', async () => {
  const readers = fewAtOnce(1, 1);
  const slow = await readers.read(endless);
  await expect(once(slow, 'close')).rejects.toMatchObject({ code: 'access.too-many' });
  (await readers.read(endless)).destroy();
});
