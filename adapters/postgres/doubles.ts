/** What `float8send` made of numbers, one behind the other in hexadecimal: big-endian, as PostgreSQL sends everything. */
export function doublesOf(hex: string): Float64Array {
  const bytes = Buffer.from(hex, 'hex').swap64();
  return new Float64Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength));
}
