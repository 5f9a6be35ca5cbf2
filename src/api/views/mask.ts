import { maskName, maskPhone } from '../../chat/redact';
import type { PartyField } from '../../domain/vocabulary';
import { maskedWords } from '../../wecom/copy';

/** 脱敏后的样子 (R54): enough to tell two people apart, too little to reach one. */
export function maskField(field: PartyField, value: string): string {
  switch (field) {
    case 'name':
      return maskName(value);
    case 'phone':
      return maskPhone(value);
    case 'idNo':
    case 'account':
      return `****${value.slice(-4)}`;
    case 'proxy':
    case 'facts':
    case 'request':
      return maskedWords(value);
  }
}
