import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { dirname, join, posix, relative, sep } from 'node:path';
import ts from 'typescript';

const ROOT = join(__dirname, '..');

/** The folders the service is made of; tests may import everything, and nobody imports them. */
const HOUSE = ['src', 'handlers', 'jobs', 'config'];

interface Import {
  readonly from: string;
  /** A file of ours by its path from the root, or a package by its name. */
  readonly to: string;
  readonly line: number;
}

const files = HOUSE.flatMap((folder) => filesUnder(folder)).filter((file) => /\.tsx?$/.test(file));
const sources = new Map(files.map((file) => [file, parse(file)]));
const imports = files.flatMap((file) => importsOf(file));

/**
 * Which way imports run. The first row that fits a file says what it may import: files of ours by their beginning,
 * packages by name; `node:` for Node itself. Its own folder is open to everybody.
 *
 * The table is that of the design, and where it differs it says why.
 */
const TABLE: readonly { readonly of: string; readonly may: readonly string[] }[] = [
  { of: 'src/domain/', may: [] },
  { of: 'src/errors.ts', may: [] },
  // What a person wrote, understood: pure, like the domain whose words it speaks.
  { of: 'src/chat/', may: ['src/domain/'] },
  { of: 'src/desk/', may: ['src/domain/'] },
  // The sentences of copy-chat.ts answer what src/chat understood.
  {
    of: 'src/wecom/',
    may: [
      'src/domain/',
      'src/chat/',
      'src/desk/ports.ts',
      'src/errors.ts',
      'node:',
      ...packages('@wecom/crypto saxes undici zod'),
    ],
  },
  {
    of: 'src/store/',
    may: [
      'src/domain/',
      'src/desk/ports.ts',
      'src/desk/broadcast-ports.ts',
      'src/desk/paperwork-ports.ts',
      'src/desk/group-ports.ts',
      'src/desk/request-ports.ts',
      'src/desk/evidence-ports.ts',
      'src/desk/customer-ports.ts',
      'src/auditor/ports.ts',
      'src/errors.ts',
      'node:',
      ...packages('mongoose ioredis zod async-mutex dataloader @aws-sdk/client-s3'),
    ],
  },
  // Printed documents: what they say is pure, how they look is pdfkit's.
  {
    of: 'src/documents/',
    may: ['src/domain/', 'src/desk/ports.ts', 'src/errors.ts', 'node:', ...packages('pdfkit fontkit')],
  },
  // What is in a file: looked at, drawn anew, marked. It knows nothing of where files are.
  {
    of: 'src/evidence/',
    may: [
      'src/domain/',
      'src/desk/',
      'src/documents/',
      'src/errors.ts',
      'node:',
      ...packages('sharp @cantoo/pdf-lib async-mutex'),
    ],
  },
  { of: 'src/queue/', may: ['src/desk/ports.ts', 'src/errors.ts', ...packages('bullmq ioredis zod')] },
  // The mini-app's wire: shapes and views. Its sentences and names are those of chat and cards, and of what is printed.
  {
    of: 'src/api/',
    may: ['src/domain/', 'src/chat/', 'src/desk/', 'src/wecom/', 'src/documents/', ...packages('zod')],
  },
  {
    of: 'src/http/api/',
    may: [
      'src/api/',
      'src/desk/',
      'src/domain/',
      'src/wecom/copy-problems.ts',
      'src/errors.ts',
      'node:',
      ...packages('@koa/router koa koa-compose rate-limiter-flexible raw-body zod'),
    ],
  },
  {
    of: 'src/http/',
    may: [
      'src/wecom/receiver.ts',
      'src/errors.ts',
      'node:',
      ...packages('@koa/send koa raw-body prom-client'),
    ],
  },
  { of: 'src/log.ts', may: packages('pino') },
  { of: 'src/metrics.ts', may: packages('prom-client') },
  // A WeCom of our own: it knows nothing of the service, or it would agree with its mistakes. Sealing is the official library's.
  { of: 'src/sandbox/demo', may: ['src/', 'config/', 'node:', ...packages('zod')] },
  { of: 'src/sandbox/', may: ['node:', ...packages('@koa/router @wecom/crypto koa raw-body saxes undici')] },
  // The roof, in four storeys; below it nobody imports any of them.
  { of: 'src/main.ts', may: ['src/', 'config/'] },
  { of: 'src/compose.ts', may: ['src/', 'config/'] },
  { of: 'src/roles/', may: ['src/', 'handlers/', 'jobs/', 'config/', ...packages('ioredis')] },
  { of: 'src/foundation.ts', may: ['src/', 'config/', 'node:'] },
  // A command of its own beside the service: it shares the store and the checks, and nothing of the roof.
  {
    of: 'src/parameters/',
    may: [
      'src/domain/',
      'src/desk/ports.ts',
      'src/store/',
      'src/wecom/copy.ts',
      'src/errors.ts',
      'src/log.ts',
      'config/',
      'node:',
    ],
  },
  // Judges what the store finds, and says so outside WeCom: it needs nothing of the queue or of WeCom. Its command beside it.
  {
    of: 'src/auditor/main.ts',
    may: ['src/auditor/', 'src/domain/', 'src/store/', 'src/errors.ts', 'src/log.ts', 'config/'],
  },
  {
    of: 'src/auditor/',
    may: ['src/domain/', 'src/errors.ts', 'src/log.ts', 'node:', ...packages('undici')],
  },
  // Handlers and jobs are handed the desk, the client and the log: what they import of these is types.
  {
    of: 'handlers/',
    may: ['src/domain/', 'src/desk/', 'src/wecom/', 'src/chat/', 'src/api/', ...packages('zod')],
  },
  {
    of: 'jobs/',
    may: [
      'src/domain/',
      'src/desk/',
      'src/wecom/',
      'src/queue/',
      'src/documents/',
      'src/errors.ts',
      'node:',
      ...packages('zod'),
    ],
  },
  { of: 'config/', may: ['src/domain/', 'src/errors.ts', 'node:', ...packages('zod yaml')] },
];

