/** Large enough that strokes differ, small enough to cost nothing. */
const SIZE = 16;

/**
 * Whether this machine can draw Chinese by itself: without such a font every sign is the same box. Nearly all can,
 * and need not fetch a megabyte of font. Firefox puts the code into its boxes, so there the answer is always yes.
 */
export function drawsChinese(): boolean {
  const pen = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
  if (!pen) return true;
  return pixelsOf(pen, '民') !== pixelsOf(pen, '情');
}

function pixelsOf(pen: CanvasRenderingContext2D, sign: string): string {
  pen.clearRect(0, 0, SIZE, SIZE);
  pen.font = `${SIZE}px sans-serif`;
  pen.fillText(sign, 0, SIZE - 2);
  return pen.getImageData(0, 0, SIZE, SIZE).data.join();
}
