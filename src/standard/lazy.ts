/** Builds a table on first use and keeps it, so that importing the Standard costs nothing. It knows no table. */
export function lazy<Table extends object | string>(build: () => Table): () => Table {
  let table: Table | undefined;
  return () => {
    table ??= build();
    return table;
  };
}
