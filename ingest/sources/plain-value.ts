/** A number or id out of MongoDB's extended JSON: `{"$oid": "…"}`, `{"$numberLong": "…"}`. Anything else as it is. */
export function plainValue(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  const { $oid, $numberLong, $numberInt, $numberDouble } = value as Record<string, unknown>;
  return $oid ?? $numberLong ?? $numberInt ?? $numberDouble ?? value;
}