const ROOF = ['src/main.ts', 'src/compose.ts', 'src/foundation.ts', 'src/roles/'];

describe('which way imports run', () => {
  it('is written down for every file', () => {
    expect(files.filter((file) => !rowOf(file))).toEqual([]);
    expect(TABLE.filter(({ of }) => !files.some((file) => file.startsWith(of)))).toEqual([]);
  });

  it.each(TABLE.map(({ of, may }) => [of, may.join(' ') || 'nothing else', may] as const))(
    '%s may import its own and %s',
    (of, _said, may) => {
      const wrong = imports
        .filter(({ from }) => rowOf(from)?.of === of)
        .filter(({ to }) => !to.startsWith(of) && !may.some((allowed) => fits(to, allowed)));
      expect(wrong.map(told)).toEqual([]);
    },
  );

  it('runs in no circle, type imports included', () => {
    expect(circles()).toEqual([]);
  });

  it('goes only to files that are there', () => {
    const lost = imports.filter(
      ({ to }) => HOUSE.some((folder) => to.startsWith(`${folder}/`)) && !sources.has(to),
    );
    expect(lost.map(told)).toEqual([]);
  });

  it('leads nobody to the roof but the roof and the demo', () => {
    const isRoof = (file: string) => ROOF.some((part) => file.startsWith(part));
    const wrong = imports.filter(
      ({ from, to }) => isRoof(to) && !isRoof(from) && !from.startsWith('src/sandbox/demo'),
    );
    expect(wrong.map(told)).toEqual([]);
  });

  it('leads nobody to the sandbox but the demo, so the service cannot tell it from WeCom', () => {
    const wrong = imports.filter(
      ({ from, to }) => to.startsWith('src/sandbox') && !from.startsWith('src/sandbox'),
    );
    expect(wrong.map(told)).toEqual([]);
  });

  it('leads nobody to the tests', () => {
    expect(imports.filter(({ to }) => /^(test|bench|scripts)\//.test(to)).map(told)).toEqual([]);
  });

  it('has each of these in one place only', () => {
    expect(whoImports('bullmq')).toEqual(['src/queue']);
    expect(whoImports('mongoose')).toEqual(['src/store']);
    expect(whoImports('koa')).toEqual(['src/http', 'src/sandbox']);
    expect(whoImports('@wecom/crypto')).toEqual(['src/sandbox', 'src/wecom']);
    expect(whoImports('pdfkit')).toEqual(['src/documents']);
    expect(whoImports('undici')).toEqual(['src/auditor', 'src/sandbox', 'src/wecom']);
    expect(whoImports('pino')).toEqual(['src/log.ts']);
  });

  it('opens a port only in src/http and src/sandbox', () => {
    const servers = [
      'node:http',
      'node:https',
      'node:http2',
      'node:net',
      'node:tls',
      'koa',
      'http',
      'https',
      'net',
    ];
    const places = new Set(servers.flatMap((name) => whoImports(name)));
    // The scanner is called, and listens elsewhere.
    expect([...places].sort()).toEqual(['src/evidence', 'src/http', 'src/sandbox']);
    expect(readFileSync(join(ROOT, 'src/evidence/clamd.ts'), 'utf8')).not.toContain('createServer');
  });
});

describe('the domain', () => {
  const domain = files.filter((file) => file.startsWith('src/domain/'));

  it('imports no package, not even Node', () => {
    expect(
      imports.filter(({ from, to }) => from.startsWith('src/domain/') && !to.startsWith('src/domain/')),
    ).toEqual([]);
  });

  it.each(['src/domain/', 'src/chat/', 'src/desk/'])(
    '%s asks no clock and throws no dice: both are handed in',
    (folder) => {
      const impure = files
        .filter((file) => file.startsWith(folder))
        .flatMap((file) => clocksAndDice(file).map((found) => `${file}: ${found}`));
      expect(impure).toEqual([]);
    },
  );

  it('waits for nothing', () => {
    const waiting = domain.filter((file) =>
      some(file, (node) => ts.isAwaitExpression(node) || isAsync(node)),
    );
    expect(waiting).toEqual([]);
  });
});

describe('the tree', () => {
  it('has no folder for what has no name', () => {
    const folders = new Set(files.map((file) => dirname(file)));
    const vague = [...folders].filter((folder) =>
      /(^|\/)(utils?|helpers?|common|misc|shared|lib)(\/|$)/.test(folder),
    );
    expect(vague).toEqual([]);
    expect(files.filter((file) => /(^|[-/])(utils?|helpers?|common|misc|manager)\.ts$/.test(file))).toEqual(
      [],
    );
  });

  it('has no file of more than 400 lines', () => {
    const long = files
      .map((file) => `${file}: ${readFileSync(join(ROOT, file), 'utf8').split('\n').length - 1}`)
      .filter((line) => Number(line.split(': ')[1]) > 400);
    expect(long).toEqual([]);
  });

  it('has names in kebab-case', () => {
    expect(
      files.filter((file) => !/^([a-z0-9]+(-[a-z0-9]+)*\/)*[a-z0-9]+(-[a-z0-9]+)*\.ts$/.test(file)),
    ).toEqual([]);
  });
});

function packages(names: string): readonly string[] {
  return names.split(' ');
}

function fits(to: string, allowed: string): boolean {
  if (allowed.endsWith('/') || allowed.endsWith(':')) return to.startsWith(allowed);
  return to === allowed;
}

function rowOf(file: string): (typeof TABLE)[number] | undefined {
  return TABLE.find(({ of }) => file.startsWith(of));
}

function told({ from, to, line }: Import): string {
  return `${from}:${line} → ${to}`;
}

/** The folders (or files right under src) that import a package, sorted. */
function whoImports(name: string): readonly string[] {
  const places = imports
    .filter(({ to }) => to === name)
    .map(({ from }) =>
      from
        .split('/')
        .slice(0, from.startsWith('src/') ? 2 : 1)
        .join('/'),
    );
  return [...new Set(places)].sort();
}

function filesUnder(folder: string): readonly string[] {
  const root = join(ROOT, folder);
  if (!existsSync(root)) return [];
  return readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(ROOT, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .sort();
}

function parse(file: string): ts.SourceFile {
  const text = readFileSync(join(ROOT, file), 'utf8');
  return ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
}

/** `import`, `import type`, `export … from`, `import()`, `import('…').T` and `require()`. */
function importsOf(file: string): readonly Import[] {
  const found: Import[] = [];
  walk(sourceOf(file), (node) => {
    const name = specifierOf(node);
    if (name === undefined) return;
    const { line } = sourceOf(file).getLineAndCharacterOfPosition(node.getStart());
    found.push({ from: file, to: resolved(file, name), line: line + 1 });
  });
  return found;
}

function specifierOf(node: ts.Node): string | undefined {
  if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) return textOf(node.moduleSpecifier);
  if (ts.isExternalModuleReference(node)) return textOf(node.expression);
  if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) return textOf(node.argument.literal);
  if (!ts.isCallExpression(node)) return undefined;
  const isRequire = ts.isIdentifier(node.expression) && node.expression.text === 'require';
  const isImport = node.expression.kind === ts.SyntaxKind.ImportKeyword;
  return isRequire || isImport ? (textOf(node.arguments[0]) ?? 'something computed') : undefined;
}

function textOf(node: ts.Node | undefined): string | undefined {
  return node && ts.isStringLiteralLike(node) ? node.text : undefined;
}

function resolved(from: string, name: string): string {
  if (!name.startsWith('.')) return builtinModules.includes(name) ? `node:${name}` : name;
  const path = posix.join(dirname(from), name).replace(/\.js$/, '');
  return [`${path}.ts`, `${path}/index.ts`].find((file) => sources.has(file)) ?? path;
}

function sourceOf(file: string): ts.SourceFile {
  const source = sources.get(file);
  if (!source) throw new Error(`not parsed: ${file}`);
  return source;
}

function walk(node: ts.Node, visit: (node: ts.Node) => void): void {
  visit(node);
  node.forEachChild((child) => walk(child, visit));
}

function some(file: string, holds: (node: ts.Node) => boolean): boolean {
  let found = false;
  walk(sourceOf(file), (node) => (found ||= holds(node)));
  return found;
}

function isAsync(node: ts.Node): boolean {
  return (
    ts.canHaveModifiers(node) &&
    (ts.getModifiers(node) ?? []).some(({ kind }) => kind === ts.SyntaxKind.AsyncKeyword)
  );
}

const IMPURE =
  /^(Date\.now|Math\.random|performance\.now|process\.\w+|crypto\.\w+|setTimeout|setInterval|setImmediate|fetch)$/;

function clocksAndDice(file: string): readonly string[] {
  const found: string[] = [];
  walk(sourceOf(file), (node) => {
    if (ts.isNewExpression(node) && node.expression.getText() === 'Date' && !node.arguments?.length)
      found.push('new Date()');
    if (ts.isCallExpression(node) && node.expression.getText() === 'Date') found.push('Date()');
    if (ts.isPropertyAccessExpression(node) && IMPURE.test(node.getText())) found.push(node.getText());
    if (ts.isCallExpression(node) && ts.isIdentifier(node.expression) && IMPURE.test(node.expression.text)) {
      found.push(node.expression.text);
    }
  });
  return found;
}

/** Each circle once, by its files in order. */
function circles(): readonly string[] {
  const next = new Map(
    files.map((file) => [file, imports.filter(({ from }) => from === file).map(({ to }) => to)]),
  );
  const done = new Set<string>();
  const found: string[] = [];
  const visit = (file: string, path: readonly string[]): void => {
    const at = path.indexOf(file);
    if (at >= 0) found.push([...path.slice(at), file].join(' → '));
    if (at >= 0 || done.has(file)) return;
    for (const to of next.get(file) ?? []) visit(to, [...path, file]);
    done.add(file);
  };
  for (const file of files) visit(file, []);
  return found;
}
