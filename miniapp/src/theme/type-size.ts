import { ref } from 'vue';
import { TYPE_SIZES, type TypeSize } from '../copy/pages';
import { keepSetting, setting } from '../platform/storage';

const NAME = 'type-size';
const saved = setting(NAME);

export const typeSize = ref<TypeSize>(
  saved !== undefined && saved in TYPE_SIZES ? (saved as TypeSize) : 'normal',
);

export function setTypeSize(size: TypeSize): void {
  typeSize.value = size;
  keepSetting(NAME, size);
}
