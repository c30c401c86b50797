/** An option that takes several values: by comma, by repetition, or both. */
export function listOf(text: string, before: readonly string[] = []): string[] {
  return [...before, ...text.split(',').filter(Boolean)];
}
