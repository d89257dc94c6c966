import { useEffect, useRef, useState } from 'preact/hooks';
import { plainText } from '../../panels/math-text.ts';

interface Props {
  address: string;
  title: string;
  /** Of the frame where it will stand, px: the preview is as much smaller as there is less room. */
  width: number;
  height: number;
  measured(height: number): void;
}

/** Milliseconds for which a choice or a word may be followed by another before the frame is fetched anew. */
const PAUSE = 350;

/** The frame as it will be, live; it also tells how high it has to be. */
export function Preview({ address, title, width, height, measured }: Props) {
  const room = useRef<HTMLDivElement>(null);
  const frame = useRef<HTMLIFrameElement>(null);
  const [src, setSrc] = useState(address);
  const [scale, setScale] = useState(1);
  /** The address whose height it is. */
  const [known, setKnown] = useState('');

  useEffect(() => {
    const wait = setTimeout(() => setSrc(address), PAUSE);
    return () => clearTimeout(wait);
  }, [address]);
  useEffect(() => {
    const receive = ({ data, source }: MessageEvent): void => {
      if (source !== frame.current?.contentWindow || data?.source !== 'fitting-models') return;
      measured(Number(data.height));
    };
    addEventListener('message', receive);
    return () => removeEventListener('message', receive);
  }, [src]);
  useEffect(() => {
    if (!room.current) return undefined;
    const fit = new ResizeObserver(([entry]) => setScale(Math.min(1, (entry?.contentRect.width ?? width) / width)));
    fit.observe(room.current);
    return () => fit.disconnect();
  }, [width]);

  /** The height that it tells before it has its faces may be a line too low. */
  const measure = async (): Promise<void> => {
    const { fonts, documentElement } = frame.current?.contentDocument ?? {};
    await fonts?.ready;
    if (documentElement) measured(Math.ceil(documentElement.getBoundingClientRect().height));
    setKnown(src);
  };

  return (
    <div
      class="builder-preview"
      ref={room}
      style={{ height: `${Math.ceil(height * scale)}px` }}
      data-measured={known === address}
    >
      <iframe
        key={src}
        ref={frame}
        src={src}
        onLoad={() => void measure()}
        title={`Preview of ${plainText(title)}`}
        style={{ width: `${width}px`, height: `${height}px`, transform: `scale(${scale})` }}
      />
    </div>
  );
}
