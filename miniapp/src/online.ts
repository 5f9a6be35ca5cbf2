import { ref } from 'vue';
import { isOnline } from './platform/network';

/** 网络: whether the phone has one, as every page shows it. */
export const online = ref(true);

export function setOnline(is: boolean): void {
  online.value = is;
}

void isOnline().then(setOnline);
