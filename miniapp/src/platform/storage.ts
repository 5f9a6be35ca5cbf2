import { createVault } from './vault';

/** 本机存储. What is no secret (大小, 看过什么) in plain. */
export function keepSetting(name: string, value: string): void {
  uni.setStorageSync(`set-${name}`, value);
}

export function setting(name: string): string | undefined {
  const value = uni.getStorageSync(`set-${name}`) as unknown;
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/**
 * 抽屉: what names people, sealed, apart for each who uses the phone. In the mini-program WeChat encrypts it; in H5 it is
 * sealed with a key that cannot be read out, see vault.ts.
 */
export interface Drawer {
  /** False on a phone that cannot seal it: such a one keeps nothing. */
  keep(name: string, value: string): Promise<boolean>;
  kept(name: string): Promise<string | undefined>;
  forget(name: string): Promise<void>;
  empty(): Promise<void>;
}

const drawers = new Map<string, Drawer>();

/** By account. */
export function drawerOf(userId: string): Drawer {
  return drawerNamed(`-${userId}`);
}

/** The phone's own: the session, and who used it last. One browser may play several phones, each at its address. */
export function phoneDrawer(): Drawer {
  // #ifdef H5
  return drawerNamed(location.pathname);
  // #endif
  // #ifndef H5
  return drawerNamed('');
  // #endif
}

function drawerNamed(name: string): Drawer {
  const made = drawers.get(name) ?? createDrawer(name);
  drawers.set(name, made);
  return made;
}

function createDrawer(of: string): Drawer {
  // #ifdef H5
  const vault = createVault(`suda${of}`);
  return {
    keep: async (name, value) => {
      await vault.put(name, value);
      return true;
    },
    kept: vault.get,
    forget: vault.drop,
    empty: vault.destroy,
  };
  // #endif
  // #ifndef H5
  const prefix = `sealed${of}/`;
  return {
    keep: (name, data) =>
      new Promise((resolve) => {
        uni.setStorage({
          key: `${prefix}${name}`,
          data,
          ...({ encrypt: true } as object),
          success: () => resolve(true),
          fail: () => resolve(false),
        });
      }),
    kept: (name) =>
      new Promise((resolve) => {
        uni.getStorage({
          key: `${prefix}${name}`,
          ...({ encrypt: true } as object),
          success: ({ data }) => resolve(typeof data === 'string' ? data : undefined),
          fail: () => resolve(undefined),
        });
      }),
    forget: async (name) => uni.removeStorageSync(`${prefix}${name}`),
    empty: async () => {
      const { keys } = uni.getStorageInfoSync();
      keys.filter((key) => key.startsWith(prefix)).forEach((key) => uni.removeStorageSync(key));
    },
  };
  // #endif
}
