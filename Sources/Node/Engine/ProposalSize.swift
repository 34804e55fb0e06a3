/// How much this node puts into a block that it proposes.
///
/// The others have the propose timeout for the whole of it: the proposer executes the block before it
/// sends it, and they execute it before they vote. So a block takes a quarter of that time here, by what
/// execution took of late on this machine. A policy of one node: any block within the chain's limits is
/// judged and voted for.
///
/// Spec: Docs/Spec/Consensus.md §8.
struct ProposalSize: Hashable, Sendable {
    /// Until something was measured.
    static let bytesAtFirst = 2 << 20
    /// However slow the machine: one transaction more always goes in.
    static let bytesMin = 128 << 10
    /// Smaller blocks say little of what a large one takes.
    private static let sampleBytesMin = 64 << 10
    /// A smaller block is measured all the same when it took so long.
    private static let sampleMicrosecondsMin: Int64 = 50_000
    private static let shareOfTimeout: Int64 = 4

    /// Octets that are executed in a second; nil before the first measurement.
    private(set) var bytesPerSecond: Int64?

    /// Slower is believed at once, faster by an eighth each time.
    mutating func executed(bytes: Int, microseconds: Int64) {
        guard bytes >= Self.sampleBytesMin || microseconds >= Self.sampleMicrosecondsMin else {
            return
        }
        let (scaled, overflow) = Int64(clamping: bytes).multipliedReportingOverflow(by: 1_000_000)
        let sample = max(1, (overflow ? .max : scaled) / max(1, microseconds))
        guard let known = bytesPerSecond, sample > known else {
            bytesPerSecond = sample
            return
        }
        bytesPerSecond = known + (sample - known) / 8
    }

    /// - Parameter timeoutMilliseconds: how long the others wait for a proposal.
    func bytesEnough(within timeoutMilliseconds: Int64) -> Int {
        guard let bytesPerSecond else { return Self.bytesAtFirst }
        let share = max(1, timeoutMilliseconds) / Self.shareOfTimeout
        let (bytes, overflow) = bytesPerSecond.multipliedReportingOverflow(by: share)
        return overflow ? .max : max(Self.bytesMin, Int(clamping: bytes / 1_000))
    }
}
