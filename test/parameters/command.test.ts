import { readCommand } from '../../src/parameters/command';

describe('the arguments of npm run rules', () => {
  it.each([
    [['list'], { name: 'list' }],
    [['show', '1a2b'], { name: 'show', version: '1a2b' }],
    [['diff', 'new.yaml'], { name: 'diff', file: 'new.yaml' }],
    [
      ['apply', 'new.yaml', '--by', ' 张三 ', '--reason', '总行\n通知'],
      { name: 'apply', file: 'new.yaml', by: '张三', reason: '总行 通知' },
    ],
    [['--by=张三', '--reason=通知', 'apply', 'a'], { name: 'apply', file: 'a', by: '张三', reason: '通知' }],
    [['--help'], { name: 'help' }],
    [['apply', '-h'], { name: 'help' }],
  ])('%j', (args, command) => {
    expect(readCommand(args)).toEqual(command);
  });

  it.each([
    [[]],
    [['appply', 'a']],
    [['list', 'x']],
    [['show']],
    [['diff']],
    [['diff', '']],
    [['diff', 'a', 'b']],
    [['diff', 'a', '--by', '张三']],
    [['apply', 'a']],
    [['apply', 'a', '--by', '张三']],
    [['apply', 'a', '--reason', '通知']],
    [['apply', 'a', '--by', '张三', '--reason', ' ']],
    [['apply', '--by', '张三', '--reason', '通知']],
    [['apply', 'a', '--by']],
    [['diff', 'a', '--stricter']],
  ])('%j are wrong', (args) => {
    expect(readCommand(args)).toBeUndefined();
  });
});
