import { Avatar } from './avatar.js';
import { closePhone, openPhone } from './desk.js';
import { isWide } from './screen.js';
import { newcomer, store } from './store.js';
import { SENTENCE, tryOut } from './welcome.js';

/** 人员: the directory by department. On a wide screen a second tap puts the phone away. */
export const People = {
  name: 'People',
  components: { Avatar },
  setup: () => ({ store, newcomer, sentence: SENTENCE, tryOut }),
  computed: {
    /** A narrow screen has no empty desk to hold the hint. */
    untouched: () => !isWide.value && store.open.length === 0 && newcomer.value !== undefined,
    groups() {
      const groups = new Map();
      for (const person of store.people) {
        const name = person.departments[0] ?? '未分部门';
        groups.set(name, [...(groups.get(name) ?? []), person]);
      }
      return [...groups];
    },
  },
  methods: {
    isOpen: (person) => store.open.includes(person.userid),
    choose({ userid }) {
      if (isWide.value && store.open.includes(userid)) closePhone(userid);
      else openPhone(userid, { focus: isWide.value });
    },
  },
  template: /* html */ `
    <nav class="people" aria-label="人员">
      <button v-if="untouched" type="button" class="people-hint" @click="tryOut(newcomer.userid, sentence)">
        试试：选「{{ newcomer.name }}」，发一句话<span>{{ sentence }}</span>
      </button>
      <section v-for="[department, people] in groups" :key="department">
        <h2>{{ department }}<small>{{ people.length }}</small></h2>
        <ul>
          <li v-for="person in people" :key="person.userid">
            <button type="button" class="person" :class="{ open: isOpen(person) }" :aria-pressed="isOpen(person)"
              :data-testid="'person-' + person.userid" @click="choose(person)">
              <Avatar :name="person.name" />
              <span class="person-words">
                <strong>{{ person.name }}</strong>
                <small>{{ person.position }}</small>
              </span>
              <span v-if="store.unread[person.userid]" class="badge" data-testid="unread" :aria-label="store.unread[person.userid] + ' 条未读'">{{
                store.unread[person.userid] > 99 ? '99+' : store.unread[person.userid]
              }}</span>
            </button>
          </li>
        </ul>
      </section>
    </nav>`,
};
