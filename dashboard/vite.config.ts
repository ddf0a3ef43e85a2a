import vue from '@vitejs/plugin-vue';
import { defineConfig } from 'vite';
import { bundleBudget } from './build/bundle-budget.ts';
import { precompress } from './build/precompress.ts';
import { woff2Only } from './build/woff2-only.ts';

const root = import.meta.dirname;

export default defineConfig({
  root,
  base: '/',
  plugins: [vue(), woff2Only(), bundleBudget(), precompress()],
  build: {
    outDir: `${root}/dist`,
    emptyOutDir: true,
    // 2022 browsers: offices run Chromium 108+ shells (360, 奇安信, WeCom) and current phones.
    target: ['chrome107', 'safari16', 'firefox104'],
    // Inlined data: fonts and pictures would need holes in the content security policy.
    assetsInlineLimit: 0,
  },
  server: {
    port: 5173,
    proxy: { '/api': { target: process.env['MINQING_API'] ?? 'http://127.0.0.1:8080', changeOrigin: false } },
  },
});
