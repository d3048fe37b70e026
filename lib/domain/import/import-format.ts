// The formats that secrets are imported from, and which of them a text most likely is.

export const IMPORT_FORMATS = ['dotenv', 'json', 'yaml', 'docker', 'k8s'] as const;

export type ImportFormat = (typeof IMPORT_FORMATS)[number];

/** Enough of the beginning to tell formats apart. */
const LOOKED_AT = 64 * 1024;

const ASSIGNMENT = /^(?:export[ \t]+)?[A-Za-z_][\w.-]*[ \t]*=/;
const YAML_LINE = /^(?:---|["']?[A-Za-z_][\w.-]*["']?[ \t]*:(?:[ \t]|$))/;
const KIND = /^[ \t"'{,-]*kind["']?[ \t]*:[ \t]*["']?(?:Secret|SecretList|List)\b/m;
const API_VERSION = /apiVersion["']?[ \t]*:/;

/** Decides by the content first, because names of files are often wrong; `fileName` settles doubts. */
export function detectFormat(text: string, fileName = ''): ImportFormat {
  const head = text.slice(0, LOOKED_AT).replace(/^\uFEFF/, '');
  if (KIND.test(head) && API_VERSION.test(head)) return 'k8s';
  if (head.trimStart().startsWith('{')) return 'json';
  const line = head
    .split(/\r\n?|\n/)
    .map((one) => one.trim())
    .find((one) => one !== '' && !one.startsWith('#'));
  if (line !== undefined && ASSIGNMENT.test(line)) {
    return /(?:^|[./])env\.list$|\.list$|docker/i.test(fileName) ? 'docker' : 'dotenv';
  }
  if (line !== undefined && YAML_LINE.test(line)) return 'yaml';
  return formatOfName(fileName);
}

function formatOfName(fileName: string): ImportFormat {
  if (/\.json$/i.test(fileName)) return 'json';
  return /\.ya?ml$/i.test(fileName) ? 'yaml' : 'dotenv';
}
