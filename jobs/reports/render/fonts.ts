import { fileURLToPath } from 'node:url';

/**
 * The open fonts that PDF and charts are set in, by what they stand for: 仿宋 and 小标宋 have no open font with the whole
 * character set on the registry, so the Song of the same strokes serves; 黑体 has one.
 */
export const FONT_FILES = {
  song: fontFile('noto-serif-sc/400Regular/NotoSerifSC_400Regular.ttf'),
  songBold: fontFile('noto-serif-sc/700Bold/NotoSerifSC_700Bold.ttf'),
  hei: fontFile('noto-sans-sc/700Bold/NotoSansSC_700Bold.ttf'),
  heiText: fontFile('noto-sans-sc/400Regular/NotoSansSC_400Regular.ttf'),
} as const;
export type FontName = keyof typeof FONT_FILES;

/** The name by which an SVG asks for heiText. */
export const CHART_FONT = 'Noto Sans SC';

function fontFile(path: string): string {
  return fileURLToPath(import.meta.resolve(`@expo-google-fonts/${path}`));
}
