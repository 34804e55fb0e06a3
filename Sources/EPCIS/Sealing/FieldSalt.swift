package import LedgerCore

/// What makes a commitment say nothing about its value: 128 random bits, a new one for each field.
///
/// Spec: Docs/Spec/Sealing.md §2.
package struct FieldSalt: Hashable, Sendable {
    package let bytes: Bytes

    package static let byteCount = 16

    /// Nil unless there are 16 bytes.
    package init?(bytes: Bytes) {
        guard bytes.count == Self.byteCount else { return nil }
        self.bytes = bytes
    }

    /// Nil for anything but 32 lowercase hexadecimal digits.
    package init?(hex text: String) {
        guard let bytes = Bytes(hex: text), bytes.hex == text else { return nil }
        self.init(bytes: bytes)
    }

    package var hex: String { bytes.hex }
}
