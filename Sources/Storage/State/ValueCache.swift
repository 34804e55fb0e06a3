import LedgerCore

/// The state values used last, absent ones included, in a bounded number of bytes.
///
/// Two generations: what is asked for moves to the young one, and when that is full the old one is
/// dropped whole. Cheaper than an ordered list, and forgets in nearly the same order.
struct ValueCache {
    /// What a lookup says.
    enum Answer: Equatable {
        case unknown
        /// Nil: known to be absent.
        case known(Bytes?)
    }

    private let generationBytesMax: Int
    private var young: [StateKey: Bytes?] = [:]
    private var old: [StateKey: Bytes?] = [:]
    private var youngBytes = 0

    /// - Parameter bytesMax: for both generations, keys and bookkeeping included.
    init(bytesMax: Int) {
        generationBytesMax = bytesMax / 2
    }

    mutating func value(for key: StateKey) -> Answer {
        if let value = young[key] { return .known(value) }
        guard let value = old[key] else { return .unknown }
        remember(value, for: key)
        return .known(value)
    }

    mutating func remember(_ value: Bytes?, for key: StateKey) {
        if young.updateValue(value, forKey: key) == nil {
            youngBytes += ValueCache.entryBytes + key.id.count
        }
        youngBytes += value?.count ?? 0
        guard youngBytes > generationBytesMax else { return }
        swap(&young, &old)
        // As many will come again, and its memory is warm.
        young.removeAll(keepingCapacity: true)
        youngBytes = 0
    }

    /// A key of 48 bytes, a value of 8, two heap headers of 32, and the dictionary's free slots.
    private static let entryBytes = 192
}
