/// Decided headers followed one by one: what a node that was away believes while it catches up.
///
/// It trusts the validators it begins with, and those that they name. Whoever sent the headers is not
/// trusted with anything.
///
/// Spec: Docs/Spec/Sync.md §3.
package struct HeaderChain: Hashable, Sendable {
    package let chain: ChainID
    /// The last header that was followed; `.genesis` before the first.
    package private(set) var height: Height
    package private(set) var blockID: BlockID
    /// Its time; that of the genesis before the first.
    package private(set) var time: Timestamp
    /// The leaves of the log behind it, its own included.
    package private(set) var logSize: UInt64
    /// The validators that decide the next height.
    package private(set) var validators: ValidatorSet

    /// The chain before its first block.
    package init(genesis: Genesis) {
        self.init(
            chain: genesis.chainID, height: .genesis, blockID: .none, time: genesis.created,
            logSize: 0, validators: genesis.validatorSet)
    }

    /// The chain behind a block that is trusted already.
    package init(
        chain: ChainID, height: Height, blockID: BlockID, time: Timestamp, logSize: UInt64,
        validators: ValidatorSet
    ) {
        self.chain = chain
        self.height = height
        self.blockID = blockID
        self.time = time
        self.logSize = logSize
        self.validators = validators
    }

    /// Goes on to the next header.
    ///
    /// - Parameters:
    ///   - transactionCount: of the block, which the log has grown by.
    ///   - next: the validators of the height after, where the header names others than its own.
    /// - Throws: the first thing that keeps the header from being the decided one; nothing has changed
    ///   then.
    package mutating func follow(
        _ header: BlockHeader, transactionCount: Int, certificate: CommitCertificate,
        next: ValidatorSet?
    ) throws(HeaderFault) {
        guard header.chain == chain else { throw .chainOther(header.chain) }
        guard header.height == height.next else {
            throw .heightOther(found: header.height, expected: height.next)
        }
        guard header.previous == blockID else { throw .predecessorOther(header.height) }
        guard header.time > time else { throw .timeNotLater(header.height) }
        let (size, overflow) = logSize.addingReportingOverflow(UInt64(transactionCount))
        guard !overflow, header.logSize == size, size < .max else {
            throw .logSizeOther(header.height)
        }
        guard header.validatorSetHash == validators.hash else {
            throw .validatorsOther(header.height)
        }
        let following = try validatorsAfter(header, given: next)
        let id = header.id
        guard certificate.height == header.height, certificate.blockID == id else {
            throw .certificateOfOtherBlock(header.height)
        }
        if let fault = certificate.fault(in: validators, chain: chain) {
            throw .certificate(header.height, fault)
        }
        height = header.height
        blockID = id
        time = header.time
        logSize = size + 1
        validators = following
    }

    private func validatorsAfter(
        _ header: BlockHeader, given next: ValidatorSet?
    ) throws(HeaderFault) -> ValidatorSet {
        guard header.nextValidatorSetHash != validators.hash else {
            guard next == nil else { throw .nextValidatorsOther(header.height) }
            return validators
        }
        guard let next, next.hash == header.nextValidatorSetHash else {
            throw .nextValidatorsOther(header.height)
        }
        return next
    }
}

/// Why a header is not the next decided one.
package enum HeaderFault: Error, Equatable, Sendable {
    case chainOther(ChainID)
    case heightOther(found: Height, expected: Height)
    case predecessorOther(Height)
    case timeNotLater(Height)
    /// The log grows by the block's transactions and its header.
    case logSizeOther(Height)
    case validatorsOther(Height)
    /// The set that came with the header is not the one that it names, or none came, or none belongs.
    case nextValidatorsOther(Height)
    case certificateOfOtherBlock(Height)
    case certificate(Height, CertificateFault)
}
