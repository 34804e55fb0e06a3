/// Who may change members, keys and parameters, and the last of their proposals.
///
/// Spec: Docs/Spec/Rules.md §9.
package struct AdministratorsLeaf: Hashable, Sendable {
    package var administrators: Administrators
    /// The number of the last proposal that was done; 0 at genesis.
    package var lastNumber: UInt64

    package init(_ administrators: Administrators, lastNumber: UInt64 = 0) {
        self.administrators = administrators
        self.lastNumber = lastNumber
    }
}

extension AdministratorsLeaf: CBORCodable {
    package func encode(into writer: inout CBORWriter) {
        writer.leaf(version: 1, fields: 2)
        writer.value(administrators)
        writer.unsigned(lastNumber)
    }

    package init(from reader: inout CBORReader) throws(CBORError) {
        try reader.leaf(version: 1, fields: 2)
        administrators = try reader.value(Administrators.self)
        lastNumber = try reader.unsigned()
    }
}
