import { type ReactNode, useState } from "react";

export interface Column<T> {
  title: string;
  cell: (row: T) => ReactNode;
  /** What it is sorted by; columns without are not. */
  by?: (row: T) => number | string;
  number?: boolean;
}

interface Props<T> {
  label: string;
  columns: Column<T>[];
  rows: T[];
  id: (row: T) => string;
  empty: ReactNode;
}

const FIRST = 200;

/** Sorts by a click on a title, or Enter; narrow pages show every row as a card. Of many rows the first, until all are wanted. */
export function Table<T>({ label, columns, rows, id, empty }: Props<T>) {
  const [sorted, setSorted] = useState<{ title: string; down: boolean } | null>(null);
  const by = columns.find((column) => column.title === sorted?.title)?.by;
  const [all, setAll] = useState(false);
  const inOrder = by && sorted ? rows.toSorted((a, b) => compare(by(a), by(b)) * (sorted.down ? -1 : 1)) : rows;
  const shown = all ? inOrder : inOrder.slice(0, FIRST);
  if (rows.length === 0) return <p className="nothing">{empty}</p>;
  return (
    <div className="scroll">
      <table aria-label={label}>
        <thead>
          <tr>
            {columns.map(({ title, by: sortable, number }) => {
              const on = sorted?.title === title;
              return (
                <th
                  key={title}
                  scope="col"
                  className={number ? "number" : ""}
                  aria-sort={on ? (sorted.down ? "descending" : "ascending") : undefined}
                >
                  {sortable ? (
                    <button type="button" onClick={() => setSorted({ title, down: on ? !sorted.down : number === true })}>
                      {title}
                      <span aria-hidden="true">{on ? (sorted.down ? " ↓" : " ↑") : ""}</span>
                    </button>
                  ) : (
                    title
                  )}
                </th>
              );
            })}
          </tr>
        </thead>
        <tbody>
          {shown.map((row) => (
            <tr key={id(row)}>
              {columns.map(({ title, cell, number }) => (
                <td key={title} data-title={title} className={number ? "number" : ""}>
                  {cell(row)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {shown.length < rows.length && (
        <button type="button" className="more" onClick={() => setAll(true)}>
          Show all {rows.length}
        </button>
      )}
    </div>
  );
}

const compare = (a: number | string, b: number | string): number =>
  typeof a === "number" && typeof b === "number" ? a - b : String(a).localeCompare(String(b));
