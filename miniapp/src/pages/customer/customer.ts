import { call } from '../../api';
import type { Call } from '../../api/client';
import { problemOf, type Problem } from '../../api/problem';
import { CUSTOMER } from '../../copy/pages';

/** 投诉人: known by the link alone, whose token goes in the body, so that no log of addresses holds it. */
export const asCustomer: Call = (path, options) => call(path, { ...options, anonymous: true });

/** The page was opened, or loaded again, without its link. */
export const noLink: Problem = {
  ...problemOf('missing'),
  title: CUSTOMER.noLink,
  detail: CUSTOMER.noLinkText,
};
