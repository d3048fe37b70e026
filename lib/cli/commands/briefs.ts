// `keystow briefs …`: tasks for one run each, made, looked at and revoked from the command line.

import { InvalidArgumentError } from 'commander';
import type { Command } from 'commander';
import type { Brief, BriefPreview, BriefSummary, CreatedBrief } from '@/lib/contracts/brief';
import { BRIEF_DAYS_MAX } from '@/lib/domain/brief';
import { atConsole } from '../desks/at-console-or-here';
import { UsageRefused } from '../command-refused';
import { everyPage } from '../every-page';
import { outputOf, withOutput } from '../output';
import type { OutputOptions } from '../output';
import { readJsonObject } from '../read-json';
import type { Terminal } from '../terminal';
import { briefText, previewText } from './brief-text';

const DESCRIPTION = `Briefs: each is one task for one run of an app, with the names of the secrets it needs and no values.

They are kept at a running console: set KEYSTOW_URL and KEYSTOW_TOKEN, or keystow login. The token needs
briefs:create on the app. keystow run --brief takes one, with its callback token as KEYSTOW_TOKEN.`;

const HOURS_MAX = BRIEF_DAYS_MAX * 24;

interface AppOptions extends OutputOptions {
  readonly app: string;
}

interface CreateOptions extends AppOptions {
  readonly title: string;
  readonly secret: readonly string[];
  readonly task?: string;
  readonly expiresIn?: number;
}

export function addBriefs(program: Command, terminal: Terminal): void {
  const briefs = program
    .command('briefs')
    .summary('make, see, preview and revoke tasks for one run')
    .description(DESCRIPTION);
  addCreate(briefs, terminal);
  addPreview(briefs, terminal);
  withOutput(briefs.command('list'))
    .summary('list the briefs of an app, newest first')
    .requiredOption('--app <app>', 'a path, an id or an unambiguous slug')
    .action((options: AppOptions) =>
      atConsole(async (call) => {
        const path = `/apps/${encodeURIComponent(options.app)}/briefs`;
        const items = await everyPage<BriefSummary>(call, path);
        const text = items.length === 0 ? 'No briefs.' : items.map(briefText).join('\n');
        outputOf(terminal, options).result({ items }, text);
      }),
    );
  withOutput(briefs.command('show <id>'))
    .summary('show a brief, its task and what became of it')
    .action((id: string, options: OutputOptions) =>
      atConsole(async (call) => {
        const brief = await call<Brief>('GET', addressOf(id));
        const task = JSON.stringify(brief.task, null, 2);
        outputOf(terminal, options).result(brief, `${briefText(brief)}\n${task}`);
      }),
    );
  withOutput(briefs.command('reissue <id>'))
    .summary('issue a new callback token to the brief’s maker; the old one ends')
    .action((id: string, options: OutputOptions) =>
      atConsole(async (call) => {
        const made = await call<CreatedBrief>('POST', `${addressOf(id)}/callback-token`);
        tellToken(terminal, options, made);
      }),
    );
  withOutput(briefs.command('revoke <id>'))
    .summary('revoke a brief at once; what was delivered cannot be taken back')
    .action((id: string, options: OutputOptions) =>
      atConsole(async (call) => {
        await call('DELETE', addressOf(id));
        outputOf(terminal, options).result({ id, revoked: true }, `${id} is revoked.`);
      }),
    );
}

function addCreate(briefs: Command, terminal: Terminal): void {
  withOutput(briefs.command('create'))
    .summary('make a brief; its callback token is printed, this once')
    .requiredOption('--app <app>', 'whose secrets: a path, an id or an unambiguous slug')
    .requiredOption('--title <text>', 'what is to be done')
    .option('--secret <name>', 'a secret or INTEGRATION_… it needs; again for each', collect, [])
    .option('--task <file>', 'a JSON object, - for standard input; left out: {}')
    .option('--expires-in <hours>', `until when it may begin, at most ${HOURS_MAX}`, hoursOf)
    .action(async (options: CreateOptions) => {
      const { app, title, secret: secretRefs, task: file, expiresIn } = options;
      if (title.trim() === '') throw new UsageRefused('--title: say what is to be done.');
      const task = file === undefined ? {} : await readJsonObject(terminal, '--task', file);
      const end = expiresIn === undefined ? undefined : Date.now() + expiresIn * 3_600_000 - 60_000;
      const expiresAt = end === undefined ? {} : { expiresAt: new Date(end).toISOString() };
      await atConsole(async (call) => {
        const body = { app, title, task, secretRefs, ...expiresAt };
        tellToken(terminal, options, await call<CreatedBrief>('POST', '/briefs', body));
      });
    });
}

interface PreviewOptions extends OutputOptions {
  readonly app?: string;
  readonly secret: readonly string[];
}

function addPreview(briefs: Command, terminal: Terminal): void {
  withOutput(briefs.command('preview [id]'))
    .summary(
      'say for each name which scope wins and what is missing, of a brief or before it is made',
    )
    .option('--app <app>', 'without an id: the app')
    .option('--secret <name>', 'without an id: a name; again for each', collect, [])
    .action((id: string | undefined, options: PreviewOptions) => {
      const { app, secret: secretRefs } = options;
      if ((id === undefined) === (app === undefined)) {
        throw new UsageRefused('Give the id of a brief, or --app with --secret for each name.');
      }
      return atConsole(async (call) => {
        const preview =
          id === undefined
            ? await call<BriefPreview>('POST', '/briefs/preview', { app, secretRefs })
            : await call<BriefPreview>('GET', `${addressOf(id)}/preview`);
        outputOf(terminal, options).result(preview, previewText(preview));
      });
    });
}

function tellToken(terminal: Terminal, options: OutputOptions, brief: CreatedBrief): void {
  const output = outputOf(terminal, options);
  output.note(`${brief.id} begins one run with this callback token, which is shown this once:`);
  output.result(brief, brief.callbackToken);
}

function addressOf(id: string): string {
  return `/briefs/${encodeURIComponent(id)}`;
}

function collect(name: string, before: readonly string[]): string[] {
  return [...before, name];
}

function hoursOf(text: string): number {
  const hours = Number(text);
  if (Number.isInteger(hours) && hours >= 1 && hours <= HOURS_MAX) return hours;
  throw new InvalidArgumentError(`Give whole hours, 1 to ${HOURS_MAX}.`);
}
