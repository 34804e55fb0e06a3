/// A certificate, by its issuer and number.
///
/// Spec: Docs/Spec/MassBalance.md §14.
package struct CertificateLeaf: Hashable, Sendable {
    /// How much of the goods it is for.
    package struct Allowance: Hashable, Sendable {
        package let unit: SmallestUnit
        package let amount: Int64
        /// What no event has drawn, 0 to `amount`.
        package var left: Int64

        package init(unit: SmallestUnit, amount: Int64, left: Int64? = nil) {
            self.unit = unit
            self.amount = amount
            self.left = left ?? amount
        }
    }

    package let kind: CertificateKind
    /// The one whose goods it is for; nil for whoever holds the lots.
    package let holder: MemberID?
    /// Keys of lots, items and classes, ascending.
    package let goods: [String]
    /// Nil for one that is about the lots and not about an amount of them.
    package var allowance: Allowance?
    package let validFrom: Timestamp
    /// The last moment.
    package let validUntil: Timestamp
    /// Of a test.
    package let result: TestResult?
    package private(set) var revokedFrom: Height?
    /// Of a test, ascending by substance; where there are some, the leaf is of version 2.
    package let residues: [Residue]
    /// Why the administrators revoked it; nil where its issuer did, or nobody. Where it is there, the leaf
    /// is of version 3.
    package private(set) var revocationReason: String?

    /// Bytes of UTF-8.
    package static let reasonBytesMax = 256

    package init(
        kind: CertificateKind, holder: MemberID?, goods: [String], allowance: Allowance?,
        validFrom: Timestamp, validUntil: Timestamp, result: TestResult? = nil,
        revokedFrom: Height? = nil, residues: [Residue] = [], revocationReason: String? = nil
    ) {
        self.kind = kind
        self.holder = holder
        self.goods = Set(goods).sorted { $0.precedes($1) }
        self.allowance = allowance
        self.validFrom = validFrom
        self.validUntil = validUntil
        self.result = result
        self.revokedFrom = revokedFrom
        self.residues = residues.sorted { $0.substance.precedes($1.substance) }
        self.revocationReason = revocationReason
    }

    package func measuring(_ residues: [Residue]) -> CertificateLeaf {
        CertificateLeaf(
            kind: kind, holder: holder, goods: goods, allowance: allowance, validFrom: validFrom,
            validUntil: validUntil, result: result, revokedFrom: revokedFrom, residues: residues,
            revocationReason: revocationReason)
    }

    /// The issuer takes it back from a height on.
    package mutating func revoke(from height: Height) {
        revokedFrom = height
        revocationReason = nil
    }

    /// The administrators take it back from a height on.
    ///
    /// - Precondition: the reason has 1 to ``reasonBytesMax`` bytes.
    package mutating func revoke(from height: Height, reason: String) {
        precondition(CertificateLeaf.isReason(reason), "a revocation without a reason")
        revokedFrom = height
        revocationReason = reason
    }

    package static func isReason(_ reason: String) -> Bool {
        (1...reasonBytesMax).contains(reason.utf8.count)
    }

    package func isRevoked(at height: Height) -> Bool {
        revokedFrom.map { $0 <= height } ?? false
    }

    package func isValid(at time: Timestamp) -> Bool {
        validFrom <= time && time <= validUntil
    }
}

extension CertificateLeaf.Allowance: CBORCodable {
    package func encode(into writer: inout CBORWriter) {
        writer.array(count: 3)
        writer.value(unit)
        writer.amount(amount)
        writer.amount(left)
    }

    package init(from reader: inout CBORReader) throws(CBORError) {
        let offset = reader.offset
        try reader.array(count: 3)
        unit = try reader.value(SmallestUnit.self)
        amount = try reader.amount()
        left = try reader.amount()
        guard left <= amount else {
            throw CBORError(.invalid("more left than there was"), at: offset)
        }
    }
}

extension CertificateLeaf: CBORCodable {
    package func encode(into writer: inout CBORWriter) {
        let version: UInt64 = revocationReason != nil ? 3 : residues.isEmpty ? 1 : 2
        writer.leaf(version: version, fields: 7 + Int(version))
        writer.value(kind)
        writer.optional(holder)
        writer.array(count: goods.count)
        for key in goods { writer.text(key) }
        writer.optional(allowance)
        writer.value(validFrom)
        writer.value(validUntil)
        writer.optional(result)
        writer.optional(revokedFrom)
        if version > 1 { writer.array(residues) }
        if let revocationReason { writer.text(revocationReason) }
    }

    package init(from reader: inout CBORReader) throws(CBORError) {
        let version = try reader.leaf(fields: 8, versionMax: 3)
        kind = try reader.value(CertificateKind.self)
        holder = try reader.optional(MemberID.self)
        let offset = reader.offset
        var goods: [String] = []
        for _ in 0..<(try reader.arrayCount()) { goods.append(try reader.text()) }
        guard zip(goods, goods.dropFirst()).allSatisfy({ $0.precedes($1) }) else {
            throw CBORError(.invalid("goods out of order"), at: offset)
        }
        self.goods = goods
        allowance = try reader.optional(Allowance.self)
        validFrom = try reader.value(Timestamp.self)
        validUntil = try reader.value(Timestamp.self)
        result = try reader.optional(TestResult.self)
        revokedFrom = try reader.optional(Height.self)
        let start = reader.offset
        residues = version > 1 ? try reader.array(of: Residue.self) : []
        try reader.require(
            (version == 3 || residues.isEmpty == (version == 1))
                && zip(residues, residues.dropFirst()).allSatisfy {
                    $0.substance.precedes($1.substance)
                }, "residues in order, each once", at: start)
        guard version == 3 else { return }
        let end = reader.offset
        let reason = try reader.text(max: CertificateLeaf.reasonBytesMax)
        try reader.require(
            revokedFrom != nil && !reason.isEmpty, "a revocation and its reason", at: end)
        revocationReason = reason
    }
}

extension String {
    /// By UTF-8 bytes, the same on every machine.
    fileprivate func precedes(_ other: String) -> Bool {
        utf8.lexicographicallyPrecedes(other.utf8)
    }
}
