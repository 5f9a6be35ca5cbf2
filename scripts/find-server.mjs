import { Told } from './command.mjs';
import { isAtLeast, versionOf } from './program.mjs';

/**
 * Asks the sources in order for a server that runs and is new enough, and says in one line which it took.
 * A source is { from, find() }; `find` resolves to a file or null. Throws Told with `advice` when none has one.
 */
export async function findServer({ title, minimum, sources, advice, say }) {
  for (const { from, find } of sources) {
    const file = await find();
    if (file === null) continue;
    const version = await versionOf(file);
    if (version && isAtLeast(version, minimum)) {
      say(`${title}：用${from}（${version.join('.')}）。`);
      return { file, version };
    }
    say(
      version ? `  ${from} 是 ${version.join('.')}，要 ${minimum.join('.')} 以上。` : `  ${from} 运行不了。`,
    );
  }
  throw new Told(advice);
}
