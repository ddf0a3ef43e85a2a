/** A path of this site to go on to, or undefined: `//host` and `/\host` leave the site and are dropped. */
export function safeNext(next: unknown): string | undefined {
  return typeof next === 'string' && /^\/(?![/\\])/.test(next) ? next : undefined;
}
