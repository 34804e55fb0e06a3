import Consensus
import LedgerCore
import Storage
import Traceability

extension HeightStart {
    /// What the height after the store's head begins with.
    ///
    /// - Throws: `StorageError.corrupt` when the ledger contradicts itself;
    ///   `ExecutionFailure.unknownRules` when a newer program is needed from this height on.
    init(after store: LedgerStore, genesis: Genesis) throws {
        let head = store.head
        let state = store.committedState
        // Before anything of a height begins whose rules this program does not know.
        _ = try RuleBook.current.rules(at: head.height.next, in: state)
        let parameters = ConsensusParameters(
            try Registry.parameters(in: state) ?? genesis.parameters)
        guard head.height > .genesis else {
            self.init(
                height: .genesis.next, previous: .none, previousTime: genesis.created,
                validators: genesis.validatorSet, parameters: parameters)
            return
        }
        let header = try store.read { (reader) throws(StorageError) in
            try reader.header(at: head.height)
        }
        guard let header else {
            throw StorageError.corrupt("block \(head.height), the last one, is missing")
        }
        let validators = try ValidatorSet(committedIn: state, genesis: genesis)
        guard validators.hash == header.nextValidatorSetHash else {
            throw StorageError.corrupt("block \(head.height) names other validators than the state")
        }
        self.init(
            height: head.height.next, previous: head.blockID, previousTime: header.time,
            validators: validators, parameters: parameters)
    }
}

extension ConsensusParameters {
    init(_ chain: ChainParameters) {
        self.init(
            timeliness: Timeliness(
                precisionMilliseconds: Int64(clamping: chain.precisionMilliseconds),
                delayMilliseconds: Int64(clamping: chain.messageDelayMilliseconds)),
            blockIntervalMillisecondsMin: Int64(clamping: chain.blockIntervalMinMilliseconds),
            blockBytesMax: Int(clamping: chain.blockBytesMax))
    }
}

extension PoolLimits {
    init(_ chain: ChainParameters) {
        let transaction = chain.contentBytesMax + UInt64(TransactionEnvelope.byteCountMax)
        self.init(
            transactionBytesMax: Int(clamping: transaction),
            expiryAheadMaxMilliseconds: Int64(clamping: chain.expiryAheadMaxMilliseconds))
    }
}

extension ValidatorsLeaf {
    /// The validators of the next height; those of genesis where none are written.
    init(committedIn state: some StateReading, genesis: Genesis) throws {
        self = try Registry.validators(in: state) ?? ValidatorsLeaf(genesis)
    }
}

extension ValidatorSet {
    /// The same by their consensus keys.
    init(committedIn state: some StateReading, genesis: Genesis) throws {
        self = try ValidatorsLeaf(committedIn: state, genesis: genesis).set
    }
}
