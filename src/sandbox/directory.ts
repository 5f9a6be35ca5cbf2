import type { Department, DirectoryData, Person } from './model';

/** 通讯录: people by userid (compared without case) and departments as a tree. */
export class Directory {
  private readonly byId: ReadonlyMap<string, Person>;

  constructor(private readonly data: DirectoryData) {
    this.byId = new Map(data.people.map((person) => [person.userid.toLowerCase(), person]));
  }

  get people(): readonly Person[] {
    return this.data.people;
  }

  get departments(): readonly Department[] {
    return this.data.departments;
  }

  find(userid: string): Person | undefined {
    return this.byId.get(userid.toLowerCase());
  }

  department(id: number): Department | undefined {
    return this.data.departments.find((department) => department.id === id);
  }

  /** Direct members only, as the reading calls answer. */
  membersOf(departmentId: number): readonly Person[] {
    return this.data.people.filter((person) => person.department.includes(departmentId));
  }

  /** The department and everything below it. */
  subtree(id: number): readonly Department[] {
    const root = this.department(id);
    if (root === undefined) return [];
    const below = this.data.departments.filter(
      (department) => department.parentid === id && department.id !== id,
    );
    return [root, ...below.flatMap((department) => this.subtree(department.id))];
  }

  /** Everybody a message to this department reaches. */
  everybodyUnder(id: number): readonly Person[] {
    const ids = new Set(this.subtree(id).map((department) => department.id));
    return this.data.people.filter((person) => person.department.some((department) => ids.has(department)));
  }

  namesOfDepartments(person: Person): string[] {
    return person.department.map((id) => this.department(id)?.name ?? String(id));
  }
}
