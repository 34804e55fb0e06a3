/// Files in a ZIP archive of which there is one spelling: stored and not compressed, ascending by name,
/// without dates, comments and extra fields.
///
/// Any unpacker opens it; two of them cannot see different files in it.
///
/// Spec: Docs/Spec/ExportCase.md §8; APPNOTE.TXT 6.3.10 §4.3.
package struct StoredArchive: Hashable, Sendable {
    package struct File: Hashable, Sendable {
        package let name: String
        package let bytes: Bytes

        package init(_ name: String, _ bytes: Bytes) {
            self.name = name
            self.bytes = bytes
        }
    }

    package static let filesMax = 8_192
    /// Of the archive.
    package static let bytesMax = 64 << 20

    /// Ascending by name, each once.
    package let files: [File]

    /// - Throws: `.name`, `.order` for a name that occurs twice, `.tooMany`.
    package init(_ files: [File]) throws(ArchiveFault) {
        let files = files.sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
        try StoredArchive.require(files)
        self.files = files
    }

    package subscript(name: String) -> Bytes? { files.first { $0.name == name }?.bytes }

    private static func require(_ files: [File]) throws(ArchiveFault) {
        guard files.count <= filesMax else { throw .tooMany(max: filesMax) }
        for file in files where !allows(file.name) { throw .name(file.name) }
        for (file, next) in zip(files, files.dropFirst())
        where !file.name.utf8.lexicographicallyPrecedes(next.name.utf8) {
            throw .order(next.name)
        }
    }

    /// `a–z 0–9 . _ -`, in one folder at most; no part begins with a dot or a dash.
    package static func allows(_ name: String) -> Bool {
        let parts = name.split(separator: "/", omittingEmptySubsequences: false)
        guard (1...100).contains(name.utf8.count), parts.count <= 2 else { return false }
        return parts.allSatisfy { part in
            part.utf8.first.map(isLetterOrDigit) ?? false
                && part.utf8.allSatisfy { isLetterOrDigit($0) || "._-".utf8.contains($0) }
        }
    }

    private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
            || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    }
}

/// Why bytes are no archive of ours.
package enum ArchiveFault: Error, Equatable, Sendable {
    /// It ends before it should, or is no ZIP file at all.
    case truncated(at: Int)
    /// What is packed may unpack to anything.
    case compressed(String)
    /// A name that leads out of the folder, or that systems read differently.
    case name(String)
    /// A name twice, or out of order.
    case order(String)
    case checksum(String)
    case tooMany(max: Int)
    case tooLarge(max: Int)
    /// Something stands in it that none of its files accounts for.
    case otherSpelling
}

extension ArchiveFault: CustomStringConvertible {
    package var description: String {
        switch self {
        case .truncated(let offset): "it is cut off, or no archive, at byte \(offset)"
        case .compressed(let name): "\(name) is compressed, and files are stored as they are"
        case .name(let name): "\(name) is no name for a file in it"
        case .order(let name): "\(name) stands twice, or out of order"
        case .checksum(let name): "\(name) is damaged"
        case .tooMany(let max): "it has more than \(max) files"
        case .tooLarge(let max): "it has more than \(max) bytes"
        case .otherSpelling: "it is not written as such archives are; it may have been packed again"
        }
    }
}
