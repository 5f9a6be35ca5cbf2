import type { Department, DirectoryData, Person } from './model';

/** 通讯录: people by userid (compared without case) and departments as a tree. Who has left (离职) is in none of its lists. */
export class Directory {
  private readonly byId: ReadonlyMap<string, Person>;
  private readonly left = new Set<Person>();
  private present: readonly Person[];

  constructor(private readonly data: DirectoryData) {
    this.byId = new Map(data.people.map((person) => [person.userid.toLowerCase(), person]));
    this.present = data.people;
  }

  get people(): readonly Person[] {
    return this.present;
  }

  /** With those who have left. */
  get everKnown(): readonly Person[] {
    return this.data.people;
  }

  get departments(): readonly Department[] {
    return this.data.departments;
  }

  find(userid: string): Person | undefined {
    const person = this.known(userid);
    return person !== undefined && this.left.has(person) ? undefined : person;
  }

  /** Also somebody who has left. */
  known(userid: string): Person | undefined {
    return this.byId.get(userid.toLowerCase());
  }

  hasLeft(person: Person): boolean {
    return this.left.has(person);
  }

  /** 离职, or back again. */
  setLeft(person: Person, left: boolean): void {
    if (left) this.left.add(person);
    else this.left.delete(person);
    this.present = this.data.people.filter((each) => !this.left.has(each));
  }

  department(id: number): Department | undefined {
    return this.data.departments.find((department) => department.id === id);
  }

  /** Direct members only, as the reading calls answer. */
  membersOf(departmentId: number): readonly Person[] {
    return this.present.filter((person) => person.department.includes(departmentId));
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
    return this.present.filter((person) => person.department.some((department) => ids.has(department)));
  }

  /** The userids of those who have left. */
  dump(): readonly string[] {
    return [...this.left].map(({ userid }) => userid);
  }

  restore(left: readonly string[]): void {
    for (const person of left.map((userid) => this.known(userid))) if (person) this.setLeft(person, true);
  }

  namesOfDepartments(person: Person): string[] {
    return person.department.map((id) => this.department(id)?.name ?? String(id));
  }
}
