import type { EpochMs } from '../../domain/market/candles.ts';

/**
 * Many vectors as one parameter in PostgreSQL's binary form: as text, parsing 17,520 × 32 numbers takes most of a
 * second. An array is (dimensions 1, no nulls, element type, length, first index 1) and per element its length and
 * bytes (`array_recv`); a vector is (int16 dimensions, int16 0, float32 …) (`vector_recv` of pgvector). Big-endian.
 */
export function vectorArray(vectors: readonly Float64Array[], vectorOid: number): Uint8Array {
  const vectorBytes = vectors.map((vector) => 4 + 4 * vector.length);
  const bytes = new DataView(new ArrayBuffer(vectorBytes.reduce((sum, each) => sum + 4 + each, 20)));
  [1, 0, vectorOid, vectors.length, 1].forEach((header, i) => bytes.setInt32(4 * i, header));
  let at = 20;
  vectors.forEach((vector, i) => {
    bytes.setInt32(at, vectorBytes[i]);
    bytes.setInt16(at + 4, vector.length);
    at += 8;
    for (const value of vector) {
      bytes.setFloat32(at, value);
      at += 4;
    }
  });
  return new Uint8Array(bytes.buffer);
}

/** What `int8send` of a moment and `vector_send` made, pair behind pair in hexadecimal; every vector has as many dimensions. */
export function timedVectors(
  hex: string,
  dimensions: number,
): { readonly closeTime: EpochMs; readonly embedding: Float64Array }[] {
  const bytes = Buffer.from(hex, 'hex');
  const pairBytes = 8 + 4 + 4 * dimensions;
  return Array.from({ length: bytes.length / pairBytes }, (_, i) => {
    const at = i * pairBytes;
    const embedding = Float64Array.from({ length: dimensions }, (_, j) => bytes.readFloatBE(at + 12 + 4 * j));
    return { closeTime: Number(bytes.readBigInt64BE(at)), embedding };
  });
}
