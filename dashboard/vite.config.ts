import vue from '@vitejs/plugin-vue';
import { defineConfig } from 'vite';
import { bundleBudget } from './build/bundle-budget.ts';
import { precompress } from './build/precompress.ts';
import { woff2Only } from './build/woff2-only.ts';

const root = import.meta.dirname;

/** The headless components and what they stand on: fetched with the first list or sheet that is opened, by no page. */
const controls = {
  name: 'controls',
  test: /node_modules\/(reka-ui|@floating-ui|@vueuse|@internationalized|aria-hidden|defu|ohash)\/|parts\/pick\//,
};

/**
 * What pages use together is one file. Left to itself the bundler makes some thirty of a kilobyte each for a page, and on
 * a phone's line each costs a round trip. What comes later or never stays apart: the chart engine, English, the fallback
 * font, the drawer of posts with its virtual list, and what only the pages of an administrator have in common.
 */
const shared = {
  name: 'shared',
  minShareCount: 2,
  test: (id: string) =>
    !controls.test.test(id) &&
    !/node_modules\/(echarts|zrender|tslib|@fontsource|@tanstack)|charts\/echarts|locales\/en|PostsDrawer/.test(id) &&
    !/parts\/(settings|setup|accounts|channels|reports|wall)\//.test(id),
};

export default defineConfig({
  root,
  base: '/',
  // No component is written with options; without them the framework is a tenth smaller.
  plugins: [vue({ features: { optionsAPI: false } }), woff2Only(), bundleBudget(), precompress()],
  build: {
    outDir: `${root}/dist`,
    emptyOutDir: true,
    // 2022 browsers: offices run Chromium 108+ shells (360, 奇安信, WeCom) and current phones.
    target: ['chrome107', 'safari16', 'firefox104'],
    // Inlined data: fonts and pictures would need holes in the content security policy.
    assetsInlineLimit: 0,
    // The server tells a browser early which files a page needs.
    manifest: 'page-manifest.json',
    rolldownOptions: { output: { codeSplitting: { groups: [shared, controls] } } },
  },
  server: {
    port: 5173,
    proxy: { '/api': { target: process.env['MINQING_API'] ?? 'http://127.0.0.1:8080', changeOrigin: false } },
  },
});
