import { reactive } from '../vendor/vue.js';

const isTicked = (option) => option.is_checked === true;

/** What each question shows before anybody chose: a drop-down its preset or first option, a list what is ticked. */
export function answersOf(card) {
  const answers = reactive({});
  for (const question of [card.button_selection, ...(card.select_list ?? [])].filter(Boolean)) {
    const ids = question.option_list.map((option) => option.id);
    answers[question.question_key] = [ids.includes(question.selected_id) ? question.selected_id : ids[0]];
  }
  if (card.checkbox)
    answers[card.checkbox.question_key] = card.checkbox.option_list
      .filter(isTicked)
      .map((option) => option.id);
  return answers;
}
