/** Microsoft's compound file: .xls, .doc, and workbooks with a password. */
const OLE = [0xd0, 0xcf, 0x11, 0xe0];
/** A tar archive tells itself behind the fields of its first file. */
const TAR = { at: 257, mark: Array.from(Buffer.from('ustar')) };
/** First bytes of what people give for a table, and what they can do about it. */
const KINDS: [readonly number[], string][] = [
  [[0x25, 0x50, 0x44, 0x46], 'PDF 里的表格无法可靠读出，请在原系统导出 .xlsx 或 .csv'],
  [[0x52, 0x61, 0x72, 0x21], '这是 .rar 压缩包，请解压后再导入'],
  [[0x37, 0x7a, 0xbc, 0xaf], '这是 .7z 压缩包，请解压后再导入'],
  [[0x89, 0x50, 0x4e, 0x47], '图片里的文字无法导入，请在原系统导出 .xlsx 或 .csv'],
  [[0xff, 0xd8, 0xff], '图片里的文字无法导入，请在原系统导出 .xlsx 或 .csv'],
  [[0x7b, 0x5c, 0x72, 0x74, 0x66], 'RTF 文档无法导入，请把表格另存为 .xlsx 或 .csv'],
  [Array.from(Buffer.from('MIME-Version:')), '这是网页存档（.mht），请用 Excel 或 WPS 打开后另存为 .xlsx'],
  // The records by which Excel 2 to 4 begin, before there were compound files.
  [[0x09, 0x00, 0x04, 0x00], '旧版 .xls 无法读取，请用 Excel 或 WPS 打开后另存为 .xlsx'],
  [[0x09, 0x02, 0x06, 0x00], '旧版 .xls 无法读取，请用 Excel 或 WPS 打开后另存为 .xlsx'],
  [[0x09, 0x04, 0x06, 0x00], '旧版 .xls 无法读取，请用 Excel 或 WPS 打开后另存为 .xlsx'],
];

const begins = (head: Uint8Array, bytes: readonly number[]): boolean => bytes.every((byte, at) => head[at] === byte);

/** What is wrong with a file that holds no text and is no workbook, in words that say what to do. */
export function refusalOf(head: Uint8Array): string | undefined {
  if (begins(head.subarray(TAR.at), TAR.mark)) return '这是 tar 包，请解压后再导入';
  if (!begins(head, OLE)) return KINDS.find(([bytes]) => begins(head, bytes))?.[1];
  // The names of its parts stand in the directory as UTF-16, at either parity.
  const holds = (name: string): boolean => Buffer.from(head).includes(Buffer.from(name, 'utf16le'));
  if (holds('EncryptedPackage')) return '工作簿设了打开密码，请去掉密码后另存为 .xlsx 再导入';
  if (holds('WordDocument')) return '这是 Word 文档，请把其中的表格复制到 Excel，另存为 .xlsx 再导入';
  return '旧版 .xls 或加密的工作簿，请另存为不加密的 .xlsx（用 Excel 或 WPS 打开即可）';
}
