extension TransactionHeader {
    /// No chain allows more, whatever its genesis says: ninety days, for devices without network.
    package static let expiryAheadMaxMilliseconds: Int64 = 90 * 24 * 60 * 60 * 1000

    /// Why a transaction may not be in a block of this time.
    package enum ExpiryFault: Error, Equatable, Sendable {
        case expired(expiry: Timestamp, blockTime: Timestamp)
        case tooFarAhead(expiry: Timestamp, latest: Timestamp)
    }

    /// What forbids the transaction at a block time; nil when nothing does.
    ///
    /// - Parameter aheadMaxMilliseconds: the chain's own limit, of which the smaller of it and
    ///   ninety days counts.
    package func expiryFault(
        at blockTime: Timestamp, aheadMaxMilliseconds: Int64
    ) -> ExpiryFault? {
        if expiry < blockTime { return .expired(expiry: expiry, blockTime: blockTime) }
        let ahead = min(aheadMaxMilliseconds, TransactionHeader.expiryAheadMaxMilliseconds)
        let latest = blockTime.advanced(byMilliseconds: ahead)
        return expiry > latest ? .tooFarAhead(expiry: expiry, latest: latest) : nil
    }
}
