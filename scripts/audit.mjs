// npm run audit: looks once whether everybody was told in time, on the database the service uses.
import { runProgram } from './stored-program.mjs';

await runProgram('src/auditor/main.js', 2);
