/** For `npm run mutate`: the examples of the domain, which need no server. */
module.exports = {
  ...require('./jest.config.js'),
  roots: ['<rootDir>/test/domain'],
  testMatch: ['**/every-example.js'],
};
