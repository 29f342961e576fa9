/** The suite as a Worker's test. */
import { runWhole } from './_whole.ts';

export default {
  test: (): Promise<void> => runWhole((message) => console.log(JSON.stringify(message))),
};
