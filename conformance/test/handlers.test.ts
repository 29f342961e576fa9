/** Every handler of ours under the suite. */
import { test } from 'vitest';
import { registerOurHandlers } from '../ours/handlers.ts';
import type { TestApi } from '../suite/srp-implementation.ts';

const api: TestApi = {
  test: (name, body) => {
    test(name, async () => body());
  },
};

registerOurHandlers(api, process.env['COUNTERSIGN_FULL'] === '1' ? 2000 : 40);
