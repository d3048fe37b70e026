// Progress of long work: a bar on a terminal, a line now and then elsewhere, nothing with --json.

import type { Terminal } from './terminal';

const WIDTH = 30;
const LINE_EVERY_MS = 5000;

export interface Progress {
  /** `left` of `total` are still to be done. */
  readonly left: (left: number) => void;
  readonly end: () => void;
}

/** `what` is counted, in the plural: "values". Rates are those since it began. */
export function progressOf(
  terminal: Terminal,
  what: string,
  total: number,
  quiet: boolean,
): Progress {
  const began = performance.now();
  let lastLine = -Infinity;
  let drawn = false;
  return {
    left: (left) => {
      if (quiet) return;
      const done = Math.max(0, total - left);
      const seconds = (performance.now() - began) / 1000;
      const rate = seconds > 0 ? Math.round(done / seconds) : 0;
      const text = `${done} of ${total} ${what}, ${rate}/s`;
      if (terminal.interactive) {
        const filled = total > 0 ? Math.round((done / total) * WIDTH) : WIDTH;
        terminal.tell(`\r[${'█'.repeat(filled)}${'·'.repeat(WIDTH - filled)}] ${text}  `);
        drawn = true;
      } else if (performance.now() - lastLine >= LINE_EVERY_MS || left === 0) {
        lastLine = performance.now();
        terminal.tell(`${text}\n`);
      }
    },
    end: () => {
      if (drawn) terminal.tell('\n');
    },
  };
}
