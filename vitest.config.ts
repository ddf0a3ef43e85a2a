import vue from '@vitejs/plugin-vue';
import { configDefaults, defineConfig } from 'vitest/config';

// The suffix of a test says what it needs: .test nothing, .int.test real stores, .e2e.test the whole product.
const exclude = [...configDefaults.exclude, '.cache/**'];
const globalSetup = ['warehouse/testing/global-stores.ts'];

export default defineConfig({
  plugins: [vue()],
  test: {
    pool: 'forks',
    // What is awaited comes late on a busy machine; one second, the default, then fails a right product.
    expect: { poll: { timeout: 20_000 } },
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['**/*.test.ts'],
          exclude: [...exclude, '**/*.{int,e2e}.test.ts'],
          // A busy machine, not a wait: pure tests have nothing to wait for.
          testTimeout: 30_000,
          // Pure tests share their modules: loading the segmenter and its dictionary anew for each file costs 17 s of 41.
          isolate: false,
          // By default one core is left idle, which on two makes the run twice as long.
          maxWorkers: '100%',
        },
      },
      {
        extends: true,
        test: {
          name: 'int',
          include: ['**/*.int.test.ts'],
          exclude,
          globalSetup,
          testTimeout: 30_000,
          hookTimeout: 60_000,
          // Two, also on two cores, of which one is left idle by default: these tests mostly wait for their stores.
          maxWorkers: 2,
          // As above; each file has databases of its own.
          isolate: false,
          sequence: { groupOrder: 1 },
        },
      },
      {
        extends: true,
        test: {
          name: 'e2e',
          include: ['**/*.e2e.test.ts'],
          exclude,
          globalSetup: [...globalSetup, 'dashboard/testing/global-pages.mjs'],
          testTimeout: 120_000,
          hookTimeout: 180_000,
          // A whole product and a browser per file: two at once only wait for each other.
          maxWorkers: 1,
          isolate: false,
          sequence: { groupOrder: 2 },
        },
      },
    ],
  },
});
