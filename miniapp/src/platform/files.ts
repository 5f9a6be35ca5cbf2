import type { EvidenceSource } from '../../../src/domain/evidence';
import type { LocalFile } from '../api/upload';

/** 选文件: from the camera, the album or the files of the phone; [] when the person thought better of it. */
export type FileSource = EvidenceSource;

export async function chooseFiles(source: FileSource, most: number): Promise<readonly LocalFile[]> {
  // #ifdef H5
  return chosenByInput(source, most);
  // #endif
  // #ifndef H5
  return source === 'file' ? chosenFromChat(most) : chosenPictures(source as 'camera' | 'album', most);
  // #endif
}

// #ifdef H5
function chosenByInput(source: FileSource, most: number): Promise<readonly LocalFile[]> {
  return new Promise((resolve) => {
    const input = document.createElement('input');
    input.type = 'file';
    input.multiple = most > 1 && source !== 'camera';
    if (source !== 'file') input.accept = source === 'album' ? 'image/*,video/*' : 'image/*';
    if (source === 'camera') input.capture = 'environment';
    input.hidden = true;
    document.body.append(input);
    const end = (files: readonly File[]) => {
      input.remove();
      resolve(files.slice(0, most).map((file) => ofBrowser(file, source)));
    };
    input.addEventListener('change', () => end([...(input.files ?? [])]));
    input.addEventListener('cancel', () => end([]));
    input.click();
  });
}

function ofBrowser(file: File, source: FileSource): LocalFile {
  const { name, size, type } = file;
  return { name, size, type, source, read: (from, length) => file.slice(from, from + length).arrayBuffer() };
}
// #endif

// #ifndef H5
interface Chosen {
  readonly path: string;
  readonly name: string;
  readonly size: number;
  readonly source: FileSource;
}

function chosenPictures(source: 'camera' | 'album', most: number): Promise<readonly LocalFile[]> {
  return new Promise((resolve) => {
    uni.chooseImage({
      count: Math.min(most, 9),
      sizeType: ['original'],
      sourceType: [source],
      success: ({ tempFiles }) => {
        const chosen = tempFiles as readonly { readonly path: string; readonly size: number }[];
        resolve(
          chosen.map(({ path, size }) => ofPhone({ path, size, source, name: path.replace(/^.*\//u, '') })),
        );
      },
      fail: () => resolve([]),
    });
  });
}

function chosenFromChat(most: number): Promise<readonly LocalFile[]> {
  return new Promise((resolve) => {
    wx.chooseMessageFile({
      count: Math.min(most, 100),
      type: 'all',
      success: ({ tempFiles }) => resolve(tempFiles.map((each) => ofPhone({ ...each, source: 'file' }))),
      fail: () => resolve([]),
    });
  });
}

function ofPhone({ path, ...file }: Chosen): LocalFile {
  return {
    ...file,
    type: '',
    read: (position, length) =>
      new Promise((resolve, reject) => {
        uni.getFileSystemManager().readFile({
          filePath: path,
          position,
          length,
          success: ({ data }) => resolve(data as ArrayBuffer),
          fail: () => reject(new Error('file')),
        });
      }),
  };
}
// #endif
