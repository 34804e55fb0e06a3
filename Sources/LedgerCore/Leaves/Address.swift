/// To whom goods on the road are.
package enum Address: Hashable, Sendable {
    case member(MemberID)
    /// A party the registry did not know when the goods left, by the key of its identifier.
    case party(String)
    case nobody
}

extension Address: CBORCodable {
    private static let memberTag: UInt64 = 1
    private static let partyTag: UInt64 = 2

    package func encode(into writer: inout CBORWriter) {
        switch self {
        case .nobody: writer.null()
        case .member(let member):
            writer.array(count: 2)
            writer.unsigned(Address.memberTag)
            writer.value(member)
        case .party(let text):
            writer.array(count: 2)
            writer.unsigned(Address.partyTag)
            writer.text(text)
        }
    }

    package init(from reader: inout CBORReader) throws(CBORError) {
        if reader.skipNull() {
            self = .nobody
            return
        }
        let offset = reader.offset
        try reader.array(count: 2)
        switch try reader.unsigned() {
        case Address.memberTag: self = .member(try reader.value(MemberID.self))
        case Address.partyTag: self = .party(try reader.text())
        default: throw CBORError(.invalid("an address"), at: offset)
        }
    }
}
