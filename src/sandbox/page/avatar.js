const COLOURS = ['#4a7fb5', '#45a87b', '#e08b3e', '#8a6fd1', '#d4687a', '#3f9fb8', '#7d8aa0'];
const hueOf = (text) =>
  [...text].reduce((hash, letter) => (hash * 31 + letter.codePointAt(0)) % 9973, 7) % COLOURS.length;

/** 头像: the last two characters of the name, as WeCom draws people without a picture. */
export const Avatar = {
  name: 'Avatar',
  props: { name: { type: String, required: true }, app: Boolean },
  setup: (props) => ({
    letters: () => (props.app ? props.name.slice(0, 1) : [...props.name].slice(-2).join('')),
    colour: () => (props.app ? 'var(--brand)' : COLOURS[hueOf(props.name)]),
  }),
  template: /* html */ `
    <span class="avatar" :class="{ 'avatar-app': app }" :style="{ background: colour() }" aria-hidden="true">{{ letters() }}</span>`,
};
