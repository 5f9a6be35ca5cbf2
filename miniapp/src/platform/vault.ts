/** 保密存储 of H5: texts sealed with AES-GCM by a key of this browser that script can use and never read. */
export interface Vault {
  put(name: string, value: string): Promise<void>;
  get(name: string): Promise<string | undefined>;
  drop(name: string): Promise<void>;
  /** Key and texts: what was sealed can be opened no more. */
  destroy(): Promise<void>;
}

const STORE = 'sealed';
const KEY = 'key';

interface Sealed {
  readonly iv: Uint8Array;
  readonly bytes: ArrayBuffer;
}

/** Without IndexedDB or WebCrypto (an old browser, a private window) texts live as long as the page. */
export function createVault(database: string): Vault {
  if (typeof indexedDB === 'undefined' || !globalThis.crypto?.subtle) return createMemory();
  const fallback = createMemory();
  const orMemory = async <T>(work: () => Promise<T>, other: () => Promise<T>) => {
    try {
      return await work();
    } catch {
      return other();
    }
  };
  return {
    put: (name, value) =>
      orMemory(
        async () => write(database, `t-${name}`, await seal(await keyOf(database), value)),
        () => fallback.put(name, value),
      ),
    get: (name) =>
      orMemory(
        async () => {
          const sealed = await read<Sealed>(database, `t-${name}`);
          return sealed ? await unseal(await keyOf(database), sealed) : fallback.get(name);
        },
        () => fallback.get(name),
      ),
    drop: (name) =>
      orMemory(
        () => remove(database, `t-${name}`),
        () => fallback.drop(name),
      ),
    destroy: () =>
      orMemory(
        () => clear(database),
        () => fallback.destroy(),
      ),
  };
}

function createMemory(): Vault {
  const texts = new Map<string, string>();
  return {
    put: async (name, value) => void texts.set(name, value),
    get: async (name) => texts.get(name),
    drop: async (name) => void texts.delete(name),
    destroy: async () => texts.clear(),
  };
}

async function keyOf(database: string): Promise<CryptoKey> {
  const found = await read<CryptoKey>(database, KEY);
  if (found) return found;
  const made = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, [
    'encrypt',
    'decrypt',
  ]);
  await write(database, KEY, made);
  return made;
}

async function seal(key: CryptoKey, text: string): Promise<Sealed> {
  const iv = crypto.getRandomValues(new Uint8Array(12));
  return {
    iv,
    bytes: await crypto.subtle.encrypt({ name: 'AES-GCM', iv }, key, new TextEncoder().encode(text)),
  };
}

async function unseal(key: CryptoKey, { iv, bytes }: Sealed): Promise<string> {
  return new TextDecoder().decode(await crypto.subtle.decrypt({ name: 'AES-GCM', iv }, key, bytes));
}

function read<T>(database: string, name: string): Promise<T | undefined> {
  return within<T | undefined>(database, 'readonly', (store) => store.get(name));
}

async function write(database: string, name: string, value: unknown): Promise<void> {
  await within(database, 'readwrite', (store) => store.put(value, name));
}

async function remove(database: string, name: string): Promise<void> {
  await within(database, 'readwrite', (store) => store.delete(name));
}

async function clear(database: string): Promise<void> {
  await within(database, 'readwrite', (store) => store.clear());
}

async function within<T>(
  database: string,
  mode: IDBTransactionMode,
  ask: (store: IDBObjectStore) => IDBRequest,
): Promise<T> {
  const db = await opened(database);
  try {
    return await new Promise<T>((resolve, reject) => {
      const transaction = db.transaction(STORE, mode);
      const request = ask(transaction.objectStore(STORE));
      transaction.oncomplete = () => resolve(request.result as T);
      transaction.onabort = transaction.onerror = () => reject(transaction.error ?? new Error('storage'));
    });
  } finally {
    db.close();
  }
}

function opened(database: string): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(database, 1);
    request.onupgradeneeded = () => request.result.createObjectStore(STORE);
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error('storage'));
  });
}
