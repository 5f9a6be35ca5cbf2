import { api } from './api.js';
import { Avatar } from './avatar.js';
import { closePhone, look, openPhone } from './desk.js';
import { callOf } from './incoming-call.js';
import { isWide } from './screen.js';
import { newcomer, personOf, store } from './store.js';
import { orToast } from './toasts.js';
import { SENTENCE, tryOut } from './welcome.js';

const TYPING_MS = 200;
const CONDITION_WORDS = { off: '关机', out_of_area: '无法接通' };

/** 人员: the groups, then the directory by department, or what was searched for. On a wide screen a second tap puts the phone away. */
export const People = {
  name: 'People',
  components: { Avatar },
  setup: () => ({ store, newcomer, sentence: SENTENCE, tryOut, callOf }),
  data: () => ({ words: '', found: null }),
  computed: {
    /** A narrow screen has no empty desk to hold the hint. */
    untouched: () => !isWide.value && store.open.length === 0 && newcomer.value !== undefined,
    people() {
      // A person we know already changes while the list stands.
      return this.found === null
        ? store.people
        : this.found.people.map((each) => personOf(each.userid) ?? each);
    },
    /** How many there are beside those shown. */
    more() {
      return (this.found?.total ?? store.total) - this.people.length;
    },
    groups() {
      const groups = new Map();
      for (const person of this.people) {
        const name = person.departments[0] ?? '未分部门';
        groups.set(name, [...(groups.get(name) ?? []), person]);
      }
      return [...groups];
    },
  },
  watch: {
    words(words) {
      clearTimeout(this.typing);
      this.typing = setTimeout(() => void this.find(words), TYPING_MS);
    },
  },
  methods: {
    isOpen: (id) => store.open.includes(id),
    conditionOf: ({ left, phone }) => (left ? '已离职' : CONDITION_WORDS[phone]),
    async find(words) {
      if (words.trim() === '') return (this.found = null);
      await orToast(async () => {
        const found = await api.find(words);
        // An earlier answer may come later.
        if (words === this.words) this.found = found;
      });
    },
    async choose(person) {
      const { userid } = person;
      if (isWide.value && this.isOpen(userid)) return closePhone(userid);
      if (!personOf(userid)) {
        store.people.push(person);
        await orToast(async () => (store.chats[userid] = await api.messages(userid)));
        look(userid);
      }
      openPhone(userid, { focus: isWide.value });
    },
    chooseGroup({ id }) {
      if (isWide.value && this.isOpen(id)) closePhone(id);
      else openPhone(id, { focus: false });
    },
  },
  template: /* html */ `
    <nav class="people" aria-label="人员">
      <div class="people-search">
        <input v-model="words" type="search" placeholder="搜索姓名、岗位、部门" aria-label="搜索人员" data-testid="people-search" />
      </div>
      <button v-if="untouched" type="button" class="people-hint" @click="tryOut(newcomer.userid, sentence)">
        试试：选「{{ newcomer.name }}」，发一句话<span>{{ sentence }}</span>
      </button>
      <section v-if="store.groups.length > 0 && found === null">
        <h2>群<small>{{ store.groups.length }}</small></h2>
        <ul>
          <li v-for="group in store.groups" :key="group.id">
            <button type="button" class="person" :class="{ open: isOpen(group.id) }" :aria-pressed="isOpen(group.id)"
              :data-testid="'person-' + group.id" @click="chooseGroup(group)">
              <Avatar name="群" app />
              <span class="person-words">
                <strong>{{ group.name }}</strong>
                <small>消息推送</small>
              </span>
              <span v-if="store.unread[group.id]" class="badge" data-testid="unread" :aria-label="store.unread[group.id] + ' 条未读'">{{
                store.unread[group.id] > 99 ? '99+' : store.unread[group.id]
              }}</span>
            </button>
          </li>
        </ul>
      </section>
      <section v-for="[department, people] in groups" :key="department">
        <h2>{{ department }}<small>{{ people.length }}</small></h2>
        <ul>
          <li v-for="person in people" :key="person.userid">
            <button type="button" class="person" :class="{ open: isOpen(person.userid), left: person.left }" :aria-pressed="isOpen(person.userid)"
              :data-testid="'person-' + person.userid" @click="choose(person)">
              <Avatar :name="person.name" />
              <span class="person-words">
                <strong>{{ person.name }}<i v-if="conditionOf(person)">{{ conditionOf(person) }}</i></strong>
                <small>{{ person.position }}</small>
              </span>
              <span v-if="callOf(person)" class="badge ringing">{{ callOf(person).phase === 'ringing' ? '来电' : '通话中' }}</span>
              <span v-if="store.unread[person.userid]" class="badge" data-testid="unread" :aria-label="store.unread[person.userid] + ' 条未读'">{{
                store.unread[person.userid] > 99 ? '99+' : store.unread[person.userid]
              }}</span>
            </button>
          </li>
        </ul>
      </section>
      <p v-if="people.length === 0" class="people-end">没有找到「{{ words }}」</p>
      <p v-else-if="more > 0" class="people-end" data-testid="people-more">还有 {{ more }} 人，请搜索</p>
    </nav>`,
};
