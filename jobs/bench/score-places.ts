import { coreName } from '#ingest/anchors/name-suffixes.ts';

/** A title with the names that a reader finds in it; alternatives of one name are all right. */
export interface ReadTitle {
  title: string;
  names: string[][];
}

/** Lines of `title<TAB>name、name/alternative`; a line without names is a title without any. */
export function parseReadTitles(source: string): ReadTitle[] {
  return source
    .split('\n')
    .filter((line) => line.includes('\t'))
    .map((line) => {
      const [title = '', names = ''] = line.split('\t');
      const split = names.split('、').filter((name) => name !== '');
      return { title, names: split.map((name) => name.split('/')) };
    });
}

/** Precision and recall of found names, compared without their generic endings; a wrong boundary counts on both sides. */
export function scorePlaces(titles: readonly ReadTitle[], find: (title: string) => readonly string[]) {
  let right = 0;
  let found = 0;
  let wanted = 0;
  const mistakes: { title: string; wrong: string[]; missed: string[] }[] = [];
  for (const { title, names } of titles) {
    const given = find(title).map(coreName);
    const open = names.map((alternatives) => alternatives.map(coreName));
    const wrong = given.filter((name) => {
      const at = open.findIndex((alternatives) => alternatives.some((each) => each === name));
      if (at >= 0) open.splice(at, 1);
      return at < 0;
    });
    right += given.length - wrong.length;
    found += given.length;
    wanted += names.length;
    if (wrong.length + open.length > 0) mistakes.push({ title, wrong, missed: open.map((each) => each[0]!) });
  }
  return { precision: right / found, recall: right / wanted, found, wanted, mistakes };
}
