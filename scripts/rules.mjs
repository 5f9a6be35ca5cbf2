// npm run rules: shows, compares and applies the parameters of the regulation, on the database the service uses.
import { runProgram } from './stored-program.mjs';

await runProgram('src/parameters/main.js');
