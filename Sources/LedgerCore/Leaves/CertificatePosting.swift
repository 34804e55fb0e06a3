/// What an event did to a certificate, a customs declaration or a claim account, kept so that an error declaration can take it back.
package enum CertificatePosting: Hashable, Sendable {
    case issued(CertificateReference)
    case revoked(CertificateReference)
    case drew(CertificateReference, amount: Int64)
    /// From a declaration of this number, in its unit.
    case imported(declaration: String, amount: Int64)
    /// Came to a claim account.
    case credited(ClaimAccount, amount: Int64)
    /// Was used of it.
    case used(ClaimAccount, amount: Int64)
}

extension CertificatePosting: CBORCodable {
    private enum Tag: UInt64 {
        case issued = 1
        case revoked = 2
        case drew = 3
        case imported = 4
        case credited = 5
        case used = 6
    }

    package func encode(into writer: inout CBORWriter) {
        switch self {
        case .issued(let reference):
            writer.array(count: 2)
            writer.unsigned(Tag.issued.rawValue)
            writer.value(reference)
        case .revoked(let reference):
            writer.array(count: 2)
            writer.unsigned(Tag.revoked.rawValue)
            writer.value(reference)
        case .drew(let reference, let amount):
            writer.array(count: 3)
            writer.unsigned(Tag.drew.rawValue)
            writer.value(reference)
            writer.amount(amount)
        case .imported(let number, let amount):
            writer.array(count: 3)
            writer.unsigned(Tag.imported.rawValue)
            writer.text(number)
            writer.amount(amount)
        case .credited(let account, let amount):
            writer.array(count: 3)
            writer.unsigned(Tag.credited.rawValue)
            writer.value(account)
            writer.amount(amount)
        case .used(let account, let amount):
            writer.array(count: 3)
            writer.unsigned(Tag.used.rawValue)
            writer.value(account)
            writer.amount(amount)
        }
    }

    package init(from reader: inout CBORReader) throws(CBORError) {
        let offset = reader.offset
        let count = try reader.arrayCount()
        switch (Tag(rawValue: try reader.unsigned()), count) {
        case (.issued, 2): self = .issued(try reader.value(CertificateReference.self))
        case (.revoked, 2): self = .revoked(try reader.value(CertificateReference.self))
        case (.drew, 3):
            self = .drew(
                try reader.value(CertificateReference.self), amount: try reader.amount())
        case (.imported, 3):
            self = .imported(declaration: try reader.text(), amount: try reader.amount())
        case (.credited, 3):
            self = .credited(
                try reader.value(ClaimAccount.self), amount: try reader.amount())
        case (.used, 3):
            self = .used(try reader.value(ClaimAccount.self), amount: try reader.amount())
        default: throw CBORError(.invalid("what an event did to a certificate"), at: offset)
        }
    }
}
