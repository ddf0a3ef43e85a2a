import vue from '@vitejs/plugin-vue';
import { configDefaults, defineConfig } from 'vitest/config';

// The suffix of a test says what it needs: .test nothing, .int.test real stores, .e2e.test the whole product.
const exclude = [...configDefaults.exclude, '.cache/**'];
const globalSetup = ['warehouse/testing/global-stores.ts'];

export default defineConfig({
  plugins: [vue()],
  test: {
    pool: 'forks',
    projects: [
      {
        extends: true,
        test: { name: 'unit', include: ['**/*.test.ts'], exclude: [...exclude, '**/*.{int,e2e}.test.ts'] },
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
        },
      },
      {
        extends: true,
        test: {
          name: 'e2e',
          include: ['**/*.e2e.test.ts'],
          exclude,
          globalSetup,
          testTimeout: 120_000,
          hookTimeout: 180_000,
        },
      },
    ],
  },
});
