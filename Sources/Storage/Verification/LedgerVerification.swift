package import LedgerCore

extension LedgerStore {
    /// Looks at blocks one after the other: encoding, chain of ids, roots, log and its tiles, and with
    /// a replay also the certificates, outcomes and state.
    ///
    /// Blocks may go on being committed meanwhile. What lies below the base is not here and not looked
    /// at; a ledger with a base cannot be replayed either, and the extent says that it was not.
    ///
    /// - Parameters:
    ///   - first: with a replay, the first block of the chain.
    ///   - last: nil for the head as it is at the start.
    ///   - progress: the height that was found sound.
    package func verify(
        from first: Height = .first, through last: Height? = nil,
        replay: (any LedgerReplay)? = nil, progress: (Height) -> Void = { _ in }
    ) -> LedgerVerdict {
        let last = last ?? head.height
        precondition(replay == nil || first == .first, "a replay begins at the first block")
        let base: Height
        do { base = try read { try $0.base() } } catch {
            return .faulty(height: first, .unreadable("\(error)"))
        }
        var extent = LedgerExtent(first: max(first, base))
        var replay = base > .first ? nil : replay
        var height = extent.first
        while height <= last {
            do throws(LedgerFault) {
                extent.blocks += 1
                try verifyBlock(at: height, replay: &replay, extent: &extent)
            } catch { return .faulty(height: height, error) }
            progress(height)
            height = height.next
        }
        return .sound(extent)
    }

    private func verifyBlock(
        at height: Height, replay: inout (any LedgerReplay)?, extent: inout LedgerExtent
    ) throws(LedgerFault) {
        let check: BlockCheck
        do {
            check = try read { reader throws(StorageError) in
                try BlockCheck(height: height, chain: chainID, reader: reader)
            }
        } catch { throw .unreadable("\(error)") }
        if let fault = check.fault { throw fault }
        extent.transactions += check.transactionCount
        extent.purgedContents += check.purgedContents
        guard replay != nil, let block = check.block else { return }
        try reexecute(block, with: &replay)
    }

    private func reexecute(
        _ block: CommittedBlock, with replay: inout (any LedgerReplay)?
    ) throws(LedgerFault) {
        let header = block.header
        do {
            guard let validators = try replay?.validators(at: header.height) else { return }
            guard validators.hash == header.validatorSetHash else {
                throw LedgerFault.validatorSet
            }
            let certificate = block.decided.certificate
            if let fault = certificate.fault(in: validators, chain: chainID) {
                throw LedgerFault.certificate(fault)
            }
            guard let replayed = try replay?.execute(block) else { return }
            let places = zip(replayed.outcomes, block.outcomes).enumerated()
            if let place = places.first(where: { $0.element.0 != $0.element.1 }) {
                throw LedgerFault.outcome(position: place.offset)
            }
            guard replayed.stateRoot == header.stateRoot else {
                throw LedgerFault.stateRoot(named: header.stateRoot, found: replayed.stateRoot)
            }
        } catch let fault as LedgerFault {
            throw fault
        } catch { throw .execution("\(error)") }
    }
}
