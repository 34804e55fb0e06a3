/// The numbers that all nodes of a chain must have in common.
package struct ChainParameters: Hashable, Sendable {
    /// Largest content of one transaction, in bytes.
    package var contentBytesMax: UInt64
    /// Largest encoded body of a block, in bytes.
    package var blockBytesMax: UInt64
    /// Most transactions in a block.
    package var blockTransactionsMax: UInt64
    /// Shortest time from one block to the next while there is work.
    package var blockIntervalMinMilliseconds: UInt64
    /// How far apart the clocks of two honest validators may be.
    package var precisionMilliseconds: UInt64
    /// How long a proposal may travel and still be called timely.
    package var messageDelayMilliseconds: UInt64
    /// How far ahead of block time a transaction may expire; ninety days at most.
    package var expiryAheadMaxMilliseconds: UInt64
    /// Most events in one capture.
    package var captureEventsMax: UInt64
    /// How far behind true time a block may be before an honest event looks as if from the future.
    package var eventAheadMaxMilliseconds: UInt64

    package init(
        contentBytesMax: UInt64 = 4 << 20,
        blockBytesMax: UInt64 = 16 << 20,
        blockTransactionsMax: UInt64 = 2000,
        blockIntervalMinMilliseconds: UInt64 = 0,
        precisionMilliseconds: UInt64 = 500,
        messageDelayMilliseconds: UInt64 = 4000,
        expiryAheadMaxMilliseconds: UInt64 = UInt64(
            TransactionHeader.expiryAheadMaxMilliseconds),
        captureEventsMax: UInt64 = 5000,
        eventAheadMaxMilliseconds: UInt64 = 300_000
    ) {
        self.contentBytesMax = contentBytesMax
        self.blockBytesMax = blockBytesMax
        self.blockTransactionsMax = blockTransactionsMax
        self.blockIntervalMinMilliseconds = blockIntervalMinMilliseconds
        self.precisionMilliseconds = precisionMilliseconds
        self.messageDelayMilliseconds = messageDelayMilliseconds
        self.expiryAheadMaxMilliseconds = expiryAheadMaxMilliseconds
        self.captureEventsMax = captureEventsMax
        self.eventAheadMaxMilliseconds = eventAheadMaxMilliseconds
    }

    /// Every parameter by its name, in the order in which they are encoded.
    package static let all: [(name: String, path: Path)] = [
        ("contentBytesMax", \.contentBytesMax), ("blockBytesMax", \.blockBytesMax),
        ("blockTransactionsMax", \.blockTransactionsMax),
        ("blockIntervalMinMilliseconds", \.blockIntervalMinMilliseconds),
        ("precisionMilliseconds", \.precisionMilliseconds),
        ("messageDelayMilliseconds", \.messageDelayMilliseconds),
        ("expiryAheadMaxMilliseconds", \.expiryAheadMaxMilliseconds),
        ("captureEventsMax", \.captureEventsMax),
        ("eventAheadMaxMilliseconds", \.eventAheadMaxMilliseconds),
    ]

    package typealias Path = WritableKeyPath<ChainParameters, UInt64> & Sendable

    /// The first parameter that no chain can live with; nil when all are sound.
    package var fault: GenesisFault? {
        let contentLimit: UInt64 = 64 << 20
        // A proposal of the administrators must go in, or nothing could be put right again.
        let contentBytesMin: UInt64 = 64 << 10
        // A block has room for the largest transaction. Held, so that no number from outside overflows.
        let blockBytesMin =
            min(contentBytesMax, contentLimit) + UInt64(TransactionEnvelope.byteCountMax) + 32
        let ranges: [(name: String, value: UInt64, range: ClosedRange<UInt64>)] = [
            ("contentBytesMax", contentBytesMax, contentBytesMin...contentLimit),
            ("blockBytesMax", blockBytesMax, blockBytesMin...(256 << 20)),
            ("blockTransactionsMax", blockTransactionsMax, 1...100_000),
            ("blockIntervalMinMilliseconds", blockIntervalMinMilliseconds, 0...3_600_000),
            ("precisionMilliseconds", precisionMilliseconds, 0...60_000),
            ("messageDelayMilliseconds", messageDelayMilliseconds, 0...60_000),
            (
                "expiryAheadMaxMilliseconds", expiryAheadMaxMilliseconds,
                60_000...UInt64(TransactionHeader.expiryAheadMaxMilliseconds)
            ),
            ("captureEventsMax", captureEventsMax, 1...100_000),
            ("eventAheadMaxMilliseconds", eventAheadMaxMilliseconds, 0...86_400_000),
        ]
        for (name, value, range) in ranges where !range.contains(value) {
            return .parameterOutOfRange(name: name, value: value, range: range)
        }
        return nil
    }
}

extension ChainParameters: CBORCodable {
    package func encode(into writer: inout CBORWriter) {
        writer.array(ChainParameters.all.map { self[keyPath: $0.path] })
    }

    package init(from reader: inout CBORReader) throws(CBORError) {
        self.init()
        try reader.array(count: ChainParameters.all.count)
        for (_, path) in ChainParameters.all { self[keyPath: path] = try reader.unsigned() }
    }
}
