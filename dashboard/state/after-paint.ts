/** Calls `work` once what has changed until now is drawn, in a task of its own: an answer to a press comes first. */
export function afterPaint(work: () => void): void {
  // Within a frame the picture is drawn after this callback; the task that it asks for comes after the picture.
  requestAnimationFrame(() => setTimeout(work));
}
