import type { ChartOption } from './chart.ts';

export type PictureFormat = 'png' | 'svg';

/** A picture for a report or a slide: sharp on paper at a hand's width. */
const size = { width: 960, height: 420 };
const pngScale = 2;

/** Saves a chart as a file, with its title (which names the filter) above it. */
export async function saveChart(option: ChartOption, title: string, format: PictureFormat): Promise<void> {
  const { chartToSvg } = await import('./echarts-svg.ts');
  const ground = getComputedStyle(document.documentElement).getPropertyValue('--surface').trim();
  const svg = chartToSvg(withTitle(option, title), { ...size, ground });
  const blob = new Blob([svg], { type: 'image/svg+xml' });
  download(format === 'svg' ? blob : await toPng(blob), `${title}.${format}`);
}

function withTitle(option: ChartOption, text: string): ChartOption {
  const title = { text, left: 16, top: 12, textStyle: { ...Object(option.textStyle), fontSize: 16 } };
  const legend = { ...Object(option.legend), top: 48, left: 16 };
  const grid = { ...Object(option.grid), top: 84, left: 16, right: 16, bottom: 12 };
  const series = [option.series ?? []].flat().map((one) => (one.type === 'map' ? { ...one, top: 48 } : one));
  // The title belongs to the part of the engine that is fetched here.
  return { ...option, title, legend, grid, series } as ChartOption;
}

async function toPng(svg: Blob): Promise<Blob> {
  const url = await asDataUrl(svg);
  const image = new Image();
  image.src = url;
  await image.decode();
  const canvas = document.createElement('canvas');
  canvas.width = size.width * pngScale;
  canvas.height = size.height * pngScale;
  canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height);
  return new Promise((resolve, reject) =>
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error('the canvas gave no picture'))), 'image/png'),
  );
}

/** The page's policy allows pictures of its own and data addresses, no blobs. */
function asDataUrl(blob: Blob): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.addEventListener('load', () => resolve(reader.result as string));
    reader.addEventListener('error', () => reject(reader.error ?? new Error('unreadable')));
    reader.readAsDataURL(blob);
  });
}

function download(blob: Blob, name: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
