import { ref } from 'vue';
import { keepSetting, setting } from '../platform/storage';

/** 字号. */
export const TYPE_SIZES = { normal: '标准', large: '大', huge: '特大' } as const;
export type TypeSize = keyof typeof TYPE_SIZES;

const NAME = 'type-size';
const saved = setting(NAME);

export const typeSize = ref<TypeSize>(
  saved !== undefined && saved in TYPE_SIZES ? (saved as TypeSize) : 'normal',
);

export function setTypeSize(size: TypeSize): void {
  typeSize.value = size;
  keepSetting(NAME, size);
}
