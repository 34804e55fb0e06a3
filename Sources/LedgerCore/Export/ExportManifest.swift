/// What an export bundle holds, by whoever put it together.
///
/// Spec: Docs/Spec/ExportCase.md §8.
package struct ExportManifest: Hashable, Sendable {
    package struct Entry: Hashable, Sendable {
        package let name: String
        package let size: UInt64
        package let digest: Digest

        package init(_ file: StoredArchive.File) {
            name = file.name
            size = UInt64(file.bytes.count)
            digest = Digest(hashing: file.bytes)
        }
    }

    package static let entriesMax = StoredArchive.filesMax
    package static let certificatesMax = 4_096

    package let chain: ChainID
    /// Of the state that the case was judged by.
    package let height: Height
    /// By the clock of the one who signed.
    package let time: Timestamp
    package let member: MemberID
    /// Key of the lot.
    package let lot: String
    package let country: String
    /// Those that the case tells of.
    package let certificates: [CertificateReference]
    /// All files but the one that holds this, in their order.
    package let entries: [Entry]

    package init(
        chain: ChainID, height: Height, time: Timestamp, member: MemberID, lot: String,
        country: String, certificates: [CertificateReference], entries: [Entry]
    ) {
        self.chain = chain
        self.height = height
        self.time = time
        self.member = member
        self.lot = lot
        self.country = country
        self.certificates = certificates
        self.entries = entries
    }
}

extension ExportManifest: CBORCodable {
    package func encode(into writer: inout CBORWriter) {
        writer.array(.exportManifest, count: 8)
        writer.value(chain)
        writer.value(height)
        writer.value(time)
        writer.value(member)
        writer.text(lot)
        writer.text(country)
        writer.array(certificates)
        writer.array(entries)
    }

    package init(from reader: inout CBORReader) throws(CBORError) {
        try reader.array(.exportManifest, count: 8)
        chain = try reader.value(ChainID.self)
        height = try reader.value(Height.self)
        time = try reader.value(Timestamp.self)
        member = try reader.value(MemberID.self)
        lot = try reader.text(max: 1_000)
        country = try reader.text(max: 2)
        certificates = try reader.array(
            of: CertificateReference.self, max: ExportManifest.certificatesMax)
        entries = try reader.array(of: Entry.self, max: ExportManifest.entriesMax)
    }
}

extension ExportManifest.Entry: CBORCodable {
    package func encode(into writer: inout CBORWriter) {
        writer.array(count: 3)
        writer.text(name)
        writer.unsigned(size)
        writer.value(digest)
    }

    package init(from reader: inout CBORReader) throws(CBORError) {
        try reader.array(count: 3)
        name = try reader.text(max: 100)
        size = try reader.unsigned()
        digest = try reader.value(Digest.self)
    }
}
