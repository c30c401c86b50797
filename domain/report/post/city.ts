/** The place of an IANA zone in a few letters: `Asia/Jerusalem` → `Jerusalem`, `America/New_York` → `New York`. */
export function cityOf(zone: string): string {
  return zone.slice(zone.lastIndexOf('/') + 1).replaceAll('_', ' ');
}
