/** Headers that every answer carries. */
import { createHash } from 'node:crypto';
import type { Caching } from './route.ts';

/** No scripts, nothing from elsewhere; styles only those that we know by their hash. */
export function securityHeaders(styles: readonly string[]): Readonly<Record<string, string>> {
  const hashes = styles.map((css) => `'sha256-${createHash('sha256').update(css).digest('base64')}'`);
  const policy = [
    "default-src 'none'",
    `style-src ${hashes.join(' ') || "'none'"}`,
    "img-src 'self' data:",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ];
  return {
    'content-security-policy': policy.join('; '),
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
    'referrer-policy': 'no-referrer',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'cross-origin',
    'permissions-policy': 'interest-cohort=(), geolocation=(), camera=(), microphone=()',
  };
}

export const CACHE_CONTROL: Readonly<Record<Caching, string>> = {
  immutable: 'public, max-age=31536000, immutable',
  brief: 'public, max-age=30, stale-while-revalidate=60',
  none: 'no-store',
};
