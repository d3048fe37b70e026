'use client';

import { useEffect } from 'react';
import { renewSession } from '@/lib/client/session';

/** Stands in pages whose cookie an older secret signed: pages cannot write one themselves. */
export function RenewSession() {
  useEffect(() => void renewSession(), []);
  return null;
}
