import { api } from './api.js';
import { clockOffset, now } from './sandbox-clock.js';
import { dateOf, spanOf, timeWithSeconds, untilNextWorkday, weekdayOf } from './time.js';
import { orToast, toast } from './toasts.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const STEPS = [
  { id: '10m', words: '+10 分钟', span: () => 10 * MINUTE },
  { id: '1h', words: '+1 小时', span: () => HOUR },
  { id: '1d', words: '+1 天', span: () => DAY },
  { id: 'workday', words: '下个工作日 9:00', span: () => untilNextWorkday(now.value) },
];

/** 时钟: moves the sandbox, and the service with it, forward. */
export const Clock = {
  name: 'Clock',
  setup: () => ({ now, clockOffset, STEPS, dateOf, weekdayOf, timeWithSeconds, spanOf, MINUTE, HOUR, DAY }),
  data: () => ({ amount: 30, unit: MINUTE, busy: false }),
  methods: {
    async advance(ms) {
      if (!Number.isFinite(ms) || ms <= 0) return toast('请填一个大于 0 的数');
      this.busy = true;
      await orToast(() => api.advance(Math.round(ms)));
      this.busy = false;
    },
  },
  template: /* html */ `
    <section class="panel-page clock" aria-label="时钟">
      <div class="clock-face">
        <p>{{ dateOf(now) }} {{ weekdayOf(now) }}</p>
        <time data-testid="clock-now" :data-now="Math.floor(now)">{{ timeWithSeconds(now) }}</time>
        <p class="dim">北京时间<template v-if="clockOffset > 0">，比真实时间快 {{ spanOf(clockOffset) }}</template></p>
      </div>
      <div class="clock-steps">
        <button v-for="step in STEPS" :key="step.id" type="button" class="button" :disabled="busy" :data-testid="'clock-' + step.id"
          @click="advance(step.span())">{{ step.words }}</button>
      </div>
      <form class="clock-free" @submit.prevent="advance(amount * unit)">
        <label for="clock-amount">往前拨</label>
        <input id="clock-amount" v-model.number="amount" type="number" min="0" step="any" data-testid="clock-amount" />
        <select v-model.number="unit" aria-label="单位" data-testid="clock-unit">
          <option :value="MINUTE">分钟</option>
          <option :value="HOUR">小时</option>
          <option :value="DAY">天</option>
        </select>
        <button type="submit" class="button primary" :disabled="busy" data-testid="clock-advance">拨过去</button>
      </form>
      <p class="dim">时钟只能往前。到期的提醒和催办会随之发出；「下个工作日」只跳过周末，不看法定节假日。</p>
    </section>`,
};
