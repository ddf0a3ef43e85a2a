type Fields = Record<string, unknown>;

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const two = (value: unknown): string => String(value).padStart(2, '0');

const wall = ([year, month, day, hour = 0, minute = 0, second = 0]: readonly unknown[]): string =>
  `${String(year)}-${two(month)}-${two(day)} ${two(hour)}:${two(minute)}:${two(second)}`;

/**
 * The text or number by which a serialiser's object tells a time: MongoDB's extended JSON, Firestore, Java's Date and
 * LocalDateTime (as an object or as a list of its parts). Anything else comes back as it is.
 */
export function timeValue(value: unknown): unknown {
  if (Array.isArray(value)) {
    const isParts = value.length >= 3 && value.length <= 7 && value.every((part) => Number.isInteger(part));
    return isParts ? wall(value.slice(0, 6)) : value;
  }
  if (!isFields(value)) return value;
  if ('$date' in value) return isFields(value['$date']) ? value['$date']['$numberLong'] : value['$date'];
  if ('$numberLong' in value) return value['$numberLong'];
  const seconds = value['_seconds'] ?? ('nanoseconds' in value || 'nanos' in value ? value['seconds'] : undefined);
  // Java's Date has both: seconds of the minute, and the instant as `time`.
  if (typeof value['time'] === 'number') return value['time'];
  if (typeof seconds === 'number') return seconds;
  const { year, monthValue, dayOfMonth, hour, minute, second } = value as Record<string, unknown>;
  return monthValue === undefined ? value : wall([year, monthValue, dayOfMonth, hour, minute, second]);
}
