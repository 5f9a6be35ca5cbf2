import { createVault } from './vault';

/**
 * 本机存储. What is no secret (大小, 看过什么) in plain; what names people sealed. In the mini-program WeChat encrypts it;
 * in H5 it is sealed with a key that cannot be read out, see vault.ts. 退出 forgets all that is sealed.
 */

export function keepSetting(name: string, value: string): void {
  uni.setStorageSync(`set-${name}`, value);
}

export function setting(name: string): string | undefined {
  const value = uni.getStorageSync(`set-${name}`) as unknown;
  return typeof value === 'string' && value !== '' ? value : undefined;
}

const SEALED = 'sealed-';

// #ifdef H5
const vault = createVault('suda');
// #endif

export async function keep(name: string, value: string): Promise<void> {
  // #ifdef H5
  return vault.put(name, value);
  // #endif
  // #ifndef H5
  return new Promise((resolve) => {
    uni.setStorage({
      key: `${SEALED}${name}`,
      data: value,
      ...({ encrypt: true } as object),
      success: () => resolve(),
      // A phone that cannot encrypt keeps nothing.
      fail: () => resolve(),
    });
  });
  // #endif
}

export async function kept(name: string): Promise<string | undefined> {
  // #ifdef H5
  return vault.get(name);
  // #endif
  // #ifndef H5
  return new Promise((resolve) => {
    uni.getStorage({
      key: `${SEALED}${name}`,
      ...({ encrypt: true } as object),
      success: ({ data }) => resolve(typeof data === 'string' ? data : undefined),
      fail: () => resolve(undefined),
    });
  });
  // #endif
}

export async function forget(name: string): Promise<void> {
  // #ifdef H5
  return vault.drop(name);
  // #endif
  // #ifndef H5
  uni.removeStorageSync(`${SEALED}${name}`);
  // #endif
}

export async function forgetAll(): Promise<void> {
  // #ifdef H5
  return vault.destroy();
  // #endif
  // #ifndef H5
  const { keys } = uni.getStorageInfoSync();
  keys.filter((key) => key.startsWith(SEALED)).forEach((key) => uni.removeStorageSync(key));
  // #endif
}
