import type { CustomerLink, LinkKind } from '../domain/customer-link';

/** 链接的令牌. */
export interface LinkTokens {
  /** What a token leads to and how the store knows it, by its own seal alone; undefined for one we never made. */
  read(token: string): { readonly kind: LinkKind; readonly link: string } | undefined;
}

/** 投诉人链接 in a transaction; `link` is how the store knows it, a digest of its token. */
export interface LinkVerbs {
  /** Writes it in the place of the one of its kind before. The token is told this once and kept only as a digest. */
  giveLink(link: CustomerLink): Promise<string>;
  /** Undefined when there is none (any more). */
  link(link: string): Promise<CustomerLink | undefined>;
  /** Counts a wrong number. */
  missed(link: string): Promise<void>;
}
