// The browser's session as such.

/** Has the cookie signed again where an older secret signed it. What goes wrong is tried by the next page. */
export async function renewSession(): Promise<void> {
  await fetch('/api/auth/session', { cache: 'no-store' }).catch(() => undefined);
}
