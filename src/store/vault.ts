import { randomBytes } from 'node:crypto';
import type { ClientSession, Collection } from 'mongoose';
import type { PartyFields } from '../desk/ports';
import { openWith, sealWith, type Sealer } from './sealer';

/** 保险库 (R26, R54, R55): the one place of personal data. Each case has a key of its own, wrapped by the master key. */
export interface Vault {
  put(complaintId: string, fields: PartyFields, options?: Options): Promise<void>;
  /** As `put`, for cases that have nothing here yet. */
  putNew(parties: ReadonlyMap<string, PartyFields>, options?: Options): Promise<void>;
  read(complaintId: string, fields: readonly (keyof PartyFields)[], options?: Options): Promise<PartyFields>;
  /** Seals a file with the case's own key, under its name; undefined when the case has no key (any more). */
  sealFile(complaintId: string, name: string, plain: Buffer): Promise<Buffer | undefined>;
  openFile(complaintId: string, name: string, sealed: Buffer): Promise<Buffer | undefined>;
  /** 销毁: without its key the case's personal data is gone, in backups too (R28). */
  destroy(complaintId: string): Promise<void>;
  /** Whether two cases have one complainant: a phone or an id number in common; undefined when neither can tell. */
  samePerson(complaintId: string, otherId: string, options?: Options): Promise<boolean | undefined>;
  /** Cases of the same phone or identity number, by blind index; the latest numbers first, up to `limit`. */
  findByBlind(
    field: BlindField,
    value: string,
    options?: Options & { readonly limit?: number },
  ): Promise<readonly string[]>;
}

const BLIND = ['phone', 'idNo'] as const;
type BlindField = (typeof BLIND)[number];
interface Options {
  readonly session?: ClientSession;
}

interface VaultRow {
  readonly _id: string;
  readonly wrappedKey: { readonly buffer: Uint8Array };
  readonly fields: Readonly<Record<string, { readonly buffer: Uint8Array }>>;
  readonly blind?: Partial<Readonly<Record<BlindField, string>>>;
}

const WRAP = 'case-key';

export async function ensureVaultIndexes(collection: Collection): Promise<void> {
  await collection.createIndexes([{ key: { 'blind.phone': 1 } }, { key: { 'blind.idNo': 1 } }]);
}

export function createVault({ collection, sealer }: { collection: Collection; sealer: Sealer }): Vault {
  const find = async (complaintId: string, options: Options): Promise<VaultRow | null> =>
    (await collection.findOne(
      { _id: complaintId as never },
      sessionOf(options),
    )) as unknown as VaultRow | null;
  const unwrap = (row: VaultRow) =>
    sealer.openBytes(Buffer.from(row.wrappedKey.buffer), { purpose: WRAP, context: row._id });

  const sealed = (complaintId: string, given: PartyFields, key: Buffer) => {
    const entries = Object.entries(given).filter(([, value]) => Boolean(value));
    const marked = BLIND.flatMap((name) => (given[name] ? [[name, given[name]] as const] : []));
    return {
      fields: Object.fromEntries(
        entries.map(([name, value]) => [name, sealWith(key, value, contextOf(complaintId, name))]),
      ),
      blind: Object.fromEntries(
        marked.map(([name, value]) => [name, sealer.blindIndex(name, normalised(value))]),
      ),
    };
  };
  const putNew: Vault['putNew'] = async (parties, options = {}) => {
    const rows = [...parties].map(([complaintId, given]) => {
      const key = randomBytes(32);
      const wrappedKey = sealer.seal(key, { purpose: WRAP, context: complaintId });
      return { _id: complaintId as never, wrappedKey, ...sealed(complaintId, given, key) };
    });
    await collection.insertMany(rows, sessionOf(options));
  };

  return {
    put: async (complaintId, given, options = {}) => {
      const row = await find(complaintId, options);
      if (!row) return putNew(new Map([[complaintId, given]]), options);
      const { fields, blind } = sealed(complaintId, given, unwrap(row));
      const set = { ...below('fields', fields), ...below('blind', blind) };
      await collection.updateOne({ _id: complaintId as never }, { $set: set }, sessionOf(options));
    },

    putNew,

    read: async (complaintId, names, options = {}) => {
      const row = await find(complaintId, options);
      if (!row) return {};
      const key = unwrap(row);
      const entries = names.flatMap((name) => {
        const sealed = row.fields[name];
        if (!sealed) return [];
        return [
          [name, openWith(key, Buffer.from(sealed.buffer), contextOf(complaintId, name)).toString('utf8')],
        ];
      });
      return Object.fromEntries(entries) as PartyFields;
    },

    sealFile: async (complaintId, name, plain) => {
      const row = await find(complaintId, {});
      return row ? sealWith(unwrap(row), plain, fileContextOf(complaintId, name)) : undefined;
    },

    openFile: async (complaintId, name, sealed) => {
      const row = await find(complaintId, {});
      return row ? openWith(unwrap(row), sealed, fileContextOf(complaintId, name)) : undefined;
    },

    destroy: async (complaintId) => {
      await collection.deleteOne({ _id: complaintId as never });
    },

    samePerson: async (complaintId, otherId, options = {}) => {
      const one = (await find(complaintId, options))?.blind;
      const other = (await find(otherId, options))?.blind;
      const common = BLIND.filter((field) => one?.[field] && other?.[field]);
      return common.length === 0 ? undefined : common.some((field) => one?.[field] === other?.[field]);
    },

    findByBlind: async (field, value, { limit = 0, ...options } = {}) => {
      const mark = sealer.blindIndex(field, normalised(value));
      const rows = await collection
        .find({ [`blind.${field}`]: mark }, { projection: { _id: 1 }, ...sessionOf(options) })
        .sort({ _id: -1 })
        .limit(limit)
        .toArray();
      return rows.map(({ _id }) => String(_id));
    },
  };
}

function below(name: string, values: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(values).map(([key, value]) => [`${name}.${key}`, value]));
}

/** A ciphertext moved to another case or another field no longer opens. */
function contextOf(complaintId: string, field: string): string {
  return `${complaintId}/${field}`;
}

/** No field is called so: a file never opens as a field, nor a field as a file. */
function fileContextOf(complaintId: string, name: string): string {
  return `${complaintId}/file/${name}`;
}

/** The same number however it was typed: full-width digits, spaces, dashes, +86, a small x. */
function normalised(value: string): string {
  return value
    .normalize('NFKC')
    .replace(/[\s\-()]/gu, '')
    .replace(/^\+?86(?=1\d{10}$)/u, '')
    .toUpperCase();
}

function sessionOf({ session }: Options) {
  return session ? { session: session as never } : {};
}
