// A request for a delivery, as it was sent: what the sealed answer is bound to.

import type { Context } from 'hono';
import 'server-only';
import type { AskedDelivery } from '@/lib/services/deliveries/delivery-order';

const API = '/api/v1/';

/**
 * The path from `/api/v1/` on as it stands in the URL, undecoded and without a query, and the body byte
 * for byte: `jsonBody` took it for UTF-8 without a byte order mark, so its text gives the same bytes.
 */
export async function askedOf(c: Context): Promise<Required<Omit<AskedDelivery, 'input'>>> {
  const { pathname } = new URL(c.req.url);
  const path = pathname.slice(Math.max(pathname.indexOf(API), 0));
  return { path, body: Buffer.from(await c.req.text()), stop: c.req.raw.signal };
}
