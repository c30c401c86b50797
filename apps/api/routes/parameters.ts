/** Parts of addresses that several routes take. */
import { z } from 'zod';

export const releaseIdParameter = z
  .string()
  .regex(/^[A-Za-z0-9_-]{1,120}$/, 'letters, digits, - and _ only, at most 120')
  .describe('e.g. BTC-USDT_20261120T1000Z_1200');

export const symbolParameter = z
  .string()
  .regex(/^[A-Z0-9]{1,15}\/[A-Z0-9]{1,15}$/, 'must look like BTC/USDT')
  .describe('e.g. BTC/USDT');
