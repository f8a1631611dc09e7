//! Bytes of a file as they were before packing: plain, gzip or zstd, told by extension and first bytes.
//! It knows nothing of text encodings, of records, or of what the bytes mean.

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};

use crate::base::Progress;

/// How a file is packed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Packing {
    /// Not at all.
    Plain,
    /// gzip, possibly of several members.
    Gzip,
    /// Zstandard.
    Zstd,
}

/// A file of an extract: where it is, how it is packed and how long it is on disk.
#[derive(Clone, Debug)]
pub struct Input {
    /// Where it is.
    pub path: PathBuf,
    /// How it is packed.
    pub packing: Packing,
    /// Its length on disk, in bytes.
    pub len: u64,
}

impl Input {
    /// Looks at a file's first bytes and length.
    pub fn open(path: &Path) -> io::Result<Self> {
        let mut file = File::open(path)?;
        let meta = file.metadata()?;
        if meta.is_dir() {
            return Err(io::Error::new(io::ErrorKind::IsADirectory, "is a folder"));
        }
        let mut magic = Vec::with_capacity(4);
        file.by_ref().take(4).read_to_end(&mut magic)?;
        Ok(Self { path: path.to_path_buf(), packing: packing_of(&magic), len: meta.len() })
    }

    /// The unpacked bytes from the start, counting the packed bytes that go by.
    pub fn stream(&self, progress: &Progress) -> io::Result<Box<dyn Read + Send>> {
        let file = Counted { inner: File::open(&self.path)?, progress: progress.clone() };
        Ok(match self.packing {
            Packing::Plain => Box::new(file),
            Packing::Gzip => {
                Box::new(flate2::read::MultiGzDecoder::new(io::BufReader::with_capacity(1 << 17, file)))
            }
            Packing::Zstd => Box::new(zstd::stream::read::Decoder::new(file)?),
        })
    }

    /// Up to `len` bytes of a plain file from `offset` on.
    pub fn read_at(&self, offset: u64, len: u64) -> io::Result<Vec<u8>> {
        let mut bytes = Vec::new();
        self.read_into(offset, len, &mut bytes)?;
        Ok(bytes)
    }

    /// The same in the place of what `bytes` held, and in its memory.
    pub fn read_into(&self, offset: u64, len: u64, bytes: &mut Vec<u8>) -> io::Result<()> {
        let mut file = File::open(&self.path)?;
        file.seek(SeekFrom::Start(offset))?;
        bytes.clear();
        bytes.reserve(len.min(self.len.saturating_sub(offset)) as usize);
        file.take(len).read_to_end(bytes)?;
        Ok(())
    }
}

/// The first bytes decide; a file called `.gz` that is not packed is read as it is.
fn packing_of(magic: &[u8]) -> Packing {
    match magic {
        [0x1f, 0x8b, ..] => Packing::Gzip,
        [0x28, 0xb5, 0x2f, 0xfd] => Packing::Zstd,
        _ => Packing::Plain,
    }
}

/// A file name without the endings that only say how it is packed.
pub fn unpacked_name(path: &Path) -> String {
    let name = path.file_name().map(|n| n.to_string_lossy().to_lowercase()).unwrap_or_default();
    [".gz", ".gzip", ".zst", ".zstd"]
        .iter()
        .find_map(|ending| name.strip_suffix(ending))
        .map_or_else(|| name.clone(), str::to_owned)
}

struct Counted<R> {
    inner: R,
    progress: Progress,
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, buf: &mut [u8]) -> io::Result<usize> {
        let n = self.inner.read(buf)?;
        self.progress.add_bytes(n as u64);
        Ok(n)
    }
}

#[cfg(test)]
mod test {
    use super::*;
    use std::io::Write;

    #[test]
    fn packed_bytes_come_back() {
        let folder = tempfile::tempdir().unwrap();
        let text = b"a,b\n1,2\n".repeat(1000);
        let mut gz = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
        gz.write_all(&text[..4000]).unwrap();
        let mut gz = gz.finish().unwrap();
        let mut second = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
        second.write_all(&text[4000..]).unwrap();
        gz.extend(second.finish().unwrap());
        let zst = zstd::stream::encode_all(&text[..], 1).unwrap();
        for (name, packed) in [("a.csv", text.clone()), ("a.csv.gz", gz), ("a.csv.zst", zst)] {
            let path = folder.path().join(name);
            std::fs::write(&path, packed).unwrap();
            let input = Input::open(&path).unwrap();
            let progress = Progress::default();
            let mut read = Vec::new();
            input.stream(&progress).unwrap().read_to_end(&mut read).unwrap();
            assert_eq!(read, text, "{name}");
            assert_eq!(progress.bytes(), input.len);
            assert_eq!(unpacked_name(&path), "a.csv");
        }
    }
}
