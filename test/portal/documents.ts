/** A text on a page; `x` and `y` in points from the upper left corner. */
export interface PageText {
  readonly x: number;
  readonly y: number;
  /** In points. */
  readonly size: number;
  readonly text: string;
}

/** A line on a page, in points from the upper left corner. */
export interface PageLine {
  readonly from: readonly [x: number, y: number];
  readonly to: readonly [x: number, y: number];
}

/** One page, A4 lying. */
export interface PdfPage {
  readonly texts: readonly PageText[];
  readonly lines: readonly PageLine[];
}

export const PAGE_WIDTH = 842;
const PAGE_HEIGHT = 595;

const FIRST_PAGE_OBJECT = 6;

/** A PDF 1.4 whose texts are in a Chinese font that every reader has; no font is embedded. */
export function buildPdf(pages: readonly PdfPage[]): Buffer {
  const kids = pages.map((_, index) => `${FIRST_PAGE_OBJECT + index * 2} 0 R`).join(' ');
  return assemble([
    '<< /Type /Catalog /Pages 2 0 R >>',
    `<< /Type /Pages /Kids [${kids}] /Count ${pages.length} >>`,
    '<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light-UniGB-UCS2-H /Encoding /UniGB-UCS2-H /DescendantFonts [4 0 R] >>',
    '<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 2 >> /FontDescriptor 5 0 R /DW 1000 /W [1 95 500] >>',
    '<< /Type /FontDescriptor /FontName /STSong-Light /Flags 6 /FontBBox [-25 -254 1000 880] /ItalicAngle 0 /Ascent 880 /Descent -120 /CapHeight 880 /StemV 93 >>',
    ...pages.flatMap((page, index) => {
      const content = contentOf(page);
      return [
        `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 ${PAGE_WIDTH} ${PAGE_HEIGHT}] /Resources << /Font << /F1 3 0 R >> >> /Contents ${FIRST_PAGE_OBJECT + index * 2 + 1} 0 R >>`,
        `<< /Length ${content.length} >>\nstream\n${content}\nendstream`,
      ];
    }),
  ]);
}

/** Objects are numbered from 1 in their order; everything is ASCII, so lengths are in bytes. */
function assemble(objects: readonly string[]): Buffer {
  let file = '%PDF-1.4\n';
  const offsets = objects.map((object, index) => {
    const offset = file.length;
    file += `${index + 1} 0 obj\n${object}\nendobj\n`;
    return offset;
  });
  const start = file.length;
  const entries = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('');
  file += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${entries}`;
  file += `trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${start}\n%%EOF\n`;
  return Buffer.from(file, 'latin1');
}

function contentOf({ texts, lines }: PdfPage): string {
  const drawn = lines.map(
    ({ from, to }) => `${from[0]} ${PAGE_HEIGHT - from[1]} m ${to[0]} ${PAGE_HEIGHT - to[1]} l S`,
  );
  const written = texts.map(
    ({ x, y, size, text }) => `BT /F1 ${size} Tf 1 0 0 1 ${x} ${PAGE_HEIGHT - y} Tm <${toHex(text)}> Tj ET`,
  );
  return ['0.5 w', ...drawn, ...written].join('\n');
}

/** UCS-2, big-endian. */
function toHex(text: string): string {
  return Buffer.from(text, 'utf16le').swap16().toString('hex');
}
