import { computed, reactive } from './vendor/vue.js';

import { hasRoomForPanel } from './screen.js';

/** All the page knows. The sandbox is the truth: apart from drafts and what is open, everything comes from it. */
export const store = reactive({
  ready: false,
  online: true,
  appName: '',
  /** the first of the directory, and whoever was looked up and opened */
  people: [],
  /** how many the directory holds */
  total: 0,
  /** 群: { id, name }; a group's id never is a userid */
  groups: [],
  /** userid → the voice call on that phone's screen */
  calls: {},
  /** userid or group id → messages, oldest first */
  chats: {},
  /** userid or group id → how many lines of the app were not seen */
  unread: {},
  /** userid → the last callback the service did not take, or null */
  trouble: {},
  drafts: {},
  log: [],
  faults: [],
  callback: { url: '', ok: false },
  /** 应用主页, or null; what stands on its host opens inside the phones */
  h5Url: null,
  /** the appid of the mini-program associated with the app, or null */
  weappId: null,
  /** 应用菜单: up to three buttons as menu/create has them */
  menu: [],
  /** userid → the web page over that phone's chat: { id, src, isMini } */
  webviews: {},
  /** userids of the phones, and ids of the groups, on the desk, in the order they were opened */
  open: [],
  /** the one that fills a narrow screen */
  current: null,
  /** what a narrow screen shows: people, chat, or one of the panels */
  view: 'people',
  /** inspector, clock or faults: what the side panel of a wide screen shows */
  panel: 'inspector',
  /** whether the side panel takes room from the phones */
  panelOpen: hasRoomForPanel,
  /** the userid whose input is to take the focus next */
  focusInput: null,
});

const byUserid = computed(() => new Map(store.people.map((person) => [person.userid.toLowerCase(), person])));

export const personOf = (userid) => byUserid.value.get(String(userid).toLowerCase());
/** The sandbox counts its groups; no userid holds a slash. */
export const groupIdOf = (number) => `group/${number}`;
export const groupOf = (id) => store.groups.find((group) => group.id === id);
export const nameOf = (userid) => personOf(userid)?.name ?? userid;

/** Where a sentence to try belongs: the clerk of the demo bank, or whoever comes first. */
export const newcomer = computed(() => personOf('zhou.min') ?? store.people[0]);
