/// How the bytes of a content are kept. Numbers are on disk: add, never change.
enum ContentCodec: Int64 {
    /// As they were sent.
    case raw = 0
    /// In a file of the archive: see `ArchiveFrames`.
    case archived = 1
    /// Gone: retention is over, or the member asked. The envelope and the outcome stay.
    case purged = 255
}
