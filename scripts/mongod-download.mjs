// Fetches the official mongod by mongodb-memory-server-core into the folder given and prints its path.
// A program of its own, so that a download that does not move can be ended.
import { DryMongoBinary } from 'mongodb-memory-server-core/lib/util/DryMongoBinary.js';
import { MongoBinary } from 'mongodb-memory-server-core/lib/util/MongoBinary.js';

const [version, downloadDir] = process.argv.slice(2);
const options = await DryMongoBinary.generateOptions({ version, downloadDir, checkMD5: true });
console.log(await MongoBinary.download({ ...options, platform: process.platform, checkMD5: true }));
