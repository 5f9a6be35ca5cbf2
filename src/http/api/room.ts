import { RateLimiterMemory } from 'rate-limiter-flexible';

/** 限速: whether this key may ask once more this minute. Each process counts for itself. */
export function roomFor(perMinute: number): (key: string) => Promise<boolean> {
  const limiter = new RateLimiterMemory({ points: perMinute, duration: 60 });
  return (key) =>
    limiter.consume(key).then(
      () => true,
      () => false,
    );
}
