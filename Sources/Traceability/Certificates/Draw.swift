import EPCIS
import LedgerCore

/// Goods that go under certificates take up their amounts.
///
/// Spec: Docs/Spec/MassBalance.md §14.
extension MassBalance {
    /// Draws for all that the event created or shipped, containers with their content.
    ///
    /// - Parameter moment: when the event happened.
    mutating func draw(_ citation: CertificateCitation, at moment: Timestamp) throws(Stop) {
        guard facts.rules.certificates == .drawnDown else { return }
        let cited: [CertificateReference]
        switch citation {
        case .none: return
        case .unreadable(let reason): throw .refused(.certificateUnreadable(reason: reason))
        case .certificates(let certificates): cited = certificates
        }
        try requireKnownContent(under: cited)
        let goods = postings.filter { $0.cause.goesUnderCertificates && !$0.isOfCarrier }
        guard let first = goods.first else { return }
        try requireAccounted(goods)
        try requireOpen(goods)
        var uncovered = Array(goods.indices)
        for certificate in cited {
            let leaf = try usable(certificate, at: moment)
            let covered = goods.indices.filter { leaf.covers(goods[$0]) }
            guard !covered.isEmpty else {
                throw .refused(
                    .certificateScope(
                        certificate, lot: first.lot, reason: "it is for other goods"))
            }
            try draw(covered.map { goods[$0] }, from: certificate, leaf)
            uncovered.removeAll(where: covered.contains)
        }
        if let index = uncovered.first, let last = cited.last {
            throw .refused(
                .certificateScope(
                    last, lot: goods[index].lot, reason: "nor is another that the event names"))
        }
    }

    /// A pallet that nobody packed on the ledger would go under a certificate and draw nothing.
    private func requireKnownContent(under cited: [CertificateReference]) throws(Stop) {
        for posting in postings where posting.isOfLogisticUnit {
            guard case .shipped = posting.cause, let certificate = cited.first else { continue }
            let container = try read(ContainerLeaf.self, at: .container(posting.lot))
            guard container?.items.isEmpty ?? true else { continue }
            throw .refused(
                .certificateScope(
                    certificate, lot: posting.lot,
                    reason: "the ledger does not know what is inside"))
        }
    }

    private func requireAccounted(_ goods: [Posting]) throws(Stop) {
        for good in goods where good.stock.unaccounted > 0 {
            throw .refused(
                .certificateUnaccounted(
                    lot: good.lot, unaccounted: good.stock.unaccounted, asked: good.stock.amount,
                    unit: good.unit))
        }
    }

    /// A certificate that is in force both now and when the event happened.
    private func usable(
        _ certificate: CertificateReference, at moment: Timestamp
    ) throws(Stop) -> CertificateLeaf {
        let leaf = try known(certificate)
        if let height = leaf.revokedFrom, leaf.isRevoked(at: facts.place.height) {
            throw .refused(.certificateRevoked(certificate, from: height))
        }
        for time in [moment, facts.blockTime] where !leaf.isValid(at: time) {
            throw .refused(
                .certificateExpired(
                    certificate, validFrom: leaf.validFrom, validUntil: leaf.validUntil, at: time))
        }
        return leaf
    }

    private mutating func draw(
        _ goods: [Posting], from certificate: CertificateReference, _ leaf: CertificateLeaf
    ) throws(Stop) {
        guard leaf.result != .failed else {
            throw .refused(.failedTest(lot: goods[0].lot, certificate))
        }
        if let holder = leaf.holder, holder != member {
            throw .refused(
                .certificateScope(
                    certificate, lot: goods[0].lot, reason: "it is for goods of \(holder)"))
        }
        guard let allowance = leaf.allowance else { return }
        var asked: Int64 = 0
        for good in goods {
            guard let amount = try amount(of: good, in: allowance.unit) else {
                throw .refused(
                    .certificateScope(
                        certificate, lot: good.lot,
                        reason: "it counts in \(allowance.unit.spokenName)"))
            }
            let (sum, overflow) = asked.addingReportingOverflow(amount)
            guard !overflow else { throw .refused(.tooLarge) }
            asked = sum
        }
        guard asked <= allowance.left else {
            throw .refused(
                .certificateOverdrawn(
                    certificate, available: allowance.left, asked: asked, unit: allowance.unit))
        }
        var leaf = leaf
        leaf.allowance?.left = allowance.left - asked
        set(leaf, for: certificate)
        certificates.append(.drew(certificate, amount: asked))
    }

    /// Pieces of known content count by it; nil where nobody can tell.
    func amount(of good: Posting, in unit: SmallestUnit) throws(Stop) -> Int64? {
        if good.unit == unit { return good.stock.amount }
        guard unit == .milligram, good.unit == .piece, let key = good.productKey,
            let net = try read(ProductLeaf.self, at: .product(key))?.netMilligrams
        else { return nil }
        let (mass, overflow) = good.stock.amount.multipliedReportingOverflow(by: net)
        guard !overflow else { throw .refused(.tooLarge) }
        return mass
    }
}

extension CertificateLeaf {
    /// Whether they are among the goods that it is for.
    func covers(_ good: Posting) -> Bool {
        goods.contains(good.lot) || good.productKey.map(goods.contains) ?? false
    }
}

extension Posting.Cause {
    fileprivate var goesUnderCertificates: Bool {
        switch self {
        case .created, .shipped: true
        case .consumed, .received, .accepted, .takenBack, .disputed, .declared: false
        }
    }
}

/// A posting has the text of a lot's key alone.
///
/// Spec: GS1 Digital Link 1.4 §5.
extension Posting {
    /// Whether it is of what carries goods and is none: SSCC, GRAI, GIAI.
    var isOfCarrier: Bool { Posting.isCarrier(lot) }

    static func isCarrier(_ lot: String) -> Bool {
        lot.hasPrefix("/00/") || lot.hasPrefix("/8003/") || lot.hasPrefix("/8004/")
    }

    /// SSCC, which is made to carry something.
    var isOfLogisticUnit: Bool { lot.hasPrefix("/00/") }

    /// `/01/` and 14 digits.
    var productKey: String? {
        lot.hasPrefix("/01/") ? String(lot.prefix(18)) : nil
    }
}
