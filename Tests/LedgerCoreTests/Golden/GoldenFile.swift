import Foundation
import LedgerCore
import Testing

/// One file of Tests/Golden: bytes that must never change unnoticed, with what they are hashed from.
struct GoldenFile: Codable, Equatable {
    struct Case: Codable, Equatable {
        let name: String
        /// The encoded value, in hexadecimal.
        let bytes: String
        /// What is hashed or signed, where that is not the encoded value itself.
        var preimage: String?
        /// SHA-256 of the pre-image, or of the bytes where there is none.
        let digest: String
    }

    let about: String
    let cases: [Case]

    /// Set to any value to write the files anew; the difference is printed and is to be reviewed.
    static let isRegenerating =
        ProcessInfo.processInfo.environment["DAFTAR_REGENERATE_GOLDEN"] != nil

    private static let folder = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "Golden")

    static func read(_ name: String) throws -> GoldenFile {
        let data = try Data(contentsOf: folder.appending(path: "\(name).json"))
        return try JSONDecoder().decode(GoldenFile.self, from: data)
    }

    /// Compares with the file, or writes it when asked to.
    func expectMatch(_ name: String, sourceLocation: SourceLocation = #_sourceLocation) throws {
        let stored = try? GoldenFile.read(name)
        if GoldenFile.isRegenerating, stored != self {
            for line in difference(from: stored) { print("\(name): \(line)") }
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
            var data = try encoder.encode(self)
            data.append(UInt8(ascii: "\n"))
            try data.write(to: GoldenFile.folder.appending(path: "\(name).json"))
            return
        }
        let lines = difference(from: stored)
        #expect(lines == [], "\(name).json", sourceLocation: sourceLocation)
    }

    private func difference(from stored: GoldenFile?) -> [String] {
        let before = Dictionary(
            (stored?.cases ?? []).map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
        let gone = (stored?.cases ?? []).map(\.name).filter { name in
            !cases.contains { $0.name == name }
        }
        return gone.map { "- \($0)" }
            + cases.filter { before[$0.name] != $0 }.map { after in
                "\(after.name): \(before[after.name].map { "\($0)" } ?? "nothing") → \(after)"
            }
    }
}

extension GoldenFile.Case {
    /// A value whose hash is SHA-256 of its encoding.
    init(_ name: String, _ value: some CBORCodable) {
        let bytes = value.encoded()
        self.init(name: name, bytes: bytes.hex, digest: Digest(hashing: bytes).hex)
    }

    /// A value whose hash is of something else.
    init(_ name: String, _ bytes: Bytes, preimage: Bytes) {
        self.init(
            name: name, bytes: bytes.hex, preimage: preimage.hex,
            digest: Digest(hashing: preimage).hex)
    }
}
