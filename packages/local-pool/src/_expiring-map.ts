/**
 * A map that forgets: by age, and by number when somebody opens sign-ins faster than they expire.
 * Whatever a stranger can make the pool remember lives in one of these.
 *
 * @module
 */

export interface ExpiringMap<Value> {
  readonly size: number;
  set(key: string, value: Value, expiresAtMs: number): void;
  get(key: string): Value | undefined;
  /** Reads and removes in one step: of two callers, one gets the value. */
  take(key: string): Value | undefined;
  values(): Iterable<Value>;
  clear(): void;
}

export interface ExpiringMapOptions<Value> {
  readonly nowMs: () => number;
  /** The oldest entry makes room for the next one beyond this. */
  readonly capacity: number;
  /** Called with every value that goes unused. */
  readonly onDrop?: (value: Value) => void;
}

interface Entry<Value> {
  readonly value: Value;
  readonly expiresAtMs: number;
}

export function createExpiringMap<Value>(options: ExpiringMapOptions<Value>): ExpiringMap<Value> {
  const { nowMs, capacity, onDrop = () => {} } = options;
  const entries = new Map<string, Entry<Value>>();

  const drop = (key: string, entry: Entry<Value>): void => {
    entries.delete(key);
    onDrop(entry.value);
  };

  // Entries are in order of insertion, so the front is where the expired ones gather.
  const makeRoom = (): void => {
    const now = nowMs();
    for (const [key, entry] of entries) {
      if (entry.expiresAtMs > now && entries.size < capacity) return;
      drop(key, entry);
    }
  };

  const live = (key: string): Entry<Value> | undefined => {
    const entry = entries.get(key);
    if (entry === undefined || entry.expiresAtMs > nowMs()) return entry;
    drop(key, entry);
    return undefined;
  };

  return {
    get size() {
      return entries.size;
    },
    set(key, value, expiresAtMs) {
      entries.delete(key);
      makeRoom();
      entries.set(key, { value, expiresAtMs });
    },
    get: (key) => live(key)?.value,
    take(key) {
      const entry = live(key);
      entries.delete(key);
      return entry?.value;
    },
    *values() {
      for (const entry of entries.values()) yield entry.value;
    },
    clear() {
      for (const [key, entry] of entries) drop(key, entry);
    },
  };
}
