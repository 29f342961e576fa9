/** The benchmark as a Worker's test. Its clock stands still while code runs, so each look waits. */
import { runBench } from './_entry.mjs';

const pause = () => new Promise((resolve) => setTimeout(resolve, 1));

const worker = {
  async test() {
    console.log(JSON.stringify(await runBench({ rounds: 11, warmUp: 2, pause })));
  },
};
export default worker;
