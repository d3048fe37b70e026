// An evidence pack as people read it: one page without scripts, which prints.

import type { EvidencePack, PackedEvent, PackedProof } from './evidence';

const STYLE = `:root{color-scheme:light dark}body{font:14px/1.5 system-ui,sans-serif;max-width:62rem;margin:2rem auto;padding:0 1rem}
h1{font-size:1.4rem}h2{font-size:1.1rem;margin-top:2rem;border-top:1px solid;padding-top:1rem}h3{font-size:1rem}
table{border-collapse:collapse;width:100%;margin:.5rem 0}th,td{border:1px solid #888;padding:.25rem .5rem;text-align:left;vertical-align:top;overflow-wrap:anywhere}
dl{display:grid;grid-template-columns:minmax(8rem,14rem) 1fr;gap:.15rem 1rem;margin:.25rem 0}dt{opacity:.75}dd{margin:0;overflow-wrap:anywhere}
code,pre{font:12px/1.5 ui-monospace,monospace;white-space:pre-wrap;overflow-wrap:anywhere}@media print{h2{break-before:auto}tr{break-inside:avoid}}`;

const TITLES = {
  rotation: 'Evidence of a rotation',
  leak: 'Evidence of a leak case',
  period: 'Evidence of a period',
} as const;

/** What a reader has to know of a pack with `eventsLeftOut`. */
export const EVENTS_LEFT_OUT =
  'Events about secrets were left out: whoever took this pack may not read all of their log.';

/** HTML, complete with a `</body>`; the same pack makes the same bytes. All texts are escaped. */
export function evidencePage(pack: EvidencePack): string {
  const title = TITLES[pack.kind];
  const facts = {
    scope: pack.scope.path,
    ...(pack.period && { from: pack.period.from, to: pack.period.to }),
    made: `${pack.madeAt} by ${pack.madeBy}`,
    installation: pack.installation,
    organization: pack.organization,
    ...(pack.standing && { 'secrets of the scope now': pack.standing }),
  };
  return [
    '<!doctype html><html lang="en"><head><meta charset="utf-8">',
    `<meta name="viewport" content="width=device-width"><title>${title}</title><style>${STYLE}</style></head>`,
    `<body><main><h1>${title}</h1>`,
    shown(facts),
    ...pack.proofs.map(proofSection),
    eventsSection(pack.events),
    ...(pack.eventsLeftOut ? [`<p>${EVENTS_LEFT_OUT}</p>`] : []),
    checkpointSection(pack),
    '</main></body></html>\n',
  ].join('\n');
}

function proofSection({ kind, id, title, sha256, content }: PackedProof): string {
  const { format: _format, ...rest } = content;
  return [
    `<h2>${kind === 'rotation' ? 'Rotation' : 'Leak case'}: ${escaped(title)}</h2>`,
    shown({ id, 'SHA-256 of its proof': sha256 }),
    ...Object.entries(rest).map(
      ([name, part]) => `<h3>${escaped(worded(name))}</h3>${shown(part)}`,
    ),
  ].join('\n');
}

function eventsSection(events: readonly PackedEvent[]): string {
  const rows = events.map(({ number, text }) => {
    if (text === null) return { number, event: 'erased by retention' };
    const { at, action, actor, details } = JSON.parse(text) as TextOfEvent;
    return { number, at, event: action, by: actor.name, details: JSON.stringify(details) };
  });
  return `<h2>Events of the audit log</h2>${shown(rows)}`;
}

interface TextOfEvent {
  readonly at: string;
  readonly action: string;
  readonly actor: { readonly name: string };
  readonly details: object;
}

function checkpointSection({ checkpoint }: EvidencePack): string {
  return [
    '<h2>How to verify</h2>',
    '<p>With the public key of this log, pinned elsewhere, and without any console:</p>',
    '<pre>keystow evidence verify FILE --key KEY</pre>',
    `<p>All events above are among the first ${checkpoint.size} of the log, which was signed as:</p>`,
    `<pre>${escaped(checkpoint.note)}</pre>`,
  ].join('\n');
}

/** Lists of objects as tables, objects as terms, all else as text. */
function shown(value: unknown): string {
  if (value === null || value === undefined || value === '') return '–';
  if (Array.isArray(value)) return listed(value as readonly unknown[]);
  if (typeof value !== 'object') return escaped(String(value));
  const entries = Object.entries(value);
  if (entries.length === 0) return '–';
  const terms = entries.map(
    ([name, part]) => `<dt>${escaped(worded(name))}</dt><dd>${shown(part)}</dd>`,
  );
  return `<dl>${terms.join('')}</dl>`;
}

function listed(values: readonly unknown[]): string {
  if (values.length === 0) return '<p>None.</p>';
  const areObjects = values.every((one) => typeof one === 'object' && one !== null);
  if (!areObjects) return escaped(values.map(String).join(', '));
  const columns = [...new Set(values.flatMap((one) => Object.keys(one as object)))];
  const head = columns.map((name) => `<th scope="col">${escaped(worded(name))}</th>`).join('');
  const rows = values.map((one) => {
    const cells = columns.map(
      (name) => `<td>${shown((one as Record<string, unknown>)[name])}</td>`,
    );
    return `<tr>${cells.join('')}</tr>`;
  });
  return `<table><thead><tr>${head}</tr></thead><tbody>${rows.join('')}</tbody></table>`;
}

/** `startedBy` as `started by`. */
function worded(name: string): string {
  return name.replaceAll(/[A-Z](?=[a-z])/g, (letter) => ` ${letter.toLowerCase()}`);
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escaped(text: string): string {
  return text.replaceAll(/[&<>"']/g, (sign) => ENTITIES[sign]!);
}
