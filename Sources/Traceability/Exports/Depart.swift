package import LedgerCore

/// Goods leave for a country with what it demands, or not at all.
///
/// Spec: Docs/Spec/MassBalance.md §13.6.
extension MassBalance {
    /// Goods of an event that ships them abroad.
    private struct Departing {
        let posting: Posting
        /// Nil where nobody registered the product, and for a pallet that nobody packed on the ledger.
        let commodity: CommodityCode?
        /// Of the certificates that the event draws from, those that are for them.
        let certificates: [CertificateLeaf]
    }

    /// Holds all that the event shipped against the lines of its destination.
    ///
    /// - Parameter moment: when the event happened.
    func requireDeparture(
        _ claim: ExportClaim, under citation: CertificateCitation, at moment: Timestamp
    ) throws(Stop) {
        guard facts.rules.exports == .byDestination else { return }
        let destination: CountryCode
        switch claim {
        case .none: return
        case .unreadable(let reason): throw .refused(.exportUnreadable(reason: reason))
        case .leaving(let country): destination = country
        }
        // A line that holds now or held then: an event can be dated.
        let lines = facts.limits.exports.filter { line in
            line.destination == destination
                && (line.holds(at: moment) || line.holds(at: facts.blockTime))
        }
        guard !lines.isEmpty else { return }
        var cited: [CertificateLeaf] = []
        if case .certificates(let references) = citation {
            for reference in references { cited.append(try known(reference)) }
        }
        for posting in postings {
            guard let goods = try departing(posting, cited) else { continue }
            for line in lines where try applies(line, to: goods) { try require(line, of: goods) }
        }
    }

    /// Nil for what stays, and for a carrier whose content leaves by itself.
    private func departing(
        _ posting: Posting, _ cited: [CertificateLeaf]
    ) throws(Stop) -> Departing? {
        guard case .shipped = posting.cause else { return nil }
        if posting.isOfCarrier {
            guard posting.isOfLogisticUnit,
                try read(ContainerLeaf.self, at: .container(posting.lot))?.items.isEmpty ?? true
            else { return nil }
        }
        let product = try posting.productKey.map { key throws(Stop) in
            try read(ProductLeaf.self, at: .product(key))
        }
        return Departing(
            posting: posting, commodity: product??.commodity,
            certificates: cited.filter { $0.covers(posting) })
    }

    /// Whether a line is about goods: what nobody can tell it is about could be.
    private func applies(_ line: ExportLine, to goods: Departing) throws(Stop) -> Bool {
        if let commodity = goods.commodity, !commodity.text.hasPrefix(line.goods) { return false }
        guard let origin = line.origin, goods.posting.stock.unaccounted == 0 else { return true }
        guard facts.rules.ways == nil else {
            return try mayBe(from: origin, goods.posting)
        }
        guard let home = facts.limits.territory?.country else { return true }
        // All that is accounted for was grown here.
        return origin == home
    }

    private func require(_ line: ExportLine, of goods: Departing) throws(Stop) {
        let departure = Departure(
            lot: goods.posting.lot, commodity: goods.commodity, destination: line.destination)
        switch line.demand {
        case .embargo:
            throw .refused(.embargo(departure, until: line.until))
        case .certificate(let kind):
            guard goods.certificates.contains(where: { $0.kind == kind }) else {
                throw .refused(.exportCertificate(departure, kind))
            }
        case .residue(let substance, let most):
            let found = goods.certificates.flatMap(\.residues)
                .filter { $0.substance == substance }.map(\.amount).max()
            guard let found, found <= most else {
                throw .refused(
                    .exportResidue(departure, substance: substance, found: found, most: most))
            }
        }
    }
}

/// Goods on their way out of the country.
package struct Departure: Hashable, Sendable {
    /// Key of the lot.
    package let lot: String
    /// Nil where nobody registered what it is.
    package let commodity: CommodityCode?
    package let destination: CountryCode

    package init(lot: String, commodity: CommodityCode?, destination: CountryCode) {
        self.lot = lot
        self.commodity = commodity
        self.destination = destination
    }
}
