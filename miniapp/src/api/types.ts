/** 接口的数据: the shapes of the service itself, by type alone, so that nothing of it comes into the bundle. */
export type * from '../../../src/api/schemas/cases';
export type * from '../../../src/api/schemas/customer';
export type * from '../../../src/api/schemas/filing';
export type * from '../../../src/api/schemas/leaks';
export type * from '../../../src/api/schemas/me';
export type * from '../../../src/api/schemas/notices';
export type * from '../../../src/api/schemas/party';
export type * from '../../../src/api/schemas/people';
export type * from '../../../src/api/schemas/uploads';
export type { ActType } from '../../../src/domain/transitions';
