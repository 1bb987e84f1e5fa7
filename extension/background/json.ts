/** The value of a JSON text; undefined where there is none, which no schema of ours accepts. */
export function parseJson(text: string | null): unknown {
  if (text === null) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    // Not JSON: the schema that reads the value refuses it like any other wrong frame.
    return undefined;
  }
}
