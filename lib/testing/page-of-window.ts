// What a page has in a browser and a component has not: an address that changes, and a window to scroll.

import { vi } from 'vitest';

/** Stands for `next/navigation`: what hooks tell is the address of the window, and follows it. */
export async function navigationOfWindow(original: () => Promise<object>): Promise<object> {
  const { useSyncExternalStore } = await import('react');
  const listeners = new Set<() => void>();
  for (const method of ['pushState', 'replaceState'] as const) {
    const native = window.history[method].bind(window.history);
    window.history[method] = (...args) => {
      native(...args);
      for (const listener of listeners) listener();
    };
  }
  const subscribe = (listener: () => void) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  };
  const push = (href: string) => window.history.pushState(null, '', href);
  return {
    ...(await original()),
    usePathname: () => useSyncExternalStore(subscribe, () => window.location.pathname),
    useSearchParams: () =>
      new URLSearchParams(useSyncExternalStore(subscribe, () => window.location.search)),
    useRouter: () => ({ push, replace: push, refresh: () => undefined }),
  };
}

const PAGE_PIXELS = 4_000_000;

/** A page high enough for any list, which scrolls when it is told to, says so, and moves what is on it. */
export function stubScrolling(): void {
  vi.spyOn(Element.prototype, 'getBoundingClientRect').mockImplementation(
    () => new DOMRect(0, -window.scrollY, 0, 0),
  );
  vi.spyOn(document.documentElement, 'scrollHeight', 'get').mockReturnValue(PAGE_PIXELS);
  vi.stubGlobal('scrollTo', (to: ScrollToOptions) => {
    Object.defineProperty(window, 'scrollY', { value: to.top ?? 0, configurable: true });
    window.dispatchEvent(new Event('scroll'));
  });
}

/** Something of a height, which nothing has without a layout: rows in a sheet exist where they fit. */
export function stubHeight(): void {
  vi.spyOn(HTMLElement.prototype, 'offsetHeight', 'get').mockReturnValue(37);
  vi.spyOn(Element.prototype, 'clientHeight', 'get').mockReturnValue(600);
  vi.spyOn(Element.prototype, 'scrollHeight', 'get').mockReturnValue(PAGE_PIXELS);
  Element.prototype.scrollTo = function scrollTo(to?: ScrollToOptions | number) {
    this.scrollTop = typeof to === 'object' ? (to.top ?? 0) : 0;
    this.dispatchEvent(new Event('scroll'));
  };
}
