import LedgerCore

/// The last test of a lot that stands says whether it goes under certificates.
///
/// Spec: Docs/Spec/MassBalance.md §14.
extension MassBalance {
    /// Notes a result at the lots that were tested.
    mutating func note(_ leaf: CertificateLeaf, of certificate: CertificateReference) throws(Stop) {
        guard let result = leaf.result else { return }
        for good in leaf.goods {
            var lot = try lot(.lot(good))
            lot.add(LotTest(certificate, result))
            keep(lot, at: .lot(good))
        }
    }

    /// Takes a result away from the lots that were tested.
    ///
    /// - Parameter named: the lots of the event, which alone it may change.
    mutating func forget(
        _ leaf: CertificateLeaf, of certificate: CertificateReference, named: Set<String>
    ) throws(Stop) {
        guard leaf.result != nil else { return }
        guard leaf.goods.allSatisfy(named.contains) else {
            throw .refused(
                .certificateUnreadable(reason: "a test is revoked in an event of all its lots"))
        }
        for good in leaf.goods {
            var lot = try lot(.lot(good))
            lot.removeTest(certificate)
            keep(lot, at: .lot(good))
        }
    }

    /// What is made of a lot that failed has failed.
    mutating func passOnFailures(_ transformation: inout TransformationLeaf) throws(Stop) {
        guard facts.rules.certificates == .drawnDown, isTested || transformation.failedTest != nil
        else { return }
        for posting in postings where transformation.failedTest == nil {
            guard case .consumed = posting.cause else { continue }
            transformation.failedTest = try failure(of: lot(.lot(posting.lot)))
        }
        guard let failure = transformation.failedTest else { return }
        for posting in postings where posting.cause == .created {
            var lot = try lot(.lot(posting.lot))
            if try self.failure(of: lot) == nil { lot.add(LotTest(failure, .failed)) }
            keep(lot, at: .lot(posting.lot))
        }
    }

    /// The test that closes a lot; what the administrators revoked decides nothing.
    private func failure(of lot: LotLeaf) throws(Stop) -> CertificateReference? {
        guard facts.rules.revocation == .byAdministrators else { return lot.failure }
        return try reading { () throws(StateReadError) in
            try Registry.failure(of: lot, at: facts.place.height, in: state)
        }
    }

    /// - Throws: `.failedTest` where one of the goods is closed.
    mutating func requireOpen(_ goods: [Posting]) throws(Stop) {
        for good in goods {
            if let failure = try failure(of: lot(.lot(good.lot))) {
                throw .refused(.failedTest(lot: good.lot, failure))
            }
        }
    }
}
