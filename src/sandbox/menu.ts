import type { Json } from './model';

/** 自定义菜单 of the app: up to three buttons, each an item or a list of items. Every change is told to `onChange`. */
export class Menu {
  private buttons: readonly Json[] = [];

  constructor(private readonly onChange: (menu: readonly Json[]) => void) {}

  list(): readonly Json[] {
    return this.buttons;
  }

  set(buttons: readonly Json[]): void {
    this.buttons = buttons;
    this.onChange(buttons);
  }

  /** The item by its place: [1] is the second button, [1, 0] the first of its list. */
  at([first = -1, second]: readonly number[]): Json | undefined {
    const button = this.buttons[first];
    return second === undefined ? button : itemsOf(button)[second];
  }
}

/** The items below a button; none below an item. */
export const itemsOf = (button: Json | undefined): readonly Json[] =>
  (button?.['sub_button'] ?? []) as readonly Json[];
