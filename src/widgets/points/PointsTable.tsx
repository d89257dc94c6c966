import { useRef, useState } from 'preact/hooks';
import { BOOK, type Point, type PointLimits, rounded, wrongCoordinate } from '../../engine/points.ts';
import { decimal } from '../../figure/decimal.ts';
import { LONGEST, readPasted, refusals } from '../../figure/points/pasted.ts';
import type { Figure } from '../page/figure.ts';
import { pagePoints, parameterOf, pointsNow, RowKeys, setPoints } from './own-points.ts';

interface Props {
  live: Figure;
  name: string;
}

/** The points as an editable table, and a box for pasted numbers or a file. */
export function PointsTable({ live, name }: Props) {
  const parameter = parameterOf(live, name);
  const [said, say] = useState<readonly string[]>([]);
  const rows = useRef<HTMLTableSectionElement>(null);
  const [keys] = useState(() => new RowKeys());
  // Subscribes to each picture: the book's points come with it.
  live.count.value;
  if (!parameter) return null;
  const points = pointsNow(live, name);
  const { fewest, most } = parameter;
  const isOwn = live.values.value[name] !== live.spec.defaults[name];
  const give = (next: readonly Point[]): boolean => {
    const wrong = setPoints(live, name, next);
    say(wrong === undefined ? [] : [wrong]);
    return wrong === undefined;
  };
  const focusRow = (index: number): void => {
    requestAnimationFrame(() =>
      rows.current?.querySelectorAll<HTMLInputElement>('tr td:nth-child(2) input')[index]?.focus(),
    );
  };
  /** The new point appears in the middle of the others. */
  const add = (): void => {
    const middle = (i: 0 | 1): number => rounded(points.reduce((sum, point) => sum + point[i], 0) / points.length);
    if (give([...points, [middle(0), middle(1)]])) focusRow(points.length);
  };
  const take = (index: number): void => {
    if (!give(points.filter((_, i) => i !== index))) return;
    keys.take(index);
    focusRow(Math.min(index, points.length - 2));
  };
  const giveAll = (next: readonly Point[]): boolean => {
    const given = give(next);
    if (given) keys.renew();
    return given;
  };
  const rowKeys = keys.of(points.length);
  return (
    <div class="points-table">
      <div>
        <div class="points-rows" tabIndex={-1}>
          <table>
            <thead>
              <tr>
                <th scope="col">point</th>
                <th scope="col">x</th>
                <th scope="col">y</th>
                <td />
              </tr>
            </thead>
            <tbody ref={rows}>
              {points.map((point, index) => (
                <tr key={rowKeys[index]}>
                  <td>{index + 1}</td>
                  {([0, 1] as const).map((i) => (
                    <td key={i}>
                      <Cell
                        value={point[i]}
                        label={`${i === 0 ? 'x' : 'y'} of point ${index + 1}`}
                        range={i === 0 ? parameter.x : parameter.y}
                        say={(wrong) => say([wrong])}
                        give={(value) =>
                          give(
                            points.map(
                              (one, k): Point => (k !== index ? one : i === 0 ? [value, one[1]] : [one[0], value]),
                            ),
                          )
                        }
                      />
                    </td>
                  ))}
                  <td>
                    <button
                      type="button"
                      disabled={points.length <= fewest}
                      aria-label={`Remove point ${index + 1}`}
                      onClick={() => take(index)}
                    >
                      Remove
                    </button>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
        <p class="figure-dialog-actions">
          <button type="button" disabled={points.length >= most} onClick={add}>
            Add a point
          </button>
          {isOwn && (
            <button
              type="button"
              onClick={() => {
                live.set(pagePoints(live.spec, name));
                keys.renew();
                say([]);
                // The button disappears, since these points are the book's.
                focusRow(0);
              }}
            >
              {live.spec.defaults[name] === BOOK ? 'The book’s points' : 'The page’s points'}
            </button>
          )}
        </p>
      </div>
      <Paste parameter={parameter} give={giveAll} say={say} />
      <ul class="points-said" role="status">
        {said.map((text) => (
          <li key={text}>{text}</li>
        ))}
      </ul>
    </div>
  );
}

interface CellProps {
  value: number;
  label: string;
  range: readonly [number, number];
  give(value: number): boolean;
  say(wrong: string): void;
}

/** A coordinate. An invalid value stays, marked, until it is corrected or Escape restores the old one. */
function Cell({ value, label, range, give, say }: CellProps) {
  const written = String(value).replace('-', '\u2212');
  const [draft, setDraft] = useState<string>();
  const take = (typed: string): void => {
    const number = decimal(typed);
    const wrong = wrongCoordinate(number, range);
    if (wrong) say(`“${typed}” ${wrong}, so ${label} stays ${written}.`);
    else if (number === value || give(rounded(number))) setDraft(undefined);
  };
  return (
    <input
      type="text"
      inputMode="decimal"
      autocomplete="off"
      spellcheck={false}
      aria-label={label}
      aria-invalid={draft !== undefined && draft.trim() !== written}
      value={draft ?? written}
      onInput={({ currentTarget }) => setDraft(currentTarget.value)}
      onBlur={() => draft !== undefined && take(draft)}
      onKeyDown={(event) => {
        if (event.key === 'Enter' && draft !== undefined) take(draft);
        if (event.key === 'Escape' && draft !== undefined) {
          // Escape would close the dialog.
          event.preventDefault();
          event.stopPropagation();
          setDraft(undefined);
        }
      }}
    />
  );
}

interface PasteProps {
  parameter: PointLimits;
  give(points: readonly Point[]): boolean;
  say(sentences: readonly string[]): void;
}

/** Replaces all points: by a column of numbers, two columns, or a file with them. */
function Paste({ parameter, give, say }: PasteProps) {
  const [text, setText] = useState('');
  const read = (given: string): void => {
    const { points, refused, wrong, counted } = readPasted(given, parameter);
    const refusedLines = refusals(refused);
    if (wrong !== undefined) {
      say([`These points ${wrong}, so the figure keeps its current points.`, ...refusedLines]);
      return;
    }
    if (!give(points)) return;
    const columns = counted ? ' Each line had one number, so x counts the lines.' : '';
    say([`${points.length} points were read.${columns}`, ...refusedLines]);
  };
  const readFile = async (file: File | undefined): Promise<void> => {
    if (!file) return;
    // In UTF-16, a text may have twice as many bytes as characters.
    if (file.size > 2 * LONGEST) say([`${file.name} has ${file.size} bytes; the limit is ${2 * LONGEST}.`]);
    else read(decoded(new Uint8Array(await file.arrayBuffer())));
  };
  return (
    <div class="points-paste">
      <label>
        <span>Or paste numbers here, one point per line; a single number per line is y.</span>
        <textarea
          rows={6}
          spellcheck={false}
          placeholder={'0.1, 0.7\n0.4, 1.1\n0.9, 1.3'}
          value={text}
          onInput={({ currentTarget }) => setText(currentTarget.value)}
        />
      </label>
      <p class="figure-dialog-actions">
        <button type="button" disabled={text.trim() === ''} onClick={() => read(text)}>
          Read them
        </button>
      </p>
      <label>
        <span>Or choose a CSV file: </span>
        <input
          type="file"
          accept=".csv,.tsv,.txt,text/csv,text/plain"
          onChange={({ currentTarget }) => {
            void readFile(currentTarget.files?.[0]);
            currentTarget.value = '';
          }}
        />
      </label>
    </div>
  );
}

/** Decodes UTF-8, or the UTF-16 saved by some spreadsheets, identified by its first bytes. */
function decoded(bytes: Uint8Array): string {
  const wide =
    bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : 'utf-8';
  return new TextDecoder(wide).decode(bytes);
}
