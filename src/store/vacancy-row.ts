import { Schema } from 'mongoose';
import { plain } from './schema-options';

/** 接口人空缺 (R2): a department that the last check found vacant, and the check that found it first. */
export interface VacancyRow {
  /** Of the department. */
  readonly _id: string;
  readonly since: Date;
}

export const vacancy = new Schema<VacancyRow>(
  { _id: String, since: { type: Date, required: true } },
  { ...plain, collection: 'vacancies' },
);
