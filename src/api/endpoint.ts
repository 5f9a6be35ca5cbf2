import type { z } from 'zod';
import type { Visit } from '../desk/desk';
import type { Org, Person } from '../domain/org';
import type { Refusal } from '../domain/ruling';

/** 接口分组, as the reader of docs/openapi.json finds them. */
export const TAGS = {
  session: '登录',
  work: '待办与案件',
  filing: '登记',
  acts: '办理与审批',
  party: '投诉人信息',
  evidence: '证据',
  notices: '通知',
  leaks: '泄露上报',
  customer: '投诉人',
} as const;
export type Tag = keyof typeof TAGS;

/** 来访的人和他的一次来访: everything an endpoint does stands or falls together, as in chat. */
export interface Caller {
  readonly by: Person;
  readonly org: Org;
  readonly visit: Visit;
}

/** 来访的投诉人: known by a link we gave, and by nothing else. */
export interface Visitor {
  /** As the store knows it. */
  readonly link: string;
  readonly org: Org;
  readonly visit: Visit;
}

/** `stale`: the caller had an older version of the case before them. */
export type Answer<Body> =
  { readonly body: Body; readonly version?: number; readonly created?: true } | 'stale' | Refusal;

type Shape = z.ZodType | undefined;
type Read<S extends Shape> = S extends z.ZodType ? z.output<S> : undefined;

export interface Asked<P extends Shape, Q extends Shape, B extends Shape> {
  readonly params: Read<P>;
  readonly query: Read<Q>;
  readonly body: Read<B>;
  /** If-Match: the version of the case the caller had before them. */
  readonly version?: number;
}

interface Declared<P extends Shape, Q extends Shape, B extends Shape, A extends z.ZodType> {
  /** Of the operation, unique. */
  readonly name: string;
  readonly method: 'get' | 'post';
  /** Below /api/v1, with `{name}` for each parameter. */
  readonly path: string;
  readonly tag: Tag;
  /** One line of Chinese. */
  readonly summary: string;
  readonly params?: P;
  readonly query?: Q;
  readonly body?: B;
  readonly answer: A;
  /** The caller is to say by If-Match which version of the case they act on. */
  readonly onVersion?: true;
  /** It does nothing but open a case: many at a time are written together. */
  readonly isFiling?: true;
}

/** 接口: one thing the mini-app may ask; its schemas are the one source of checking, types and docs/openapi.json. */
export type Endpoint = Declared<Shape, Shape, Shape, z.ZodType> & {
  readonly isOpen?: never;
  readonly run: (asked: Asked<never, never, never>, caller: Caller) => Promise<Answer<unknown>>;
};

export function endpoint<
  A extends z.ZodType,
  P extends Shape = undefined,
  Q extends Shape = undefined,
  B extends Shape = undefined,
>(
  declared: Declared<P, Q, B, A> & {
    readonly run: (asked: Asked<P, Q, B>, caller: Caller) => Promise<Answer<z.input<A>>>;
  },
): Endpoint {
  return declared;
}

/** What is asked by a link says by which: its token in the body, never in an address, which others write down. */
export interface ByLink {
  readonly token: string;
}

/** 公开接口: for who has no account but a link; a link that is not good reads the same, whatever is wrong with it. */
export type OpenEndpoint = Declared<undefined, undefined, z.ZodType<ByLink>, z.ZodType> & {
  readonly isOpen: true;
  readonly run: (
    asked: Asked<undefined, undefined, never>,
    visitor: Visitor,
  ) => Promise<Answer<unknown> | 'over'>;
};

export function openEndpoint<A extends z.ZodType, B extends z.ZodType<ByLink>>(
  declared: Omit<Declared<undefined, undefined, B, A>, 'method' | 'tag'> & {
    readonly run: (
      asked: Asked<undefined, undefined, B>,
      visitor: Visitor,
    ) => Promise<Answer<z.input<A>> | 'over'>;
  },
): OpenEndpoint {
  return { ...declared, method: 'post', tag: 'customer', isOpen: true };
}

export type AnyEndpoint = Endpoint | OpenEndpoint;
