import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          environment: 'node',
          include: ['src/{api,docker,sim,viz,lessons,headless}/**/*.test.ts'],
        },
      },
    ],
  },
});
