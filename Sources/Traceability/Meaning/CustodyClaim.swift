package import EPCIS
package import LedgerCore

/// Under which model and claim the goods of an event are, by the word of its member.
///
/// Spec: Docs/Spec/MassBalance.md §12.1.
package enum CustodyClaim: Hashable, Sendable {
    case none
    case says(Statement)
    case unreadable(reason: String)

    package struct Statement: Hashable, Sendable {
        package let model: CustodyModel
        package let claim: GoodsClaim
        /// Keys of the lots that it is said of, ascending; nil for all of the event.
        package let lots: [String]?

        /// Whether it is said of a lot. What carries goods and is none is under no claim by itself.
        func isAbout(_ lot: String) -> Bool {
            lots?.contains(lot) ?? !Posting.isCarrier(lot)
        }
    }

    /// The extension of an event, under any prefix.
    package static let name = "https://daftar.tj/voc/custody"
    package static let lotsMax = 64

    /// - Parameter lots: keys of the goods that the event names.
    init(of event: EPCISEvent, naming lots: Set<String>) {
        do throws(CertificateFault) {
            guard let value = try event.single(CustodyClaim.name) else {
                self = .none
                return
            }
            self = .says(try Statement(value, naming: lots))
        } catch {
            self = .unreadable(reason: error.reason)
        }
    }
}

extension CustodyClaim.Statement {
    fileprivate init(_ value: JSONValue, naming named: Set<String>) throws(CertificateFault) {
        guard let model = value["model"]?.string.flatMap(CustodyModel.init(word:)) else {
            let known = CustodyModel.allCases.map(\.word).joined(separator: ", ")
            throw CertificateFault("its model is one of \(known)")
        }
        self.model = model
        claim = try CustodyClaim.Statement.claim(value["claim"])
        lots = try value["lots"].map { list throws(CertificateFault) in
            try CustodyClaim.Statement.lots(list, naming: named)
        }
    }

    private static func claim(_ value: JSONValue?) throws(CertificateFault) -> GoodsClaim {
        if let word = value?.string {
            guard let kind = GoodsClaim.kinds.first(where: { $0.rawValue == word }) else {
                let known = GoodsClaim.kinds.map(\.rawValue).joined(separator: ", ")
                throw CertificateFault(
                    "its claim is one of \(known), or a certificate with issuer and number")
            }
            return .kind(kind)
        }
        guard let value, let issuer = value["issuer"]?.string.flatMap(MemberID.init) else {
            throw CertificateFault(
                "its claim is a word, or a certificate with the member id of its issuer")
        }
        return .certificate(
            CertificateReference(
                issuer: issuer, number: try CertificateCitation.number(value["number"])))
    }

    private static func lots(
        _ value: JSONValue, naming named: Set<String>
    ) throws(CertificateFault) -> [String] {
        guard let list = value.array, list.count <= CustodyClaim.lotsMax else {
            throw CertificateFault("its lots are a list of at most \(CustodyClaim.lotsMax)")
        }
        var seen: Set<String> = []
        for element in list {
            guard let text = element.string, let key = try? ObjectKey(parsing: text) else {
                throw CertificateFault("one of its lots is no identifier")
            }
            guard named.contains(key.text), !Posting.isCarrier(key.text) else {
                throw CertificateFault("\(key.text) is none of the goods of the event")
            }
            guard seen.insert(key.text).inserted else {
                throw CertificateFault("\(key.text) is named twice")
            }
        }
        return seen.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    }
}

extension EventMeaning {
    /// The digest with what rules before the fifth version did not read: the model and the claim. That of
    /// before, where the event says neither.
    ///
    /// - Parameter whole: ``wholeDigest(_:)``.
    func custodyDigest(_ whole: Digest) -> Digest {
        guard case .says(let statement) = custody else { return whole }
        return Digest(domain: .meaning, count: 4) { writer in
            writer.value(whole)
            writer.value(statement.model)
            writer.value(statement.claim)
            guard let keys = statement.lots else { return writer.null() }
            writer.array(count: keys.count)
            for key in keys { writer.text(key) }
        }
    }
}
