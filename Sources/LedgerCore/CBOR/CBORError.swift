/// Why a byte string is not the encoding of the value that was asked for, and where.
package struct CBORError: Error, Equatable, Sendable {
    package enum Reason: Equatable, Sendable {
        /// The bytes end inside an item.
        case truncated
        /// A length or count says more than the bytes that are left.
        case lengthBeyondEnd
        /// A number, length or tag could be written in fewer bytes.
        case notShortest
        /// Streaming form, which the deterministic encoding forbids.
        case indefiniteLength
        /// Floats, unassigned simple values, reserved additional information.
        case unsupported
        /// Another kind of item stands where this one must.
        case expected(String)
        /// The integer does not fit the type that was asked for.
        case integerOutOfRange
        /// A text that is not UTF-8.
        case invalidUTF8
        /// Map keys must ascend bytewise by their encoding.
        case keysOutOfOrder
        case duplicateKey
        /// Deeper than the reader's limit.
        case tooDeep
        /// A complete item, and more behind it.
        case trailingBytes
        /// Well-formed, but not a value of the format: says what was wanted.
        case invalid(String)
    }

    package let reason: Reason
    /// Offset in the whole input, in bytes, of the item at fault.
    package let offset: Int

    package init(_ reason: Reason, at offset: Int) {
        self.reason = reason
        self.offset = offset
    }
}

extension CBORError: CustomStringConvertible {
    package var description: String { "CBOR at byte \(offset): \(reason)" }
}
