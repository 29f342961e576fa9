/** Every area of the vectors beside SRP's own values and the single challenges, on our packages. */
import { test } from 'vitest';
import { registerOurAreas } from '../ours/areas.ts';
import { steps } from './_srp-subjects.ts';

const api = {
  test: (name: string, body: () => void | Promise<void>): void => {
    test(name, async () => body());
  },
};

registerOurAreas(api, steps);
