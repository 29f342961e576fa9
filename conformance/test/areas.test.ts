/** Every area of the vectors beside SRP's own values and the single challenges, on our packages. */
import { test } from 'vitest';
import { registerOurAreas } from '../ours/areas.ts';

registerOurAreas({
  test: (name, body) => {
    test(name, async () => body());
  },
});
